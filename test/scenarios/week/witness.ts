import { LspId } from '../../../src/domain/values/identifiers.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { EventStore } from '../../../src/events/store.js';
import type { MemoryLog } from '../../../src/events/stores/memory/open.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { BookedBandwidthCheck } from './booked-bandwidth-check.js';
import { CapacityCheck } from './capacity-check.js';
import { DeadlineCheck } from './deadline-check.js';
import { OutOfUseCheck } from './out-of-use-check.js';
import { OwnershipCheck } from './ownership-check.js';
import { ReservedBandwidth } from './reserved-bandwidth.js';
import { type Check, type Seen, told, type Violation } from './violation.js';

/** More events than follow from one thing. */
const EVENTS_PER_READ = 10_000;

/**
 * Reads the log along with the PCE, event by event, with a fold of its own, and holds every invariant against it after each. What an
 * event has not touched is not looked at again, but for deadlines.
 */
export class Witness {
  readonly state = new NetworkState();
  readonly #seed: number;
  readonly #reserved = new ReservedBandwidth();
  readonly #outOfUse = new OutOfUseCheck(this.#reserved);
  readonly #checks: readonly Check[];
  #processSince = 0;

  /** @param capacity of each link at its best, bit/s */
  constructor(seed: number, capacity: number) {
    this.#seed = seed;
    this.#checks = [
      new CapacityCheck(this.#reserved),
      new OwnershipCheck(),
      new BookedBandwidthCheck(capacity),
      new DeadlineCheck(),
      this.#outOfUse,
    ];
  }

  /** A process begins: what fell due meanwhile is done now. */
  processStarts(now: number): void {
    this.#processSince = now;
  }

  /** Everything that has been recorded since, and that nothing is due by now. Throws at the first violation. */
  async look(store: EventStore, log: MemoryLog, now: number): Promise<void> {
    const fail = (violations: Iterable<Violation>): void => {
      for (const violation of violations)
        throw new Error(told(violation, this.#seed, this.state.position, log.events));
    };
    while (this.state.position < log.events.length)
      for (const event of await store.readAll(this.state.position, EVENTS_PER_READ)) {
        const seen = this.#take(event);
        for (const check of this.#checks) fail(check.after(event, seen));
      }
    const seen = { state: this.state, now, processSince: this.#processSince };
    for (const check of this.#checks) fail(check.at(seen));
  }

  #take(event: RecordedEvent): Seen {
    const lsp = lspOf(event);
    if (lsp !== undefined) this.#outOfUse.remember(lsp);
    this.state.apply(event);
    this.#reserved.after(event, this.state);
    return { state: this.state, now: event.time, processSince: this.#processSince };
  }
}

function lspOf(event: RecordedEvent): LspId | undefined {
  if (event.type === 'LspReported' || event.type === 'LspRemoved')
    return LspId(event.data.pcc, event.data.name);
  return 'lsp' in event.data ? event.data.lsp : undefined;
}
