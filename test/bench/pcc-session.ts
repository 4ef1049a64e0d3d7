import { connect, type Socket } from 'node:net';
import { PCEP_FRAME_FORMAT } from '../../src/southbound/pcep/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../src/southbound/pcep/codec/message.js';
import { Framer } from '../../src/southbound/wire/framer.js';
import { END_OF_SYNC } from '../support/pcep-messages.js';

/**
 * The head-end side of a PCEP session, reduced to what loading a PCE needs: opens, says that it has no LSPs to
 * synchronise, and then sends what it is given. Told apart by SPEAKER-ENTITY-ID, so that it runs on any machine.
 */
export class PccSession {
  readonly socket: Socket;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  readonly #onMessage: (message: Message) => void;
  readonly #whenUp: () => void;

  private constructor(port: number, name: string, onMessage: (message: Message) => void, whenUp: () => void) {
    this.#onMessage = onMessage;
    this.#whenUp = whenUp;
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('connect', () => this.send(openOf(name)));
    this.socket.on('data', (chunk) => this.#receive(chunk));
  }

  /** Up, and end-of-synchronisation sent. A connection that fails ends the process. */
  static async open(port: number, name: string, onMessage: (message: Message) => void): Promise<PccSession> {
    const session = await new Promise<PccSession>((resolve) => {
      const opening: PccSession = new PccSession(port, name, onMessage, () => resolve(opening));
    });
    session.send(END_OF_SYNC);
    return session;
  }

  send(message: Message): void {
    this.socket.write(encodeMessage(message));
  }

  close(): void {
    this.socket.end(
      encodeMessage({ kind: 'Close', close: { kind: 'CLOSE', reason: 1, tlvs: [] }, others: [] }),
    );
  }

  #receive(chunk: Uint8Array): void {
    for (const frame of this.#framer.push(chunk).frames) {
      const decoded = decodeMessage(frame);
      if (!decoded.ok) throw new Error(`Cairn sent what can't be decoded: ${decoded.error.what}`);
      this.#take(decoded.value.message);
    }
  }

  #take(message: Message): void {
    if (message.kind === 'Open') this.send({ kind: 'Keepalive' });
    else if (message.kind === 'Keepalive') this.#whenUp();
    else this.#onMessage(message);
  }
}

const openOf = (name: string): Message => ({
  kind: 'Open',
  open: {
    kind: 'OPEN',
    version: 1,
    keepalive: 0,
    deadTimer: 0,
    sid: 0,
    tlvs: [
      {
        kind: 'STATEFUL-PCE-CAPABILITY',
        lspUpdate: true,
        includeDbVersion: false,
        lspInstantiation: true,
        triggeredResync: false,
        deltaLspSync: false,
        triggeredInitialSync: false,
        lspScheduling: false,
        periodicScheduling: false,
      },
      { kind: 'SPEAKER-ENTITY-ID', text: name },
    ],
  },
  others: [],
});
