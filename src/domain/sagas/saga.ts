import type { NewEvent } from '../../events/catalogue/event.js';
import type {
  IntendedLsp,
  LspDeletionRequested,
  LspInitiationRequested,
  LspUpdateRequested,
} from '../../events/catalogue/operation.js';
import type { SagaKind } from '../../events/catalogue/saga.js';
import type { OperationId } from '../values/identifiers.js';

/** What a saga wants next. It is asked again when that has happened. */
export type SagaStep =
  /** To be appended to the stream; what stands in the calendar's is decided by one saga at a time. */
  | {
      readonly kind: 'record';
      readonly stream: string;
      readonly events: readonly NewEvent[];
      /** To be appended before, to a stream of its own: how the paths in the events were computed. */
      readonly computed?: { readonly stream: string; readonly events: readonly NewEvent[] };
    }
  /** To be asked of a head-end. The id is made from the saga's and the step's, so that it is asked once. */
  | {
      readonly kind: 'request';
      readonly requested: LspInitiationRequested | LspUpdateRequested | LspDeletionRequested;
    }
  /** What was asked for is not wanted any more: it is not sent to its head-end, or not again. */
  | { readonly kind: 'call-off'; readonly operation: OperationId; readonly message: string }
  /** Something that takes long has to be worked out; what comes of it is recorded in the saga's stream. */
  | { readonly kind: 'compute' };

/** An instant that a saga waits for; milliseconds since 1970. */
export interface SagaTimer {
  /** Unique within the saga's life. */
  readonly timer: string;
  readonly due: number;
}

/**
 * A process manager as a pure decider over what the log says of it (its entry, a fold of its stream) and of the world
 * around it. It is asked after every event that may concern it and after every start, and names what is to be done
 * next, never what the log shows to be done or under way: so a crash between any two steps changes nothing.
 */
export interface Saga<Entry, World> {
  readonly kind: SagaKind;
  /** The earliest instant that it waits for. */
  nextTimer(entry: Entry): SagaTimer | undefined;
  /** What to do now; undefined: to wait. */
  next(entry: Entry, world: World): SagaStep | undefined;
}

/** How far something that was asked of a head-end has got. */
export interface RequestProgress {
  readonly state: 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED';
  readonly error?: { readonly code: string; readonly message: string };
  /** Absent: it was not sent yet. */
  readonly dispatched?: object;
  /** Of a set-up or a change: what was asked for. */
  readonly intended?: Pick<IntendedLsp, 'schedule'> & Partial<Pick<IntendedLsp, 'path'>>;
}

/** What every saga may look at. */
export interface SagaWorld {
  /** Instant, milliseconds since 1970. */
  readonly now: number;
  /** When what is asked now has to be reported. */
  readonly deadline: number;
  /** Undefined: it was never asked. */
  request(operation: OperationId): RequestProgress | undefined;
}
