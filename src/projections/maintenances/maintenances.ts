import { MaintenanceId } from '../../domain/values/identifiers.js';
import type { MaintenanceState } from '../../domain/values/maintenance.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';
import { evolveMaintenance, isOver, type MaintenanceEntry, requestedMaintenance } from './evolve.js';

/** Windows that are over and kept in memory; older ones are in the log. */
export const REMEMBERED_MAINTENANCES = 1_000;

/** Every maintenance window that is not over, and the last ones that are. */
export class Maintenances implements Projection<readonly MaintenanceEntry[]> {
  readonly #open = new Map<MaintenanceId, MaintenanceEntry>();
  readonly #over = new Map<MaintenanceId, MaintenanceEntry>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'MaintenanceRequested':
        this.#set(requestedMaintenance(event.data, event.time));
        break;
      case 'MaintenancePlanned':
      case 'MaintenanceRefused':
      case 'MaintenanceMovesPlanned':
      case 'MaintenanceLspMoved':
      case 'MaintenanceMoveFailed':
      case 'MaintenanceStarted':
      case 'MaintenanceCalledOff':
      case 'MaintenanceExtended':
      case 'MaintenanceCancelled':
      case 'MaintenanceEnded': {
        const known = this.get(event.data.maintenance);
        if (known !== undefined) this.#set(evolveMaintenance(known, event));
        break;
      }
      case 'SagaTimerFired': {
        if (event.data.saga.kind !== 'maintenance') break;
        const known = this.get(MaintenanceId(event.data.saga.id));
        if (known !== undefined) this.#set(evolveMaintenance(known, event));
        break;
      }
      default:
        break;
    }
  }

  get(id: MaintenanceId): MaintenanceEntry | undefined {
    return this.#open.get(id) ?? this.#over.get(id);
  }

  ofKey(idempotencyKey: string): MaintenanceEntry | undefined {
    return [...this.all()].find(({ order }) => order.idempotencyKey === idempotencyKey);
  }

  /** Something is still to be done for them, in the order in which they were asked for. */
  open(): IterableIterator<MaintenanceEntry> {
    return this.#open.values();
  }

  /** Those of the open ones that are in one of the states. */
  *in(...states: readonly MaintenanceState[]): IterableIterator<MaintenanceEntry> {
    for (const entry of this.#open.values()) if (states.includes(entry.state)) yield entry;
  }

  /** Those that are over first, else in the order in which they were asked for. */
  *all(): IterableIterator<MaintenanceEntry> {
    yield* this.#over.values();
    yield* this.#open.values();
  }

  get size(): number {
    return this.#open.size + this.#over.size;
  }

  capture(): readonly MaintenanceEntry[] {
    return [...this.all()];
  }

  restore(captured: readonly MaintenanceEntry[]): void {
    this.#open.clear();
    this.#over.clear();
    for (const entry of captured) this.#set(entry);
  }

  #set(entry: MaintenanceEntry): void {
    if (!isOver(entry)) {
      this.#over.delete(entry.id);
      this.#open.set(entry.id, entry);
      return;
    }
    this.#open.delete(entry.id);
    this.#over.set(entry.id, entry);
    if (this.#over.size <= REMEMBERED_MAINTENANCES) return;
    const [oldest] = this.#over.keys();
    if (oldest !== undefined) this.#over.delete(oldest);
  }
}
