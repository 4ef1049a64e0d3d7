import { type LinkId, LspId } from '../../../src/domain/values/identifiers.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { NetworkState } from '../../../src/projections/network-state.js';
import type { ReservedBandwidth } from './reserved-bandwidth.js';
import type { Check, Seen, Violation } from './violation.js';

/**
 * Milliseconds from what nobody decided to the moment at which the link has room again, or the log says who can't leave it: an
 * operation that is not answered and its second attempt.
 */
const TIME_TO_RESTORE = 120_000;

/**
 * No link carries more than it has, counting what is being set up from the moment at which it is asked for. Three things make an
 * exception of a link, for TIME_TO_RESTORE in which a process runs:
 * - its capacity is cut;
 * - what a failure took down is up again by itself, while its bandwidth was given to others;
 * - restoration leads one LSP off it and another one, which has no path, onto it: both are asked at the same moment
 *   (RFC 8051 3.4.2), and the one without a path is not kept waiting.
 * It may last longer while one of those over the link can't be moved: the log says that there is no other path, or that its
 * head-end refused, is away, or does not let it be moved.
 */
export class CapacityCheck implements Check {
  readonly #reserved: ReservedBandwidth;
  /** By link, when something happened to it that nobody decided. */
  readonly #excused = new Map<LinkId, number>();
  readonly #overloaded = new Set<LinkId>();
  /** Noted to have no other path. */
  readonly #stuck = new Set<LspId>();
  #processSince = 0;
  /** Of the event before. */
  #lastSeen = 0;
  readonly #capacities = new Map<LinkId, number>();

  constructor(reserved: ReservedBandwidth) {
    this.#reserved = reserved;
  }

  /** What has changed is counted already. */
  *after(event: RecordedEvent, { state, processSince }: Seen): Iterable<Violation> {
    this.#goesOn(processSince);
    this.#lastSeen = event.time;
    this.#note(event, state);
    const touched = event.type === 'LinkObserved' ? [event.data.link.id] : this.#reserved.grown;
    for (const link of this.#overloaded) if (!this.#isOver(link)) this.#overloaded.delete(link);
    for (const link of touched) {
      const violation = this.#look(link, event);
      if (violation !== undefined) yield violation;
    }
  }

  *at({ state, now }: Seen): Iterable<Violation> {
    for (const link of this.#overloaded) {
      const since = this.#excused.get(link) ?? 0;
      if (now - since <= TIME_TO_RESTORE || this.#isStuck(link, state)) continue;
      yield { what: `${this.#told(link)} for too long`, about: this.#subjects(link) };
    }
  }

  /** What was still to be acted on when the process ended is acted on by the next one. */
  #goesOn(processSince: number): void {
    if (processSince === this.#processSince) return;
    this.#processSince = processSince;
    for (const [link, since] of this.#excused)
      if (this.#lastSeen - since <= TIME_TO_RESTORE) this.#excused.set(link, processSince);
  }

  #note(event: RecordedEvent, state: NetworkState): void {
    switch (event.type) {
      case 'LspNotReroutable':
        this.#stuck.add(event.data.lsp);
        break;
      case 'LspUpdateRequested':
        // It has another path now, and is there when its head-end has said so.
        if (!this.#stuck.delete(event.data.lsp)) break;
        for (const link of this.#reserved.linksOf(event.data.lsp)) this.#excused.set(link, event.time);
        break;
      case 'PathsComputedTogether':
        for (const { ownLsp, links } of event.data.members) {
          const present = ownLsp === undefined ? [] : this.#reserved.linksOf(ownLsp);
          for (const link of present)
            if (links?.includes(link) === false) this.#excused.set(link, event.time);
        }
        break;
      case 'LspReported': {
        const lsp = LspId(event.data.pcc, event.data.name);
        if (!this.#reserved.isUp(lsp) || this.#reserved.isAskedFor(lsp)) break;
        for (const link of this.#reserved.linksOf(lsp)) this.#excused.set(link, event.time);
        break;
      }
      case 'LinkObserved': {
        const { id } = event.data.link;
        const capacity = state.ted.link(id)?.reservable ?? 0;
        if (capacity < (this.#capacities.get(id) ?? 0)) this.#excused.set(id, event.time);
        this.#capacities.set(id, capacity);
        for (const lsp of this.#reserved.reportedOver(id))
          for (const link of this.#reserved.linksOf(lsp)) this.#excused.set(link, event.time);
        break;
      }
      default:
        break;
    }
  }

  #look(link: LinkId, event: RecordedEvent): Violation | undefined {
    if (!this.#isOver(link)) return undefined;
    this.#overloaded.add(link);
    const isExcused = event.time - (this.#excused.get(link) ?? 0) <= TIME_TO_RESTORE;
    const isDecided = event.type === 'LspInitiationRequested' || event.type === 'LspUpdateRequested';
    if (isExcused || !isDecided) return undefined;
    return { what: `${this.#told(link)} by ${event.type} of ${event.data.lsp}`, about: this.#subjects(link) };
  }

  #isOver(link: LinkId): boolean {
    return this.#reserved.on(link) > (this.#capacities.get(link) ?? 0);
  }

  #isStuck(link: LinkId, state: NetworkState): boolean {
    return [...this.#reserved.lspsOver(link)].some((lsp) => {
      const known = state.lspDb.get(lsp)?.current;
      const booked = state.bookings.occurrenceOf(lsp);
      const waits = booked?.failure?.code === 'NO_PATH' || booked?.failure?.code === 'DISPLACED';
      const isRefused = booked?.failure !== undefined && booked.path?.path.links.includes(link) !== true;
      const isAway = known !== undefined && state.sessions.get(known.pcc)?.synchronized !== true;
      return this.#stuck.has(lsp) || waits || isRefused || isAway || known?.delegated === false;
    });
  }

  #told(link: LinkId): string {
    const [taken, capacity] = [this.#reserved.on(link), this.#capacities.get(link)];
    return `${link} carries ${taken} of ${capacity} bit/s (${this.#reserved.told(link)})`;
  }

  #subjects(link: LinkId): readonly string[] {
    const lsps = [...this.#reserved.lspsOver(link)];
    return [link, ...lsps, ...lsps.map((lsp) => lsp.slice(lsp.indexOf('/') + 1))];
  }
}
