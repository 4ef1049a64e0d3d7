import type { OperationId } from '../domain/values/identifiers.js';
import type { Clock, Timer } from './ports/clock.js';

interface Waiting {
  readonly pending: Set<OperationId>;
  readonly timer: Timer;
  readonly go: () => void;
}

/** Who waits for others to have moved, each for a limited time. In memory alone: those who asked are gone with the process. */
export class AwaitedMoves {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves when all have ended, one way or the other, or when the time is over (milliseconds). */
  ended(operations: readonly OperationId[], time: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        waiting.timer.cancel();
        this.#waiting.delete(waiting);
        resolve();
      };
      const waiting: Waiting = {
        pending: new Set(operations),
        timer: this.#clock.schedule(time, () => go()),
        go,
      };
      this.#waiting.add(waiting);
    });
  }

  operationEnded(operation: OperationId): void {
    for (const waiting of this.#waiting)
      if (waiting.pending.delete(operation) && waiting.pending.size === 0) waiting.go();
  }

  /** Nobody waits any more; what was to be said then is said now. */
  stop(): void {
    for (const { go } of this.#waiting) go();
  }
}
