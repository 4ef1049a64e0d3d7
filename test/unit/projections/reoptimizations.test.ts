import { expect, test } from '@jest/globals';
import { LspId, OperationId, PccId } from '../../../src/domain/values/identifiers.js';
import type { PlannedStep } from '../../../src/domain/values/reoptimization.js';
import type { DomainEvent } from '../../../src/events/catalogue/event.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { REMEMBERED_STEPS } from '../../../src/projections/reoptimizations/reoptimizations.js';
import { recordedEvent } from '../../support/event-generator.js';

test('of reoptimizations with many steps the oldest that ended are forgotten, never one under way or the last', () => {
  const state = new NetworkState();
  let position = 0;
  const figures = { utilization: 0, totalMetric: 0, placedBandwidth: 0, placed: 0 };
  const step: PlannedStep = { lsp: LspId(PccId('10.0.0.1'), 'a'), action: 'MOVE', wave: 0, after: [] };
  const play = (id: string, steps: number, isOver: boolean): void => {
    const operation = OperationId(id);
    const events: DomainEvent[] = [
      {
        type: 'ReoptimizationRequested',
        data: {
          operation,
          order: {
            goal: 'MAX_THROUGHPUT',
            scope: 'GLOBAL',
            trigger: 'operator',
            dryRun: true,
            allowRelease: false,
            onFailure: 'STOP',
          },
        },
      },
      {
        type: 'ReoptimizationPlanned',
        data: {
          operation,
          position: 1,
          plan: {
            before: figures,
            after: figures,
            gain: 0,
            utilizationBound: 0,
            steps: Array.from({ length: steps }, () => step),
            detoured: [],
            released: [],
            notDone: [],
          },
        },
      },
      ...(isOver
        ? [{ type: 'ReoptimizationEnded', data: { operation, outcome: 'SUCCEEDED' } } as const]
        : []),
    ];
    for (const event of events) state.apply(recordedEvent(event, ++position));
  };
  play('under way', REMEMBERED_STEPS, false);
  play('first', REMEMBERED_STEPS / 2, true);
  play('second', REMEMBERED_STEPS / 2, true);
  expect([...state.reoptimizations.all()].map(({ id }) => id)).toEqual(['under way', 'first', 'second']);
  play('third', REMEMBERED_STEPS + 1, true);
  expect([...state.reoptimizations.all()].map(({ id }) => id)).toEqual(['under way', 'third']);
});
