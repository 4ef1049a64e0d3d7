/**
 * Counts events of the last minute: RFC 5440 6.9 and 7.5 let a session be closed after too many unknown messages or
 * request references. Memory is bounded by the limit.
 */
export class MinuteLimit {
  readonly #limit: number;
  readonly #times: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes one more at `now` (milliseconds); true when the limit is reached. */
  reached(now: number): boolean {
    this.#times.push(now);
    if (this.#times.length > this.#limit) this.#times.shift();
    const [oldest] = this.#times;
    return this.#times.length === this.#limit && oldest !== undefined && now - oldest < 60_000;
  }
}
