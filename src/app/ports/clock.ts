/** PORT: time. Tests give one that they move themselves. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `callback` once, `delay` milliseconds from now; does not keep the process alive. */
  schedule(delay: number, callback: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}
