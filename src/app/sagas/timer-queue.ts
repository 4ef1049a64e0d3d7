import type { SagaTimer } from '../../domain/sagas/saga.js';

export interface QueuedTimer extends SagaTimer {
  readonly saga: string;
}

/**
 * The earliest timer of each saga, as a binary heap by instant, then saga: a million of them cost 20 comparisons each.
 * What was replaced stays in the heap until its turn, and is then passed over.
 */
export class TimerQueue {
  readonly #heap: QueuedTimer[] = [];
  readonly #current = new Map<string, QueuedTimer>();

  /** Replaces what the saga waited for; undefined: it waits for nothing. */
  set(saga: string, timer: SagaTimer | undefined): void {
    const known = this.#current.get(saga);
    if (timer === undefined) {
      this.#current.delete(saga);
      return;
    }
    if (known?.timer === timer.timer && known.due === timer.due) return;
    const queued = { saga, ...timer };
    this.#current.set(saga, queued);
    this.#push(queued);
  }

  /** The instant of the earliest timer. */
  get nextDue(): number | undefined {
    this.#dropReplaced();
    return this.#heap[0]?.due;
  }

  /** Takes the earliest timer out if it is due. */
  takeDue(now: number): QueuedTimer | undefined {
    this.#dropReplaced();
    const first = this.#heap[0];
    if (first === undefined || first.due > now) return undefined;
    this.#pop();
    this.#current.delete(first.saga);
    return first;
  }

  get size(): number {
    return this.#current.size;
  }

  #dropReplaced(): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#current.get(first.saga) === first) return;
      this.#pop();
    }
  }

  #push(timer: QueuedTimer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(timer, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (a: QueuedTimer, b: QueuedTimer): boolean =>
  a.due < b.due || (a.due === b.due && a.saga < b.saga);
