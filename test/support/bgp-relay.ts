// Stands between two BGP speakers: carries their messages, keeps them, alters them on the way, or cuts the connection.
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { EXTENDED_BGP_FRAME_FORMAT } from '../../src/southbound/bgp-ls/codec/framing.js';
import { Framer } from '../../src/southbound/wire/framer.js';

/** Who has opened the connection, or who was connected to. */
export type Speaker = 'caller' | 'called';

export interface RelayedMessage {
  readonly from: Speaker;
  /** As it was sent, header included. */
  readonly bytes: Uint8Array;
}

export interface BgpRelayOptions {
  /** Where connections lead to. */
  readonly to: NetConnectOpts;
  /** What is passed on instead of a message. */
  readonly alter?: (message: RelayedMessage) => Uint8Array;
}

export class BgpRelay {
  readonly #options: BgpRelayOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Of all connections, in order. */
  readonly messages: RelayedMessage[] = [];

  private constructor(options: BgpRelayOptions) {
    this.#options = options;
    this.#server = createServer((caller) => this.#carry(caller));
  }

  /** @param from a path, or a host and a port: 0 for any */
  static async start(
    from: { readonly path: string } | { readonly host: string; readonly port: number },
    options: BgpRelayOptions,
  ): Promise<BgpRelay> {
    const relay = new BgpRelay(options);
    await new Promise<void>((resolve, reject) => {
      relay.#server.once('error', reject).listen(from, resolve);
    });
    return relay;
  }

  /** Where it listens, if that is no path. */
  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('listens on no port');
    return address.port;
  }

  /** What one side has said so far, header included. */
  said(from: Speaker): readonly Uint8Array[] {
    return this.messages.flatMap((message) => (message.from === from ? [message.bytes] : []));
  }

  /** Ends the connections of now without a word of either speaker. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #carry(caller: Socket): void {
    const called = connect(this.#options.to);
    this.#pass(caller, called, 'caller');
    this.#pass(called, caller, 'called');
  }

  #pass(source: Socket, target: Socket, from: Speaker): void {
    const framer = new Framer(EXTENDED_BGP_FRAME_FORMAT);
    this.#sockets.add(source);
    source.setNoDelay(true);
    source.on('data', (chunk: Buffer) => {
      // The frames may be views of the chunk, which is nobody else's.
      for (const bytes of framer.push(chunk).frames) {
        this.messages.push({ from, bytes });
        target.write(this.#options.alter?.({ from, bytes }) ?? bytes);
      }
    });
    source.on('end', () => target.end());
    source.on('error', () => target.destroy());
    source.on('close', () => {
      this.#sockets.delete(source);
      target.end();
    });
  }
}
