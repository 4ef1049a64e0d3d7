/** Timers that end together: when a simulated head-end stops, nothing of it may keep the process alive. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>();

  /** Runs `action` after the delay (milliseconds), at once for 0. Returns how to call it off. */
  after(milliseconds: number, action: () => void): () => void {
    if (milliseconds <= 0) {
      action();
      return () => undefined;
    }
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      action();
    }, milliseconds);
    this.#pending.add(timer);
    return () => {
      this.#pending.delete(timer);
      clearTimeout(timer);
    };
  }

  clear(): void {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
