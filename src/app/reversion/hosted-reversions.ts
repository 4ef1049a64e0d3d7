import { type ReversionWorld, reversionSaga } from '../../domain/sagas/reversion.js';
import { LspId, OperationId } from '../../domain/values/identifiers.js';
import type { Reversion } from '../../domain/values/reversion.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { changesTopology, changesUse } from '../followed-topology.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import type { HostedSaga } from '../sagas/saga-runner.js';
import { LiveReversionWorld } from './reversion-world.js';

/** Which reversions an event may concern. */
export class HostedReversions implements HostedSaga<Reversion, ReversionWorld> {
  readonly saga = reversionSaga;
  readonly #view: NetworkView;
  readonly #clock: Clock;
  readonly #operationTimeout: number;
  #allAreConcerned = false;

  constructor(view: NetworkView, clock: Clock, operationTimeout: number) {
    this.#view = view;
    this.#clock = clock;
    this.#operationTimeout = operationTimeout;
  }

  *open(): Iterable<string> {
    for (const { id } of this.#view.state.reversions.open()) yield id;
  }

  get(id: string): Reversion | undefined {
    return this.#view.state.reversions.get(OperationId(id));
  }

  world(): ReversionWorld {
    return new LiveReversionWorld(this.#view, this.#clock.now(), this.#operationTimeout);
  }

  concernedBy(event: RecordedEvent): Iterable<string> {
    if (this.#view.state.reversions.openCount === 0) return NONE;
    if ('reversion' in event.data) return [event.data.reversion];
    switch (event.type) {
      case 'LspReported':
      case 'LspRemoved':
        return this.#of(LspId(event.data.pcc, event.data.name));
      case 'LspUpdateRequested':
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        return this.#of(event.data.lsp);
      case 'SessionSynchronized':
        return this.#all();
      default:
        return changesTopology(event.type) || changesUse(event) ? this.#all() : NONE;
    }
  }

  #of(lsp: LspId): Iterable<string> {
    const known = this.#view.state.reversions.ofLsp(lsp);
    return known === undefined ? NONE : [known.id];
  }

  /** PERF: once for all events that come together, however many links changed. */
  #all(): Iterable<string> {
    if (this.#allAreConcerned) return NONE;
    this.#allAreConcerned = true;
    queueMicrotask(() => {
      this.#allAreConcerned = false;
    });
    return this.open();
  }
}

const NONE: readonly string[] = [];
