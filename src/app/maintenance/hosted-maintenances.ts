import { type MaintenanceWorld, maintenanceSaga } from '../../domain/sagas/maintenance.js';
import { LspId, MaintenanceId } from '../../domain/values/identifiers.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { MaintenanceEntry } from '../../projections/maintenances/evolve.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import { type HostedSaga, NOBODY } from '../sagas/saga-runner.js';
import { presentPath } from './affected.js';
import { LiveMaintenanceWorld } from './maintenance-world.js';
import { isOf } from './resources.js';

/**
 * Which windows an event may concern: what happens to LSPs over their resources. What the rest of the network does is
 * looked at now and then, by the saga's own timers: there may be very much of it.
 */
export class HostedMaintenances implements HostedSaga<MaintenanceEntry, MaintenanceWorld> {
  readonly saga = maintenanceSaga;
  readonly #view: NetworkView;
  readonly #clock: Clock;
  readonly #operationTimeout: number;

  constructor(view: NetworkView, clock: Clock, operationTimeout: number) {
    this.#view = view;
    this.#clock = clock;
    this.#operationTimeout = operationTimeout;
  }

  *open(): Iterable<string> {
    for (const { id } of this.#view.state.maintenances.open()) yield id;
  }

  get(id: string): MaintenanceEntry | undefined {
    return this.#view.state.maintenances.get(MaintenanceId(id));
  }

  world(): MaintenanceWorld {
    return new LiveMaintenanceWorld(this.#view, this.#clock.now(), this.#operationTimeout);
  }

  concernedBy(event: RecordedEvent): Iterable<string> {
    const { maintenances } = this.#view.state;
    if (maintenances.size === 0) return NOBODY;
    if ('maintenance' in event.data) return [event.data.maintenance];
    switch (event.type) {
      case 'LspReported':
        return this.#of(LspId(event.data.pcc, event.data.name), false);
      case 'LspRemoved':
        return this.#of(LspId(event.data.pcc, event.data.name), true);
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        return this.#of(event.data.lsp, true);
      case 'SessionSynchronized':
        return Array.from(maintenances.in('DRAINING', 'IN_PROGRESS', 'RESTORING'), ({ id }) => id);
      default:
        return NOBODY;
    }
  }

  /** Those that keep the links of an LSP free, or that wait for it to move it. O(links of the LSP). */
  #of(lsp: LspId, isWaitedFor: boolean): Iterable<string> {
    const open = [...this.#view.state.maintenances.in('DRAINING', 'IN_PROGRESS', 'RESTORING')];
    if (open.length === 0) return NOBODY;
    const links = presentPath(this.#view, lsp)?.links ?? [];
    return open
      .filter(
        ({ order, moves }) =>
          links.some((link) => isOf(order.resources, this.#view.state.ted.link(link))) ||
          (isWaitedFor && moves.some((move) => move.lsp === lsp && move.state === 'PLANNED')),
      )
      .map(({ id }) => id);
  }
}
