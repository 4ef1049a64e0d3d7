import { OperationId } from '../../domain/values/identifiers.js';
import type { ReoptimizationOutcome } from '../../domain/values/reoptimization.js';
import type { OperationState, Resolvers } from '../generated/types.js';
import { Scope } from '../parents.js';
import { instantText, positionText } from '../scalars.js';
import { asOperation, planOf } from './reoptimization.js';

const STATES: Readonly<Record<ReoptimizationOutcome, OperationState>> = {
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
};

export const operationResolvers: Resolvers = {
  Query: {
    operation: async (_root, { id }, { pce }) => {
      const operation = await pce.operation(OperationId(id));
      if (operation !== undefined) return operation;
      const reoptimization = await pce.reoptimization(OperationId(id));
      return reoptimization === undefined ? undefined : asOperation(new Scope(pce.live), reoptimization);
    },
  },
  Operation: {
    id: (parent) => (parent.kind === 'reoptimize' ? parent.reoptimization.id : parent.id),
    state: (parent) => {
      if (parent.kind !== 'reoptimize') return parent.state;
      const { outcome } = parent.reoptimization;
      return outcome === undefined ? 'PENDING' : STATES[outcome];
    },
    error: (parent) => {
      if (parent.kind !== 'reoptimize') return parent.error;
      const { failure, outcome } = parent.reoptimization;
      return outcome === 'FAILED' ? failure : null;
    },
    startedAt: (parent) =>
      instantText(parent.kind === 'reoptimize' ? parent.reoptimization.startedAt : parent.startedAt),
    endedAt: (parent) => {
      const { endedAt } = parent.kind === 'reoptimize' ? parent.reoptimization : parent;
      return endedAt === undefined ? null : instantText(endedAt);
    },
    deadline: (parent) => (parent.kind === 'reoptimize' ? null : instantText(parent.deadline)),
    reason: (parent) => (parent.kind === 'reoptimize' ? parent.reoptimization.order.trigger : parent.reason),
    lspId: (parent) => (parent.kind === 'reoptimize' ? null : parent.lsp),
    lsp: (parent, _arguments, { pce }) => {
      const entry = parent.kind === 'reoptimize' ? undefined : pce.live.state.lspDb.get(parent.lsp);
      return entry === undefined ? null : { scope: new Scope(pce.live), entry };
    },
    plan: (parent) => (parent.kind === 'reoptimize' ? planOf(parent.scope, parent.reoptimization) : null),
    waitsFor: (parent) => (parent.kind === 'reoptimize' ? [] : (parent.after ?? [])),
    computation: (parent) => (parent.kind === 'reoptimize' ? null : parent.computation),
  },
  OperationComputation: {
    position: ({ position }) => positionText(position),
    together: (record, _arguments, { pce }) => pce.computedTogetherWith(record),
  },
};
