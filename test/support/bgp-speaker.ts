// A scripted BGP-LS speaker on real sockets: says what a test wants, and remembers what it hears.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { EXTENDED_BGP_FRAME_FORMAT } from '../../src/southbound/bgp-ls/codec/framing.js';
import { decodeMessage, type Message } from '../../src/southbound/bgp-ls/codec/message.js';
import type { Open } from '../../src/southbound/bgp-ls/codec/messages/open.js';
import { Framer } from '../../src/southbound/wire/framer.js';
import { CONTEXT } from './bgp-connection.js';
import { KEEPALIVE, openMessage } from './bgp-messages.js';

/** The speaker's end of one connection. */
export class BgpSpeaker {
  /** Settles when the other side has closed the connection. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #framer = new Framer(EXTENDED_BGP_FRAME_FORMAT);
  readonly #heard: Message[] = [];
  #waiting: (() => void) | undefined;
  #ended = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#ended = true;
        this.#waiting?.();
        resolve();
      });
    });
  }

  /** Connects to a server. @param localAddress to come from */
  static connect(port: number, localAddress = '127.0.0.1'): Promise<BgpSpeaker> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, localAddress });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new BgpSpeaker(socket)));
    });
  }

  /** Connects, and exchanges OPEN and KEEPALIVE. */
  static async established(
    port: number,
    localAddress = '127.0.0.1',
    open: Partial<Open> = {},
  ): Promise<BgpSpeaker> {
    const speaker = await BgpSpeaker.connect(port, localAddress);
    await speaker.open(open);
    return speaker;
  }

  async open(open: Partial<Open> = {}): Promise<void> {
    this.send(openMessage(open), KEEPALIVE);
    await this.next('Open');
    await this.next('Keepalive');
  }

  send(...messages: readonly Uint8Array[]): void {
    this.#socket.write(Buffer.concat(messages));
  }

  /** The next message that was heard, which must be of this kind. */
  async next<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { readonly kind: Kind }>> {
    while (this.#heard.length === 0 && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    const message = this.#heard.shift();
    if (message?.kind !== kind) throw new Error(`${message?.kind ?? 'the end'}, not ${kind}`);
    return message as Extract<Message, { readonly kind: Kind }>;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #hear(chunk: Buffer): void {
    for (const frame of this.#framer.push(chunk).frames) {
      const decoded = decodeMessage(frame, CONTEXT);
      if (!decoded.ok) throw new Error(decoded.error.what);
      this.#heard.push(decoded.value.message);
    }
    this.#waiting?.();
  }
}

/** A place where a speaker waits to be dialled. */
export class BgpSpeakerListener {
  readonly port: number;
  readonly #server: Server;
  readonly #speakers: BgpSpeaker[] = [];
  #waiting: (() => void) | undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on('connection', (socket) => {
      this.#speakers.push(new BgpSpeaker(socket));
      this.#waiting?.();
    });
  }

  static listen(port = 0): Promise<BgpSpeakerListener> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        resolve(new BgpSpeakerListener(server, typeof address === 'object' ? (address?.port ?? 0) : 0));
      });
    });
  }

  /** The next connection. */
  async accepted(): Promise<BgpSpeaker> {
    while (this.#speakers.length === 0)
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    return this.#speakers.shift() as BgpSpeaker;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
