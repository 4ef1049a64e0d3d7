import { type LinkId, type LspId, OperationId } from '../domain/values/identifiers.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { RecordedEvent } from '../events/catalogue/event.js';
import { lspStream } from '../events/catalogue/streams.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import { lspOfOwner } from './claim-owners.js';
import { ConflictWatch } from './conflict-watch.js';
import { associationsOf, withStatus } from './diversity.js';
import { changesTopology, changesUse } from './followed-topology.js';
import { GoneLinks } from './gone-links.js';
import { byGroup, cannotJoin, GroupPlacement, NOWHERE } from './group-placement.js';
import type { Journal } from './journal.js';
import { intendedFor } from './lsp-constraints.js';
import { MakingWay } from './making-way.js';
import { MoveRetries } from './move-retries.js';
import type { NetworkView } from './network-view.js';
import type { OperationRunner } from './operations.js';
import { overload } from './overload.js';
import type { Clock, Timer } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { PccGateway } from './ports/pcc-gateway.js';
import type { Telemetry } from './ports/telemetry.js';
import type { RestorationPolicy } from './restoration-policy.js';
import { deadlineAfter } from './room-first.js';
import { type ComputedVictim, linksOf, type Victim, VictimPlacement } from './victim-placement.js';

export interface RestorationDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly operations: OperationRunner;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly gateway: Pick<PccGateway, 'refuseMembership'>;
  readonly telemetry: Telemetry;
  readonly restoration: RestorationPolicy;
  /** How long a head-end has to report the new path, milliseconds. */
  readonly operationTimeout: number;
}

/**
 * Moves delegated LSPs whose path breaks in the TED: a link down or withdrawn, or its capacity below what is reserved.
 * The first notice finds all victims; they are computed together, each free to use what the others leave
 * (RFC 8051 3.4.2), and updated by PCUpd. One that fits nowhere is noted, and tried again with every later change.
 */
export class Restoration {
  readonly #dependencies: RestorationDependencies;
  /** Broken, and without another path so far. */
  readonly #stranded = new Set<LspId>();
  /** Those of which the log says so; one that stays where it is best off is not among them. */
  readonly #told = new Set<LspId>();
  readonly #changedLinks = new Set<LinkId>();
  /** LSPs that took a link before it changed. */
  readonly #overChanged = new Set<LspId>();
  /** Those whose link failed. A stack of node segments may lead somewhere else by now, but not where it was meant to. */
  readonly #overFailed = new Set<LspId>();
  readonly #reviewed = new Set<LspId>();
  readonly #cameUp = new Set<LspId>();
  /** Broken while their PCC was not synchronised: to be moved as soon as it is. */
  readonly #waiting = new Set<LspId>();
  readonly #retries: MoveRetries;
  /** Operations that are on their way to the log. */
  readonly #submitting = new Map<LspId, OperationId>();
  readonly #makingWay: MakingWay;
  readonly #placement: VictimPlacement;
  readonly #groups: GroupPlacement;
  readonly #conflicts: ConflictWatch;
  #scheduled = false;
  #paused: Timer | undefined;
  /** Not before this instant is the next run. */
  #nextRun = 0;

  constructor(dependencies: RestorationDependencies) {
    this.#dependencies = dependencies;
    this.#retries = new MoveRetries(dependencies.clock, (lsp) => this.#retry(lsp));
    this.#makingWay = new MakingWay(dependencies.view);
    this.#placement = new VictimPlacement(dependencies, (lsp) => this.#told.has(lsp));
    this.#groups = new GroupPlacement({
      ...dependencies,
      outcomeOf: (victim) => this.#placement.outcomeOf(victim),
    });
    this.#conflicts = new ConflictWatch(dependencies.view);
  }

  /** After the replay. What else was to be done is found again when head-ends have said what they have. */
  start(): void {
    for (const { lsp } of this.#dependencies.view.state.unplaced.all()) {
      this.#stranded.add(lsp);
      this.#told.add(lsp);
    }
  }

  /** Takes note of topology changes. */
  note(events: readonly RecordedEvent[]): void {
    const mayConflict = this.#conflicts.note(events);
    if (mayConflict || events.some((event) => changesTopology(event.type) || changesUse(event)))
      this.#schedule();
  }

  stop(): void {
    this.#paused?.cancel();
    this.#retries.stop();
  }

  /**
   * After an operation the path may be broken again, or still: a link may have failed while the head-end was at work.
   * What a head-end refused or did not answer is tried again, at growing intervals.
   */
  operationEnded({ lsp, state, kind, reason, intended }: OperationEntry): void {
    const free = this.#makingWay.ended(lsp);
    // They may have had to leave links that work.
    if (free.length > 0) this.review(free, this.#linksOfAll(free));
    if (kind === 'delete-lsp' || state === 'CANCELLED') return;
    if (state !== 'SUCCEEDED' && reason !== 'operator') {
      this.#retries.failed(lsp);
      return;
    }
    this.#retries.forget(lsp);
    this.#conflicts.changed(lsp);
    // Those that it has pushed off get another path, or are noted to have none (RFC 3209 4.7.3).
    const isPushing = (intended?.setupPriority ?? LOWEST_PRIORITY) < LOWEST_PRIORITY;
    this.review([lsp], isPushing ? intended?.path.path.links : []);
  }

  #retry(lsp: LspId): void {
    this.#overChanged.add(lsp);
    this.#conflicts.changed(lsp);
    // It may have had to leave a link that works.
    this.review([lsp], this.#linksOfAll([lsp]));
  }

  /**
   * LSPs that may need a path: delegated without a route, or over a link that failed while nobody could be told; links
   * that may have become too full meanwhile.
   */
  review(lsps: Iterable<LspId>, links: Iterable<LinkId> = []): void {
    for (const lsp of lsps) this.#reviewed.add(lsp);
    for (const link of links) this.#changedLinks.add(link);
    this.#schedule();
  }

  /** An LSP that was down is up again: there may be no room for it any more where it was. */
  cameUp(lsp: LspId): void {
    this.#cameUp.add(lsp);
    this.#schedule();
  }

  /** One run for all that is appended together; while a large network is fed in, one for all that comes in a pause. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const { clock } = this.#dependencies;
    const pause = this.#nextRun - clock.now();
    if (pause > 0) this.#paused = clock.schedule(pause, () => this.#start());
    else queueMicrotask(() => this.#start());
  }

  #start(): void {
    this.#scheduled = false;
    this.#run().catch((error: unknown) =>
      this.#dependencies.telemetry.log({
        event: 'request-failed',
        what: 'restoration',
        detail: String(error),
      }),
    );
  }

  #noteImpact(): void {
    const { links, overFailed, overChanged } = this.#dependencies.view.takeTopologyImpact();
    for (const link of links) this.#changedLinks.add(link);
    for (const lsp of lspsOf(overFailed)) this.#overFailed.add(lsp);
    for (const lsp of lspsOf(overChanged)) this.#overChanged.add(lsp);
  }

  async #run(): Promise<void> {
    const { telemetry, clock } = this.#dependencies;
    const started = clock.now();
    this.#noteImpact();
    const victims = this.#victims(this.#takeCandidates());
    if (victims.length === 0) {
      this.#nextRun = clock.now() + Math.min(LONGEST_PAUSE, PAUSE_PER_RUN * (clock.now() - started));
      return;
    }
    let moved = 0;
    const submissions: Promise<void>[] = [];
    // What one decides counts for the next.
    const submit = (computed: ComputedVictim): void => {
      submissions.push(
        this.#apply(computed).then((isMoving) => {
          if (isMoving) moved++;
        }),
      );
    };
    const { view } = this.#dependencies;
    const { alone, groups } = byGroup(view, victims);
    const computed = this.#makingWay.inOrder(this.#placement.compute(this.#makingWay.withMovers(alone)));
    const ready = this.#makingWay.withRoom(computed, (one) => this.#placement.outcomeOf(one) === 'moved');
    const without = view.state.linkDamping.isDamping
      ? ready.filter(({ result, displaced }) => result.kind === 'no-path' && !displaced)
      : [];
    for (const one of ready) if (!without.includes(one)) submit(one);
    for (const one of this.#placement.computeOverDamped(without)) submit(one);
    for (const group of groups) for (const one of this.#groups.ofGroup(group)) submit(one);
    await Promise.all(submissions);
    telemetry.log({ event: 'lsps-rerouted', affected: victims.length, moved, unplaced: this.#stranded.size });
  }

  #takeCandidates(): Candidates {
    const { view } = this.#dependencies;
    // What was found to be too much for a link before may still be, though it is another link that changed now.
    const links = new Set([
      ...this.#changedLinks,
      ...this.#linksOfAll(this.#stranded),
      ...this.#linksOfAll(this.#cameUp),
    ]);
    this.#cameUp.clear();
    const displaced = new Set([...links].flatMap((link) => overload(view, link)));
    const awaited = [...this.#waiting].filter((lsp) => this.#reviewed.has(lsp));
    for (const lsp of awaited) this.#waiting.delete(lsp);
    const candidates = {
      displaced,
      conflicting: this.#conflicts.take(),
      broken: new Set([...this.#overFailed, ...displaced, ...awaited]),
      overChanged: new Set([...this.#overChanged, ...this.#stranded]),
      reviewed: new Set(this.#reviewed),
    };
    for (const set of [this.#overFailed, this.#overChanged, this.#reviewed, this.#changedLinks]) set.clear();
    return candidates;
  }

  /** Delegated LSPs of synchronised PCCs that need another path now, by id. */
  #victims(candidates: Candidates): Victim[] {
    const { view } = this.#dependencies;
    const { broken, overChanged, reviewed, conflicting } = candidates;
    const victims: Victim[] = [];
    const gone = new GoneLinks(view.state.ted);
    for (const id of [...new Set([...broken, ...overChanged, ...reviewed, ...conflicting])].sort()) {
      const entry = view.state.lspDb.get(id);
      const reason = entry === undefined ? undefined : this.#reasonToMove(entry, candidates, gone);
      if (entry === undefined) this.#forget(id);
      else if (view.state.sessions.get(entry.current.pcc)?.synchronized !== true) {
        if (reason !== undefined) this.#waiting.add(id);
      } else if (reason === undefined) this.#placed(id);
      else victims.push({ entry, reason, displaced: candidates.displaced.has(id) });
    }
    return victims;
  }

  /** It has a path that works, or will have: somebody else sees to it. */
  #placed(lsp: LspId): void {
    this.#stranded.delete(lsp);
    if (!this.#told.delete(lsp)) return;
    this.#dependencies.journal.record(lspStream(lsp), [{ type: 'LspPlaced', data: { lsp } }]);
  }

  #forget(lsp: LspId): void {
    this.#retries.forget(lsp);
    this.#stranded.delete(lsp);
    this.#told.delete(lsp);
    this.#waiting.delete(lsp);
    this.#makingWay.forget(lsp);
  }

  #linksOfAll(lsps: Iterable<LspId>): readonly LinkId[] {
    const { view } = this.#dependencies;
    return [...lsps].flatMap((lsp) => {
      const entry = view.state.lspDb.get(lsp);
      return entry === undefined ? [] : (linksOf(view, entry) ?? []);
    });
  }

  #reasonToMove(entry: LspEntry, candidates: Candidates, gone: GoneLinks): Victim['reason'] | undefined {
    const { view } = this.#dependencies;
    const { state } = view;
    const { current } = entry;
    if (!current.delegated || !current.administrative) return undefined;
    // What is booked has a path that is free for as long as it lasts: its saga finds it another.
    if (state.bookings.occurrenceOf(entry.id) !== undefined) return undefined;
    // Its path is for another time, when the network will be another one.
    if (current.schedule?.activated === false) return undefined;
    // Without the U flag of both there are no updates (RFC 8231 7.1.1).
    if (state.sessions.get(current.pcc)?.capabilities.update !== true) return undefined;
    if (this.#submitting.has(entry.id)) return undefined;
    if (this.#hasPendingOperation(entry.id) || this.#makingWay.isWaiting(entry.id)) return undefined;
    if (current.route.length === 0) return 'path-missing';
    if (candidates.broken.has(entry.id)) return 'path-broken';
    const links = linksOf(view, entry);
    // A route that can't be found in the TED any more is broken if it was there before the change; one that never
    // was there says that the TED is incomplete, which is no reason to touch the LSP.
    const broken =
      links?.some((link) => state.ted.link(link)?.operational !== true) ??
      (candidates.overChanged.has(entry.id) || gone.isUnder(entry));
    if (broken) return 'path-broken';
    if (this.#retries.isWaiting(entry.id)) return undefined;
    return candidates.conflicting.has(entry.id) ? 'not-disjoint' : undefined;
  }

  /** An operation under way over links that all work is left to finish. */
  #hasPendingOperation(lsp: LspId): boolean {
    const { view } = this.#dependencies;
    return view.pendingOperations(lsp).some(({ intended }) => {
      const links = intended?.path.path.links ?? [];
      return links.every((link) => view.state.ted.link(link)?.operational === true);
    });
  }

  /** True when the LSP is on its way to another path. */
  async #apply(victim: ComputedVictim): Promise<boolean> {
    const { journal, gateway } = this.#dependencies;
    const { entry, result, computation } = victim;
    const outcome = this.#placement.outcomeOf(victim);
    if (victim.takenDown === true) await this.#submit(victim, NOWHERE);
    if (result.kind === 'no-path' || outcome === 'none') {
      this.#stranded.add(entry.id);
      if (result.kind === 'path' || outcome === 'none') return false;
      this.#told.add(entry.id);
      const data = { lsp: entry.id, computation, reasons: result.noPath.reasons };
      await journal.append(lspStream(entry.id), 'any', [{ type: 'LspNotReroutable', data }]);
      if (cannotJoin(victim)) gateway.refuseMembership(entry.current.pcc, entry.current.plspId);
      return false;
    }
    this.#stranded.delete(entry.id);
    this.#told.delete(entry.id);
    await this.#submit(victim, result.path);
    return true;
  }

  async #submit(victim: ComputedVictim, path: SignalledPath): Promise<void> {
    const { entry, reason, computation } = victim;
    const { operations, clock, ids, operationTimeout, view } = this.#dependencies;
    const operation = OperationId(ids.next());
    const { pcc, name } = entry.current;
    const after = (victim.after ?? []).flatMap((lsp) => this.#operationsOf(lsp));
    const waits = { after, rounds: after.length === 0 ? 0 : 1 };
    const deadline = deadlineAfter(view, waits, clock.now(), operationTimeout);
    const associations = associationsOf(view, entry.id);
    const told = path === NOWHERE ? associations : withStatus(associations, victim.diversity, victim.shared);
    const intended = intendedFor(view.state, entry, path, { associations: told });
    const common = { operation, lsp: entry.id, pcc, name, deadline, reason, intended, computation };
    const moved = after.length === 0 ? common : { ...common, after };
    const revert = path === NOWHERE ? undefined : this.#placement.reversionOf(victim);
    const data = revert === undefined ? moved : { ...moved, revert };
    this.#submitting.set(entry.id, operation);
    await operations.submit({ type: 'LspUpdateRequested', data });
    if (this.#submitting.get(entry.id) === operation) this.#submitting.delete(entry.id);
  }

  /** What is under way, or on its way to the log. */
  #operationsOf(lsp: LspId): readonly OperationId[] {
    const { view } = this.#dependencies;
    const submitting = this.#submitting.get(lsp);
    return submitting === undefined ? view.pendingOperations(lsp).map(({ id }) => id) : [submitting];
  }
}

interface Candidates {
  /** They share what they must not with others of their groups. */
  readonly conflicting: ReadonlySet<LspId>;
  readonly displaced: ReadonlySet<LspId>;
  /** A link of theirs failed, or has less capacity than is reserved on it and they are the ones to go. */
  readonly broken: ReadonlySet<LspId>;
  /** A link of theirs changed otherwise, or nothing was found for them before. */
  readonly overChanged: ReadonlySet<LspId>;
  readonly reviewed: ReadonlySet<LspId>;
}

/** A run that took long and found nobody is followed by a pause of so many times as long, and at most so many milliseconds. */
const PAUSE_PER_RUN = 4;
const LONGEST_PAUSE = 1_000;

const lspsOf = (owners: Iterable<string>): readonly LspId[] =>
  [...owners].flatMap((owner) => lspOfOwner(owner) ?? []);

/** It pushes nobody off. */
const LOWEST_PRIORITY = 7;
