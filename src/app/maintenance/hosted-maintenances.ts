import { type MaintenanceWorld, maintenanceSaga } from '../../domain/sagas/maintenance.js';
import { MaintenanceId } from '../../domain/values/identifiers.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { MaintenanceEntry } from '../../projections/maintenances/evolve.js';
import { changesTopology } from '../followed-topology.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import type { HostedSaga } from '../sagas/saga-runner.js';
import { LiveMaintenanceWorld } from './maintenance-world.js';

/** Which windows an event may concern: those in which LSPs are being moved. */
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
    if (maintenances.size === 0) return NONE;
    if ('maintenance' in event.data) return [event.data.maintenance];
    switch (event.type) {
      case 'LspReported':
      case 'LspRemoved':
      case 'SessionSynchronized':
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        break;
      default:
        if (!changesTopology(event.type)) return NONE;
    }
    return Array.from(maintenances.in('DRAINING', 'IN_PROGRESS', 'RESTORING'), ({ id }) => id);
  }
}

const NONE: readonly string[] = [];
