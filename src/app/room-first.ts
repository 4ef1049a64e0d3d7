import type { Computation, SharedRisks } from '../domain/computation/computer.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import { ComputationSetId, OperationId } from '../domain/values/identifiers.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';
import type { LspUpdateRequested } from '../events/catalogue/operation.js';
import { computationSetStream } from '../events/catalogue/streams.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import { type Asked, computationFor, recordOf, setRecordOf } from './computation-record.js';
import { computeAsked } from './diversity.js';
import type { Journal } from './journal.js';
import { attributesOf } from './lsp-attributes.js';
import { intendedFor, recomputation } from './lsp-constraints.js';
import { inTheWayOf, ownRoom, type WantedRoom } from './making-way.js';
import type { NetworkView } from './network-view.js';
import { inOrder, type Moving, type Ordered } from './order-of-moves.js';
import type { Clock } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { ReoptimizationPolicy } from './reoptimization/triggers.js';
import { linksOf } from './victim-placement.js';
import { whoCouldMove } from './who-could-move.js';

export interface RoomFirstDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How long a head-end has to report an outcome, milliseconds. */
  readonly operationTimeout: number;
  readonly reoptimization: Pick<ReoptimizationPolicy, 'makeRoom' | 'maxMoves'>;
}

/** A decision on an LSP that is to be set up or changed. */
export interface Decision {
  readonly result: Computation;
  readonly computation: ComputationRecord;
  /** What the path shares with those that it keeps away from. */
  readonly shared?: SharedRisks | undefined;
  /** LSPs that are moved away before. */
  readonly moves: readonly LspUpdateRequested[];
  /** The operations whose end is waited for: these moves, and others that are under way. */
  readonly after: readonly OperationId[];
  /** How many of them there are one after the other. */
  readonly rounds: number;
  /** Without all of these moves there is no room. */
  readonly onlyIfAllSucceed: boolean;
}

/** What others have to do with a decision. */
type MakingRoom = Pick<Decision, 'moves' | 'after' | 'rounds' | 'onlyIfAllSucceed'>;

const NOBODY: MakingRoom = { moves: [], after: [], rounds: 0, onlyIfAllSucceed: false };

/**
 * A path for an LSP; where LSPs of lower priority would be pushed off it, those that have another path are to be moved
 * there first (RFC 8051 3.1.3), and where there is no room in one piece, those that are in the way of one (3.7). One path search,
 * and where somebody is in the way one joint computation.
 *
 * @param entry the LSP, if it is there already: where it is now its own bandwidth is room for it
 * @param makeRoom whether LSPs of the same priority may be moved for it; without it as configured
 */
export function decideWithRoom(
  dependencies: RoomFirstDependencies,
  asked: Asked,
  entry?: LspEntry,
  makeRoom = dependencies.reoptimization.makeRoom,
): Decision {
  const { view } = dependencies;
  const { shared, ...result } = computeAsked(view.decidingComputer, asked);
  const alone = { result, shared, computation: recordOf(view, asked, result), ...NOBODY };
  // One that keeps away from others has its path from them, and is set up there.
  if (asked.diversity !== undefined) return alone;
  if (result.kind === 'no-path')
    return (makeRoom ? inOnePiece(dependencies, asked, result, entry) : undefined) ?? alone;
  const inTheWay = inTheWayOf(view, wantedOf(view, asked, result.path, entry));
  const underWay = inTheWay.flatMap((lsp) => view.pendingOperations(lsp).map(({ id }) => id));
  const movers = inTheWay
    .filter((lsp) => view.pendingOperations(lsp).length === 0)
    .flatMap((lsp) => view.state.lspDb.get(lsp) ?? []);
  const decided = (movers.length === 0 ? undefined : decideTogether(dependencies, asked, movers)) ?? alone;
  return { ...decided, after: [...underWay, ...decided.after] };
}

/**
 * Deadline of an operation that waits for others: it has its own time from the last of theirs on.
 * @param operationTimeout how long a head-end has to report an outcome, milliseconds
 */
export function deadlineAfter(
  { state }: NetworkView,
  { after, rounds }: Pick<Decision, 'after' | 'rounds'>,
  now: number,
  operationTimeout: number,
): number {
  // Those that are not in the log yet begin now, one round after the other.
  const last = after.map((id) => state.operations.get(id)?.deadline ?? now);
  return Math.max(now + rounds * operationTimeout, ...last) + operationTimeout;
}

/** Undefined: bandwidth is not what is missing, or no moves give enough of it. */
function inOnePiece(
  dependencies: RoomFirstDependencies,
  asked: Asked,
  { noPath }: Extract<Computation, { kind: 'no-path' }>,
  entry: LspEntry | undefined,
): Decision | undefined {
  if (!noPath.reasons.includes('BANDWIDTH')) return undefined;
  const { view, reoptimization } = dependencies;
  const movers = whoCouldMove(view, asked, reoptimization.maxMoves, entry);
  return movers.length === 0 ? undefined : decideTogether(dependencies, asked, movers, true);
}

/**
 * Undefined when nobody in the way has another path: then the LSP takes what its priority gives it.
 * @param needsAll nothing is decided unless all have another path, and can get there one after the other
 */
function decideTogether(
  dependencies: RoomFirstDependencies,
  asked: Asked,
  movers: readonly LspEntry[],
  needsAll = false,
): Decision | undefined {
  const { view, journal, ids } = dependencies;
  const all = [asked, ...movers.map((mover) => recomputation(view, mover))];
  const requests = all.map((one) => ({ ...computationFor(one), explanation: 'reasons' as const }));
  const results = view.decidingComputer.computeTogether(requests);
  const members = all.map((one, index) => ({ ...one, result: results[index] as Computation }));
  const [first, ...others] = members;
  if (needsAll && others.some(({ result }) => result.kind === 'no-path')) return undefined;
  const leaving = others.flatMap(({ result }, index) => {
    const entry = movers[index] as LspEntry;
    if (result.kind === 'no-path' || sameRoute(result.path.route, entry.current.route)) return [];
    return [leavingOf(view, entry, result.path, index + 1)];
  });
  if (first?.result.kind !== 'path' || leaving.length === 0) return undefined;
  const ordered = inOrder(view, leaving);
  if (ordered === undefined && needsAll) return undefined;
  const { event, records } = setRecordOf(view, ComputationSetId(ids.next()), members);
  journal.record(computationSetStream(event.data.set), [event]);
  const moves = movesOf(
    dependencies,
    ordered ?? leaving.map((one) => ({ ...one, after: [], rounds: 0 })),
    records,
  );
  return {
    result: first.result,
    computation: records[0] as ComputationRecord,
    moves,
    after: moves.map(({ data }) => data.operation),
    rounds: (ordered ?? []).reduce((most, { rounds }) => Math.max(most, rounds + 1), 1),
    onlyIfAllSucceed: needsAll,
  };
}

interface Leaving extends Moving {
  readonly entry: LspEntry;
  readonly path: SignalledPath;
  /** Its place in the joint computation. */
  readonly member: number;
}

const leavingOf = (view: NetworkView, entry: LspEntry, path: SignalledPath, member: number): Leaving => ({
  entry,
  path,
  member,
  from: new Set(linksOf(view, entry)),
  to: path.path.links,
  bandwidth: attributesOf(view.state, entry).bandwidth,
});

function movesOf(
  { view, clock, ids, operationTimeout }: RoomFirstDependencies,
  ordered: readonly Ordered<Leaving>[],
  records: readonly ComputationRecord[],
): readonly LspUpdateRequested[] {
  const operations = ordered.map(() => OperationId(ids.next()));
  return ordered.map(({ entry, path, member, after, rounds }, place) => ({
    type: 'LspUpdateRequested',
    data: {
      operation: operations[place]!,
      lsp: entry.id,
      pcc: entry.current.pcc,
      name: entry.current.name,
      deadline: clock.now() + operationTimeout * (rounds + 1),
      reason: 'in-the-way',
      ...(after.length === 0
        ? {}
        : { after: after.map((earlier) => operations[earlier]!), onlyIfAllSucceed: true }),
      intended: intendedFor(view.state, entry, path),
      computation: records[member] as ComputationRecord,
    },
  }));
}

/** The room that a path takes, and what of it the LSP has already. */
function wantedOf(
  view: NetworkView,
  { computed }: Asked,
  { path }: SignalledPath,
  entry: LspEntry | undefined,
): WantedRoom {
  const { bandwidth, setupPriority } = computed.request;
  const wanted = { links: path.links, bandwidth, setupPriority };
  return entry === undefined ? wanted : { ...wanted, own: ownRoom(view, entry) };
}
