import type { Worker } from 'node:worker_threads';

/** An idle thread gives its memory back after so many milliseconds. */
const IDLE_TIME = 30_000;

export interface OnDemandThreadOptions<Reply> {
  readonly start: () => Worker;
  readonly received: (reply: Reply) => void;
  /** It has ended by itself, with whatever it had in hand; not called after `end`. */
  readonly lost: (detail: string) => void;
}

/** A thread that is there while it is asked, and some time longer; asked again after it has ended, it starts anew. */
export class OnDemandThread<Request, Reply> {
  readonly #options: OnDemandThreadOptions<Reply>;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: OnDemandThreadOptions<Reply>) {
    this.#options = options;
  }

  /** Until `rest` the process waits for it. */
  ask(request: Request): void {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(request, []);
  }

  /** It has nothing to do: it keeps no process alive, and ends after a while. */
  rest(): void {
    if (this.#worker === undefined) return;
    this.#worker.unref();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.end(), IDLE_TIME).unref();
  }

  /** Resolves when it has ended, in the middle of whatever it did. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = this.#options.start();
    let detail: string | undefined;
    worker.on('error', (error) => {
      detail = String(error);
    });
    worker.on('exit', (code) => {
      if (worker !== this.#worker) return;
      this.#worker = undefined;
      this.#options.lost(detail ?? `the thread ended with code ${code}`);
    });
    worker.on('message', (reply: Reply) => {
      // What a thread that was ended had said before is of nothing that is asked now.
      if (worker === this.#worker) this.#options.received(reply);
    });
    return worker;
  }
}
