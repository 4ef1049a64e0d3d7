import { createServer, type Server, type Socket } from 'node:net';
import { PCEP_FRAME_FORMAT } from '../../../../src/southbound/pcep/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../../../src/southbound/pcep/codec/message.js';
import type { StateReport } from '../../../../src/southbound/pcep/codec/messages/pcrpt.js';
import type { OpenObject } from '../../../../src/southbound/pcep/codec/objects/open.js';
import { findTlv, type Tlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { Framer } from '../../../../src/southbound/wire/framer.js';

/** What a fake PCE does of its own accord. */
export interface FakePceOptions {
  /** Answer the Open; default true. */
  readonly opens?: boolean;
  /** Answer the Open with a Keepalive; default true. */
  readonly keepsAlive?: boolean;
  readonly open?: Partial<OpenObject>;
}

/** A message type that nobody has assigned. */
const UNKNOWN_TYPE = 99;

/** One session as the PCE sees it: every octet that came, and the messages in it. */
export class FakeSession {
  readonly remoteAddress: string;
  readonly frames: Buffer[] = [];
  readonly messages: Message[] = [];
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  readonly #options: FakePceOptions;
  #changed: (() => void)[] = [];
  #taken = 0;

  constructor(socket: Socket, options: FakePceOptions) {
    this.#socket = socket;
    this.#options = options;
    this.remoteAddress = socket.remoteAddress ?? '';
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    this.closed = new Promise((resolve) => {
      socket.on('close', () => resolve());
    });
    socket.on('data', (chunk: Buffer) => {
      for (const frame of this.#framer.push(chunk).frames) this.#take(Buffer.from(frame));
      for (const wake of this.#changed.splice(0)) wake();
    });
    if (options.opens ?? true) this.send({ kind: 'Open', open: openOf(options.open), others: [] });
  }

  send(message: Message): void {
    this.sendBytes(encodeMessage(message));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  drop(): void {
    this.#socket.destroy();
  }

  /** The next message that was not looked at yet and fulfils `wanted`; others are passed over. */
  async next<Wanted extends Message>(wanted: (message: Message) => message is Wanted): Promise<Wanted> {
    for (;;) {
      while (this.#taken < this.messages.length) {
        const message = this.messages[this.#taken++]!;
        if (wanted(message)) return message;
      }
      await new Promise<void>((resolve) => this.#changed.push(resolve));
    }
  }

  async report(): Promise<StateReport> {
    const { reports } = await this.next((message) => message.kind === 'PCRpt');
    return reports[0]!;
  }

  async reports(count: number): Promise<readonly StateReport[]> {
    const reports: StateReport[] = [];
    while (reports.length < count) reports.push(await this.report());
    return reports;
  }

  /** Everything up to the end of the synchronisation, without the marker. */
  async synchronization(): Promise<readonly StateReport[]> {
    const reports: StateReport[] = [];
    for (;;) {
      const report = await this.report();
      if (report.lsp.plspId === 0) return reports;
      reports.push(report);
    }
  }

  /** [type, value, SRP-ID] of the next PCErr. */
  async error(): Promise<readonly [number, number, number | undefined]> {
    const { entries } = await this.next((message) => message.kind === 'PCErr');
    const { errors, srps } = entries[0]!;
    return [errors[0]!.errorType, errors[0]!.errorValue, srps[0]?.srpId];
  }

  /** When the PCC has taken all that was sent to it: it answers messages in order, this one with PCErr 2. */
  async caughtUp(): Promise<void> {
    this.sendBytes(Uint8Array.of(0x20, UNKNOWN_TYPE, 0, 4));
    while ((await this.error())[0] !== 2);
  }

  #take(frame: Buffer): void {
    this.frames.push(frame);
    const decoded = decodeMessage(frame);
    if (!decoded.ok) throw new Error(`the simulator sent what can't be read: ${decoded.error.what}`);
    if (decoded.value.failures.length > 0) throw new Error(decoded.value.failures[0]!.what);
    this.messages.push(decoded.value.message);
    const answers = this.#options.keepsAlive ?? true;
    if (decoded.value.message.kind === 'Open' && answers) this.send({ kind: 'Keepalive' });
  }
}

/** A PCE made of nothing but the codec: says Open and Keepalive, and then what the test tells it to. */
export class FakePce {
  readonly sessions: FakeSession[] = [];
  readonly #server: Server;
  readonly #waiting: (() => void)[] = [];
  #given = 0;

  private constructor(options: FakePceOptions) {
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.sessions.push(new FakeSession(socket, options));
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  static async listen(options: FakePceOptions = {}): Promise<FakePce> {
    const pce = new FakePce(options);
    await new Promise<void>((resolve) => pce.#server.listen(0, '127.0.0.1', resolve));
    return pce;
  }

  get address(): { readonly host: string; readonly port: number } {
    const address = this.#server.address();
    return { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
  }

  /** The next connection, in the order of their coming. */
  async session(): Promise<FakeSession> {
    while (this.sessions.length <= this.#given) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.sessions[this.#given++]!;
  }

  async close(): Promise<void> {
    for (const session of this.sessions) session.drop();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

const openOf = (more: Partial<OpenObject> = {}): OpenObject => ({
  kind: 'OPEN',
  version: 1,
  keepalive: 30,
  deadTimer: 120,
  sid: 1,
  tlvs: [
    {
      kind: 'STATEFUL-PCE-CAPABILITY',
      lspUpdate: true,
      includeDbVersion: false,
      lspInstantiation: true,
      triggeredResync: false,
      deltaLspSync: false,
      triggeredInitialSync: false,
      lspScheduling: true,
      periodicScheduling: true,
    },
    {
      kind: 'PATH-SETUP-TYPE-CAPABILITY',
      pathSetupTypes: [0, 1],
      subTlvs: [{ kind: 'SR-PCE-CAPABILITY', resolvesNai: false, unlimitedMsd: true, msd: 0 }],
    },
  ],
  ...more,
});

export const nameOf = ({ lsp }: StateReport): string | undefined =>
  findTlv(lsp.tlvs, 'SYMBOLIC-PATH-NAME')?.text;
export const lspIdOf = ({ lsp }: StateReport): number | undefined =>
  findTlv(lsp.tlvs, 'IPV4-LSP-IDENTIFIERS')?.lspId;
export const srpIdOf = ({ srp }: StateReport): number => srp?.srpId ?? 0;

export const errorCodeOf = ({ lsp }: StateReport): number | undefined =>
  findTlv(lsp.tlvs, 'LSP-ERROR-CODE')?.code;

/** What a step of make-before-break comes down to. */
export const outline = (report: StateReport): string =>
  [
    `lsp-id ${lspIdOf(report)}`,
    report.lsp.remove
      ? 'R'
      : (['DOWN', 'UP', 'ACTIVE', 'GOING_DOWN', 'GOING_UP'][report.lsp.operational] ?? '?'),
    `srp ${srpIdOf(report)}`,
  ].join(' ');

export const name = (text: string): Tlv => ({ kind: 'SYMBOLIC-PATH-NAME', text });
