import type { Association } from '../domain/values/association.js';
import type { BookingId, HoldId, LinkId, LspId, OperationId } from '../domain/values/identifiers.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { DomainEvent } from '../events/catalogue/event.js';
import type { IntendedLsp } from '../events/catalogue/operation.js';
import { type HoldEntry, holdOf } from '../projections/holds/holds.js';

/** What takes bandwidth by a decision: an operation, the hold of an answered PCReq, or a booking. */
export type DecisionId = OperationId | HoldId | BookingId;

/** What an event gives away: the bandwidth of an operation's path, of a hold, or of a booking. */
export type Decision =
  | { readonly id: DecisionId; readonly lsp: LspId; readonly intended: IntendedLsp }
  | { readonly id: DecisionId; readonly lsp?: LspId; readonly hold: HoldEntry }
  /** Of each link so much at worst. */
  | { readonly id: DecisionId; readonly lsp?: undefined; readonly booked: ReadonlyMap<LinkId, number> };

/** The decision in an event, or undefined where it takes no bandwidth. */
export function decisionIn(event: DomainEvent): Decision | undefined {
  switch (event.type) {
    case 'LspInitiationRequested':
    case 'LspUpdateRequested': {
      const { operation, lsp, intended } = event.data;
      return intended === undefined ? undefined : { id: operation, lsp, intended };
    }
    case 'PathRequestAnswered': {
      const hold = holdOf(event.data);
      if (hold === undefined) return undefined;
      return { id: hold.id, ...(hold.lsp === undefined ? {} : { lsp: hold.lsp }), hold };
    }
    case 'BookingAdmitted': {
      const { booking, paths, occurrences } = event.data;
      const taken = occurrences.map(({ path, bandwidth }) => ({ path: paths[path], bandwidth }));
      return { id: booking, booked: bookedAhead(taken) };
    }
    case 'BookingReplanned': {
      const { booking, path, computation } = event.data;
      return { id: booking, booked: bookedAhead([{ path, bandwidth: computation.request.bandwidth }]) };
    }
    case 'BookingChanged': {
      const { booking, path, bandwidth } = event.data;
      return { id: booking, booked: bookedAhead([{ path, bandwidth }]) };
    }
    default:
      return undefined;
  }
}

/** The groups that a decision puts its LSP in; undefined: it says nothing of groups. */
export const associationsIn = (decision: Decision): readonly Association[] | undefined => {
  if ('intended' in decision) return decision.intended.associations;
  return 'hold' in decision ? decision.hold.associations : undefined;
};

/**
 * Occurrences of one booking seldom meet; those that do are looked after when it is admitted. Until the calendar
 * has it, that is for a moment, the most that one of them takes stands for all.
 */
function bookedAhead(
  taken: readonly { readonly path?: SignalledPath | undefined; readonly bandwidth: number }[],
): ReadonlyMap<LinkId, number> {
  const byLink = new Map<LinkId, number>();
  for (const { path, bandwidth } of taken)
    for (const link of path?.path.links ?? []) byLink.set(link, Math.max(byLink.get(link) ?? 0, bandwidth));
  return byLink;
}

const NONE: readonly Decision[] = [];

/**
 * Decisions whose events are on their way to the log, in the order in which they were taken; that is the order in which
 * the log will have them.
 */
export class DecisionsAhead {
  readonly #all = new Map<DecisionId, Decision>();
  readonly #ofLsp = new Map<LspId, readonly Decision[]>();

  add(decision: Decision): void {
    this.#all.set(decision.id, decision);
    const { lsp } = decision;
    if (lsp !== undefined) this.#ofLsp.set(lsp, [...this.ofLsp(lsp), decision]);
  }

  /** The decision that is ahead no more; undefined when it was not. */
  remove(id: DecisionId): Decision | undefined {
    const decision = this.#all.get(id);
    if (decision === undefined) return undefined;
    this.#all.delete(id);
    if (decision.lsp === undefined) return decision;
    const others = this.ofLsp(decision.lsp).filter((other) => other !== decision);
    if (others.length === 0) this.#ofLsp.delete(decision.lsp);
    else this.#ofLsp.set(decision.lsp, others);
    return decision;
  }

  get(id: DecisionId): Decision | undefined {
    return this.#all.get(id);
  }

  ofLsp(lsp: LspId): readonly Decision[] {
    return this.#ofLsp.get(lsp) ?? NONE;
  }

  all(): Iterable<Decision> {
    return this.#all.values();
  }

  get size(): number {
    return this.#all.size;
  }
}
