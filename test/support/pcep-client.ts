// A PCC on a raw socket: sends any bytes, and remembers every message that it gets.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PCEP_FRAME_FORMAT } from '../../src/southbound/pcep/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../src/southbound/pcep/codec/message.js';
import { Framer } from '../../src/southbound/wire/framer.js';
import { END_OF_SYNC, KEEPALIVE, type OpenWords, openMessage, openObject } from './pcep-messages.js';

export type MessageOf<Kind extends Message['kind']> = Extract<Message, { readonly kind: Kind }>;

export class PcepClient {
  readonly received: Message[] = [];
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  #taken = 0;
  #ended = false;
  #wake: () => void = () => undefined;
  /** Called with every message; for a PCC that answers. */
  onMessage: (message: Message) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#ended = true;
        this.#wake();
        resolve();
      });
    });
  }

  static async connect(port: number, localAddress?: string): Promise<PcepClient> {
    const socket = connect({
      host: '127.0.0.1',
      port,
      ...(localAddress === undefined ? {} : { localAddress }),
      noDelay: true,
    });
    await once(socket, 'connect');
    return new PcepClient(socket);
  }

  /** Connected, session up. */
  static async open(port: number, words: OpenWords = {}, localAddress?: string): Promise<PcepClient> {
    const client = await PcepClient.connect(port, localAddress);
    client.send(openMessage(openObject(words)), KEEPALIVE);
    await client.next('Open');
    await client.next('Keepalive');
    return client;
  }

  /** Session up and synchronised with these reports. */
  static async synchronized(
    port: number,
    reports: readonly Message[] = [],
    words: OpenWords = {},
    localAddress?: string,
  ): Promise<PcepClient> {
    const client = await PcepClient.open(port, words, localAddress);
    client.send(...reports, END_OF_SYNC);
    return client;
  }

  get ended(): boolean {
    return this.#ended;
  }

  send(...messages: readonly Message[]): void {
    this.write(Buffer.concat(messages.map(encodeMessage)));
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** The next message of this kind that was not given yet. @throws when it does not come. */
  async next<Kind extends Message['kind']>(kind: Kind, milliseconds = 5_000): Promise<MessageOf<Kind>> {
    for (const deadline = Date.now() + milliseconds; ; ) {
      while (this.#taken < this.received.length) {
        const message = this.received[this.#taken++];
        if (message?.kind === kind) return message as MessageOf<Kind>;
      }
      const left = deadline - Date.now();
      if (left <= 0 || this.#ended) throw new Error(`no ${kind}; got ${JSON.stringify(this.received)}`);
      await this.#news(left);
    }
  }

  /** Sends what is left, then closes this side. */
  finish(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #news(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #take(chunk: Uint8Array): void {
    for (const frame of this.#framer.push(chunk).frames) {
      const decoded = decodeMessage(frame);
      if (!decoded.ok) throw new Error(`Cairn sent what can't be decoded: ${decoded.error.what}`);
      this.received.push(decoded.value.message);
      this.onMessage(decoded.value.message);
    }
    this.#wake();
  }
}
