import type { Booking } from '../domain/values/booking.js';
import { type BookingId, LspId } from '../domain/values/identifiers.js';
import { concerns } from '../domain/values/maintenance.js';
import type { Reoptimization } from '../domain/values/reoptimization.js';
import type { Reversion } from '../domain/values/reversion.js';
import type { BookingEvent } from '../events/catalogue/booking.js';
import type { RecordedEvent } from '../events/catalogue/event.js';
import type { LspRemoved, LspReported } from '../events/catalogue/lsp.js';
import type { MaintenanceEvent } from '../events/catalogue/maintenance.js';
import type {
  LspInitiationRequested,
  OperationEvent,
  OperationSucceeded,
} from '../events/catalogue/operation.js';
import type { ReoptimizationEvent } from '../events/catalogue/reoptimization.js';
import type { ReversionEvent } from '../events/catalogue/reversion.js';
import type { SagaEvent } from '../events/catalogue/saga.js';
import { Associations, type CapturedAssociations } from './associations/associations.js';
import { Bookings } from './bookings/bookings.js';
import { bookIn } from './bookings/to-calendar.js';
import { Calendar } from './calendar/calendar.js';
import { type HoldEntry, Holds } from './holds/holds.js';
import { type CapturedIntents, Intents } from './intents/intents.js';
import { type CapturedLinkDamping, LinkDamping } from './link-damping/link-damping.js';
import { type CapturedLspDb, LspDb } from './lsp-db/lsp-db.js';
import type { MaintenanceEntry } from './maintenances/evolve.js';
import { Maintenances } from './maintenances/maintenances.js';
import { type MeasuredLsp, Measurements } from './measurements/measurements.js';
import { type OperationEntry, Operations } from './operations/operations.js';
import type { Projection } from './projection.js';
import { Reoptimizations } from './reoptimizations/reoptimizations.js';
import { Reversions } from './reversions/reversions.js';
import { type PccEntry, Sessions } from './sessions/sessions.js';
import { type CapturedTed, Ted } from './ted/ted.js';
import { Unplaced, type UnplacedLsp } from './unplaced/unplaced.js';

export interface CapturedNetworkState {
  readonly position: number;
  readonly time: number;
  readonly ted: CapturedTed;
  readonly linkDamping: CapturedLinkDamping;
  readonly lspDb: CapturedLspDb;
  readonly sessions: readonly PccEntry[];
  readonly operations: readonly OperationEntry[];
  readonly holds: readonly HoldEntry[];
  readonly intents: CapturedIntents;
  readonly bookings: readonly Booking[];
  readonly reoptimizations: readonly Reoptimization[];
  readonly maintenances: readonly MaintenanceEntry[];
  readonly measurements: readonly MeasuredLsp[];
  readonly associations: CapturedAssociations;
  readonly reversions: readonly Reversion[];
  readonly unplaced: readonly UnplacedLsp[];
}

/** Names the shape of CapturedNetworkState and its encoding; change it together with any of the captured types. */
export const NETWORK_STATE_SCHEMA = 'network-state/8';

/** Everything that is known at one place in the log: all projections, always at the same position. */
export class NetworkState implements Projection<CapturedNetworkState> {
  readonly ted = new Ted();
  readonly linkDamping = new LinkDamping();
  readonly lspDb = new LspDb();
  readonly associations = new Associations(this.lspDb);
  readonly sessions = new Sessions();
  readonly operations = new Operations();
  readonly holds = new Holds();
  readonly intents = new Intents();
  readonly bookings = new Bookings();
  /** What the bookings take of each link over time: follows from them. */
  readonly calendar = new Calendar();
  readonly reoptimizations = new Reoptimizations();
  readonly maintenances = new Maintenances();
  readonly measurements = new Measurements();
  readonly reversions = new Reversions();
  /** LSPs without a path that works. */
  readonly unplaced = new Unplaced();
  #position = 0;
  #time = 0;

  /** Of the last event applied; 0 before the first. */
  get position(): number {
    return this.#position;
  }

  /** Instant of the last event applied, milliseconds since 1970; 0 before the first. */
  get time(): number {
    return this.#time;
  }

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspReported':
        this.#reported(event);
        break;
      case 'LspRateMeasured':
      case 'LspAutoBandwidthSet':
      case 'LspOutOfProfile':
        this.measurements.apply(event, this.lspDb.get(event.data.lsp)?.current.bandwidth);
        break;
      case 'LspRemoved':
        this.#removed(event);
        break;
      case 'NodeObserved':
      case 'NodeWithdrawn':
      case 'LinkObserved':
      case 'LinkWithdrawn':
      case 'TopologyFileApplied':
      case 'TopologyFeedOpened':
      case 'TopologyFeedSynchronized':
      case 'TopologyFeedClosed':
      case 'TopologySourceExpired':
      case 'LinkDampingConfigured':
        this.linkDamping.apply(event);
        this.#noteFailure(event);
        this.ted.apply(event);
        break;
      case 'LinksMeasured':
      case 'LinksUnmeasured':
        this.ted.apply(event);
        break;
      case 'SessionEstablished':
      case 'SessionSynchronized':
      case 'SessionClosed':
      case 'PccForgotten':
        this.sessions.apply(event);
        break;
      case 'PathRequestAnswered':
      case 'BandwidthHoldReleased':
        this.holds.apply(event);
        this.intents.apply(event);
        this.associations.apply(event);
        break;
      case 'LspInitiationRequested':
        this.bookings.apply(event);
        this.operations.apply(event);
        this.intents.apply(event);
        this.associations.apply(event);
        break;
      case 'LspUpdateRequested':
      case 'LspDeletionRequested':
      case 'OperationDispatched':
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        this.#operationWentOn(event);
        break;
      case 'LspNotReroutable':
      case 'LspPlaced':
        this.unplaced.apply(event);
        break;
      case 'PathsComputedTogether':
        break;
      default:
        this.#applyToSagas(event);
    }
    this.#position = event.position;
    this.#time = event.time;
  }

  #reported(event: RecordedEvent<LspReported>): void {
    this.lspDb.apply(event);
    this.measurements.reported(event);
    this.associations.apply(event);
  }

  #removed(event: RecordedEvent<LspRemoved>): void {
    this.lspDb.apply(event);
    this.associations.apply(event);
    const { pcc, name } = event.data;
    if (this.lspDb.byName(pcc, name) !== undefined) return;
    // With its last path goes what was wanted of it.
    this.intents.forget(LspId(pcc, name));
    this.measurements.removed(event);
    this.unplaced.forget(LspId(pcc, name));
  }

  #operationWentOn(event: RecordedEvent<Exclude<OperationEvent, LspInitiationRequested>>): void {
    this.operations.apply(event);
    this.intents.apply(event);
    this.associations.apply(event);
    this.reversions.apply(event);
    this.unplaced.apply(event);
    if (event.type === 'OperationSucceeded') this.#noteCreation(event);
  }

  /** What an LSP was created with holds from then on. */
  #noteCreation({ data, time }: RecordedEvent<OperationSucceeded>): void {
    const done = this.operations.get(data.operation);
    const attributes = done?.kind === 'create-lsp' ? done.intended?.autoBandwidth : undefined;
    if (attributes === undefined) return;
    this.measurements.created(data.lsp, attributes, time, this.lspDb.get(data.lsp)?.current.bandwidth);
  }

  #applyToSagas(
    event: RecordedEvent<BookingEvent | MaintenanceEvent | ReoptimizationEvent | ReversionEvent | SagaEvent>,
  ): void {
    switch (event.type) {
      case 'ReoptimizationRequested':
      case 'ReoptimizationPlanned':
      case 'ReoptimizationStepDone':
      case 'ReoptimizationStepFailed':
      case 'ReoptimizationStepUndone':
      case 'ReoptimizationCancelled':
      case 'ReoptimizationEnded':
        this.reoptimizations.apply(event);
        break;
      default:
        this.#applyToBookings(event);
    }
  }

  #applyToBookings(event: RecordedEvent<BookingEvent | MaintenanceEvent | ReversionEvent | SagaEvent>): void {
    this.bookings.apply(event);
    this.maintenances.apply(event);
    this.linkDamping.apply(event);
    this.reversions.apply(event);
    switch (event.type) {
      case 'BookingAdmitted':
        this.#bookIn(event.data.booking);
        break;
      case 'BookingReplanned':
      case 'BookingChanged':
      case 'BookingStepFailed':
      case 'BookingOccurrenceEnded':
        this.#bookIn(event.data.booking, event.data.occurrence);
        break;
      default:
        break;
    }
  }

  capture(): CapturedNetworkState {
    return {
      position: this.#position,
      time: this.#time,
      ted: this.ted.capture(),
      linkDamping: this.linkDamping.capture(),
      lspDb: this.lspDb.capture(),
      sessions: this.sessions.capture(),
      operations: this.operations.capture(),
      holds: this.holds.capture(),
      intents: this.intents.capture(),
      bookings: this.bookings.capture(),
      reoptimizations: this.reoptimizations.capture(),
      maintenances: this.maintenances.capture(),
      measurements: this.measurements.capture(),
      associations: this.associations.capture(),
      reversions: this.reversions.capture(),
      unplaced: this.unplaced.capture(),
    };
  }

  restore(captured: CapturedNetworkState): void {
    this.#position = captured.position;
    this.#time = captured.time;
    this.ted.restore(captured.ted);
    this.linkDamping.restore(captured.linkDamping);
    this.lspDb.restore(captured.lspDb);
    this.sessions.restore(captured.sessions);
    this.operations.restore(captured.operations);
    this.holds.restore(captured.holds);
    this.intents.restore(captured.intents);
    this.bookings.restore(captured.bookings);
    this.reoptimizations.restore(captured.reoptimizations);
    this.maintenances.restore(captured.maintenances);
    this.measurements.restore(captured.measurements);
    this.associations.restore(captured.associations);
    this.reversions.restore(captured.reversions);
    this.unplaced.restore(captured.unplaced);
    this.calendar.clear();
    for (const booking of this.bookings.open()) bookIn(this.calendar, booking);
  }

  /** A link that goes down while it is worked on is expected to. */
  #noteFailure(event: RecordedEvent): void {
    if (event.type !== 'LinkObserved' && event.type !== 'LinkWithdrawn') return;
    const link = event.type === 'LinkObserved' ? event.data.link : undefined;
    for (const { order } of this.maintenances.in('DRAINING', 'IN_PROGRESS')) {
      const id = event.type === 'LinkObserved' ? event.data.link.id : event.data.link;
      const told = link ?? this.ted.source(event.data.source)?.links.get(id)?.element;
      if (told !== undefined && concerns(order.resources, told)) return;
    }
    this.linkDamping.noteFailure(event, this.ted);
  }

  #bookIn(id: BookingId, occurrence?: number): void {
    const booking = this.bookings.get(id);
    if (booking !== undefined) bookIn(this.calendar, booking, occurrence);
  }
}
