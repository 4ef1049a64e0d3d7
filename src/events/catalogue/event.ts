import type { BandwidthEvent } from './bandwidth.js';
import type { BookingEvent } from './booking.js';
import type { ComputationEvent } from './computation.js';
import type { LspEvent } from './lsp.js';
import type { MaintenanceEvent } from './maintenance.js';
import type { OperationEvent } from './operation.js';
import type { ReoptimizationEvent } from './reoptimization.js';
import type { ReversionEvent } from './reversion.js';
import type { SagaEvent } from './saga.js';
import type { SessionEvent } from './session.js';
import type { TopologyEvent } from './topology.js';

/**
 * Everything that can stand in the log. The type names and the shape of `data` are the stored form:
 * a change of shape needs a new schema version, a golden in schema/events and an upcaster (see upcast.ts).
 */
export type DomainEvent =
  | SessionEvent
  | LspEvent
  | BandwidthEvent
  | TopologyEvent
  | ComputationEvent
  | OperationEvent
  | SagaEvent
  | BookingEvent
  | ReoptimizationEvent
  | MaintenanceEvent
  | ReversionEvent;

export type EventType = DomainEvent['type'];

/** The schema version that this code writes, per type; the table is also the list of all types. */
export const SCHEMA_VERSIONS: Readonly<Record<EventType, number>> = {
  SessionEstablished: 1,
  SessionSynchronized: 1,
  SessionClosed: 1,
  PccForgotten: 1,
  LspReported: 1,
  LspRemoved: 1,
  LspRateMeasured: 1,
  LspAutoBandwidthSet: 1,
  LspOutOfProfile: 1,
  NodeObserved: 1,
  NodeWithdrawn: 1,
  LinkObserved: 1,
  LinkWithdrawn: 1,
  TopologyFileApplied: 1,
  TopologyFeedOpened: 1,
  TopologyFeedSynchronized: 1,
  TopologyFeedClosed: 1,
  TopologySourceExpired: 1,
  LinkDampingConfigured: 1,
  LinksMeasured: 1,
  LinksUnmeasured: 1,
  PathsComputedTogether: 1,
  PathRequestAnswered: 1,
  BandwidthHoldReleased: 1,
  LspNotReroutable: 1,
  LspPlaced: 1,
  LspInitiationRequested: 1,
  LspUpdateRequested: 1,
  LspDeletionRequested: 1,
  OperationDispatched: 1,
  OperationSucceeded: 1,
  OperationFailed: 1,
  OperationTimedOut: 1,
  OperationCancelled: 1,
  SagaTimerFired: 1,
  BookingRequested: 1,
  BookingAdmitted: 1,
  BookingRejected: 1,
  BookingReplanned: 1,
  BookingChanged: 1,
  BookingActivated: 1,
  BookingMoved: 1,
  BookingHandedOver: 1,
  BookingTakenBack: 1,
  BookingStepFailed: 1,
  BookingOccurrenceEnded: 1,
  BookingCancelled: 1,
  ReoptimizationRequested: 1,
  ReoptimizationPlanned: 1,
  ReoptimizationStepDone: 1,
  ReoptimizationStepFailed: 1,
  ReoptimizationStepUndone: 1,
  ReoptimizationCancelled: 1,
  ReoptimizationEnded: 1,
  MaintenanceRequested: 1,
  MaintenancePlanned: 1,
  MaintenanceRefused: 1,
  MaintenanceMovesPlanned: 1,
  MaintenanceLspMoved: 1,
  MaintenanceMoveFailed: 1,
  MaintenanceStarted: 1,
  MaintenanceCalledOff: 1,
  MaintenanceExtended: 1,
  MaintenanceCancelled: 1,
  MaintenanceEnded: 1,
  LspReversionScheduled: 1,
  LspReversionSuspended: 1,
  LspReversionEnded: 1,
};

/** What caused an event, and which conversation it belongs to; both are ids of events or operations. */
export interface EventContext {
  readonly causationId?: string;
  readonly correlationId?: string;
}

/** An event on its way to the store. */
export type NewEvent<Event extends DomainEvent = DomainEvent> = Event & EventContext;

/** An event as the log has it. */
export type RecordedEvent<Event extends DomainEvent = DomainEvent> = Event &
  EventContext & {
    readonly id: string;
    /** Place in the whole log: 1, 2, 3, ... without gaps. */
    readonly position: number;
    readonly stream: string;
    /** Place in the stream: 1, 2, 3, ... without gaps. */
    readonly version: number;
    readonly schemaVersion: number;
    /** Instant, milliseconds since 1970; never falls along the log. */
    readonly time: number;
  };
