import type {
  Reoptimization,
  ReoptimizationPhase,
  ReoptimizationStep,
} from '../../domain/values/reoptimization.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type {
  ReoptimizationEnded,
  ReoptimizationEvent,
  ReoptimizationPlanned,
  ReoptimizationRequested,
} from '../../events/catalogue/reoptimization.js';

export const requestedReoptimization = (
  { operation, order }: ReoptimizationRequested['data'],
  startedAt: number,
): Reoptimization => ({
  id: operation,
  order,
  phase: 'PLANNING',
  startedAt,
  round: 0,
  steps: [],
  cancelled: false,
});

/** The reoptimization after an event of its own. O(steps). */
export function evolveReoptimization(
  known: Reoptimization,
  event: RecordedEvent<Exclude<ReoptimizationEvent, ReoptimizationRequested>>,
): Reoptimization {
  // What is computed for one that was ended meanwhile changes nothing.
  if (known.phase === 'ENDED') return known;
  switch (event.type) {
    case 'ReoptimizationPlanned':
      return planned(known, event.data);
    case 'ReoptimizationStepDone':
      return withStep(known, event.data.step, { state: 'DONE' });
    case 'ReoptimizationStepFailed': {
      const { step, code, message } = event.data;
      const failure = { code, message };
      const failed = withStep(known, step, { state: 'FAILED', failure });
      return { ...failed, phase: 'STOPPING', failure: known.failure ?? failure };
    }
    case 'ReoptimizationStepUndone': {
      const { step, code, message = '' } = event.data;
      const undone = { ...known, phase: 'ROLLING_BACK' as const };
      if (code === undefined) return withStep(undone, step, { state: 'UNDONE' });
      return withStep(undone, step, { state: 'NOT_UNDONE', failure: { code, message } });
    }
    case 'ReoptimizationCancelled':
      return { ...known, cancelled: true, phase: phaseOfCancelled(known.phase) };
    default:
      return ended(known, event.data, event.time);
  }
}

const phaseOfCancelled = (phase: ReoptimizationPhase): ReoptimizationPhase =>
  phase === 'RUNNING' || phase === 'PLANNING' ? 'STOPPING' : phase;

function planned(known: Reoptimization, { plan }: ReoptimizationPlanned['data']): Reoptimization {
  const { steps, ...rest } = plan;
  const { failure: _, ...before } = known;
  return {
    ...before,
    phase: known.cancelled ? 'STOPPING' : 'RUNNING',
    round: known.round + 1,
    plan: rest,
    steps: steps.map((step, number): ReoptimizationStep => ({ ...step, number, state: 'WAITING' })),
  };
}

const withStep = (
  known: Reoptimization,
  number: number,
  change: Partial<ReoptimizationStep>,
): Reoptimization => ({
  ...known,
  steps: known.steps.map((step) => (step.number === number ? { ...step, ...change } : step)),
});

function ended(
  known: Reoptimization,
  { outcome, code, message = '' }: ReoptimizationEnded['data'],
  endedAt: number,
): Reoptimization {
  const failure = code === undefined ? {} : { failure: { code, message } };
  return { ...known, ...failure, phase: 'ENDED', outcome, endedAt };
}
