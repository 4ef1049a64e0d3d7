import { isolate } from '../../domain/computation/global/isolation.js';
import type { Effort } from '../../domain/computation/global/problem.js';
import { type Adjustment, adjustmentOf } from '../../domain/policy/auto-bandwidth.js';
import { type LinkId, type LspId, OperationId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { Resize } from '../../domain/values/reoptimization.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { lspStream } from '../../events/catalogue/streams.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { samplesOf } from '../../projections/measurements/measurements.js';
import { lspOfOwner } from '../claim-owners.js';
import type { Journal } from '../journal.js';
import { attributesOf } from '../lsp-attributes.js';
import { intendedFor } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import type { OperationRunner } from '../operations.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { IdSource } from '../ports/id-source.js';
import type { PccGateway } from '../ports/pcc-gateway.js';
import type { Planner } from '../ports/planner.js';
import type { Telemetry } from '../ports/telemetry.js';
import { inlinePlanner } from '../reoptimization/inline-planner.js';
import { immovable, presentPath, problemOf, untouchable } from '../reoptimization/movable-lsps.js';
import { planOf } from '../reoptimization/plan.js';
import type { ReoptimizationCommands } from '../reoptimization/reoptimizations.js';
import type { ReoptimizationPolicy } from '../reoptimization/triggers.js';
import { type AutoBandwidthPolicy, settingsFor } from './auto-bandwidth-policy.js';

export interface AutoBandwidthDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly operations: OperationRunner;
  readonly gateway: Pick<PccGateway, 'takesResizes'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** Without one plans are made in this thread. */
  readonly planner?: Planner;
  /** Milliseconds that a head-end has to report an outcome. */
  readonly operationTimeout: number;
  readonly autoBandwidth: AutoBandwidthPolicy;
  /** Whether what is measured of links counts too. */
  readonly reoptimization: Pick<ReoptimizationPolicy, 'measured'>;
}

/** An LSP whose reservation is to be another one. Bandwidths are bit/s. */
interface Wanted extends Adjustment {
  readonly entry: LspEntry;
  readonly reserved: number;
  readonly path: SignalledPath;
}

/**
 * Lets reservations follow what LSPs carry (RFC 8051 3.2, RFC 8733). Whenever a rate was recorded it is asked whether the
 * reservation is to change; nothing is kept besides the log, so that a restart loses nothing but a sample's time. Where the
 * present path has room the LSP is resized on it; else it is a reoptimization that moves it, or others, make-before-break
 * and as few as possible. An LSP that carries more than any path can have is isolated (RFC 8051 3.1.2): others leave its
 * links, or it leaves theirs, and it gets as much as its path has.
 */
export class AutoBandwidth {
  readonly #dependencies: AutoBandwidthDependencies;
  readonly #reoptimizations: ReoptimizationCommands;
  /** LSPs to be looked at. */
  readonly #awaiting = new Set<LspId>();
  #timer: Timer | undefined;
  #looking = false;
  #stopped = false;

  constructor(dependencies: AutoBandwidthDependencies, reoptimizations: ReoptimizationCommands) {
    this.#dependencies = dependencies;
    this.#reoptimizations = reoptimizations;
  }

  /** After the replay: what was measured last may not have been acted on. */
  start(): void {
    for (const { lsp } of this.#dependencies.view.state.measurements.all()) this.#awaiting.add(lsp);
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Takes note of events that the state has applied. */
  note(events: readonly RecordedEvent[]): void {
    const { state } = this.#dependencies.view;
    const before = this.#awaiting.size;
    let isOver = false;
    for (const event of events) {
      if (event.type === 'LspRateMeasured' || event.type === 'LspAutoBandwidthSet')
        this.#awaiting.add(event.data.lsp);
      else if (event.type === 'ReoptimizationEnded') isOver = true;
      else if (event.type === 'SessionSynchronized')
        for (const { lsp } of state.measurements.all())
          if (state.lspDb.get(lsp)?.current.pcc === event.data.pcc) this.#awaiting.add(lsp);
    }
    // Who was put off waits for the end of what moves LSPs now.
    if (this.#awaiting.size > before || (isOver && this.#awaiting.size > 0)) this.#wake();
  }

  #wake(): void {
    if (this.#stopped || this.#looking || this.#timer !== undefined) return;
    this.#timer = this.#dependencies.clock.schedule(QUIET_TIME, () => {
      this.#timer = undefined;
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    try {
      const lsps = [...this.#awaiting].sort();
      this.#awaiting.clear();
      const stuck: Wanted[] = [];
      const submissions: Promise<void>[] = [];
      for (const lsp of lsps) {
        const wanted = this.#wantedOf(lsp);
        if (wanted === undefined) continue;
        // What one takes counts from here on: the next one finds it gone.
        if (this.#hasRoom(wanted, wanted.bandwidth)) submissions.push(this.#resize(wanted, wanted.bandwidth));
        else stuck.push(wanted);
      }
      await Promise.all(submissions);
      if (stuck.length > 0) await this.#place(stuck);
    } catch (error) {
      const { telemetry } = this.#dependencies;
      telemetry.log({ event: 'request-failed', what: 'auto-bandwidth', detail: String(error) });
    } finally {
      this.#looking = false;
      if (this.#awaiting.size > 0 && this.#reoptimizations.underWay === undefined) this.#wake();
    }
  }

  #wantedOf(lsp: LspId): Wanted | undefined {
    const { view, clock, gateway, autoBandwidth } = this.#dependencies;
    const { state } = view;
    const entry = state.lspDb.get(lsp);
    const measured = state.measurements.get(lsp);
    if (entry === undefined || measured === undefined || untouchable(view, entry) !== undefined)
      return undefined;
    const settings = settingsFor(entry, measured, autoBandwidth);
    if (settings === undefined || !gateway.takesResizes(entry.current.pcc)) return undefined;
    const reserved = attributesOf(state, entry).bandwidth;
    const traffic = { samples: samplesOf(measured), reserved, changedAt: measured.changedAt };
    const adjustment = adjustmentOf(traffic, settings, clock.now());
    const path = adjustment === undefined ? undefined : presentPath(view, entry);
    return adjustment === undefined || path === undefined
      ? undefined
      : { ...adjustment, entry, reserved, path };
  }

  /** What the present path has for the LSP beside everybody else, and whether that is enough. */
  #hasRoom({ path, reserved }: Wanted, bandwidth: number): boolean {
    return bandwidth <= reserved || this.#roomOn(path.path.links, reserved) >= bandwidth;
  }

  #roomOn(links: readonly LinkId[], reserved: number): number {
    const { state, decidingComputer: computer } = this.#dependencies.view;
    return links.reduce((least, link) => {
      const isUp = state.ted.link(link)?.operational === true;
      return Math.min(least, isUp ? computer.available(link, LOWEST_PRIORITY) + reserved : 0);
    }, Number.POSITIVE_INFINITY);
  }

  async #resize({ entry, path }: Wanted, bandwidth: number): Promise<void> {
    const { view, operations, clock, ids, operationTimeout } = this.#dependencies;
    const { pcc, name } = entry.current;
    await operations.submit({
      type: 'LspUpdateRequested',
      data: {
        operation: OperationId(ids.next()),
        lsp: entry.id,
        pcc,
        name,
        deadline: clock.now() + operationTimeout,
        reason: 'auto-bandwidth',
        intended: intendedFor(view.state, entry, path, { bandwidth }),
      },
    });
  }

  /** No room where they are: they are placed anew together, as far as that goes; who fits nowhere is isolated. */
  async #place(stuck: readonly Wanted[]): Promise<void> {
    const { view, planner = inlinePlanner, reoptimization } = this.#dependencies;
    const movable = stuck.filter(({ entry }) => immovable(view, entry) === undefined);
    if (movable.length === 0) return;
    if (this.#reoptimizations.underWay !== undefined) {
      this.#putOff(movable);
      return;
    }
    const order = { ...ORDER, resizes: movable.map(resizeOf) };
    const { plan } = await planOf(view, order, planner, reoptimization.measured);
    const isPlaced = new Set(plan.steps.map(({ lsp }) => lsp));
    const placed = movable.filter(({ entry }) => isPlaced.has(entry.id));
    const hopeless = movable.filter((one) => !placed.includes(one));
    if (placed.length > 0) {
      await this.#reoptimizations.start({ ...ORDER, resizes: placed.map(resizeOf) });
      this.#putOff(hopeless);
      return;
    }
    for (const [index, one] of hopeless.entries()) {
      // Planning takes its time: what was wanted then may not be what is wanted now.
      const still = this.#wantedOf(one.entry.id);
      if (still === undefined || !(await this.#contain(still))) continue;
      this.#putOff(hopeless.slice(index + 1));
      return;
    }
  }

  #putOff(wanted: readonly Wanted[]): void {
    for (const { entry } of wanted) this.#awaiting.add(entry.id);
  }

  /** True: LSPs are moved for it. */
  async #contain(wanted: Wanted): Promise<boolean> {
    const { view, reoptimization } = this.#dependencies;
    const { entry, demand, reserved, path, bandwidth } = wanted;
    // Only its forecast does not fit anywhere so far.
    if (demand <= reserved) return false;
    const { graph, problem } = problemOf(
      view,
      (lsp) => (view.state.lspDb.get(lsp)?.current.route.length ?? 0) > 0,
      reoptimization.measured,
      [{ lsp: entry.id, bandwidth: demand }],
    );
    const isolation = isolate(problem, entry.id, demand, EFFORT);
    if (isolation === undefined || isolation.moves === 0) {
      const attainable = Math.min(bandwidth, Math.floor(this.#roomOn(path.path.links, reserved)));
      await this.#report(wanted, Math.max(reserved, attainable));
      if (attainable > reserved) await this.#resize(wanted, attainable);
      return false;
    }
    const attainable = Math.min(bandwidth, isolation.bandwidth);
    const links = isolation.path.map((link) => graph.links[link]!.id);
    await this.#report(wanted, attainable);
    const resize: Resize = { lsp: entry.id, bandwidth: attainable, isolated: { links, demand } };
    const started = await this.#reoptimizations.start({ ...ORDER, resizes: [resize] });
    return started.ok;
  }

  /** Recorded when it says something new: neither with every sample, nor for ever as it was first. */
  async #report({ entry, demand, path }: Wanted, attainable: number): Promise<void> {
    const { view, journal } = this.#dependencies;
    const sharedWith = this.#sharing(entry.id, path.path.links, demand);
    const known = view.state.measurements.get(entry.id)?.outOfProfile;
    if (known?.attainable === attainable && known.sharedWith.join() === sharedWith.join()) return;
    const data = { lsp: entry.id, demand, attainable, sharedWith };
    await journal.append(lspStream(entry.id), 'any', [{ type: 'LspOutOfProfile', data }]);
  }

  /** Who is on a link that has not enough for them and for all that the LSP carries. O(links x LSPs over them). */
  #sharing(lsp: LspId, links: readonly LinkId[], demand: number): readonly LspId[] {
    const { state, computer } = this.#dependencies.view;
    const sharing = new Set<LspId>();
    for (const link of links) {
      const capacity = state.ted.link(link)?.reservable ?? 0;
      const others = computer.ownersOver(link).flatMap((owner) => {
        const other = lspOfOwner(owner);
        const entry = other === undefined || other === lsp ? undefined : state.lspDb.get(other);
        return entry === undefined ? [] : [{ id: entry.id, ...attributesOf(state, entry) }];
      });
      const taken = others.reduce((sum, { bandwidth }) => sum + bandwidth, 0);
      if (taken > 0 && demand + taken > capacity) for (const { id } of others) sharing.add(id);
    }
    return [...sharing].sort();
  }
}

/** Milliseconds from the first rate to the look: what comes together is looked at together. */
export const QUIET_TIME = 1_000;
/** Nothing is moved onto bandwidth that another LSP has, whatever the priorities are. */
const LOWEST_PRIORITY = 7;
/** Of one search for few moves. */
const EFFORT: Effort = { seed: 1, steps: 2_000 };

const ORDER = {
  goal: 'MAX_THROUGHPUT',
  scope: 'INCREMENTAL',
  trigger: 'bandwidth',
  dryRun: false,
  allowRelease: false,
  // Each step by itself leaves the network sound; what is still wanted is wanted again with the next sample.
  onFailure: 'STOP',
} as const;

const resizeOf = ({ entry, bandwidth }: Wanted): Resize => ({ lsp: entry.id, bandwidth });
