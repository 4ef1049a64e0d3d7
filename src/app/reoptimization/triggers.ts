import { couldGain } from '../../domain/computation/global/could-gain.js';
import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import type {
  Reoptimization,
  ReoptimizationGoal,
  ReoptimizationScope,
  ReoptimizationTrigger,
} from '../../domain/values/reoptimization.js';
import type { EventType, RecordedEvent } from '../../events/catalogue/event.js';
import type { NetworkView } from '../network-view.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { LinearSolver } from '../ports/linear-solver.js';
import type { Telemetry } from '../ports/telemetry.js';
import { GapWatch } from './gap-watch.js';
import { LinkWatch } from './link-watch.js';
import { problemOf } from './movable-lsps.js';
import type { ReoptimizationCommands } from './reoptimizations.js';

/** What Cairn reoptimizes without being asked (RFC 8051 3.6). Gains are shares. */
export interface ReoptimizationPolicy {
  /** Whether LSPs get the better paths that bandwidth given back makes possible. */
  readonly onFreed: boolean;
  /** Whether LSPs are moved so that one of the same priority finds room. */
  readonly makeRoom: boolean;
  /** Utilisation of a link, as a share, above which LSPs are moved away; 0: never. */
  readonly above: number;
  /** Whether traffic measured beyond what is reserved counts. */
  readonly measured: boolean;
  /** Share by which the placement may be worse than the best that is known to be possible; 0: never mind. */
  readonly gap: number;
  /** Milliseconds from one to the next that is made because it is time; 0: none. */
  readonly interval: number;
  readonly maxMoves: number;
  readonly minGain: number;
  readonly minGainPerMove: number;
}

export interface TriggerDependencies {
  readonly view: NetworkView;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Without one the gap is measured against simpler bounds. */
  readonly linearSolver?: LinearSolver;
  readonly reoptimization: ReoptimizationPolicy;
}

type OwnTrigger = Exclude<ReoptimizationTrigger, 'operator' | 'bandwidth'>;

interface Wanted {
  readonly goal: ReoptimizationGoal;
  readonly scope: ReoptimizationScope;
  readonly lsps?: ReadonlySet<LspId>;
}

/**
 * Asks for reoptimizations when the network gives reason to: bandwidth was given back, a link is used too much, an LSP
 * has no path, the whole is too far from the best, or it is time. One at a time, each trigger once a minute at most; what one moved is no reason for the next unless both want short paths.
 */
export class ReoptimizationTriggers {
  readonly #dependencies: TriggerDependencies;
  readonly #commands: ReoptimizationCommands;
  readonly #watch: LinkWatch;
  readonly #gaps: GapWatch;
  /** Instant before which the trigger does not ask again. */
  readonly #notBefore: Record<OwnTrigger, number> = {
    freed: 0,
    utilization: 0,
    unplaced: 0,
    gap: 0,
    schedule: 0,
  };
  /** Links given back and not yet looked at. */
  readonly #freed = new Set<LinkId>();
  /** LSPs without a path for which room was looked for. */
  readonly #tried = new Set<LspId>();
  #timer: Timer | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #startedAt = 0;
  #checking = false;
  #stopped = false;

  constructor(dependencies: TriggerDependencies, commands: ReoptimizationCommands) {
    this.#dependencies = dependencies;
    this.#commands = commands;
    const { view, linearSolver, reoptimization } = dependencies;
    this.#watch = new LinkWatch(view, reoptimization.measured);
    this.#gaps = new GapWatch(view, linearSolver, reoptimization.measured);
  }

  /** After the replay. What was given back before, nobody asks about: that is left to the schedule. */
  start(): void {
    this.#startedAt = this.#dependencies.clock.now();
    if (this.#watchesLinks) this.#wakeAt(this.#startedAt + QUIET_TIME);
    this.#wakeForSchedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Takes note of events that the state has applied. */
  note(events: readonly RecordedEvent[]): void {
    for (const event of events) if (event.type === 'ReoptimizationEnded') this.#ended(event.data.operation);
    if (this.#watchesLinks && events.some(({ type }) => !SAYS_NOTHING_OF_LINKS.has(type)))
      this.#wakeAt(this.#dependencies.clock.now() + QUIET_TIME);
  }

  get #watchesLinks(): boolean {
    const { onFreed, makeRoom, above, gap } = this.#dependencies.reoptimization;
    return onFreed || makeRoom || above > 0 || gap > 0;
  }

  /** Paths left for another reason than their length must not be taken again because they are free now. */
  #ended(id: Reoptimization['id']): void {
    const ended = this.#dependencies.view.state.reoptimizations.get(id);
    this.#wakeForSchedule();
    if (ended === undefined || ended.order.dryRun || ended.order.goal === 'MIN_TOTAL_METRIC') return;
    const left = ended.steps
      .filter(({ state }) => state === 'DONE')
      .flatMap(({ from }) => from?.path.links ?? []);
    this.#watch.forget(left);
    for (const link of left) this.#freed.delete(link);
  }

  #wakeForSchedule(): void {
    const next = this.#nextScheduled();
    if (next === undefined) return;
    const isKept = this.#commands.underWay !== undefined;
    this.#wakeAt(isKept ? this.#dependencies.clock.now() + LONGEST_SLEEP : next);
  }

  /** From the log: an interval after the last one that was made because it was time. */
  #nextScheduled(): number | undefined {
    const { interval } = this.#dependencies.reoptimization;
    if (interval === 0) return undefined;
    let last: number | undefined;
    for (const { order, startedAt } of this.#dependencies.view.state.reoptimizations.all())
      if (order.trigger === 'schedule') last = startedAt;
    const next = last === undefined ? this.#startedAt + QUIET_TIME : last + interval;
    return Math.max(next, this.#notBefore.schedule);
  }

  /** The earliest of what was asked for counts: a network that is never quiet is looked at all the same. */
  #wakeAt(instant: number): void {
    const { clock } = this.#dependencies;
    const at = Math.min(instant, clock.now() + LONGEST_SLEEP);
    if (this.#stopped || at >= this.#timerAt) return;
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = clock.schedule(Math.max(0, at - clock.now()), () => {
      this.#timer = undefined;
      this.#timerAt = Number.POSITIVE_INFINITY;
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    if (this.#checking || this.#stopped) return;
    this.#checking = true;
    try {
      await this.#ask();
    } catch (error) {
      const { telemetry, clock } = this.#dependencies;
      this.#notBefore.schedule = clock.now() + DAMPING_TIME;
      telemetry.log({ event: 'request-failed', what: 'reoptimization triggers', detail: String(error) });
    } finally {
      this.#checking = false;
      this.#wakeForSchedule();
    }
  }

  /** The first trigger that has reason to; the others come after it. */
  async #ask(): Promise<void> {
    const { onFreed, makeRoom, above, gap } = this.#dependencies.reoptimization;
    if (onFreed) for (const link of this.#watch.freed()) this.#freed.add(link);
    // Its end wakes us.
    if (this.#commands.underWay !== undefined) return;
    if (makeRoom && (await this.#placed())) return;
    if (above > 0 && (await this.#levelled(above))) return;
    if (this.#freed.size > 0 && (await this.#shortened())) return;
    const goal = above > 0 ? 'MIN_MAX_UTILIZATION' : 'MIN_TOTAL_METRIC';
    if (gap > 0 && (await this.#closerToBest(gap, goal))) return;
    const now = this.#dependencies.clock.now();
    if ((this.#nextScheduled() ?? Number.POSITIVE_INFINITY) > now) return;
    await this.#start('schedule', { goal, scope: 'GLOBAL' });
  }

  async #closerToBest(mark: number, goal: ReoptimizationGoal): Promise<boolean> {
    if (!this.#mayAsk('gap')) return false;
    // The look is what is dear here, whatever comes of it.
    this.#notBefore.gap = this.#dependencies.clock.now() + GAP_DAMPING_TIME;
    if (!(await this.#gaps.isNewlyAbove(mark, goal))) return false;
    const isStarted = await this.#start('gap', { goal, scope: 'GLOBAL' });
    if (isStarted) this.#gaps.answered();
    return isStarted;
  }

  async #levelled(above: number): Promise<boolean> {
    const links = this.#watch.newlyAbove(above);
    if (links.length === 0 || !this.#mayAsk('utilization')) return false;
    const wanted: Wanted = { goal: 'MIN_MAX_UTILIZATION', scope: 'INCREMENTAL' };
    const isStarted = await this.#start('utilization', wanted);
    if (isStarted) this.#watch.answered(links);
    return isStarted;
  }

  /** LSPs without a path, for each once until it has had one again. */
  async #placed(): Promise<boolean> {
    const unplaced = [...this.#dependencies.view.state.unplaced.all()]
      .filter(({ reasons }) => reasons.includes('BANDWIDTH'))
      .map(({ lsp }) => lsp);
    for (const lsp of this.#tried) if (!unplaced.includes(lsp)) this.#tried.delete(lsp);
    if (unplaced.every((lsp) => this.#tried.has(lsp)) || !this.#mayAsk('unplaced')) return false;
    const isStarted = await this.#start('unplaced', { goal: 'MAX_THROUGHPUT', scope: 'INCREMENTAL' });
    if (isStarted) for (const lsp of unplaced) this.#tried.add(lsp);
    return isStarted;
  }

  async #shortened(): Promise<boolean> {
    if (!this.#mayAsk('freed')) return false;
    const lsps = this.#thatCouldGain();
    this.#freed.clear();
    if (lsps.size === 0) return false;
    return this.#start('freed', { goal: 'MIN_TOTAL_METRIC', scope: 'INCREMENTAL', lsps });
  }

  #thatCouldGain(): ReadonlySet<LspId> {
    const { problem } = problemOf(
      this.#dependencies.view,
      () => true,
      this.#dependencies.reoptimization.measured,
    );
    const links = problem.graph.links.flatMap(({ id }, link) => (this.#freed.has(id) ? [link] : []));
    return new Set(couldGain(problem, links).map(({ id }) => id as LspId));
  }

  /** False, and woken when it may: it asked a moment ago. */
  #mayAsk(trigger: OwnTrigger): boolean {
    const notBefore = this.#notBefore[trigger];
    if (this.#dependencies.clock.now() >= notBefore) return true;
    this.#wakeAt(notBefore);
    return false;
  }

  async #start(trigger: OwnTrigger, { goal, scope, lsps }: Wanted): Promise<boolean> {
    const { clock, reoptimization } = this.#dependencies;
    const { maxMoves, minGain, minGainPerMove } = reoptimization;
    const started = await this.#commands.start({
      goal,
      scope,
      trigger,
      dryRun: false,
      allowRelease: false,
      // Each step by itself leaves the network sound: moving back would only be more of what nobody asked for.
      onFailure: 'STOP',
      maxMoves,
      minGain,
      minGainPerMove,
      ...(lsps === undefined ? {} : { isWanted: ({ id }) => lsps.has(id) }),
    });
    if (started.ok) this.#notBefore[trigger] = Math.max(this.#notBefore[trigger], clock.now() + DAMPING_TIME);
    return started.ok;
  }
}

/** Milliseconds from the first change to the look: what comes together is looked at together. */
const QUIET_TIME = 5_000;
/** Milliseconds between two requests of one trigger. */
const DAMPING_TIME = 60_000;
/** Milliseconds between two looks at the gap: they count all LSPs, and may solve a linear program. */
const GAP_DAMPING_TIME = 300_000;
/** The wall clock may jump. */
const LONGEST_SLEEP = 30_000;

/** What PCEs and PCCs say to each other, and how sagas get on, takes and gives back nothing by itself. */
const SAYS_NOTHING_OF_LINKS: ReadonlySet<EventType> = new Set([
  'SessionEstablished',
  'SessionClosed',
  'OperationDispatched',
  'PathsComputedTogether',
  'LspNotReroutable',
  'SagaTimerFired',
  'ReoptimizationRequested',
  'ReoptimizationPlanned',
  'ReoptimizationStepDone',
]);
