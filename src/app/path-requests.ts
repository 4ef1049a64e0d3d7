import type { Computation, SharedRisks } from '../domain/computation/computer.js';
import { constraining, joinedConstraint } from '../domain/lsp/disjoint-group.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import { type Association, groupText, withAssociation } from '../domain/values/association.js';
import type { Diversity } from '../domain/values/diversity.js';
import {
  ComputationSetId,
  HoldId,
  LspId,
  type OperationId,
  type PccId,
} from '../domain/values/identifiers.js';
import { holdsResources, type LspState } from '../domain/values/lsp.js';
import type { LspSchedule } from '../domain/values/lsp-schedule.js';
import type { NetworkLoad, SetRequirements } from '../domain/values/set-requirements.js';
import type { ComputationRecord, PathRequestAnswered } from '../events/catalogue/computation.js';
import type { NewEvent } from '../events/catalogue/event.js';
import type { LspUpdateRequested } from '../events/catalogue/operation.js';
import { computationSetStream, requestStream } from '../events/catalogue/streams.js';
import type { HoldEntry } from '../projections/holds/holds.js';
import { AwaitedMoves } from './awaited-moves.js';
import { type Asked, computationFor, recordOf, setRecordOf } from './computation-record.js';
import { type ConfidentialSystem, withheldFrom } from './confidential-systems.js';
import { associationsOf, claimsOf, computeAsked, diversityOf, withStatus } from './diversity.js';
import type { Journal } from './journal.js';
import type { NetworkView } from './network-view.js';
import type { OperationRunner } from './operations.js';
import type { Clock, Timer } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { ObservedPathRequest, ObservedReport, PathAnswer } from './ports/pcc-observer.js';
import type { Telemetry } from './ports/telemetry.js';
import { decideWithRoom, type RoomFirstDependencies } from './room-first.js';
import { scheduledPath } from './scheduled-paths.js';

export interface PathRequestDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** How long bandwidth is held for an answer that is not reported, milliseconds. */
  readonly holdTime: number;
  /** Absent: none. */
  readonly confidentialSystems?: readonly ConfidentialSystem[];
  /** How long an answer waits for LSPs of lower priority to leave its path, milliseconds; 0: they are pushed off. */
  readonly makeWayTime: number;
  readonly operations: Pick<OperationRunner, 'submit'>;
  /** How long a head-end has to report an outcome, milliseconds. */
  readonly operationTimeout: number;
  readonly reoptimization: RoomFirstDependencies['reoptimization'];
}

/** What bandwidth is held for: the LSP that the request names, else any LSP of the PCC to the same destination. */
type Purpose = string;

const purposeOf = (pcc: PccId, lsp: LspId | undefined, destination: string): Purpose =>
  lsp ?? `${pcc} to ${destination}`;

interface Watched {
  readonly timer: Timer;
  readonly purpose: Purpose;
  readonly destination: string;
}

interface Prepared extends Asked {
  readonly observed: ObservedPathRequest;
  /** The groups of the request, and of the LSP that it names. */
  readonly associations: readonly Association[];
}

interface Decided extends Prepared {
  readonly result: Computation;
  readonly shared?: SharedRisks | undefined;
  readonly load?: NetworkLoad | undefined;
  readonly computation: ComputationRecord;
  /** LSPs that are moved off the path before the answer is given, and the operations that it waits for. */
  readonly moves?: readonly LspUpdateRequested[];
  readonly after?: readonly OperationId[];
}

/** When more answers wait, others are given at once: many at a time come after a failure or a start, when time counts. */
const MOST_WAITING = 20;

/**
 * Answers PCReqs (RFC 5440 6.5). What is granted is held for a while, so that two requests in quick succession are not
 * given the same bandwidth (RFC 4655 6.8, RFC 8051 3.4.2); the hold ends when the head-end reports the LSP. LSPs of lower
 * priority that would be pushed off a path are moved first, and the answer waits for that a while (RFC 8051 3.1.3).
 */
export class PathRequests {
  readonly #dependencies: PathRequestDependencies;
  readonly #watched = new Map<HoldId, Watched>();
  /** By what they are held for: a PCC may have thousands, and each report and each request asks for its own. */
  readonly #holdsFor = new Map<Purpose, Set<HoldId>>();
  readonly #awaited: AwaitedMoves;

  constructor(dependencies: PathRequestDependencies) {
    this.#dependencies = dependencies;
    this.#awaited = new AwaitedMoves(dependencies.clock);
  }

  /** After the replay: goes on holding what was held. */
  start(): void {
    for (const { id, pcc, lsp, request, until } of this.#dependencies.view.state.holds.all()) {
      this.#watch(id, pcc, lsp, request.destination, until);
    }
  }

  stop(): void {
    this.#awaited.stop();
    for (const { timer } of this.#watched.values()) timer.cancel();
  }

  operationEnded(operation: OperationId): void {
    this.#awaited.operationEnded(operation);
  }

  /** Computes, records, then answers. Each answer belongs to the request at the same place. */
  async answer(
    pcc: PccId,
    requests: readonly ObservedPathRequest[],
    together: boolean,
    required: SetRequirements = {},
  ): Promise<readonly PathAnswer[]> {
    const { telemetry } = this.#dependencies;
    const started = performance.now();
    const prepared = requests.map((observed) => this.#prepare(pcc, observed));
    // One by one, each takes its share before the next is computed.
    const isSet = prepared.length > 1 || required.bounds !== undefined;
    const set = together && isSet ? diverseSet(prepared, required) : undefined;
    const answers =
      set === undefined
        ? prepared.map(({ observed }) => this.#answerOne(pcc, this.#prepare(pcc, observed)))
        : this.#decideTogether(prepared, set).map((decided) => this.#record(pcc, decided));
    const isDiverse = together && required.disjointness !== undefined;
    const kind = requests.length === 1 ? 'single' : isDiverse ? 'diverse' : 'bulk';
    telemetry.observe('path_computation', (performance.now() - started) / 1000, { kind });
    return Promise.all(answers);
  }

  /** A report shows which hold has done its work: from now on the LSP accounts for itself. */
  reported({ state, removed }: ObservedReport): void {
    if (this.#holdsFor.size === 0 || removed || !holdsResources(state)) return;
    const lsp = LspId(state.pcc, state.name);
    const unnamed = purposeOf(state.pcc, undefined, state.destination);
    for (const id of [...this.#heldFor(lsp), ...this.#heldFor(unnamed)]) {
      const hold = this.#dependencies.view.state.holds.get(id);
      if (hold === undefined || !isFor(hold, lsp, state)) continue;
      this.#release(id, state.pcc, 'reported', lsp);
      // Another request like it may be for another LSP like this one.
      if (hold.lsp === undefined) return;
    }
  }

  #prepare(pcc: PccId, observed: ObservedPathRequest): Prepared {
    const { request, setupType, maximumSidDepth, previous, holdingPriority } = observed;
    const { view, confidentialSystems = [] } = this.#dependencies;
    const withheld = withheldFrom(confidentialSystems, view, pcc, observed.looseHops === true);
    const computed = {
      request,
      signalling: {
        setupType,
        ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }),
        ...(withheld === undefined ? {} : { withheld }),
      },
      ...(previous === undefined ? {} : { previous }),
      holdingPriority,
    };
    const ownLsp = this.#lspOf(pcc, observed);
    const known = ownLsp === undefined ? [] : associationsOf(view, ownLsp);
    const associations = (observed.associations ?? []).reduce(withAssociation, known);
    return { observed, computed, ownLsp, associations, diversity: diversityOf(view, ownLsp, associations) };
  }

  #decideTogether(prepared: readonly Prepared[], { from, ...required }: Diversity): readonly Decided[] {
    const { view, ids, journal } = this.#dependencies;
    const requests = prepared.map(computationFor);
    const computed = view.decidingComputer.computeSet(requests, required, claimsOf(from));
    const { computations, shared, load } = computed;
    // The set says of all its members what they keep away from.
    const members = prepared.map((asked, index) => ({
      ...asked,
      diversity: undefined,
      result: at(computations, index),
    }));
    const set = ComputationSetId(ids.next());
    const { event, records } = setRecordOf(view, set, members, required, false, from);
    journal.record(computationSetStream(set), [event]);
    return members.map((member, index) => ({
      ...member,
      diversity: prepared[index]?.diversity,
      shared,
      load,
      computation: at(records, index),
    }));
  }

  #answerOne(pcc: PccId, asked: Prepared): Promise<PathAnswer> {
    const { schedule } = asked.observed;
    return schedule === undefined
      ? this.#record(pcc, this.#decide(asked))
      : this.#answerForLater(pcc, asked, schedule);
  }

  /** Nothing is held: it is taken when the LSP is booked. */
  async #answerForLater(pcc: PccId, asked: Prepared, wanted: LspSchedule): Promise<PathAnswer> {
    const { view, clock, telemetry } = this.#dependencies;
    const { schedule, result } = scheduledPath(view, asked, wanted, clock.now());
    const computation = recordOf(view, asked, result);
    telemetry.count('path_requests', { outcome: result.kind });
    const data = { pcc, requestId: asked.observed.requestId, computation, schedule };
    if (result.kind === 'no-path') {
      await this.#append(pcc, { ...data, noPath: result.noPath.reasons });
      return { kind: 'no-path', noPath: result.noPath };
    }
    await this.#append(pcc, { ...data, path: result.path });
    return { kind: 'path', path: result.path, schedule };
  }

  /** First without what should be avoided, then with it (RFC 5521 2.1.1: X set excludes if possible). */
  #decide(asked: Prepared): Decided {
    const { avoid } = asked.observed;
    const { request } = asked.computed;
    if (avoid.length > 0) {
      const exclude = [...request.exclude, ...avoid];
      const strict = { ...asked, computed: { ...asked.computed, request: { ...request, exclude } } };
      const decided = this.#compute(strict);
      if (decided.result.kind === 'path') return decided;
    }
    return this.#compute(asked);
  }

  #compute(asked: Prepared): Decided {
    const { view, makeWayTime } = this.#dependencies;
    if (makeWayTime > 0 && this.#awaited.size < MOST_WAITING) {
      const entry = asked.ownLsp === undefined ? undefined : view.state.lspDb.get(asked.ownLsp);
      // Nobody of the same priority is moved for it: the answer would have to wait for all of them.
      return { ...asked, ...decideWithRoom(this.#dependencies, asked, entry, false) };
    }
    const { shared, ...result } = computeAsked(view.decidingComputer, asked);
    return { ...asked, result, shared, computation: recordOf(view, asked, result) };
  }

  #heldFor(purpose: Purpose): Iterable<HoldId> {
    return this.#holdsFor.get(purpose) ?? [];
  }

  #lspOf(pcc: PccId, { lsp }: ObservedPathRequest): LspId | undefined {
    if (lsp?.name !== undefined) return LspId(pcc, lsp.name);
    if (lsp?.plspId === undefined || lsp.plspId === 0) return undefined;
    return this.#dependencies.view.state.lspDb.byPlspId(pcc, lsp.plspId)?.id;
  }

  async #record(pcc: PccId, decided: Decided): Promise<PathAnswer> {
    const { clock, ids, telemetry, view } = this.#dependencies;
    const { observed, ownLsp: lsp, computation, result, associations } = decided;
    telemetry.count('path_requests', { outcome: result.kind });
    const { requestId } = observed;
    const { destination } = computation.request;
    if (result.kind === 'no-path') {
      const { reasons } = result.noPath;
      await this.#append(pcc, { pcc, requestId, computation, noPath: reasons });
      const failing = reasons.includes('DISJOINTNESS') ? constraining(associations) : [];
      return { kind: 'no-path', noPath: result.noPath, ...named(observed, failing) };
    }
    if (lsp !== undefined) this.#supersede(lsp, pcc, destination);
    const left = this.#whenLeft(decided);
    const hold = HoldId(ids.next());
    const { holdTime, makeWayTime } = this.#dependencies;
    const until = clock.now() + holdTime + (left === undefined ? 0 : makeWayTime);
    const { holdingPriority } = observed;
    const joined = associations.length === 0 ? {} : { associations };
    const held = { id: hold, ...(lsp === undefined ? {} : { lsp }), holdingPriority, ...joined, until };
    this.#watch(hold, pcc, lsp, destination, until);
    const data = { pcc, requestId, computation, path: result.path, hold: held };
    view.anticipate({ type: 'PathRequestAnswered', data });
    await this.#append(pcc, data);
    await left;
    const told = named(observed, withStatus(associations, decided.diversity, decided.shared));
    const { load } = decided;
    const about = { ...(lsp === undefined ? {} : { lsp }), ...(load === undefined ? {} : { load }), ...told };
    return { kind: 'path', path: result.path, hold, ...about };
  }

  /**
   * Has those moved that would be pushed off the path (RFC 8051 3.1.3). What is granted is in the log meanwhile, so that
   * nobody else gets the room. Resolves when they have left, or will not in time; undefined: there is nobody.
   */
  #whenLeft({ moves = [], after = [] }: Decided): Promise<void> | undefined {
    if (after.length === 0) return undefined;
    const { operations, makeWayTime } = this.#dependencies;
    const left = this.#awaited.ended(after, makeWayTime);
    for (const move of moves) operations.submit(move).catch(() => undefined);
    return left;
  }

  async #append(pcc: PccId, data: PathRequestAnswered['data']): Promise<void> {
    await this.#dependencies.journal.append(requestStream(pcc), 'any', [
      { type: 'PathRequestAnswered', data },
    ]);
  }

  /** A request sent again replaces the earlier one (RFC 5440 6.5), whether or not the log has that already. */
  #supersede(lsp: LspId, pcc: PccId, destination: string): void {
    for (const id of this.#heldFor(lsp)) {
      if (this.#watched.get(id)?.destination === destination) this.#release(id, pcc, 'superseded');
    }
  }

  #watch(id: HoldId, pcc: PccId, lsp: LspId | undefined, destination: string, until: number): void {
    const { clock } = this.#dependencies;
    const delay = Math.max(0, until - clock.now());
    const timer = clock.schedule(delay, () => this.#release(id, pcc, 'expired'));
    const purpose = purposeOf(pcc, lsp, destination);
    this.#watched.set(id, { timer, purpose, destination });
    const alike = this.#holdsFor.get(purpose) ?? new Set();
    alike.add(id);
    this.#holdsFor.set(purpose, alike);
  }

  #release(id: HoldId, pcc: PccId, reason: 'reported' | 'expired' | 'superseded', lsp?: LspId): void {
    const watched = this.#watched.get(id);
    if (watched === undefined) return;
    watched.timer.cancel();
    this.#watched.delete(id);
    const alike = this.#holdsFor.get(watched.purpose);
    alike?.delete(id);
    if (alike?.size === 0) this.#holdsFor.delete(watched.purpose);
    const data = { hold: id, pcc, ...(lsp === undefined ? {} : { lsp }), reason };
    const event: NewEvent = { type: 'BandwidthHoldReleased', data };
    this.#dependencies.journal.record(requestStream(pcc), [event]);
  }
}

/** The hold names the LSP, or the LSP took exactly the route that was granted. */
function isFor(hold: HoldEntry, lsp: LspId, state: LspState): boolean {
  if (hold.lsp !== undefined) return hold.lsp === lsp && sameRoute(hold.path.route, state.route);
  const { destination, bandwidth } = hold.request;
  const isAlike = destination === state.destination && (state.bandwidth ?? bandwidth) === bandwidth;
  return isAlike && sameRoute(hold.path.route, state.route);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined)
    throw new Error(`a computation gave ${items.length} results, none for request ${index}`);
  return item;
}

/** Only groups that the request named are spoken of in the answer. */
function named(
  { associations = [] }: ObservedPathRequest,
  told: readonly Association[],
): { readonly associations?: readonly Association[] } {
  const asked = new Set(associations.map(({ group }) => groupText(group)));
  const about = told.filter(({ group }) => asked.has(groupText(group)));
  return about.length === 0 ? {} : { associations: about };
}

/**
 * What the paths of an SVEC have to keep away from, where one set can say it: both the vector and the groups count
 * (RFC 8800 5.4). Undefined: members of different groups, who have nothing to do with each other otherwise, one by one.
 */
function diverseSet(prepared: readonly Prepared[], required: SetRequirements): Diversity | undefined {
  const own = new Set(prepared.map(({ ownLsp }) => ownLsp));
  const diversities = prepared.flatMap(({ diversity }) => diversity ?? []);
  if (diversities.length === 0) return { ...required, from: [] };
  const groups = new Set(prepared.map(({ associations }) => groupsOf(associations)));
  if (required.disjointness === undefined && required.bounds === undefined && groups.size > 1)
    return undefined;
  const constraints = [...diversities.map(({ disjointness }) => disjointness), required.disjointness];
  const disjointness = constraints.reduce(
    (all, one) => (all === undefined ? one : joinedConstraint(all, one)),
    undefined,
  );
  const objective = required.objective ?? diversities[0]?.objective;
  return {
    ...required,
    ...(disjointness === undefined ? {} : { disjointness }),
    ...(objective === undefined ? {} : { objective }),
    from: [...new Set(diversities.flatMap(({ from }) => from))].filter((lsp) => !own.has(lsp)).sort(),
  };
}

const groupsOf = (associations: readonly Association[]): string =>
  constraining(associations)
    .map(({ group }) => groupText(group))
    .join('; ');
