/** SRP-IDs of one session: 1 to 0xFFFFFFFE, shared by PCUpd and PCInitiate (RFC 8231 7.2). */
export class SrpIds {
  #last = 0;

  next(): number {
    this.#last = this.#last >= LAST ? 1 : this.#last + 1;
    return this.#last;
  }
}

const LAST = 0xfffffffe;
