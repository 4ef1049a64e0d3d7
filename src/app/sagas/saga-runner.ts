import type { Saga, SagaStep } from '../../domain/sagas/saga.js';
import type { NewEvent, RecordedEvent } from '../../events/catalogue/event.js';
import type { SagaKind, SagaRef } from '../../events/catalogue/saga.js';
import { CALENDAR_STREAM, sagaStream } from '../../events/catalogue/streams.js';
import type { Journal } from '../journal.js';
import type { NetworkView } from '../network-view.js';
import type { OperationRunner } from '../operations.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { CalendarGate } from './calendar-gate.js';
import { TimerQueue } from './timer-queue.js';

/** A kind of saga, and where its instances are found. */
export interface HostedSaga<Entry = unknown, World = unknown> {
  readonly saga: Saga<Entry, World>;
  /** Ids of those for which something may be left to do. */
  open(): Iterable<string>;
  get(id: string): Entry | undefined;
  world(): World;
  /**
   * Those that an event of the log may concern, besides its own events, its timers and what it asked for. `NOBODY`, the
   * answer to nearly every event, costs nothing.
   */
  concernedBy(event: RecordedEvent): Iterable<string>;
  /** What a step of kind `compute` comes to. */
  compute?(id: string): Promise<readonly NewEvent[]>;
}

export const NOBODY: readonly string[] = [];

export interface SagaRunnerDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly operations: OperationRunner;
  readonly calendar: CalendarGate;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Runs sagas: asks each what is next whenever something that may concern it was recorded, does that, and asks again.
 * One step of a saga is done at a time, and the next is asked for when the log shows it. What a timer waits for is in
 * the sagas' entries; what is due is recorded in the order of its instants, also what fell due while no process ran.
 */
export class SagaRunner {
  readonly #dependencies: SagaRunnerDependencies;
  readonly #hosted = new Map<SagaKind, HostedSaga>();
  /** The same, in a row. */
  readonly #hosts: HostedSaga[] = [];
  readonly #timers = new TimerQueue();
  /** Sagas at work; true: something happened meanwhile, so that it is asked once more. */
  readonly #running = new Map<string, boolean>();
  #alarm: Timer | undefined;
  #settled: Timer | undefined;
  #alarmAt = Number.POSITIVE_INFINITY;
  readonly #resting = new Set<Timer>();
  #firing = false;
  #stopped = false;

  constructor(dependencies: SagaRunnerDependencies) {
    this.#dependencies = dependencies;
  }

  /** Before `start`. */
  host<Entry, World>(hosted: HostedSaga<Entry, World>): void {
    this.#hosted.set(hosted.saga.kind, hosted);
    this.#hosts.push(hosted);
  }

  /** After the replay: takes up every saga that is not over. */
  start(): void {
    for (const [kind, hosted] of this.#hosted) {
      for (const id of hosted.open()) {
        this.#followTimer({ kind, id });
        this.wake({ kind, id });
      }
    }
    this.#setAlarm();
    this.#settled = this.#dependencies.clock.schedule(SETTLING_TIME, () => this.#wakeAll());
  }

  #wakeAll(): void {
    for (const [kind, hosted] of this.#hosted) for (const id of hosted.open()) this.wake({ kind, id });
  }

  stop(): void {
    this.#stopped = true;
    this.#settled?.cancel();
    this.#alarm?.cancel();
    for (const rest of this.#resting) rest.cancel();
  }

  /** Takes note of events that the state has applied. */
  note(events: readonly RecordedEvent[]): void {
    const concerned = new Map<string, SagaRef>();
    for (const event of events) this.#noteOne(event, concerned);
    for (const saga of concerned.values()) {
      this.#followTimer(saga);
      this.wake(saga);
    }
    if (concerned.size > 0) this.#setAlarm();
  }

  /** Asks it what is next, now or as soon as its present step is done. */
  wake(saga: SagaRef): void {
    const key = sagaStream(saga);
    if (this.#running.has(key)) {
      this.#running.set(key, true);
      return;
    }
    this.#running.set(key, false);
    // Not within the fold of the events that woke it: they are to be seen by everyone first.
    queueMicrotask(() => void this.#run(saga, key));
  }

  async #run(saga: SagaRef, key: string): Promise<void> {
    try {
      for (let steps = 0; ; steps++) {
        this.#running.set(key, false);
        const step = this.#stopped ? undefined : this.#next(saga);
        if (step === undefined) {
          if (this.#running.get(key) !== true) break;
          steps = 0;
          continue;
        }
        if (steps >= STEPS_AT_ONCE) {
          this.#rest(saga);
          break;
        }
        if ((await this.#take(saga, step)) === 'ended already' && this.#running.get(key) !== true) break;
      }
    } catch (error) {
      this.#dependencies.telemetry.log({
        event: 'request-failed',
        what: `saga ${key}`,
        detail: String(error),
      });
    } finally {
      this.#running.delete(key);
    }
  }

  /** Moves of thousands of LSPs are as many steps; one that goes on for ever must neither fill the log nor be lost sight of. */
  #rest(saga: SagaRef): void {
    const { clock, telemetry } = this.#dependencies;
    const detail = `${STEPS_AT_ONCE} steps without waiting: it goes on in a moment`;
    telemetry.log({ event: 'request-failed', what: `saga ${sagaStream(saga)}`, detail });
    const rest = clock.schedule(REST, () => {
      this.#resting.delete(rest);
      this.wake(saga);
    });
    this.#resting.add(rest);
  }

  #next({ kind, id }: SagaRef): SagaStep | undefined {
    const hosted = this.#hosted.get(kind);
    const entry = hosted?.get(id);
    return hosted === undefined || entry === undefined ? undefined : hosted.saga.next(entry, hosted.world());
  }

  /** What is called off and ends already wakes the saga when its end is in the log: there is nothing to do before. */
  async #take(saga: SagaRef, step: SagaStep): Promise<'ended already' | undefined> {
    const { operations, calendar } = this.#dependencies;
    if (step.kind === 'call-off')
      return (await operations.callOff(step.operation, step.message)) ? undefined : 'ended already';
    if (step.kind === 'request') {
      await operations.submit(step.requested);
      return undefined;
    }
    if (step.kind === 'compute') {
      const events = (await this.#hosted.get(saga.kind)?.compute?.(saga.id)) ?? [];
      if (events.length === 0) throw new Error('nothing came of what was to be computed');
      await this.#record(saga, { kind: 'record', stream: sagaStream(saga), events });
      return undefined;
    }
    if (step.stream !== CALENDAR_STREAM) {
      await this.#record(saga, step);
      return undefined;
    }
    // What was decided while others changed the calendar is decided again when it is this saga's turn.
    await calendar.alone(async () => {
      const decided = this.#next(saga);
      if (decided?.kind === 'record' && decided.stream === CALENDAR_STREAM) await this.#record(saga, decided);
    });
    return undefined;
  }

  async #record(
    saga: SagaRef,
    { stream, events, computed }: Extract<SagaStep, { kind: 'record' }>,
  ): Promise<void> {
    const { journal, view } = this.#dependencies;
    const ofSaga = (event: NewEvent): NewEvent => ({ ...event, correlationId: saga.id });
    if (computed !== undefined) journal.record(computed.stream, computed.events.map(ofSaga));
    for (const event of events) view.anticipate(event);
    await journal.append(stream, 'any', events.map(ofSaga));
  }

  /** PERF: on the path of every report, which concerns nobody: nothing is built for it. */
  #noteOne(event: RecordedEvent, concerned: Map<string, SagaRef>): void {
    if (event.type === 'SagaTimerFired') add(concerned, event.data.saga);
    if ('operation' in event.data) {
      const saga = this.#dependencies.view.state.operations.get(event.data.operation)?.saga;
      if (saga !== undefined) add(concerned, saga);
    }
    for (const hosted of this.#hosts) {
      const ids = hosted.concernedBy(event);
      if (ids === NOBODY) continue;
      for (const id of ids) add(concerned, { kind: hosted.saga.kind, id });
    }
  }

  #followTimer({ kind, id }: SagaRef): void {
    const hosted = this.#hosted.get(kind);
    const entry = hosted?.get(id);
    const timer = hosted === undefined || entry === undefined ? undefined : hosted.saga.nextTimer(entry);
    this.#timers.set(keyOf({ kind, id }), timer);
  }

  /**
   * The wall clock may jump: no alarm is set for later than this, and what is due is told from the clock when it goes
   * off.
   */
  #setAlarm(): void {
    const { clock } = this.#dependencies;
    const due = this.#timers.nextDue;
    if (due === undefined || this.#stopped || this.#firing) return;
    const at = Math.min(due, clock.now() + LONGEST_ALARM);
    if (this.#alarm !== undefined && this.#alarmAt <= at) return;
    this.#alarm?.cancel();
    this.#alarmAt = at;
    this.#alarm = clock.schedule(Math.max(0, at - clock.now()), () => {
      this.#alarm = undefined;
      void this.#fire();
    });
  }

  async #fire(): Promise<void> {
    const { clock, journal, telemetry } = this.#dependencies;
    this.#firing = true;
    try {
      for (;;) {
        const due = this.#stopped ? undefined : this.#timers.takeDue(clock.now());
        if (due === undefined) break;
        const saga = refOf(due.saga);
        const data = { saga, timer: due.timer, due: due.due };
        await journal.append(sagaStream(saga), 'any', [
          { type: 'SagaTimerFired', data, correlationId: saga.id },
        ]);
      }
    } catch (error) {
      telemetry.log({ event: 'request-failed', what: 'saga timers', detail: String(error) });
    } finally {
      this.#firing = false;
      this.#setAlarm();
    }
  }
}

const add = (sagas: Map<string, SagaRef>, saga: SagaRef): void => void sagas.set(sagaStream(saga), saga);

const keyOf = ({ kind, id }: SagaRef): string => `${kind} ${id}`;

function refOf(key: string): SagaRef {
  const space = key.indexOf(' ');
  return { kind: key.slice(0, space) as SagaKind, id: key.slice(space + 1) };
}

/** Head-ends that are not back so long after a start are not waited for any more; then every saga is asked again. */
export const SETTLING_TIME = 60_000;

/** A saga that takes so many steps without ever waiting rests for so many milliseconds. */
const STEPS_AT_ONCE = 10_000;
const REST = 1_000;

const LONGEST_ALARM = 30_000;
