import { type LspId, OperationId } from '../../src/domain/values/identifiers.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import type { ReoptimizationEvent } from '../../src/events/catalogue/reoptimization.js';

const operation = OperationId('01HREOPTIMIZATION00000000A');
const figures = { utilization: 0.92, totalMetric: 350, placedBandwidth: 7_500_000_000, placed: 3 };

/** One event of every type about reoptimizations, with every optional field. */
export const reoptimizationEventVectors = (lsp: LspId, path: SignalledPath) =>
  ({
    ReoptimizationRequested: {
      type: 'ReoptimizationRequested',
      data: {
        operation,
        order: {
          goal: 'MIN_MAX_UTILIZATION',
          scope: 'INCREMENTAL',
          trigger: 'operator',
          dryRun: false,
          lsps: [lsp],
          maxMoves: 10,
          minGain: 0.01,
          minGainPerMove: 0.001,
          allowRelease: true,
          onFailure: 'ROLL_BACK',
        },
      },
    },
    ReoptimizationPlanned: {
      type: 'ReoptimizationPlanned',
      data: {
        operation,
        position: 4711,
        plan: {
          before: figures,
          after: { ...figures, utilization: 0.61 },
          gain: 0.31,
          utilizationBound: 0.6,
          bound: { value: 0.605, by: 'LINEAR_PROGRAM' },
          gap: 0.008,
          steps: [
            { lsp, action: 'DETOUR', from: path, to: path, wave: 0, after: [] },
            { lsp, action: 'MOVE', from: path, to: path, wave: 1, after: [0] },
          ],
          detoured: [lsp],
          released: [lsp],
          notDone: [{ lsp, reason: 'DEADLOCK' }],
        },
      },
    },
    ReoptimizationStepDone: { type: 'ReoptimizationStepDone', data: { operation, step: 0 } },
    ReoptimizationStepFailed: {
      type: 'ReoptimizationStepFailed',
      data: { operation, step: 1, code: 'NETWORK_CHANGED', message: 'link Berlin-Leipzig is down or gone' },
    },
    ReoptimizationStepUndone: {
      type: 'ReoptimizationStepUndone',
      data: { operation, step: 0, code: 'LSP_REMOVED', message: 'the LSP is gone' },
    },
    ReoptimizationCancelled: { type: 'ReoptimizationCancelled', data: { operation } },
    ReoptimizationEnded: {
      type: 'ReoptimizationEnded',
      data: { operation, outcome: 'FAILED', code: 'NETWORK_CHANGED', message: 'link Berlin-Leipzig is down' },
    },
  }) as const satisfies {
    readonly [Type in ReoptimizationEvent['type']]: Extract<ReoptimizationEvent, { type: Type }>;
  };
