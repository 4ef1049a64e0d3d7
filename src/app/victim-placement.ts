import type { Computation, PathComputer, SharedRisks } from '../domain/computation/computer.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import { ComputationSetId, type LinkId, type LspId } from '../domain/values/identifiers.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';
import type { LspUpdateRequested } from '../events/catalogue/operation.js';
import { computationSetStream } from '../events/catalogue/streams.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import { type Asked, computationFor, recordOf, setRecordOf } from './computation-record.js';
import type { Journal } from './journal.js';
import { recomputation } from './lsp-constraints.js';
import { reportedPath } from './lsp-path.js';
import type { NetworkView } from './network-view.js';
import type { IdSource } from './ports/id-source.js';
import type { RestorationPolicy } from './restoration-policy.js';
import { sharesLess } from './shares-less.js';

/** An LSP that needs another path. */
export interface Victim {
  readonly entry: LspEntry;
  /** Its link works, and is too full for it. */
  readonly displaced: boolean;
  readonly reason: 'path-broken' | 'path-missing' | 'in-the-way' | 'not-disjoint';
}

export interface SetVictim extends Victim, Asked {
  readonly result: Computation;
  /** What paths share that keep away from each other. */
  readonly shared?: SharedRisks | undefined;
}

export interface ComputedVictim extends SetVictim {
  readonly computation: ComputationRecord;
  /** It must not stay where it is either (RFC 8800 5.6). */
  readonly takenDown?: boolean;
  /** LSPs that are to have made way before. */
  readonly after?: readonly LspId[];
}

/** What is recorded of a victim: its move, that it can't be moved, or nothing that the log does not have already. */
export type VictimOutcome = 'moved' | 'stranded' | 'none';

export interface VictimPlacementDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly ids: IdSource;
  readonly restoration: RestorationPolicy;
}

/** Finds paths for the victims of a failure, all at once, and records how. */
export class VictimPlacement {
  readonly #dependencies: VictimPlacementDependencies;
  /** Whether the log says already that there is no path for the LSP. */
  readonly #isStranded: (lsp: LspId) => boolean;

  constructor(dependencies: VictimPlacementDependencies, isStranded: (lsp: LspId) => boolean) {
    this.#dependencies = dependencies;
    this.#isStranded = isStranded;
  }

  /**
   * What each victim gets, all at once. One that would have to leave a link that works and finds no other path stays, with
   * the bandwidth that it has: the others are computed again without it.
   */
  compute(victims: readonly Victim[]): readonly ComputedVictim[] {
    if (victims.length === 0) return [];
    const computed = this.#computeSet(victims);
    const staying = computed.filter((victim) => this.#stays(victim));
    if (staying.length === 0) return this.#recorded(computed);
    const isStaying = new Set(staying.map(({ entry }) => entry.id));
    const others = victims.filter(({ entry }) => !isStaying.has(entry.id));
    return [...this.#recorded(staying, computed), ...this.compute(others)];
  }

  /**
   * What those get that have no path otherwise: a link that went down and up again and again is better than none. To be
   * asked for when all that was decided before is on its way to the log.
   */
  computeOverDamped(victims: readonly Victim[]): readonly ComputedVictim[] {
    return victims.length === 0 ? [] : this.#recorded(this.#computeSet(victims, true), undefined, true);
  }

  #stays({ entry, displaced, result }: SetVictim): boolean {
    if (!displaced || result.kind === 'path') return false;
    const { view } = this.#dependencies;
    const links = linksOf(view, entry) ?? [];
    return links.every((link) => view.state.ted.link(link)?.operational === true);
  }

  #computeSet(victims: readonly Victim[], overDamped = false): readonly SetVictim[] {
    const { view } = this.#dependencies;
    const asked = victims.map(({ entry }) => recomputation(view, entry));
    // The log has their reasons; what else would help is asked by `computePath` when somebody wants to know.
    const requests = asked.map((one) => ({ ...computationFor(one), explanation: 'reasons' as const }));
    const compute = (computer: PathComputer): readonly Computation[] =>
      requests.length > 1
        ? computer.computeTogether(requests)
        : requests.map((request) => computer.compute(request));
    const results = overDamped ? view.overDamped(compute) : compute(view.decidingComputer);
    return asked.map((of, index) => ({
      ...(victims[index] as Victim),
      ...of,
      result: results[index] as Computation,
    }));
  }

  /** Victims of a set with their records. Of the set the log has one, if anything comes of these. */
  #recorded(victims: readonly SetVictim[], set = victims, overDamped = false): readonly ComputedVictim[] {
    const { view, journal, ids } = this.#dependencies;
    if (set.length === 1)
      return victims.map((one) => ({ ...one, computation: recordOf(view, one, one.result, overDamped) }));
    const id = ComputationSetId(ids.next());
    const { event, records } = setRecordOf(view, id, set, {}, overDamped);
    if (victims.some((victim) => this.outcomeOf(victim) !== 'none'))
      journal.record(computationSetStream(id), [event]);
    return victims.map((victim) => ({
      ...victim,
      computation: records[set.indexOf(victim)] as ComputationRecord,
    }));
  }

  /** What is recorded of a victim: its move, that it can't be moved, or nothing that the log does not have already. */
  outcomeOf(victim: SetVictim): VictimOutcome {
    const { entry, displaced, reason, result } = victim;
    if (result.kind === 'no-path') return this.#isStranded(entry.id) ? 'none' : 'stranded';
    // It would have to leave its link, but where it is remains the best place that there is for it.
    const isThere = sameRoute(result.path.route, entry.current.route);
    if (reason === 'not-disjoint')
      return isThere || !sharesLess(this.#dependencies.view, victim) ? 'none' : 'moved';
    return displaced && isThere ? 'none' : 'moved';
  }

  /**
   * Where the LSP is to go back to: the path that failed, or that which failed before, if it has not gone back yet. A path
   * that the TED does not know any more is none.
   */
  reversionOf({ entry, reason, displaced }: Victim): LspUpdateRequested['data']['revert'] {
    const { view, restoration } = this.#dependencies;
    const open = view.state.reversions.ofLsp(entry.id);
    if (open !== undefined) return { to: open.home, wait: open.wait };
    if (restoration.revert === undefined || reason !== 'path-broken' || displaced) return undefined;
    const home = homeOf(view, entry);
    return home === undefined ? undefined : { to: home, wait: restoration.revert.wait };
  }
}

function homeOf(view: NetworkView, { id, current }: LspEntry): SignalledPath | undefined {
  const intent = view.state.intents.get(id);
  if (intent !== undefined && sameRoute(intent.path.route, current.route)) return intent.path;
  const resolved = view.computer.resolve(current.source, current.route);
  return resolved.ok ? { path: resolved.value, route: current.route } : undefined;
}

/** The links of an LSP's present route, as they are counted. Undefined: not in the TED. */
export const linksOf = (view: NetworkView, entry: LspEntry): readonly LinkId[] | undefined =>
  reportedPath(view, entry, entry.current)?.links;
