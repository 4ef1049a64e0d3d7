import type { Computation, PathComputer } from '../domain/computation/computer.js';
import { constraining } from '../domain/lsp/disjoint-group.js';
import { groupText } from '../domain/values/association.js';
import { ComputationSetId, type LspId } from '../domain/values/identifiers.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';
import { computationSetStream } from '../events/catalogue/streams.js';
import { type Asked, computationFor, recordOf, setRecordOf } from './computation-record.js';
import { associationsOf, claimsOf, computeAsked, diversityOf } from './diversity.js';
import type { Journal } from './journal.js';
import { attributesOf } from './lsp-attributes.js';
import { recomputation } from './lsp-constraints.js';
import type { NetworkView } from './network-view.js';
import { isMovable } from './overload.js';
import type { IdSource } from './ports/id-source.js';
import type { ComputedVictim, SetVictim, Victim, VictimOutcome } from './victim-placement.js';

export interface GroupPlacementDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly ids: IdSource;
  readonly outcomeOf: (victim: SetVictim) => VictimOutcome;
}

/** Finds paths for victims of one disjoint association group (RFC 8800), and records how. */
export class GroupPlacement {
  readonly #dependencies: GroupPlacementDependencies;

  constructor(dependencies: GroupPlacementDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * What victims of one group get, each to be acted upon before the next is asked for: all of them as a set, if need be with
   * others of the group that can move; where that can't be had, the same over links that are damped, then the more important
   * first, each away from those before it.
   */
  *ofGroup(victims: readonly Victim[]): Iterable<ComputedVictim> {
    const others = this.#othersThatCanMove(victims);
    const sets = others.length === 0 ? [victims] : [victims, [...victims, ...others]];
    for (const overDamped of this.#isDamping ? [false, true] : [false])
      for (const set of sets) {
        const placed = this.#together(set, overDamped);
        if (placed === undefined) continue;
        yield* placed;
        return;
      }
    yield* this.#oneByOne(victims);
  }

  /** Undefined: one of them at least would have no path. */
  #together(victims: readonly Victim[], overDamped: boolean): readonly ComputedVictim[] | undefined {
    const [only] = victims;
    if (only === undefined || victims.length > 1) return this.#disjointSet(victims, overDamped);
    const alone = this.#alone(only, [], overDamped);
    return alone.result.kind === 'path' ? [alone] : undefined;
  }

  get #isDamping(): boolean {
    return this.#dependencies.view.state.linkDamping.isDamping;
  }

  *#oneByOne(victims: readonly Victim[]): Iterable<ComputedVictim> {
    const { state } = this.#dependencies.view;
    const importance = (victim: Victim) => attributesOf(state, victim.entry).holdingPriority;
    const order = [...victims].sort(
      (a, b) => importance(a) - importance(b) || (a.entry.id < b.entry.id ? -1 : 1),
    );
    let isMoving = false;
    for (const [at, victim] of order.entries()) {
      const later = order.slice(at + 1).map(({ entry }) => entry.id);
      const alone = this.#alone(victim, later);
      // A link that went down and up again and again is better than none.
      const isLast = alone.result.kind === 'no-path' && this.#isDamping;
      const computed = isLast ? this.#alone(victim, later, true) : alone;
      // Whoever is leaving is still in the way: it is looked at again when that is done.
      yield this.#final(computed, !isMoving);
      isMoving ||= this.#dependencies.outcomeOf(computed) === 'moved';
    }
  }

  #final(computed: ComputedVictim, mayTakeDown: boolean): ComputedVictim {
    const { entry, reason, result, diversity } = computed;
    const isUp = entry.current.route.length > 0 && reason === 'not-disjoint';
    const takenDown =
      mayTakeDown && isUp && result.kind === 'no-path' && diversity?.disjointness?.strict === true;
    return takenDown ? { ...computed, takenDown } : computed;
  }

  /** `without`: those that will give way. */
  #alone(victim: Victim, without: readonly LspId[], overDamped = false): ComputedVictim {
    const { view } = this.#dependencies;
    const asked = recomputation(view, victim.entry);
    const from = (asked.diversity?.from ?? []).filter((lsp) => !without.includes(lsp));
    const { diversity: _, ...rest } = asked;
    const own: Asked =
      asked.diversity === undefined || from.length === 0
        ? rest
        : { ...rest, diversity: { ...asked.diversity, from } };
    const compute = (computer: PathComputer) => computeAsked(computer, own);
    const { shared, ...result } = overDamped ? view.overDamped(compute) : compute(view.decidingComputer);
    return { ...victim, ...own, result, shared, computation: recordOf(view, own, result, overDamped) };
  }

  /** All of them, each where it keeps away from all others; undefined: that can't be had, or it is no better. */
  #disjointSet(victims: readonly Victim[], overDamped = false): readonly ComputedVictim[] | undefined {
    const { view, journal, ids } = this.#dependencies;
    const asked = victims.map(({ entry }) => recomputation(view, entry));
    const required = requiredOf(asked);
    if (required === undefined || victims.length > MOST_TOGETHER) return undefined;
    const own = new Set(victims.map(({ entry }) => entry.id));
    const from = [...new Set(asked.flatMap(({ diversity }) => diversity?.from ?? []))]
      .filter((lsp) => !own.has(lsp))
      .sort();
    const compute = (computer: PathComputer) =>
      computer.computeSet(asked.map(computationFor), required, claimsOf(from));
    const { computations, shared } = overDamped ? view.overDamped(compute) : compute(view.decidingComputer);
    if (computations.some(({ kind }) => kind === 'no-path')) return undefined;
    // The set says of all its members what they keep away from.
    const members = asked.map(({ diversity, ...rest }, index) => ({
      ...(victims[index] as Victim),
      ...rest,
      asked: diversity,
      result: computations[index] as Computation,
      shared,
    }));
    const id = ComputationSetId(ids.next());
    const { event, records } = setRecordOf(view, id, members, required, overDamped, from);
    journal.record(computationSetStream(id), [event]);
    return members.map(({ asked: diversity, ...member }, index) => ({
      ...member,
      diversity,
      computation: records[index] as ComputationRecord,
    }));
  }

  /** Members that depend on the victims as those do on them, and that this PCE can move now. */
  #othersThatCanMove(victims: readonly Victim[]): readonly Victim[] {
    const { view } = this.#dependencies;
    const known = new Set(victims.map(({ entry }) => entry.id));
    const others = new Set(victims.flatMap(({ entry }) => recomputation(view, entry).diversity?.from ?? []));
    return [...others]
      .filter((lsp) => !known.has(lsp) && view.pendingOperations(lsp).length === 0)
      .sort()
      .flatMap((lsp) => view.state.lspDb.get(lsp) ?? [])
      .filter((entry) => {
        if (!isMovable(view.state, entry) || entry.current.schedule !== undefined) return false;
        if (view.state.bookings.occurrenceOf(entry.id) !== undefined) return false;
        const depends = recomputation(view, entry).diversity?.from ?? [];
        return depends.some((lsp) => known.has(lsp));
      })
      .map((entry) => ({ entry, displaced: false, reason: 'not-disjoint' as const }));
  }
}

/** Those whose paths depend on others, by their first group; they come after those that depend on nobody. */
export function byGroup(
  view: NetworkView,
  victims: readonly Victim[],
): {
  readonly alone: readonly Victim[];
  readonly groups: Iterable<readonly Victim[]>;
} {
  if (view.state.associations.size === 0) return { alone: victims, groups: [] };
  const alone: Victim[] = [];
  const groups = new Map<string, Victim[]>();
  for (const victim of victims) {
    const associations = associationsOf(view, victim.entry.id);
    const [first] = constraining(associations);
    if (first === undefined || diversityOf(view, victim.entry.id, associations) === undefined)
      alone.push(victim);
    else {
      const text = groupText(first.group);
      groups.set(text, [...(groups.get(text) ?? []), victim]);
    }
  }
  return { alone, groups: groups.values() };
}

/** Of an LSP that is taken down. */
export const NOWHERE: SignalledPath = {
  path: { nodes: [], links: [], igpMetric: 0, teMetric: 0 },
  route: [],
};

/** The limit of `computeSet`. */
const MOST_TOGETHER = 8;

/** What all of them ask for; undefined: not the same of all, so that they are no set. */
function requiredOf(asked: readonly Asked[]) {
  const [first, ...others] = asked.map(({ diversity }) => diversity);
  const { disjointness, objective } = first ?? {};
  if (disjointness === undefined) return undefined;
  const isSame = others.every(
    (other) =>
      other?.disjointness?.level === disjointness.level &&
      other.disjointness.strict === disjointness.strict &&
      other.objective === objective,
  );
  return isSame ? { disjointness, ...(objective === undefined ? {} : { objective }) } : undefined;
}

/** Its head-end waits for a first path, and there is none that is as the group asks. */
export const cannotJoin = ({ reason, diversity, result }: SetVictim): boolean =>
  reason === 'path-missing' &&
  diversity?.disjointness?.strict === true &&
  result.kind === 'no-path' &&
  result.noPath.reasons.includes('DISJOINTNESS');
