import { decodeMessage, type Message } from '../../src/southbound/pcep/codec/message.js';
import type { Connection } from '../../src/southbound/pcep/session/connection.js';

/** Remembers what is written; every write has to be one whole message. */
export class FakeConnection implements Connection {
  readonly remoteAddress: string;
  readonly remotePort = 40_000;
  readonly raw: Uint8Array[] = [];
  unsent = 0;
  paused = false;
  ended = false;
  writes = 0;
  #taken = 0;

  constructor(remoteAddress = '192.0.2.1') {
    this.remoteAddress = remoteAddress;
  }

  write(bytes: Uint8Array): void {
    this.writes++;
    this.raw.push(bytes);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  end(): void {
    this.ended = true;
  }

  /** Messages written since the last call. */
  taken(): Message[] {
    const fresh = this.raw.slice(this.#taken);
    this.#taken = this.raw.length;
    return fresh.map((bytes) => {
      const decoded = decodeMessage(bytes);
      if (!decoded.ok) throw new Error(`not one whole message: ${decoded.error.what}`);
      return decoded.value.message;
    });
  }

  /** Forgets what was written so far, readable or not. */
  forget(): void {
    this.#taken = this.raw.length;
  }

  /** PCErrs written since the last call, as type/value. */
  errors(): string[] {
    return this.taken().flatMap((message) =>
      message.kind === 'PCErr'
        ? message.entries.flatMap(({ errors }) =>
            errors.map(({ errorType, errorValue }) => `${errorType}/${errorValue}`),
          )
        : [],
    );
  }
}
