import type { Computation, ComputationRequest } from '../domain/computation/computer.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import type { DisjointnessConstraint } from '../domain/values/disjointness.js';
import { HoldId, LspId, type PccId } from '../domain/values/identifiers.js';
import { holdsResources, type LspState } from '../domain/values/lsp.js';
import type { PathRequest } from '../domain/values/path-request.js';
import type { ComputationRecord, PathRequestAnswered } from '../events/catalogue/computation.js';
import type { NewEvent } from '../events/catalogue/event.js';
import { requestStream } from '../events/catalogue/streams.js';
import type { HoldEntry } from '../projections/holds/holds.js';
import { expectedOwner, holdOwner, lspOwner } from './claim-owners.js';
import { computationInputs } from './computation-inputs.js';
import type { Journal } from './journal.js';
import type { NetworkView } from './network-view.js';
import type { Clock, Timer } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { ObservedPathRequest, ObservedReport, PathAnswer } from './ports/pcc-observer.js';
import type { Telemetry } from './ports/telemetry.js';

export interface PathRequestDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** How long bandwidth is held for an answer that is not reported, milliseconds. */
  readonly holdTime: number;
}

/** What bandwidth is held for: the LSP that the request names, else any LSP of the PCC to the same destination. */
type Purpose = string;

const purposeOf = (pcc: PccId, lsp: LspId | undefined, destination: string): Purpose =>
  lsp ?? `${pcc} to ${destination}`;

interface Watched {
  readonly timer: Timer;
  readonly purpose: Purpose;
}

interface Prepared {
  readonly observed: ObservedPathRequest;
  readonly lsp?: LspId;
  readonly computed: ComputationRequest;
}

interface Decision extends Prepared {
  readonly result: Computation;
  /** Present when it was taken for a set of requests. */
  readonly set?: ComputationRecord['set'];
}

/**
 * Answers PCReqs (RFC 5440 6.5). What is granted is held for a while, so that two requests in quick succession are not
 * given the same bandwidth (RFC 4655 6.8, RFC 8051 3.4.2); the hold ends when the head-end reports the LSP.
 */
export class PathRequests {
  readonly #dependencies: PathRequestDependencies;
  readonly #watched = new Map<HoldId, Watched>();
  /** By what they are held for: a PCC may have thousands, and each report and each request asks for its own. */
  readonly #holdsFor = new Map<Purpose, Set<HoldId>>();

  constructor(dependencies: PathRequestDependencies) {
    this.#dependencies = dependencies;
  }

  /** After the replay: goes on holding what was held. */
  start(): void {
    for (const { id, pcc, lsp, request, until } of this.#dependencies.view.state.holds.all()) {
      this.#watch(id, pcc, purposeOf(pcc, lsp, request.destination), until);
    }
  }

  stop(): void {
    for (const { timer } of this.#watched.values()) timer.cancel();
  }

  /** Computes, records, then answers. Each answer belongs to the request at the same place. */
  async answer(
    pcc: PccId,
    requests: readonly ObservedPathRequest[],
    together: boolean,
    disjointness?: DisjointnessConstraint,
  ): Promise<readonly PathAnswer[]> {
    const { view, clock, telemetry } = this.#dependencies;
    const started = clock.now();
    const position = view.state.position;
    const prepared = requests.map((observed) => this.#prepare(pcc, observed));
    // One by one, each takes its share before the next is computed.
    const answers = together
      ? this.#decideTogether(prepared, disjointness).map((decision) => this.#record(pcc, position, decision))
      : prepared.map((asked) => this.#record(pcc, position, { ...asked, ...this.#computeAvoiding(asked) }));
    telemetry.observe('path_computation', (clock.now() - started) / 1000);
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
    const lsp = this.#lspOf(pcc, observed);
    return {
      observed,
      ...(lsp === undefined ? {} : { lsp }),
      computed: this.#computationFor(observed, lsp),
    };
  }

  #decideTogether(prepared: readonly Prepared[], disjointness?: DisjointnessConstraint): readonly Decision[] {
    const { decidingComputer } = this.#dependencies.view;
    const requests = prepared.map(({ computed }) => computed);
    const results =
      disjointness === undefined
        ? decidingComputer.computeTogether(requests)
        : decidingComputer.computeDisjoint(requests, disjointness).computations;
    const requestIds = prepared.map(({ observed }) => observed.requestId);
    const set = { requestIds, ...(disjointness === undefined ? {} : { disjointness }) };
    return prepared.map((asked, index) => ({ ...asked, set, result: at(results, index) }));
  }

  /** First without what should be avoided, then with it (RFC 5521 2.1.1: X set excludes if possible). */
  #computeAvoiding({ observed, computed }: Prepared): {
    readonly computed: ComputationRequest;
    readonly result: Computation;
  } {
    const computer = this.#dependencies.view.decidingComputer;
    if (observed.avoid.length === 0) return { computed, result: computer.compute(computed) };
    const { request } = computed;
    const strict = { ...computed, request: { ...request, exclude: [...request.exclude, ...observed.avoid] } };
    const result = computer.compute(strict);
    if (result.kind === 'path') return { computed: strict, result };
    return { computed, result: computer.compute(computed) };
  }

  #computationFor(observed: ObservedPathRequest, lsp: LspId | undefined): ComputationRequest {
    const { request, setupType, maximumSidDepth, previous } = observed;
    // A request sent again replaces the earlier one (RFC 5440 6.5): its hold does not stand in its own way.
    const ownHolds =
      lsp === undefined ? [] : [...this.#heldFor(lsp)].filter((id) => this.#isRepeated(id, request));
    return {
      request,
      signalling: { setupType, ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }) },
      ownClaims: [
        ...(lsp === undefined ? [] : [lspOwner(lsp), expectedOwner(lsp)]),
        ...ownHolds.map(holdOwner),
      ],
      ...(previous === undefined ? {} : { previous }),
      holdingPriority: observed.holdingPriority,
    };
  }

  #isRepeated(id: HoldId, request: PathRequest): boolean {
    const hold = this.#dependencies.view.state.holds.get(id);
    return hold?.request.destination === request.destination;
  }

  #heldFor(purpose: Purpose): Iterable<HoldId> {
    return this.#holdsFor.get(purpose) ?? [];
  }

  #lspOf(pcc: PccId, { lsp }: ObservedPathRequest): LspId | undefined {
    if (lsp?.name !== undefined) return LspId(pcc, lsp.name);
    if (lsp?.plspId === undefined || lsp.plspId === 0) return undefined;
    return this.#dependencies.view.state.lspDb.byPlspId(pcc, lsp.plspId)?.id;
  }

  async #record(pcc: PccId, position: number, decision: Decision): Promise<PathAnswer> {
    const { journal, clock, ids, telemetry, view } = this.#dependencies;
    const { observed, lsp, computed, result, set } = decision;
    telemetry.count('path_requests', { outcome: result.kind });
    const computation: PathRequestAnswered['data']['computation'] = {
      ...computationInputs(position, computed),
      ...(lsp === undefined ? {} : { ownLsp: lsp }),
      ...(set === undefined ? {} : { set }),
      ...(result.kind === 'path' && result.alternatives.length > 0
        ? { alternatives: result.alternatives.map(({ path }) => path.links) }
        : {}),
    };
    const { requestId } = observed;
    if (result.kind === 'no-path') {
      const { reasons } = result.noPath;
      await this.#append(pcc, { pcc, requestId, computation, noPath: reasons });
      return { kind: 'no-path', noPath: result.noPath };
    }
    if (lsp !== undefined) this.#supersede(lsp, pcc, computed.ownClaims ?? []);
    const hold = HoldId(ids.next());
    const until = clock.now() + this.#dependencies.holdTime;
    const { holdingPriority } = observed;
    const held = { id: hold, ...(lsp === undefined ? {} : { lsp }), holdingPriority, until };
    this.#watch(hold, pcc, purposeOf(pcc, lsp, computed.request.destination), until);
    const data = { pcc, requestId, computation, path: result.path, hold: held };
    const { source, bandwidth } = computed.request;
    const routes = [{ links: result.path.path.links, bandwidth }];
    const recorded = view.anticipate(expectedOwner(lsp ?? hold), { holdingPriority, source, routes });
    await journal.append(requestStream(pcc), 'any', [{ type: 'PathRequestAnswered', data }]);
    recorded();
    return { kind: 'path', path: result.path, hold, ...(lsp === undefined ? {} : { lsp }) };
  }

  async #append(pcc: PccId, data: PathRequestAnswered['data']): Promise<void> {
    await this.#dependencies.journal.append(requestStream(pcc), 'any', [
      { type: 'PathRequestAnswered', data },
    ]);
  }

  #supersede(lsp: LspId, pcc: PccId, claims: readonly string[]): void {
    for (const id of this.#heldFor(lsp)) {
      if (claims.includes(holdOwner(id))) this.#release(id, pcc, 'superseded');
    }
  }

  #watch(id: HoldId, pcc: PccId, purpose: Purpose, until: number): void {
    const { clock } = this.#dependencies;
    const delay = Math.max(0, until - clock.now());
    const timer = clock.schedule(delay, () => this.#release(id, pcc, 'expired'));
    this.#watched.set(id, { timer, purpose });
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
