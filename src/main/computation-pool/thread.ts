import type { Worker } from 'node:worker_threads';
import type { Reply, Request } from './protocol.js';
import type { Task } from './task.js';

/** So many are sent ahead, so that the thread does not wait for the next one. */
const MOST_IN_HAND = 2;

/** Networks of which a thread keeps a copy. */
const MOST_NETWORKS = 3;

/** One thread of the pool, from the side of who asks. */
export class ComputationThread {
  readonly #worker: Worker;
  readonly #inHand: Task[] = [];
  /** By network, least recently asked first: how many of its changes the thread has. */
  readonly #known = new Map<number, number>();

  /** `ready`: it can take another task. `lost`: it has ended, with everything in hand told so; not after `end`. */
  constructor(
    worker: Worker,
    { ready, lost }: { readonly ready: () => void; readonly lost: (detail: string) => void },
  ) {
    this.#worker = worker;
    // An idle pool keeps no process alive.
    this.#worker.unref();
    let detail: string | undefined;
    this.#worker.on('error', (error) => {
      detail = String(error);
    });
    this.#worker.on('exit', (code) => {
      this.#giveUp();
      lost(detail ?? `ended with code ${code}`);
    });
    this.#worker.on('messageerror', (error) => {
      detail = String(error);
      void this.#worker.terminate();
    });
    this.#worker.on('message', (reply: Reply) => {
      const task = this.#inHand.shift();
      if (this.#inHand.length === 0) this.#worker.unref();
      // It starts afresh after a failure.
      if ('failure' in reply) this.#known.clear();
      task?.ended('failure' in reply ? 'lost' : reply);
      ready();
    });
  }

  get inHand(): number {
    return this.#inHand.length;
  }

  get isFull(): boolean {
    return this.#inHand.length >= MOST_IN_HAND;
  }

  take(task: Task): void {
    const { topology, changes, reservations, questions } = task;
    const had = this.#known.get(topology.number);
    this.#known.delete(topology.number);
    const forget = [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - MOST_NETWORKS + 1));
    for (const network of forget) this.#known.delete(network);
    this.#known.set(topology.number, changes);
    this.#inHand.push(task);
    this.#worker.ref();
    const request: Request = {
      forget,
      network: topology.number,
      ...(had === undefined ? { topology: topology.bytes } : {}),
      changes: topology.changes.slice(had ?? 0, changes),
      version: reservations.version,
      unreserved: reservations.values,
      questions: JSON.stringify(questions.map(({ question }) => question)),
      freed: questions.flatMap(({ freedAt, freed }, of) =>
        freedAt.length === 0 ? [] : [{ of, freedAt, freed }],
      ),
    };
    this.#worker.postMessage(request, []);
  }

  /** Resolves when the thread has ended. */
  async end(): Promise<void> {
    await this.#worker.terminate();
    this.#giveUp();
  }

  #giveUp(): void {
    for (const { ended } of this.#inHand.splice(0)) ended('lost');
  }
}
