import { type ChildProcess, fork, type Serializable } from 'node:child_process';

/**
 * Another process with the same flags as this one, so that it runs the same compiled code. Each message is answered
 * by one.
 */
export class Child {
  readonly #process: ChildProcess;
  #failed: Error | undefined;
  #waiting:
    | { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }
    | undefined;

  constructor(entry: string) {
    const url = new URL(entry, import.meta.url);
    this.#process = fork(url, { serialization: 'advanced' });
    this.#process.on('message', (answer: Answer) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if ('error' in answer) waiting?.reject(new Error(`${entry}: ${answer.error}`));
      else waiting?.resolve(answer.value as never);
    });
    this.#process.on('exit', (code) => {
      this.#failed = new Error(`${entry} ended with ${code}`);
      this.#waiting?.reject(this.#failed);
    });
  }

  ask<Value>(question: Serializable): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.#failed !== undefined) {
        reject(this.#failed);
        return;
      }
      this.#waiting = { resolve, reject };
      this.#process.send(question);
    });
  }

  async end(): Promise<void> {
    if (this.#failed !== undefined) return;
    const ended = new Promise<void>((resolve) => {
      this.#process.once('exit', () => resolve());
    });
    this.#process.disconnect();
    await ended;
  }
}

type Answer = { readonly value: unknown } | { readonly error: string };

type Answerer<Question> = (question: Question) => Promise<Serializable> | Serializable;

/** The other side: answers each question of the parent; ends with it. */
export function answerParent<Question>(answer: Answerer<Question>): void {
  process.on('message', (question: Question) => {
    Promise.resolve(question)
      .then(answer)
      .then(
        (value) => process.send?.({ value } satisfies Answer),
        (error: unknown) => process.send?.({ error: String(error) } satisfies Answer),
      );
  });
  process.on('disconnect', () => process.exit(0));
}

/** Milliseconds of the machine's monotonic clock: the same in every process. */
export function machineMilliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
