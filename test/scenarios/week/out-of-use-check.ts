import { bookedWindow } from '../../../src/domain/values/booking.js';
import type { BookingId, LinkId, LspId, MaintenanceId } from '../../../src/domain/values/identifiers.js';
import type { MaintenanceResources } from '../../../src/domain/values/maintenance.js';
import type { TopologyLink } from '../../../src/domain/values/topology.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { MaintenanceEntry } from '../../../src/projections/maintenances/evolve.js';
import type { NetworkState } from '../../../src/projections/network-state.js';
import type { ReservedBandwidth } from './reserved-bandwidth.js';
import type { Check, Seen, Violation } from './violation.js';

/** Milliseconds until an LSP that turns up on a link that is being worked on is away again, or noted to stay. */
const TIME_TO_LEAVE = 120_000;

/**
 * Links that are out of use get no new path, and no booking for the time of the work; work begins when nothing is over them but
 * what is noted to stay there, which has to be allowed; what turns up later leaves, or is noted, within TIME_TO_LEAVE.
 * A path that was decided before the links went out of use may be on its way at that instant.
 */
export class OutOfUseCheck implements Check {
  readonly #reserved: ReservedBandwidth;
  /** When each window took its links out of use. */
  readonly #outSince = new Map<MaintenanceId, number>();
  readonly #arrived = new Map<MaintenanceId, Map<LspId, number>>();
  /** What each LSP took before the event. */
  readonly #before = new Map<LspId, ReadonlySet<LinkId>>();

  constructor(reserved: ReservedBandwidth) {
    this.#reserved = reserved;
  }

  *after(event: RecordedEvent, { state }: Seen): Iterable<Violation> {
    switch (event.type) {
      case 'SagaTimerFired':
        if (event.data.saga.kind === 'maintenance' && event.data.timer === 'drain')
          this.#outSince.set(event.data.saga.id as MaintenanceId, event.time);
        break;
      case 'LspInitiationRequested':
      case 'LspUpdateRequested': {
        const { lsp, intended, operation } = event.data;
        const links = intended?.path.path.links ?? [];
        const present = this.#before.get(lsp);
        const fresh = links.filter((link) => present?.has(link) !== true);
        // A head-end that keeps its times takes nothing before.
        const from = Math.max(event.time, intended?.schedule?.start ?? 0);
        for (const [window, link] of this.#outOf(fresh, from, state))
          yield { what: `${operation} leads ${lsp} over ${link}`, about: [window, operation, lsp, link] };
        break;
      }
      case 'BookingAdmitted':
      case 'BookingReplanned':
      case 'BookingChanged':
        yield* this.#isBookedElsewhere(event.data.booking, event, state);
        break;
      case 'MaintenanceStarted':
        yield* this.#mayBegin(event.data.maintenance, state);
        break;
      default:
        break;
    }
  }

  /** To be called with the LSP that an event changes, before it is counted. */
  remember(lsp: LspId): void {
    this.#before.set(lsp, new Set(this.#reserved.linksOf(lsp)));
  }

  *at({ state, now, processSince }: Seen): Iterable<Violation> {
    for (const window of state.maintenances.in('IN_PROGRESS')) {
      const known = new Set(window.staying.map(({ lsp }) => lsp));
      const before = this.#arrived.get(window.id);
      const arrived = new Map<LspId, number>();
      for (const lsp of this.#over(window, state))
        if (!known.has(lsp)) arrived.set(lsp, before?.get(lsp) ?? now);
      this.#arrived.set(window.id, arrived);
      for (const [lsp, since] of arrived)
        if (now - Math.max(since, processSince) > TIME_TO_LEAVE)
          yield {
            what: `${lsp} stays on links of ${window.id} in progress`,
            about: [window.id, lsp, nameOf(lsp)],
          };
    }
  }

  *#mayBegin(id: MaintenanceId, state: NetworkState): Iterable<Violation> {
    const window = state.maintenances.get(id);
    if (window === undefined) return;
    const { staying, order } = window;
    if (order.whatCannotMove === 'REFUSE' && staying.length > 0)
      yield {
        what: `${id} begins though ${staying.map(({ lsp }) => lsp).join()} must not stay`,
        about: [id],
      };
    const noted = new Set(staying.map(({ lsp }) => lsp));
    for (const lsp of this.#over(window, state))
      if (!noted.has(lsp))
        yield { what: `${id} begins with ${lsp} over its links`, about: [id, lsp, nameOf(lsp)] };
  }

  #over({ order }: MaintenanceEntry, { ted }: NetworkState): ReadonlySet<LspId> {
    const links = ted.links().filter((link) => isWorkedOn(order.resources, link));
    return new Set(links.flatMap(({ id }) => [...this.#reserved.lspsOver(id)]));
  }

  *#outOf(
    links: readonly LinkId[],
    now: number,
    { ted, maintenances }: NetworkState,
  ): Iterable<readonly [MaintenanceId, LinkId]> {
    for (const { id, order } of maintenances.in('DRAINING', 'IN_PROGRESS'))
      for (const link of links) {
        const known = ted.link(link);
        const wasOut = (this.#outSince.get(id) ?? 0) < now;
        const isOut = wasOut && order.end > now;
        if (known !== undefined && isWorkedOn(order.resources, known) && isOut) yield [id, link];
      }
  }

  /** For the time that an occurrence has, windows that are decided or going on. */
  *#isBookedElsewhere(id: BookingId, event: RecordedEvent, state: NetworkState): Iterable<Violation> {
    const booking = state.bookings.get(id);
    const number = 'occurrence' in event.data ? event.data.occurrence : undefined;
    for (const occurrence of booking?.occurrences ?? []) {
      if (booking === undefined || occurrence.path === undefined) continue;
      if (occurrence.state === 'ENDED' || (number !== undefined && occurrence.number !== number)) continue;
      const { start, end } = bookedWindow(booking.order, occurrence);
      for (const window of state.maintenances.in('PLANNED', 'DRAINING', 'IN_PROGRESS')) {
        const { order } = window;
        const isMet = Math.max(start, event.time) < order.end && end > order.start - order.drainTime;
        const isOver = occurrence.path.path.links.some((link) => {
          const known = state.ted.link(link);
          return known !== undefined && isWorkedOn(order.resources, known);
        });
        if (isMet && isOver)
          yield {
            what: `${event.type} takes links of ${window.id} for ${id} ${occurrence.number}`,
            about: [window.id, id],
          };
      }
    }
  }
}

const nameOf = (lsp: LspId): string => lsp.slice(lsp.indexOf('/') + 1);

const isWorkedOn = ({ nodes, links, srlgs }: MaintenanceResources, link: TopologyLink): boolean =>
  links.includes(link.id) ||
  nodes.some((node) => node === link.source || node === link.target) ||
  srlgs.some((group) => link.srlgs.includes(group));
