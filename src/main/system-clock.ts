import type { Clock, Timer } from '../app/ports/clock.js';

/** setTimeout counts in a signed 32-bit number of milliseconds. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delay, callback): Timer {
    const due = Date.now() + delay;
    let timeout: NodeJS.Timeout;
    const arm = (): void => {
      const left = due - Date.now();
      timeout =
        left > LONGEST_TIMEOUT ? setTimeout(arm, LONGEST_TIMEOUT) : setTimeout(callback, Math.max(0, left));
      timeout.unref();
    };
    arm();
    return { cancel: () => clearTimeout(timeout) };
  },
};
