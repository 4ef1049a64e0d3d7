import type { Worker } from 'node:worker_threads';
import { StoreError } from '../../store.js';
import type { Failure, Opened, OperationName, Operations, Reply, WorkerOptions } from './protocol.js';
import { startWorker } from './start-worker.js';

interface Call {
  readonly onReply: (reply: never) => void;
  readonly onError: (error: StoreError) => void;
}

/** The main thread's end of the line to the worker. Replies come in the order of the calls. */
export class Connection {
  readonly opened: Opened;
  readonly #path: string;
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  readonly #onLost: (error: StoreError) => void;
  #nextCall = 1;
  #stopped: StoreError | undefined;

  private constructor(worker: Worker, opened: Opened, path: string, onLost: (error: StoreError) => void) {
    this.#onLost = onLost;
    this.#worker = worker;
    this.opened = opened;
    this.#path = path;
    worker.on('message', (reply: Reply) => this.#receive(reply));
    worker.on('error', (error) =>
      this.#stop(`its thread failed: ${error instanceof Error ? error.stack : error}`),
    );
    worker.on('exit', () => this.#stop('its thread ended'));
  }

  /** `onLost` is told when the worker ends by itself. @throws StoreError when the file cannot be opened. */
  static async open(options: WorkerOptions, onLost: (error: StoreError) => void): Promise<Connection> {
    const worker = startWorker(options);
    const first = await firstReply(worker);
    if (first.kind === 'opened') return new Connection(worker, first.opened, options.path, onLost);
    if (first.kind === 'refused') throw errorOf(first.failure);
    throw new Error(`the worker of the event store ${options.path} spoke before it had opened`);
  }

  /** `onReply` runs within the worker's message, before anything the worker says later is looked at. */
  send<Name extends OperationName>(
    name: Name,
    request: Operations[Name]['request'],
    onReply: (reply: Operations[Name]['reply']) => void,
    onError: (error: StoreError) => void,
    transfer: readonly ArrayBuffer[] = [],
  ): void {
    if (this.#stopped !== undefined) {
      onError(this.#stopped);
      return;
    }
    const call = this.#nextCall++;
    this.#calls.set(call, { onReply, onError });
    this.#worker.postMessage({ call, name, request }, transfer);
  }

  call<Name extends OperationName>(
    name: Name,
    request: Operations[Name]['request'],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Operations[Name]['reply']> {
    return new Promise((resolve, reject) => {
      this.send(name, request, resolve, reject, transfer);
    });
  }

  /** Closes the database and waits for the thread's end. Whatever is called afterwards fails as closed. */
  async close(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.#worker.once('exit', () => resolve());
    });
    const done = this.call('close', null);
    this.#stopped ??= closedError(this.#path);
    await done;
    await ended;
  }

  #receive(reply: Reply): void {
    if (reply.kind !== 'done' && reply.kind !== 'failed') return;
    const call = this.#calls.get(reply.call);
    if (call === undefined) return;
    this.#calls.delete(reply.call);
    if (reply.kind === 'done') call.onReply(reply.reply as never);
    else call.onError(errorOf(reply.failure));
  }

  #stop(reason: string): void {
    const expected = this.#stopped !== undefined;
    const error = (this.#stopped ??= new StoreError(
      'io',
      `the event store ${this.#path} does not answer any more: ${reason}; restart Cairn: what was acknowledged is on disk`,
    ));
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.onError(error);
    if (!expected) this.#onLost(error);
  }
}

export const closedError = (path: string): StoreError =>
  new StoreError('closed', `the event store ${path} is closed`);

const errorOf = (failure: Failure): StoreError => new StoreError(failure.code, failure.message);

function firstReply(worker: Worker): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const onMessage = (reply: Reply): void => settle(() => resolve(reply));
    const onError = (error: unknown): void => settle(() => reject(error));
    const onExit = (): void =>
      settle(() => reject(new Error("the event store's worker ended while it opened the file")));
    // One by one: removeAllListeners would take those with which a Worker serves its port.
    const settle = (action: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      action();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
