/** The clock of a router, by which it keeps the schedules of its LSPs; tests give one that they move themselves. */
export interface LocalClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `callback` once, `delay` milliseconds from now, at most MAXIMUM_DELAY. */
  schedule(delay: number, callback: () => void): { cancel(): void };
}

/** What Node's timers hold, about 24 days: who waits for longer looks again in between. */
export const MAXIMUM_DELAY = 0x7fff_ffff;

/** The machine's clock. Its timers do not keep the process alive. */
export const machineClock: LocalClock = {
  now: () => Date.now(),
  schedule(delay, callback) {
    const timer = setTimeout(callback, delay);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
