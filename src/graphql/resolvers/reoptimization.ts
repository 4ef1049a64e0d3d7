import type { Rejection } from '../../app/rejection.js';
import { OperationId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { Reoptimization } from '../../domain/values/reoptimization.js';
import type { Result } from '../../domain/values/result.js';
import { inputError, rejectionError } from '../errors.js';
import type { MutationResolvers, ReoptimizeInput, Resolvers } from '../generated/types.js';
import { lspPredicate } from '../lsp-filter.js';
import { inScope } from '../moments.js';
import { type OperationParent, type PathParent, type ReoptimizationPlanParent, Scope } from '../parents.js';

const reoptimize: Required<MutationResolvers>['reoptimize'] = async (_root, { input }, { pce }) => {
  const { lsps } = input;
  const started = await pce.reoptimizations.start({
    goal: input.goal,
    scope: input.scope ?? 'GLOBAL',
    trigger: 'operator',
    dryRun: input.dryRun ?? false,
    allowRelease: input.allowRelease ?? false,
    onFailure: input.onFailure ?? 'ROLL_BACK',
    ...(lsps === null || lsps === undefined ? {} : { isWanted: lspPredicate(pce.live, lsps) }),
    ...limitsOf(input),
  });
  return parentOf(started, pce.live);
};

function limitsOf({ maxMoves, minGain, minGainPerMove }: ReoptimizeInput) {
  if (typeof maxMoves === 'number' && maxMoves < 0)
    throw inputError('input.maxMoves', `must be 0 or more, not ${maxMoves}`);
  return {
    ...(typeof maxMoves === 'number' ? { maxMoves } : {}),
    ...shareOf('minGain', minGain),
    ...shareOf('minGainPerMove', minGainPerMove),
  };
}

function shareOf(name: 'minGain' | 'minGainPerMove', share: number | null | undefined) {
  if (share === null || share === undefined) return {};
  if (!(share >= 0)) throw inputError(`input.${name}`, `is a share of 0 or more, not ${share}`);
  return { [name]: share };
}

const cancelReoptimization: Required<MutationResolvers>['cancelReoptimization'] = async (
  _root,
  { id },
  { pce },
) => parentOf(await pce.reoptimizations.cancel(OperationId(id)), pce.live);

function parentOf(result: Result<Reoptimization, Rejection>, view: Scope['view']): OperationParent {
  if (!result.ok) throw rejectionError(result.error);
  return asOperation(new Scope(view), result.value);
}

export const asOperation = (scope: Scope, reoptimization: Reoptimization): OperationParent => ({
  kind: 'reoptimize',
  scope,
  reoptimization,
});

export const planOf = (scope: Scope, { plan, steps }: Reoptimization): ReoptimizationPlanParent | null =>
  plan === undefined ? null : { scope, plan, steps };

const pathOf = (scope: Scope, path: SignalledPath | undefined): PathParent | null =>
  path === undefined
    ? null
    : { scope, source: path.path.nodes[0] ?? '', route: path.route, known: path.path };

export const reoptimizationResolvers: Resolvers = {
  Query: {
    reoptimizations: (_root, { asOf }, context) =>
      inScope(context, asOf, (scope) =>
        [...scope.view.state.reoptimizations.all()].map((one) => asOperation(scope, one)),
      ),
  },
  Mutation: { reoptimize, cancelReoptimization },
  ReoptimizationPlan: {
    before: ({ plan }) => plan.before,
    after: ({ plan }) => plan.after,
    gain: ({ plan }) => plan.gain,
    utilizationBound: ({ plan }) => plan.utilizationBound,
    bound: ({ plan }) => plan.bound?.value,
    boundBy: ({ plan }) => plan.bound?.by,
    gap: ({ plan }) => plan.gap,
    steps: ({ scope, steps }) => steps.map((step) => ({ scope, step })),
    detoured: ({ plan }) => plan.detoured,
    released: ({ plan }) => plan.released,
    notDone: ({ plan }) => plan.notDone.map(({ lsp, reason }) => ({ lspId: lsp, reason })),
  },
  ReoptimizationStep: {
    number: ({ step }) => step.number,
    lspId: ({ step }) => step.lsp,
    action: ({ step }) => step.action,
    state: ({ step }) => step.state,
    from: ({ scope, step }) => pathOf(scope, step.from),
    to: ({ scope, step }) => pathOf(scope, step.to),
    wave: ({ step }) => step.wave,
    after: ({ step }) => step.after,
    failure: ({ step }) => step.failure,
  },
};
