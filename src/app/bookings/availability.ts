import {
  type AvailabilityAsk,
  type AvailableStep,
  availableSteps,
  bestInterval,
} from '../../domain/booking/availability.js';
import type { AdmittedOccurrence } from '../../domain/booking/booking-ask.js';
import type { TimeWindow } from '../../domain/values/booking.js';
import type { SetupType } from '../../domain/values/lsp.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import { ok, type Result } from '../../domain/values/result.js';
import { signallingBy } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import { type Rejection, reject } from '../rejection.js';
import { headEndOf } from './check-booking.js';
import { durationOf } from './flexibility.js';

/** Times that what is free may change within what is asked for. */
export const MAXIMUM_STEPS = 500;

export interface AskAvailability {
  readonly request: PathRequest;
  readonly setupType: SetupType;
  /** What is over is left out. */
  readonly window: TimeWindow;
  /** ISO 8601. */
  readonly duration?: string;
}

export interface Availability {
  readonly position: number;
  readonly source: string;
  readonly steps: readonly AvailableStep[];
  /** The start at which most can be booked for the duration, with the time for setting up before it. */
  readonly best?: AdmittedOccurrence;
}

/** What can be had beside what lasts and what is booked, as `bookBandwidth` would find it. See `availableSteps`. */
export function availabilityOf(
  view: NetworkView,
  {
    request,
    setupType,
    window,
    duration,
    now,
    leadTime,
  }: AskAvailability & { readonly now: number; readonly leadTime: number },
): Result<Availability, Rejection> {
  const start = Math.max(window.start, now);
  if (window.end <= start) return reject('INVALID_INPUT', 'to: must be after from, and in the future');
  const { source, destination } = request;
  for (const [argument, node] of [
    ['source', source],
    ['destination', destination],
  ] as const) {
    if (view.computer.findNode(node) === undefined)
      return reject('UNKNOWN_NODE', `${argument}: there is no node ${node}`);
  }
  const length = duration === undefined ? undefined : durationOf(duration, 'duration');
  if (length?.ok === false) return length;
  if (length?.value === 0) return reject('INVALID_INPUT', 'duration: must be more than 0');
  const signalling = signallingBy(setupType, headEndOf(view, source));
  const ask: AvailabilityAsk = {
    asked: { request, signalling, holdingPriority: request.setupPriority },
    computer: view.decidingComputer,
    future: view.state.calendar,
    window: { start, end: window.end },
  };
  const steps = availableSteps(ask, MAXIMUM_STEPS);
  if (steps === undefined) {
    const problem = `what is free from ${source} to ${destination} changes more than ${MAXIMUM_STEPS} times by then`;
    return reject('INVALID_INPUT', `to: ${problem}; ask for a shorter time`);
  }
  const { position } = view.state;
  if (length === undefined) return ok({ position, source, steps });
  const from = Math.max(window.start - leadTime, now);
  const found = bestInterval({ ...ask, window: { start: from, end: window.end } }, length.value + leadTime);
  if (found === undefined) return ok({ position, source, steps });
  return ok({ position, source, steps, best: { ...found, start: found.start + leadTime } });
}
