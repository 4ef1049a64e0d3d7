import { connect, type Socket } from 'node:net';
import { CLOSE_REASON } from '../../southbound/pcep/codec/code-points.js';
import type { DecodeFailure } from '../../southbound/pcep/codec/failure.js';
import { PCEP_FRAME_FORMAT } from '../../southbound/pcep/codec/framing.js';
import { decodeMessage, encodeMessage, type Message } from '../../southbound/pcep/codec/message.js';
import type { PCErr } from '../../southbound/pcep/codec/messages/pcerr.js';
import type { OpenObject } from '../../southbound/pcep/codec/objects/open.js';
import { Framer } from '../../southbound/wire/framer.js';
import { errorMessage } from './messages.js';
import { Timers } from './timers.js';

export interface PceAddress {
  readonly host: string;
  readonly port: number;
}

export interface SessionOptions {
  readonly pce: PceAddress;
  /** Absent: the system chooses. */
  readonly localAddress?: string;
  readonly open: OpenObject;
  readonly user: SessionUser;
}

export interface SessionUser {
  established(remote: OpenObject): void;
  /** Any message of the established session that is not the session's own business. */
  received(message: Message): void;
  /** Called once. `reason` is for people. */
  ended(reason: string): void;
}

/** OpenWait and KeepWait together (RFC 5440 appendix B: 60 s each); also the wait for TCP. */
const HANDSHAKE_MILLISECONDS = 60_000;
/** How long the peer has to close its side after our Close. */
const LINGER_MILLISECONDS = 250;

/** The PCC's side of one PCEP session (RFC 5440 6): from the TCP connection to its end. */
export class PccSession {
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  readonly #timers = new Timers();
  #open: OpenObject;
  #remote: OpenObject | undefined;
  /** The PCE's Keepalive has answered our Open. */
  #localOk = false;
  #up = false;
  #ended = false;
  #closing: string | undefined;
  #cancelHandshake: () => void;
  #lastSent = 0;
  #lastReceived = 0;

  constructor(options: SessionOptions) {
    const { pce, localAddress } = options;
    this.#options = options;
    this.#open = options.open;
    const local = localAddress === undefined ? {} : { localAddress, family: 4 };
    this.#socket = connect({ host: pce.host, port: pce.port, noDelay: true, ...local });
    this.#cancelHandshake = this.#timers.after(HANDSHAKE_MILLISECONDS, () =>
      this.#fail('the PCE did not answer in time'),
    );
    this.#socket.on('connect', () => this.#write({ kind: 'Open', open: this.#open, others: [] }));
    this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#socket.on('error', (error) => {
      this.#closing ??= error.message;
    });
    this.#socket.on('close', () => this.#finish(this.#closing ?? 'the connection was lost'));
  }

  get isUp(): boolean {
    return this.#up && this.#closing === undefined;
  }

  /** Each message in one write. False when the session is not up any more: nothing was sent. */
  send(message: Message): boolean {
    if (!this.isUp) return false;
    this.#write(message);
    return true;
  }

  /** Sends what `action` produces in as few segments as possible. */
  together(action: () => void): void {
    this.#socket.cork();
    action();
    this.#socket.uncork();
  }

  /** Ends the session properly, with Close (RFC 5440 6.8). */
  close(reason: string, closeReason: number = CLOSE_REASON.NO_EXPLANATION): void {
    if (this.#ended || this.#closing !== undefined) return;
    if (this.#remote !== undefined) {
      this.#write({ kind: 'Close', close: { kind: 'CLOSE', reason: closeReason, tlvs: [] }, others: [] });
    }
    this.#hangUp(reason);
  }

  /** The connection is gone from one moment to the next, as when the router or the line fails. */
  lose(reason: string): void {
    if (this.#ended) return;
    this.#closing ??= reason;
    this.#socket.resetAndDestroy();
  }

  #write(message: Message): void {
    if (!this.#socket.writable) return;
    this.#socket.write(encodeMessage(message));
    this.#lastSent = performance.now();
  }

  #hangUp(reason: string): void {
    this.#closing = reason;
    this.#up = false;
    this.#timers.clear();
    this.#socket.end();
    if (this.#socket.connecting) this.#socket.destroy();
    else this.#timers.after(LINGER_MILLISECONDS, () => this.#socket.destroy());
  }

  #fail(reason: string): void {
    if (this.#closing === undefined) this.#hangUp(reason);
  }

  #refuse(errorType: number, errorValue: number, reason: string): void {
    if (this.#closing !== undefined) return;
    this.#write(errorMessage(errorType, errorValue));
    this.#hangUp(reason);
  }

  #finish(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#up = false;
    this.#timers.clear();
    this.#options.user.ended(reason);
  }

  #receive(chunk: Buffer): void {
    const { frames, failure } = this.#framer.push(chunk);
    for (const frame of frames) {
      if (this.#closing !== undefined) return;
      this.#lastReceived = performance.now();
      this.#takeFrame(frame);
    }
    if (failure !== undefined) this.close(failure.what, CLOSE_REASON.MALFORMED_MESSAGE);
  }

  #takeFrame(frame: Uint8Array): void {
    const decoded = decodeMessage(frame);
    if (!decoded.ok) {
      this.#answerFailure(decoded.error);
      return;
    }
    this.#take(decoded.value.message);
    for (const failure of decoded.value.failures) this.#answerFailure(failure);
  }

  #answerFailure({ what, treatment }: DecodeFailure): void {
    if (this.#closing !== undefined) return;
    if (treatment.kind === 'close') {
      this.close(what, treatment.reason);
      return;
    }
    const { errorType, errorValue } = treatment;
    if (treatment.kind === 'error-and-close') this.#refuse(errorType, errorValue, what);
    else
      this.#write(
        errorMessage(errorType, errorValue, treatment.srpId === undefined ? {} : { srpId: treatment.srpId }),
      );
  }

  #take(message: Message): void {
    switch (message.kind) {
      case 'Open':
        this.#takeOpen(message.open);
        return;
      case 'Keepalive':
        this.#localOk = true;
        this.#establish();
        return;
      case 'Close':
        this.#fail(`the PCE closed the session, reason ${message.close.reason}`);
        return;
      default:
        if (this.#up) this.#options.user.received(message);
        else if (message.kind === 'PCErr') this.#takeRefusal(message);
        else this.#refuse(1, 1, `${message.kind} before the session was up`);
    }
  }

  #takeOpen(remote: OpenObject): void {
    if (this.#remote !== undefined) {
      this.close('a second Open', CLOSE_REASON.MALFORMED_MESSAGE);
      return;
    }
    this.#remote = remote;
    this.#write({ kind: 'Keepalive' });
    this.#establish();
  }

  /** PCErr 1/4 with an OPEN is a proposal to come back with other timers (RFC 5440 6.2); any other ends it. */
  #takeRefusal({ entries, open }: PCErr): void {
    const error = entries[0]?.errors[0];
    if (open !== undefined && error?.errorType === 1 && error.errorValue === 4) {
      this.#open = { ...this.#open, keepalive: open.keepalive, deadTimer: open.deadTimer };
      this.#write({ kind: 'Open', open: this.#open, others: [] });
      return;
    }
    this.#fail(`the PCE refused the session with PCErr ${error?.errorType ?? 0}/${error?.errorValue ?? 0}`);
  }

  #establish(): void {
    if (this.#up || this.#remote === undefined || !this.#localOk) return;
    this.#up = true;
    this.#cancelHandshake();
    this.#watch(
      this.#open.keepalive * 1000,
      () => this.#lastSent,
      () => this.#write({ kind: 'Keepalive' }),
    );
    const { keepalive, deadTimer } = this.#remote;
    const dead = () => this.close('the dead timer expired', CLOSE_REASON.DEAD_TIMER);
    this.#watch(keepalive === 0 ? 0 : deadTimer * 1000, () => this.#lastReceived, dead);
    this.#options.user.established(this.#remote);
  }

  /** Runs `action` whenever it has been quiet for that long; looks at the clock only when the timer fires. */
  #watch(quiet: number, last: () => number, action: () => void): void {
    if (quiet === 0) return;
    const wait = (milliseconds: number): void => {
      this.#timers.after(milliseconds, () => {
        const left = last() + quiet - performance.now();
        if (left <= 0) action();
        if (this.#closing === undefined) wait(left > 0 ? left : quiet);
      });
    };
    wait(quiet);
  }
}
