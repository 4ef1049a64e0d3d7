import { HopPool } from '../../domain/values/hop-pool.js';
import { LspId, type PccId } from '../../domain/values/identifiers.js';
import type { LspState, OperationalState } from '../../domain/values/lsp.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { LspRemoved } from '../../events/catalogue/lsp.js';
import type { Projection } from '../projection.js';

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
  readonly #entries = new Map<LspId, LspEntry>();
  readonly #byPcc = new Map<PccId, Map<string, LspEntry>>();
  readonly #hops = new HopPool();
  #sortedIds: readonly LspId[] | undefined;

  apply(event: RecordedEvent): void {
    if (event.type === 'LspReported') this.#report(event.data, event.time, event.position);
    else if (event.type === 'LspRemoved') this.#remove(event.data, event.time, event.position);
  }

  get(id: LspId): LspEntry | undefined {
    return this.#entries.get(id);
  }

  get size(): number {
    return this.#entries.size;
  }

  countOf(pcc: PccId): number {
    return this.#byPcc.get(pcc)?.size ?? 0;
  }

  ofPcc(pcc: PccId): ReadonlyMap<string, LspEntry> {
    return this.#byPcc.get(pcc) ?? new Map();
  }

  byName(pcc: PccId, name: string): LspEntry | undefined {
    return this.#byPcc.get(pcc)?.get(name);
  }

  /** All LSPs, in no order that could be relied on; see `ids`. */
  entries(): IterableIterator<LspEntry> {
    return this.#entries.values();
  }

  /** Ids of all LSPs, ascending. Sorted when asked for after an LSP came or went: O(n log n), else O(1). */
  ids(): readonly LspId[] {
    this.#sortedIds ??= [...this.#entries.keys()].sort((a, b) => (a < b ? -1 : 1));
    return this.#sortedIds;
  }

  /** In the order in which the LSPs came, which `restore` keeps. PERF: not sorted; there may be 100,000. */
  capture(): CapturedLspDb {
    const captured: CapturedLspDb[number][] = [];
    for (const { id, paths, updatedAt, position } of this.#entries.values()) {
      captured.push({ id, paths, updatedAt, position });
    }
    return captured;
  }

  restore(captured: CapturedLspDb): void {
    this.#entries.clear();
    this.#byPcc.clear();
    this.#sortedIds = undefined;
    for (const { id, paths, updatedAt, position } of captured) {
      const shared = paths.map((path) => this.#hops.share(path));
      this.#store(id, shared, updatedAt, position);
    }
  }

  #report(reported: LspState, time: number, position: number): void {
    const state = this.#hops.share(reported);
    const known = this.byName(state.pcc, state.name);
    if (known === undefined) {
      this.#store(LspId(state.pcc, state.name), [state], time, position);
      return;
    }
    this.#store(known.id, pathsAfter(known.paths, state), time, position);
  }

  #remove(removed: LspRemoved['data'], time: number, position: number): void {
    const known = this.byName(removed.pcc, removed.name);
    if (known === undefined) return;
    const paths =
      removed.lspId === undefined
        ? []
        : known.paths.filter((path) => path.identifiers?.lspId !== removed.lspId);
    if (paths.length > 0) {
      this.#store(known.id, paths, time, position);
      return;
    }
    this.#entries.delete(known.id);
    this.#sortedIds = undefined;
    this.#byPcc.get(removed.pcc)?.delete(removed.name);
  }

  #store(id: LspId, paths: readonly LspState[], updatedAt: number, position: number): void {
    const current = currentOf(paths);
    const entry: LspEntry = { id, paths, current, updatedAt, position };
    const before = this.#entries.size;
    this.#entries.set(id, entry);
    if (this.#entries.size > before) this.#sortedIds = undefined;
    let names = this.#byPcc.get(current.pcc);
    if (names === undefined) {
      names = new Map();
      this.#byPcc.set(current.pcc, names);
    }
    names.set(current.name, entry);
  }
}

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
