// A PCC that says exactly what a test tells it to, over TCP, and keeps what it is told.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PCEP_FRAME_FORMAT } from '../../src/southbound/pcep/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../src/southbound/pcep/codec/message.js';
import type { Tlv } from '../../src/southbound/pcep/codec/tlvs/tlv.js';
import { Framer } from '../../src/southbound/wire/framer.js';
import { eventually } from './cairn-process.js';
import { END_OF_SYNC } from './pcep-messages.js';

export interface ScriptedPccOptions {
  readonly port: number;
  /** SPEAKER-ENTITY-ID: tells the PCCs of one address apart. */
  readonly speaker: string;
  readonly keepalive?: number;
  readonly deadTimer?: number;
}

export class ScriptedPcc {
  readonly #socket: Socket;
  readonly #options: ScriptedPccOptions;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  /** Every message that came, in order. */
  readonly received: Uint8Array[] = [];
  #closed = false;

  private constructor(socket: Socket, options: ScriptedPccOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('data', (chunk) => this.received.push(...this.#framer.push(Uint8Array.from(chunk)).frames));
    // An error is followed by close, which is what the tests look at.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed = true;
    });
  }

  /** Connected, and nothing said yet. */
  static async connect(options: ScriptedPccOptions): Promise<ScriptedPcc> {
    const socket = connect(options.port, '127.0.0.1');
    await once(socket, 'connect');
    return new ScriptedPcc(socket, options);
  }

  /** With a session that is up; stateful, and with nothing to synchronise. */
  static async synchronized(options: ScriptedPccOptions): Promise<ScriptedPcc> {
    const pcc = await ScriptedPcc.connect(options);
    pcc.send(pcc.open);
    await pcc.next('Keepalive');
    pcc.send({ kind: 'Keepalive' });
    pcc.send(END_OF_SYNC);
    return pcc;
  }

  get open(): Message {
    const { keepalive = 30, deadTimer = 120, speaker } = this.#options;
    const tlvs: readonly Tlv[] = [STATEFUL, SETUP_TYPES, { kind: 'SPEAKER-ENTITY-ID', text: speaker }];
    return {
      kind: 'Open',
      open: { kind: 'OPEN', version: 1, keepalive, deadTimer, sid: 1, tlvs },
      others: [],
    };
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get messages(): readonly Message[] {
    return this.received.map((bytes) => {
      const decoded = decodeMessage(bytes);
      if (!decoded.ok) throw new Error(decoded.error.what);
      return decoded.value.message;
    });
  }

  send(message: Message | Uint8Array): void {
    this.#socket.write(message instanceof Uint8Array ? message : encodeMessage(message));
  }

  /** The first message of this kind, now or when it comes. */
  next<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { kind: Kind }>> {
    return eventually(
      `${this.#options.speaker} is sent ${kind}`,
      async () =>
        this.messages.find((message): message is Extract<Message, { kind: Kind }> => message.kind === kind),
      { every: 5, describe: () => this.messages.map(({ kind }) => kind).join() },
    );
  }

  /** Waits until the other side has ended the connection. */
  async closed(): Promise<void> {
    await eventually('the connection is closed', async () => this.#closed || undefined, { every: 5 });
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

const STATEFUL: Tlv = {
  kind: 'STATEFUL-PCE-CAPABILITY',
  lspUpdate: true,
  includeDbVersion: false,
  lspInstantiation: true,
  triggeredResync: false,
  deltaLspSync: false,
  triggeredInitialSync: false,
  lspScheduling: false,
  periodicScheduling: false,
};

const SETUP_TYPES: Tlv = {
  kind: 'PATH-SETUP-TYPE-CAPABILITY',
  pathSetupTypes: [0, 1],
  subTlvs: [{ kind: 'SR-PCE-CAPABILITY', resolvesNai: false, unlimitedMsd: false, msd: 5 }],
};
