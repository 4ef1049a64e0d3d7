import { connect, type Socket } from 'node:net';
import { PCEP_FRAME_FORMAT } from '../../southbound/pcep/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../southbound/pcep/codec/message.js';
import { Framer } from '../../southbound/wire/framer.js';
import { openObject } from './open.js';
import type { PceAddress } from './session.js';

export interface LoadSessionOptions {
  readonly pce: PceAddress;
  readonly localAddress?: string;
  readonly speakerEntityId?: string;
}

/** Without keepalives of its own (0 in the Open), so that nothing but the load is sent. */
const NO_KEEPALIVE = 0;

/**
 * The least of a PCC: gets a session up, then writes what it is given with the back-pressure of TCP. It obeys nothing and
 * answers nothing.
 */
export class LoadSession {
  readonly #socket: Socket;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  readonly #up: Promise<void>;
  readonly #closed: Promise<void>;
  #failure: Error | undefined;
  #cameUp: () => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;
  #opened = false;
  #confirmed = false;

  constructor({ pce, localAddress, speakerEntityId }: LoadSessionOptions) {
    const local = localAddress === undefined ? {} : { localAddress, family: 4 };
    const socket = connect({ host: pce.host, port: pce.port, noDelay: true, ...local });
    this.#socket = socket;
    this.#up = new Promise((resolve, reject) => {
      this.#cameUp = resolve;
      this.#failed = reject;
    });
    // Told to whoever waits; nobody has to.
    this.#up.catch(() => undefined);
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#fail(new Error('the PCE ended the session'));
        resolve();
      });
    });
    const open = openObject({
      scheduling: 'none',
      keepalive: NO_KEEPALIVE,
      deadTimer: 0,
      sid: 1,
      maximumSidDepth: 0,
      speakerEntityId,
    });
    socket.once('connect', () => this.#send({ kind: 'Open', open, others: [] }));
    socket.on('error', (error) => this.#fail(error));
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  /** Resolves when the session is up, and `marker`, which ends the synchronisation, has been sent. */
  async synchronized(marker: Uint8Array): Promise<void> {
    await this.#up;
    this.#socket.write(marker);
  }

  /** Resolves when the system has taken enough to go on; rejects when the session is lost. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure);
      else
        this.#socket.write(bytes, (error) =>
          error instanceof Error ? reject(this.#failure ?? error) : resolve(),
        );
    });
  }

  async close(): Promise<void> {
    if (this.#opened && this.#failure === undefined) {
      this.#send({ kind: 'Close', close: { kind: 'CLOSE', reason: 1, tlvs: [] }, others: [] });
      this.#socket.end();
    } else this.#socket.destroy();
    const patience = setTimeout(() => this.#socket.destroy(), CLOSE_MILLISECONDS);
    await this.#closed;
    clearTimeout(patience);
  }

  #send(message: Message): void {
    if (this.#socket.writable) this.#socket.write(encodeMessage(message));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#failed(this.#failure);
  }

  #receive(chunk: Buffer): void {
    // What the PCE sends later, keepalives and updates, is read and dropped.
    if (this.#opened && this.#confirmed) return;
    for (const frame of this.#framer.push(chunk).frames) {
      const decoded = decodeMessage(frame);
      if (decoded.ok) this.#take(decoded.value.message);
    }
  }

  #take(message: Message): void {
    if (message.kind === 'Open') {
      this.#opened = true;
      this.#send({ kind: 'Keepalive' });
    } else if (message.kind === 'Keepalive') this.#confirmed = true;
    else if (message.kind === 'PCErr') {
      const error = message.entries[0]?.errors[0];
      this.#fail(
        new Error(`the PCE refused a session with PCErr ${error?.errorType ?? 0}/${error?.errorValue ?? 0}`),
      );
    }
    if (this.#opened && this.#confirmed) this.#cameUp();
  }
}

/** A PCE that is behind still reads what was sent before it sees the Close. */
const CLOSE_MILLISECONDS = 30_000;
