import { LspId, OperationId, PccId } from '../../src/domain/values/identifiers.js';
import type { PlannedStep } from '../../src/domain/values/reoptimization.js';
import type { DomainEvent } from '../../src/events/catalogue/event.js';

type Numbers = readonly [number, number, number, number];

const operationOf = (a: number): OperationId => OperationId(`reoptimization-${a % 3}`);
const figures = { utilization: 0.5, totalMetric: 10, placedBandwidth: 100, placed: 2 };
const stepOf = (number: number): PlannedStep => ({
  lsp: LspId(PccId('10.0.0.1'), `lsp-${number}`),
  action: 'MOVE',
  wave: number,
  after: number === 0 ? [] : [number - 1],
});
const ofStep = (a: number, b: number) => ({ operation: operationOf(a), step: b % 3 });

/** Random events about a few reoptimizations, possible in this order or not. */
export const REOPTIMIZATION_MAKERS: readonly ((seed: Numbers) => DomainEvent)[] = [
  ([, a, b, c]) => ({
    type: 'ReoptimizationRequested',
    data: {
      operation: operationOf(a),
      order: {
        goal: 'MAX_THROUGHPUT',
        scope: 'GLOBAL',
        trigger: 'operator',
        dryRun: b % 2 === 0,
        allowRelease: false,
        onFailure: (['STOP', 'ROLL_BACK', 'REPLAN'] as const)[c % 3] ?? 'STOP',
      },
    },
  }),
  ([, a, b, c]) => ({
    type: 'ReoptimizationPlanned',
    data: {
      operation: operationOf(a),
      position: b,
      plan: {
        before: figures,
        after: figures,
        gain: 0,
        utilizationBound: 0.1,
        steps: Array.from({ length: c % 4 }, (_, number) => stepOf(number)),
        detoured: [],
        released: [],
        notDone: [],
      },
    },
  }),
  ([, a, b]) => ({ type: 'ReoptimizationStepDone', data: ofStep(a, b) }),
  ([, a, b]) => ({
    type: 'ReoptimizationStepFailed',
    data: { ...ofStep(a, b), code: 'TIMED_OUT', message: 'late' },
  }),
  ([, a, b, c]) => ({
    type: 'ReoptimizationStepUndone',
    data: { ...ofStep(a, b), ...(c % 2 === 0 ? { code: 'TIMED_OUT', message: 'late' } : {}) },
  }),
  ([, a]) => ({ type: 'ReoptimizationCancelled', data: { operation: operationOf(a) } }),
  ([, a, b]) => ({
    type: 'ReoptimizationEnded',
    data: {
      operation: operationOf(a),
      ...(b % 2 === 0 ? { outcome: 'SUCCEEDED' } : { outcome: 'FAILED', code: 'LATE', message: 'late' }),
    },
  }),
];
