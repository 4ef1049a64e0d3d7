import { upTimeFrom } from '../../domain/values/lsp-schedule.js';
import { LSP_ERROR_CODE, OPERATIONAL } from '../../southbound/pcep/codec/code-points.js';
import { type LocalClock, MAXIMUM_DELAY } from './local-clock.js';
import { type Lsp, nextLspId, type PathAttributes } from './lsp.js';
import { type Cause, OWN_ACCORD, type Signalling } from './signalling.js';
import { type Timetable, withActivation } from './timetable.js';

/**
 * Sets LSPs up and takes them down at the times of their schedules (RFC 8934 4.5): by this head-end's own clock where the
 * PCC is responsible (C flag), session or no session; else when the PCE says so with the A flag. An LSP that waits is DOWN
 * under LSP-ID 0. After the last interval it is removed.
 */
export class ScheduledLsps {
  readonly #clock: LocalClock;
  readonly #signalling: Signalling;
  readonly #forget: (lsp: Lsp) => void;
  readonly #waiting = new Map<Lsp, { cancel(): void }>();

  constructor(clock: LocalClock, signalling: Signalling, forget: (lsp: Lsp) => void) {
    this.#clock = clock;
    this.#signalling = signalling;
    this.#forget = forget;
  }

  now(): number {
    return this.#clock.now();
  }

  /** A new schedule, or a changed one, with the attributes of the path. Answers the instruction with a report. */
  apply(lsp: Lsp, timetable: Timetable, attributes: PathAttributes, cause: Cause): void {
    const isActive = lsp.schedule?.times.activated === true;
    const shouldBeUp = lsp.administrative && this.#isTime(timetable);
    lsp.schedule = withActivation(timetable, isActive && shouldBeUp);
    if (isActive && shouldBeUp) this.#signalling.replacePath(lsp, attributes, cause);
    else {
      this.#rest(lsp, attributes);
      if (shouldBeUp) this.#activate(lsp, cause);
      else this.#signalling.reportPath(lsp, lsp.current, cause.srpId);
    }
    this.#watch(lsp);
  }

  /** The LSP is gone, or there is nobody left to keep its times. */
  cancel(lsp: Lsp): void {
    this.#waiting.get(lsp)?.cancel();
    this.#waiting.delete(lsp);
  }

  cancelAll(): void {
    for (const timer of this.#waiting.values()) timer.cancel();
    this.#waiting.clear();
  }

  #isTime({ times }: Timetable): boolean {
    if (times.trigger === 'PCE') return times.activated;
    const next = upTimeFrom(times, this.#clock.now());
    return next !== undefined && next.start <= this.#clock.now();
  }

  /** Waits for the next start or end. An LSP that is administratively down keeps its schedule and does nothing. */
  #watch(lsp: Lsp): void {
    this.cancel(lsp);
    const { schedule } = lsp;
    if (schedule === undefined || schedule.times.trigger === 'PCE' || !lsp.administrative) return;
    const now = this.#clock.now();
    const next = upTimeFrom(schedule.times, now);
    if (next === undefined) return;
    const at = next.start <= now ? next.end : next.start;
    const timer = this.#clock.schedule(Math.min(at - now, MAXIMUM_DELAY), () => this.#keep(lsp));
    this.#waiting.set(lsp, timer);
  }

  #keep(lsp: Lsp): void {
    const { schedule } = lsp;
    if (schedule === undefined) return;
    const now = this.#clock.now();
    const next = upTimeFrom(schedule.times, now);
    if (next === undefined) {
      this.#forget(lsp);
      this.#signalling.reportLspRemoval(lsp, 0);
      return;
    }
    const isTime = next.start <= now;
    if (isTime && !schedule.times.activated) this.#activate(lsp, OWN_ACCORD);
    else if (!isTime && schedule.times.activated) this.#deactivate(lsp);
    this.#watch(lsp);
  }

  #activate(lsp: Lsp, cause: Cause): void {
    if (lsp.schedule !== undefined) lsp.schedule = withActivation(lsp.schedule, true);
    lsp.current = { ...lsp.current, lspId: nextLspId(lsp), operational: OPERATIONAL.GOING_UP };
    this.#signalling.activate(lsp, cause, () => this.#failed(lsp));
  }

  #deactivate(lsp: Lsp): void {
    this.#rest(lsp, lsp.current.attributes);
    this.#signalling.reportPath(lsp, lsp.current);
  }

  /** Another interval may succeed: the LSP stays, and says why it is down. */
  #failed(lsp: Lsp): void {
    this.#rest(lsp, lsp.current.attributes);
    const errorCode = lsp.setupType === 'RSVP_TE' ? LSP_ERROR_CODE.RSVP_SIGNALING : LSP_ERROR_CODE.INTERNAL;
    this.#signalling.reportPath(lsp, lsp.current, 0, { errorCode });
  }

  #rest(lsp: Lsp, attributes: PathAttributes): void {
    this.#signalling.dropPending(lsp);
    lsp.leaving.clear();
    if (lsp.schedule !== undefined) lsp.schedule = withActivation(lsp.schedule, false);
    lsp.current = { lspId: 0, operational: OPERATIONAL.DOWN, attributes };
  }
}
