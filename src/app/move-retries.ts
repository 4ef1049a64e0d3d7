import type { LspId } from '../domain/values/identifiers.js';
import type { Clock, Timer } from './ports/clock.js';

interface FailedMove {
  /** In a row. */
  readonly count: number;
  readonly timer: Timer;
  readonly isDue?: true;
}

/** LSPs whose head-end refused a move or did not answer: when each is tried again, at growing intervals. */
export class MoveRetries {
  readonly #clock: Clock;
  readonly #retry: (lsp: LspId) => void;
  readonly #failed = new Map<LspId, FailedMove>();

  constructor(clock: Clock, retry: (lsp: LspId) => void) {
    this.#clock = clock;
    this.#retry = retry;
  }

  failed(lsp: LspId): void {
    const known = this.#failed.get(lsp);
    known?.timer.cancel();
    const count = (known?.count ?? 0) + 1;
    const delay = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (count - 1));
    const timer = this.#clock.schedule(delay, () => {
      this.#failed.set(lsp, { count, timer, isDue: true });
      this.#retry(lsp);
    });
    this.#failed.set(lsp, { count, timer });
  }

  /** It is not waited for any more. How often it failed is forgotten. */
  forget(lsp: LspId): void {
    this.#failed.get(lsp)?.timer.cancel();
    this.#failed.delete(lsp);
  }

  /** Whether its time is to come. */
  isWaiting(lsp: LspId): boolean {
    const known = this.#failed.get(lsp);
    return known !== undefined && known.isDue !== true;
  }

  stop(): void {
    for (const { timer } of this.#failed.values()) timer.cancel();
  }
}

/** Milliseconds until a failed move is tried again: the first time, and at most. */
const FIRST_RETRY = 5_000;
const LONGEST_RETRY = 300_000;
