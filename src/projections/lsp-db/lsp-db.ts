import type { Hop } from '../../domain/values/hop.js';
import { HopPool, withRoutesOf } from '../../domain/values/hop-pool.js';
import { LspId, type PccId } from '../../domain/values/identifiers.js';
import type { LspState, OperationalState, SetupType } from '../../domain/values/lsp.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { LspRemoved } from '../../events/catalogue/lsp.js';
import type { Projection } from '../projection.js';
import { LspsOfPcc } from './lsps-of-pcc.js';

/** An LSP as its PCC reports it. */
export interface LspEntry {
  readonly id: LspId;
  /** Never empty; more than one during make-before-break. Order of first report. */
  readonly paths: readonly LspState[];
  /** The path that carries the traffic, as far as the reports tell. */
  readonly current: LspState;
  /** When, and at which place in the log, it last changed. */
  readonly updatedAt: number;
  readonly position: number;
}

export type CapturedLspDb = readonly {
  readonly id: LspId;
  readonly paths: readonly LspState[];
  readonly updatedAt: number;
  readonly position: number;
}[];

/**
 * The LSP-DB (RFC 8051 2): every LSP of every PCC that the network has told of.
 * Memory grows with the number of LSPs and their hops; one report costs O(paths of the LSP).
 */
export class LspDb implements Projection<CapturedLspDb> {
  readonly #slots = new Map<LspId, Slot>();
  readonly #byPcc = new Map<PccId, LspsOfPcc<Slot>>();
  readonly #hops = new HopPool();
  #sortedIds: readonly LspId[] | undefined;

  apply(event: RecordedEvent): void {
    if (event.type === 'LspReported') this.#report(event.data, event.time, event.position);
    else if (event.type === 'LspRemoved') this.#remove(event.data, event.time, event.position);
  }

  get(id: LspId): LspEntry | undefined {
    return this.#slots.get(id)?.entry;
  }

  get size(): number {
    return this.#slots.size;
  }

  countOf(pcc: PccId): number {
    return this.#byPcc.get(pcc)?.size ?? 0;
  }

  /** The LSPs of a PCC, in no order that could be relied on. */
  *ofPcc(pcc: PccId): IterableIterator<LspEntry> {
    for (const { entry } of this.#byPcc.get(pcc)?.all() ?? []) yield entry;
  }

  byName(pcc: PccId, name: string): LspEntry | undefined {
    return this.#byPcc.get(pcc)?.byName(name)?.entry;
  }

  /** By the number that the PCC used last for the LSP; it holds for a session (RFC 8231 7.3). */
  byPlspId(pcc: PccId, plspId: number): LspEntry | undefined {
    return this.#byPcc.get(pcc)?.byPlspId(plspId)?.entry;
  }

  /** All LSPs, in no order that could be relied on; see `ids`. */
  *entries(): IterableIterator<LspEntry> {
    for (const { entry } of this.#slots.values()) yield entry;
  }

  /** Ids of all LSPs, ascending. Sorted when asked for after an LSP came or went: O(n log n), else O(1). */
  ids(): readonly LspId[] {
    this.#sortedIds ??= [...this.#slots.keys()].sort((a, b) => (a < b ? -1 : 1));
    return this.#sortedIds;
  }

  /**
   * In the order in which the LSPs came, which `restore` keeps. PERF: nothing is sorted or copied, as there may be
   * 100,000 and everything waits meanwhile; an entry never changes, the next report makes a new one.
   */
  capture(): CapturedLspDb {
    return Array.from(this.#slots.values(), ({ entry }) => entry);
  }

  restore(captured: CapturedLspDb): void {
    this.#slots.clear();
    this.#byPcc.clear();
    this.#sortedIds = undefined;
    // The hops are not put into the pool: a later route that differs shares with others that come later.
    for (const { id, paths, updatedAt, position } of captured) {
      this.#add(entryOf(id, paths, updatedAt, position));
    }
  }

  #report(reported: LspState, time: number, position: number): void {
    const ofPcc = this.#byPcc.get(reported.pcc);
    const slot = ofPcc?.byName(reported.name);
    if (ofPcc === undefined || slot === undefined) {
      const state = this.#hops.share(reported);
      this.#add(entryOf(LspId(state.pcc, state.name), [state], time, position));
      return;
    }
    if (slot.says(reported)) {
      slot.entry = entryOf(slot.id, [reported], time, position);
      return;
    }
    const { current, paths } = slot.entry;
    const state = this.#shared(current, reported);
    slot.put(entryOf(slot.id, pathsAfter(paths, state), time, position));
    if (slot.entry.current.plspId !== current.plspId) ofPcc.renumber(slot, current.plspId);
  }

  #remove(removed: LspRemoved['data'], time: number, position: number): void {
    const ofPcc = this.#byPcc.get(removed.pcc);
    const slot = ofPcc?.byName(removed.name);
    if (ofPcc === undefined || slot === undefined) return;
    const known = slot.entry;
    const paths =
      removed.lspId === undefined
        ? []
        : known.paths.filter((path) => path.identifiers?.lspId !== removed.lspId);
    if (paths.length > 0) {
      slot.put(entryOf(known.id, paths, time, position));
      return;
    }
    this.#slots.delete(known.id);
    this.#sortedIds = undefined;
    ofPcc.remove(slot);
  }

  /** PERF: most reports tell of another state of the same route. */
  #shared(current: LspState, reported: LspState): LspState {
    const state = withRoutesOf(current, reported);
    return state.route === current.route && state.recordedRoute === current.recordedRoute
      ? state
      : this.#hops.share(state);
  }

  #add(entry: LspEntry): void {
    const slot = new Slot(entry);
    const { pcc } = entry.current;
    this.#slots.set(entry.id, slot);
    this.#sortedIds = undefined;
    let ofPcc = this.#byPcc.get(pcc);
    if (ofPcc === undefined) {
      ofPcc = new LspsOfPcc();
      this.#byPcc.set(pcc, ofPcc);
    }
    ofPcc.add(slot);
  }
}

/**
 * What the indexes hold of an LSP. PERF: a report changes the slot, and no index. With many LSPs the time of a fold is that
 * of the places in memory that it looks at, and most reports can be put down by what stands here of the only path.
 */
class Slot {
  readonly id: LspId;
  entry: LspEntry;
  /** Of the only path; undefined while there are several. */
  #route: readonly Hop[] | undefined;
  #plspId = 0;
  #lspId = 0;
  #setupType: SetupType = 'RSVP_TE';

  constructor(entry: LspEntry) {
    this.id = entry.id;
    this.entry = entry;
    this.put(entry);
  }

  put(entry: LspEntry): void {
    const { current, paths } = entry;
    this.entry = entry;
    this.#route = paths.length === 1 ? current.route : undefined;
    this.#plspId = current.plspId;
    this.#lspId = lspIdOf(current);
    this.#setupType = current.setupType;
  }

  /** The report is of the only path, which it replaces, under the same numbers and with the same route. */
  says(state: LspState): boolean {
    return (
      this.#route === state.route &&
      state.recordedRoute === undefined &&
      this.#plspId === state.plspId &&
      this.#lspId === lspIdOf(state) &&
      this.#setupType === state.setupType
    );
  }
}

const entryOf = (id: LspId, paths: readonly LspState[], updatedAt: number, position: number): LspEntry => ({
  id,
  paths,
  current: currentOf(paths),
  updatedAt,
  position,
});

/** Paths that one LSP can have at a time: make-before-break needs two. A head-end that never takes one back loses the oldest. */
const MAXIMUM_PATHS = 8;

/**
 * The paths of an LSP after a report. RSVP-TE paths are told apart by their LSP-ID; 0 is that of an LSP that is not
 * signalled yet (RFC 8231 7.3.1), so it gives way to any other, and says, when DOWN, that there is none. A
 * segment-routed LSP has one path: what its head-end reports replaces what it reported before, without a removal
 * between (RFC 8664 has no signalling).
 */
function pathsAfter(known: readonly LspState[], state: LspState): readonly LspState[] {
  const lspId = lspIdOf(state);
  if (state.setupType !== 'RSVP_TE' || (lspId === 0 && state.operationalState === 'DOWN')) return [state];
  const kept = known.filter(
    (path) =>
      path.plspId === state.plspId && path.setupType === 'RSVP_TE' && (lspId === 0 || lspIdOf(path) !== 0),
  );
  const replaced = kept.findIndex((path) => lspIdOf(path) === lspId);
  if (replaced >= 0) return kept.with(replaced, state);
  return [...kept, state].slice(-MAXIMUM_PATHS);
}

const lspIdOf = ({ identifiers }: LspState): number => identifiers?.lspId ?? 0;

const LIVELINESS: Readonly<Record<OperationalState, number>> = {
  ACTIVE: 4,
  UP: 3,
  GOING_UP: 2,
  GOING_DOWN: 1,
  DOWN: 0,
};

/** The liveliest path; of equally lively ones the one reported last (the new one of a make-before-break). */
function currentOf(paths: readonly LspState[]): LspState {
  const [first, ...others] = paths;
  if (first === undefined) throw new Error('an LSP without a path is removed, not stored');
  let current = first;
  for (const path of others) {
    if (LIVELINESS[path.operationalState] >= LIVELINESS[current.operationalState]) current = path;
  }
  return current;
}
