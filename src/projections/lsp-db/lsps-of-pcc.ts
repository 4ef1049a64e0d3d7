/** What is filed: one for each LSP, whatever is reported of it. */
export interface Filed {
  readonly entry: {
    readonly position: number;
    readonly current: { readonly name: string; readonly plspId: number };
  };
}

/**
 * The LSPs of one PCC by name and by PLSP-ID. PERF: the indexes are built when one is first asked, O(LSPs of the PCC): after a
 * start from a snapshot each PCC's with its first report, so that nobody waits for those of all.
 */
export class LspsOfPcc<Slot extends Filed> {
  /** Those that came before there were indexes. */
  #unfiled: Slot[] = [];
  #indexes: Indexes<Slot> | undefined;

  get size(): number {
    return this.#indexes?.byName.size ?? this.#unfiled.length;
  }

  /** In no order that could be relied on. */
  all(): Iterable<Slot> {
    return this.#indexes?.byName.values() ?? this.#unfiled;
  }

  byName(name: string): Slot | undefined {
    return this.#index().byName.get(name);
  }

  byPlspId(plspId: number): Slot | undefined {
    return this.#index().byPlspId.get(plspId);
  }

  /** One that is not there yet. */
  add(slot: Slot): void {
    if (this.#indexes === undefined) this.#unfiled.push(slot);
    else file(this.#indexes, slot);
  }

  remove(slot: Slot): void {
    const { name, plspId } = slot.entry.current;
    this.#index().byName.delete(name);
    this.#forgetNumber(slot, plspId);
  }

  /** The LSP had the number `before`, and has another one now. */
  renumber(slot: Slot, before: number): void {
    this.#forgetNumber(slot, before);
    this.#index().byPlspId.set(slot.entry.current.plspId, slot);
  }

  /** After a restart a head-end may have given the number to another LSP already. */
  #forgetNumber(slot: Slot, plspId: number): void {
    const { byPlspId } = this.#index();
    if (byPlspId.get(plspId) === slot) byPlspId.delete(plspId);
  }

  #index(): Indexes<Slot> {
    if (this.#indexes !== undefined) return this.#indexes;
    this.#indexes = { byName: new Map(), byPlspId: new Map() };
    for (const slot of this.#unfiled) file(this.#indexes, slot);
    this.#unfiled = [];
    return this.#indexes;
  }
}

interface Indexes<Slot> {
  readonly byName: Map<string, Slot>;
  readonly byPlspId: Map<number, Slot>;
}

function file<Slot extends Filed>({ byName, byPlspId }: Indexes<Slot>, slot: Slot): void {
  const { name, plspId } = slot.entry.current;
  byName.set(name, slot);
  // Of two that had the same number in different sessions, the one that was told of last has it.
  const other = byPlspId.get(plspId);
  if (other === undefined || other.entry.position <= slot.entry.position) byPlspId.set(plspId, slot);
}
