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
import { intendedFor, recomputation } from './lsp-constraints.js';
import { inTheWayOf, ownRoom, type WantedRoom } from './making-way.js';
import type { NetworkView } from './network-view.js';
import type { Clock } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';

export interface RoomFirstDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How long a head-end has to report an outcome, milliseconds. */
  readonly operationTimeout: number;
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
}

/**
 * A path for an LSP; where LSPs of lower priority would be pushed off it, those that have another path are to be moved
 * there first (RFC 8051 3.1.3). One path search, and where somebody is in the way one joint computation.
 *
 * @param entry the LSP, if it is there already: where it is now its own bandwidth is room for it
 */
export function decideWithRoom(
  dependencies: RoomFirstDependencies,
  asked: Asked,
  entry?: LspEntry,
): Decision {
  const { view } = dependencies;
  const { shared, ...result } = computeAsked(view.decidingComputer, asked);
  const alone = { result, shared, computation: recordOf(view, asked, result), moves: [] };
  // One that keeps away from others has its path from them, and is set up there.
  if (result.kind === 'no-path' || asked.diversity !== undefined) return { ...alone, after: [] };
  const inTheWay = inTheWayOf(view, wantedOf(view, asked, result.path, entry));
  const underWay = inTheWay.flatMap((lsp) => view.pendingOperations(lsp).map(({ id }) => id));
  const movers = inTheWay
    .filter((lsp) => view.pendingOperations(lsp).length === 0)
    .flatMap((lsp) => view.state.lspDb.get(lsp) ?? []);
  const decided = (movers.length === 0 ? undefined : decideTogether(dependencies, asked, movers)) ?? alone;
  return { ...decided, after: [...underWay, ...decided.moves.map(({ data }) => data.operation)] };
}

/**
 * Deadline of an operation that waits for others: it has its own time from the last of theirs on.
 * @param operationTimeout how long a head-end has to report an outcome, milliseconds
 */
export function deadlineAfter(
  { state }: NetworkView,
  after: readonly OperationId[],
  now: number,
  operationTimeout: number,
): number {
  // Those that are not in the log yet begin now.
  const last = after.map((id) => state.operations.get(id)?.deadline ?? now + operationTimeout);
  return Math.max(now, ...last) + operationTimeout;
}

/** Undefined when nobody in the way has another path: then the LSP takes what its priority gives it. */
function decideTogether(
  dependencies: RoomFirstDependencies,
  asked: Asked,
  movers: readonly LspEntry[],
): Omit<Decision, 'after'> | undefined {
  const { view, journal, ids } = dependencies;
  const all = [asked, ...movers.map((mover) => recomputation(view, mover))];
  const requests = all.map((one) => ({ ...computationFor(one), explanation: 'reasons' as const }));
  const results = view.decidingComputer.computeTogether(requests);
  const members = all.map((one, index) => ({ ...one, result: results[index] as Computation }));
  const [first, ...others] = members;
  const leaving = others.flatMap(({ result }, index) => {
    const entry = movers[index] as LspEntry;
    if (result.kind === 'no-path' || sameRoute(result.path.route, entry.current.route)) return [];
    return [{ entry, path: result.path, member: index + 1 }];
  });
  if (first?.result.kind !== 'path' || leaving.length === 0) return undefined;
  const { event, records } = setRecordOf(view, ComputationSetId(ids.next()), members);
  journal.record(computationSetStream(event.data.set), [event]);
  return {
    result: first.result,
    computation: records[0] as ComputationRecord,
    moves: leaving.map(({ entry, path, member }) =>
      moveOf(dependencies, entry, path, records[member] as ComputationRecord),
    ),
  };
}

function moveOf(
  { view, clock, ids, operationTimeout }: RoomFirstDependencies,
  entry: LspEntry,
  path: SignalledPath,
  computation: ComputationRecord,
): LspUpdateRequested {
  const { pcc, name } = entry.current;
  return {
    type: 'LspUpdateRequested',
    data: {
      operation: OperationId(ids.next()),
      lsp: entry.id,
      pcc,
      name,
      deadline: clock.now() + operationTimeout,
      reason: 'in-the-way',
      intended: intendedFor(view.state, entry, path),
      computation,
    },
  };
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
