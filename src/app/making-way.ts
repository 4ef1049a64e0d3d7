import type { PathComputer } from '../domain/computation/computer.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import type { LinkId, LspId } from '../domain/values/identifiers.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import { lspOfOwner, nextOwner } from './claim-owners.js';
import { computationFor } from './computation-record.js';
import { isInGroup } from './diversity.js';
import { attributesOf } from './lsp-attributes.js';
import { recomputation } from './lsp-constraints.js';
import { reportedPath } from './lsp-path.js';
import type { NetworkView } from './network-view.js';
import { isMovable } from './overload.js';
import { type ComputedVictim, linksOf, type Victim } from './victim-placement.js';

/**
 * An LSP that is set up where others of lower priority are would push them off (RFC 3209 4.7.3). Those that this PCE
 * can move are moved first, make-before-break, as few as possible; the operation of the LSP waits for theirs
 * (RFC 8051 3.1.3).
 */
export class MakingWay {
  readonly #view: NetworkView;
  /**
   * By the LSP that waits for room: who is to leave a link that works, and may be refused that. In memory alone: after a
   * restart the path of whoever waits is still broken, and it is looked at anew.
   */
  readonly #roomFrom = new Map<LspId, Set<LspId>>();

  constructor(view: NetworkView) {
    this.#view = view;
  }

  isWaiting(lsp: LspId): boolean {
    return this.#roomFrom.has(lsp);
  }

  /** With those that are to make way for a victim that has no path. */
  withMovers(victims: readonly Victim[]): readonly Victim[] {
    if (victims.length > MOST_TO_MAKE_WAY_FOR) return victims;
    const known = new Set(victims.map(({ entry }) => entry.id));
    const movers = new Map<LspId, Victim>();
    for (const { entry, reason } of victims) {
      if (reason !== 'path-missing') continue;
      for (const mover of this.#moversFor(entry))
        if (!known.has(mover.id))
          movers.set(mover.id, { entry: mover, reason: 'in-the-way', displaced: false });
    }
    return [...victims, ...movers.values()];
  }

  /** First those who make way, then who waits for them; without those for whom nobody waits after all. */
  inOrder(computed: readonly ComputedVictim[]): readonly ComputedVictim[] {
    const movers = computed.filter(isMover);
    if (computed.length - movers.length > MOST_TO_MAKE_WAY_FOR) return computed;
    const leaving = new Set(movers.filter(leaves).map(({ entry }) => entry.id));
    const waiting = computed.map((victim) =>
      victim.reason === 'path-missing' ? { ...victim, after: this.#awaited(victim, leaving) } : victim,
    );
    const awaited = new Set(waiting.flatMap(({ after = [] }) => after));
    return [
      ...waiting.filter((victim) => isMover(victim) && awaited.has(victim.entry.id)),
      ...waiting.filter((victim) => !isMover(victim)),
    ];
  }

  /** Who is in the way of an LSP without a path, and could be moved now. One path search. */
  #moversFor(entry: LspEntry): readonly LspEntry[] {
    const { state, decidingComputer } = this.#view;
    if (attributesOf(state, entry).setupPriority === LOWEST_PRIORITY) return [];
    const path = decidingComputer.findPath(computationFor(recomputation(this.#view, entry)));
    if (path === undefined) return [];
    return this.#inTheWay(entry, path)
      .filter((lsp) => this.#view.pendingOperations(lsp).length === 0)
      .flatMap((lsp) => state.lspDb.get(lsp) ?? []);
  }

  /** Whose moves are waited for: of movers that have another path now, and of whoever is moving away already. */
  #awaited({ entry, result }: ComputedVictim, leaving: ReadonlySet<LspId>): readonly LspId[] {
    if (result.kind === 'no-path') return [];
    return this.#inTheWay(entry, result.path).filter(
      (lsp) => leaving.has(lsp) || this.#view.pendingOperations(lsp).length > 0,
    );
  }

  /**
   * Without those whose paths have room only when others have left links that work: until then, or if that is refused, they
   * would be one too many there. They are looked at anew when the others have moved, or will not.
   */
  withRoom(
    computed: readonly ComputedVictim[],
    isMoving: (victim: ComputedVictim) => boolean,
  ): readonly ComputedVictim[] {
    const leaving = computed.filter((victim) => victim.displaced && isMoving(victim));
    if (leaving.length === 0) return computed;
    return computed.filter(({ entry, reason, result }) => {
      if (reason === 'in-the-way' || result.kind === 'no-path') return true;
      const full = this.#fullLinks(entry, result.path);
      // Nobody waits for one that waits: it may not move in the end, and two would wait for each other.
      const from = leaving
        .filter((other) => other.entry.id !== entry.id && !this.#roomFrom.has(other.entry.id))
        .filter((other) => this.#leavesOneOf(other, full));
      if (from.length > 0) this.#roomFrom.set(entry.id, new Set(from.map((other) => other.entry.id)));
      return from.length === 0;
    });
  }

  /** Links of the path on which there is not enough for the LSP as everybody is placed now. */
  #fullLinks(entry: LspEntry, { path }: SignalledPath): ReadonlySet<LinkId> {
    const { decidingComputer: computer, state } = this.#view;
    const { bandwidth } = attributesOf(state, entry);
    const own = new Set(linksOf(this.#view, entry));
    return new Set(
      path.links.filter(
        (link) => bandwidth > computer.available(link, LOWEST_PRIORITY) + (own.has(link) ? bandwidth : 0),
      ),
    );
  }

  #leavesOneOf({ entry, result }: ComputedVictim, links: ReadonlySet<LinkId>): boolean {
    const next = new Set(result.kind === 'path' ? result.path.path.links : []);
    return linksOf(this.#view, entry)?.some((link) => links.has(link) && !next.has(link)) === true;
  }

  /** It has moved, or will not: LSPs that wait for nobody any more. */
  ended(lsp: LspId): readonly LspId[] {
    const free: LspId[] = [];
    for (const [waiting, from] of this.#roomFrom) {
      if (!from.delete(lsp) || from.size > 0) continue;
      this.#roomFrom.delete(waiting);
      free.push(waiting);
    }
    return free;
  }

  forget(lsp: LspId): void {
    this.#roomFrom.delete(lsp);
  }

  #inTheWay(entry: LspEntry, path: SignalledPath): readonly LspId[] {
    const { bandwidth, setupPriority } = attributesOf(this.#view.state, entry);
    const own = ownRoom(this.#view, entry);
    return inTheWayOf(this.#view, { links: path.path.links, bandwidth, setupPriority, own });
  }
}

/** Nobody can be pushed off for an LSP of this priority. */
const LOWEST_PRIORITY = 7;

const isMover = ({ reason }: Victim): boolean => reason === 'in-the-way';

const leaves = ({ entry, result }: ComputedVictim): boolean =>
  result.kind === 'path' && !sameRoute(result.path.route, entry.current.route);

/** Where more need a path at once, as after a start or a failure, time counts: nobody is moved out of their way first. */
const MOST_TO_MAKE_WAY_FOR = 20;

export interface MovableClaim {
  readonly id: LspId;
  readonly bandwidth: number;
  readonly holdingPriority: number;
}

/** What a link lacks, bit/s, and who could leave it. */
export interface Shortage {
  readonly lacking: number;
  readonly candidates: readonly MovableClaim[];
}

/** Room for an LSP of a setup priority. Bandwidth is bit/s. */
export interface WantedRoom {
  readonly links: readonly LinkId[];
  readonly bandwidth: number;
  readonly setupPriority: number;
  /** The LSP, if it is there already, with what it has now and may go on using. */
  readonly own?: { readonly lsp: LspId; readonly links: ReadonlySet<LinkId>; readonly bandwidth: number };
}

/** Where an LSP has room: by what its head-end reports, and by what is decided of it already. */
export function ownRoom(view: NetworkView, entry: LspEntry): NonNullable<WantedRoom['own']> {
  const present = reportedPath(view, entry, entry.current);
  const decided = view.decidingComputer.claimedPath(nextOwner(entry.id))?.links ?? [];
  return {
    lsp: entry.id,
    links: new Set([...(present?.links ?? []), ...decided]),
    bandwidth: attributesOf(view.state, entry).bandwidth,
  };
}

/** The fewest LSPs of lower priority that have to leave so that there is room, of those that this PCE can move. */
export const inTheWayOf = (view: NetworkView, wanted: WantedRoom): readonly LspId[] =>
  wanted.setupPriority === LOWEST_PRIORITY
    ? []
    : fewestToLeave(shortagesOf(view, wanted)).map(({ id }) => id);

function shortagesOf(view: NetworkView, wanted: WantedRoom): readonly Shortage[] {
  const { decidingComputer: computer } = view;
  return wanted.links.flatMap((link) => {
    const own = wanted.own?.links.has(link) === true ? wanted.own.bandwidth : 0;
    const lacking = wanted.bandwidth - own - computer.available(link, LOWEST_PRIORITY);
    if (lacking <= 0) return [];
    const candidates = candidatesOn(view, computer, link, wanted.setupPriority);
    return [{ lacking, candidates: candidates.filter(({ id }) => id !== wanted.own?.lsp) }];
  });
}

const candidatesOn = (view: NetworkView, computer: PathComputer, link: LinkId, setupPriority: number) =>
  computer
    .ownersOver(link)
    .flatMap((owner) => lspOfOwner(owner) ?? [])
    .flatMap((lsp) => view.state.lspDb.get(lsp) ?? [])
    .filter(
      (entry) =>
        isMovable(view.state, entry) &&
        view.state.bookings.occurrenceOf(entry.id) === undefined &&
        !isInGroup(view, entry.id),
    )
    .map((entry): MovableClaim => ({ id: entry.id, ...attributesOf(view.state, entry) }))
    .filter(({ holdingPriority, bandwidth }) => holdingPriority > setupPriority && bandwidth > 0);

/** Choices that are looked at, some 0.1 s where links carry hundreds of LSPs; after them the best so far is taken. */
const MOST_TRIES = 500;

/**
 * The fewest LSPs whose leaving ends all shortages - one that is on several links counts once -, of as many the less
 * important, then those with less bandwidth, then by id. A shortage that even all of its candidates can't end is left to
 * preemption.
 */
export function fewestToLeave(shortages: readonly Shortage[]): readonly MovableClaim[] {
  const solvable = shortages.filter(
    ({ lacking, candidates }) => candidates.reduce((sum, { bandwidth }) => sum + bandwidth, 0) >= lacking,
  );
  let best: readonly MovableClaim[] | undefined;
  let tries = 0;
  const search = (chosen: readonly MovableClaim[], refused: ReadonlySet<LspId>): void => {
    if (++tries > MOST_TRIES && best !== undefined) return;
    if (best !== undefined && chosen.length > best.length) return;
    const open = solvable.find((shortage) => !isEnded(shortage, chosen));
    if (open === undefined) {
      if (best === undefined || isBetter(chosen, best)) best = chosen;
      return;
    }
    const tried = new Set(refused);
    for (const claim of largestFirst(open.candidates)) {
      if (tried.has(claim.id) || chosen.some(({ id }) => id === claim.id)) continue;
      search([...chosen, claim], tried);
      tried.add(claim.id);
    }
  };
  search([], new Set());
  return best ?? [];
}

const isEnded = ({ lacking, candidates }: Shortage, chosen: readonly MovableClaim[]): boolean => {
  const on = new Set(candidates.map(({ id }) => id));
  return chosen.reduce((left, { id, bandwidth }) => left - (on.has(id) ? bandwidth : 0), lacking) <= 0;
};

const largestFirst = (claims: readonly MovableClaim[]): readonly MovableClaim[] =>
  [...claims].sort((a, b) => b.bandwidth - a.bandwidth || (a.id < b.id ? -1 : 1));

function isBetter(a: readonly MovableClaim[], b: readonly MovableClaim[]): boolean {
  const importance = (claims: readonly MovableClaim[]): number =>
    claims.reduce((sum, { holdingPriority }) => sum + (8 - holdingPriority), 0);
  const bandwidth = (claims: readonly MovableClaim[]): number =>
    claims.reduce((sum, claim) => sum + claim.bandwidth, 0);
  const names = (claims: readonly MovableClaim[]): string =>
    claims
      .map(({ id }) => id)
      .sort()
      .join();
  const difference = a.length - b.length || importance(a) - importance(b) || bandwidth(a) - bandwidth(b);
  return difference < 0 || (difference === 0 && names(a) < names(b));
}
