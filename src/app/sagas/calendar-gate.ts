/**
 * Lets one decision about the calendar be taken and recorded at a time, in the order in which they were asked for: two
 * requests can't take the same future bandwidth.
 */
export class CalendarGate {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves to what `decide` resolves to, after everything that came before has been recorded. */
  alone<Decided>(decide: () => Promise<Decided>): Promise<Decided> {
    const turn = this.#last.then(decide);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
