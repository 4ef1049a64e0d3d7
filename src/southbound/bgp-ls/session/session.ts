import type { Clock, Timer } from '../../../app/ports/clock.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import { unreachable } from '../../../domain/values/result.js';
import { Framer, type FramingFailure } from '../../wire/framer.js';
import type { UpdateContext } from '../codec/attributes/attribute-codec.js';
import { BGP_ERROR, MAX_MESSAGE_LENGTH } from '../codec/code-points.js';
import { EXTENDED_BGP_FRAME_FORMAT, NOT_SYNCHRONIZED } from '../codec/framing.js';
import { type DecodedMessage, decodeMessage, encodeMessage, type Message } from '../codec/message.js';
import type { Open } from '../codec/messages/open.js';
import type { Connection, ConnectionEvents, Dial } from './connection.js';
import {
  type EndReason,
  initialState,
  type Refusal,
  type SessionAction,
  type SessionInput,
  type SessionState,
  type Settings,
  step,
  type TimerName,
} from './fsm.js';
import type { Agreement, OpenVerdict } from './negotiation.js';
import { shutdownText } from './shutdown-text.js';

/** What happens above the state machine: who the peer is, and what its routes mean. */
export interface SessionUser {
  /** Judges the peer's OPEN: policy, capabilities, and whether the peer has another connection. */
  judgeOpen(open: Open): OpenVerdict;
  established(agreed: Agreement): void;
  /** UPDATE or ROUTE-REFRESH of an established session, and the octets that it came in. */
  received(decoded: DecodedMessage, octets: Uint8Array): void;
  /** All messages of what was read together have been given. True: do not read on until `resume` is called. */
  readEnded(resume: () => void): boolean;
  ended(reason: EndReason, wasEstablished: boolean): void;
}

export interface SessionOptions {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly settings: Settings;
  readonly open: Open;
  readonly user: SessionUser;
  /** Absent: the peer opens the connection. */
  readonly dial?: Dial;
}

/** Before the OPENs are exchanged there is no UPDATE whose reading could depend on it. */
const NOTHING_AGREED: UpdateContext = { fourOctetAs: false, internal: false };
/** Of a NOTIFICATION's data: the rest is header, code and subcode. */
const LONGEST_DATA = MAX_MESSAGE_LENGTH - 21;

/** Interpreter of the state machine: connection and timers in, bytes and calls out. */
export class BgpSession implements ConnectionEvents {
  readonly #options: SessionOptions;
  readonly #timers = new Map<TimerName, Timer>();
  readonly #periods = new Map<TimerName, number>();
  #state: SessionState;
  #connection: Connection | undefined;
  #framer = new Framer(EXTENDED_BGP_FRAME_FORMAT);
  #giveUp: (() => void) | undefined;
  #lastSent = 0;
  #lastReceived = 0;
  #paused = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#state = initialState(options.dial !== undefined);
  }

  get dialled(): boolean {
    return this.#options.dial !== undefined;
  }

  get state(): SessionState['tag'] {
    return this.#state.tag;
  }

  /** Starts to open the connection. */
  start(): void {
    this.#input({ tag: 'Start' });
  }

  connected(connection: Connection): void {
    this.#giveUp = undefined;
    this.#connection = connection;
    this.#framer = new Framer(EXTENDED_BGP_FRAME_FORMAT);
    this.#paused = false;
    this.#lastReceived = this.#options.clock.now();
    this.#input({ tag: 'TcpConnected' });
  }

  failed(): void {
    this.#giveUp = undefined;
    this.#input({ tag: 'TcpFailed' });
  }

  /** Takes the next bytes of the stream, cut anywhere. */
  received(connection: Connection, chunk: Uint8Array): void {
    if (connection !== this.#connection) return;
    const { frames, failure } = this.#framer.push(chunk);
    for (const frame of frames) {
      if (connection !== this.#connection) return;
      this.#lastReceived = this.#options.clock.now();
      this.#take(frame);
    }
    if (failure !== undefined && connection === this.#connection) this.#refuseFraming(failure);
    if (this.#state.tag === 'Established') this.#readEnded(connection);
  }

  lost(connection: Connection): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#input({ tag: 'TcpClosed' });
  }

  /** Ends the connection with a NOTIFICATION; a session that dials will try again. */
  refuse(refusal: Refusal): void {
    this.#input({ tag: 'Refused', refusal });
  }

  /** Ends the session for good. */
  stop(refusal: Refusal): void {
    this.#input({ tag: 'Stop', refusal });
  }

  /** False when the session is not established: nothing was sent. */
  send(message: Message): boolean {
    if (this.#state.tag !== 'Established') return false;
    this.#transmit(message);
    return true;
  }

  #take(frame: Uint8Array): void {
    const { telemetry, user } = this.#options;
    const decoded = decodeMessage(frame, this.#context());
    if (!decoded.ok) {
      const { error, data, what } = decoded.error;
      telemetry.count('bgp_messages_received', { type: 'malformed' });
      this.#input({ tag: 'Refused', refusal: { error, data, detail: what } });
      return;
    }
    const { message } = decoded.value;
    telemetry.count('bgp_messages_received', { type: message.kind });
    switch (message.kind) {
      case 'Open':
        return this.#takeOpen(message);
      case 'Keepalive':
        return this.#input({ tag: 'KeepaliveReceived' });
      case 'Notification': {
        const { code, subcode } = message;
        const detail = shutdownText(message);
        return this.#input({
          tag: 'NotificationReceived',
          code,
          subcode,
          ...(detail === undefined ? {} : { detail }),
        });
      }
      case 'Update':
      case 'RouteRefresh':
        // PERF: nothing in the state machine depends on these messages once the session is established.
        if (this.#state.tag === 'Established') user.received(decoded.value, frame);
        else this.#input({ tag: 'RoutesReceived' }, () => user.received(decoded.value, frame));
        return;
      default:
        unreachable(message);
    }
  }

  /** An OPEN is judged where one is expected, so that a stray one cannot win a collision. */
  #takeOpen(open: Open): void {
    const stray: OpenVerdict = {
      kind: 'unacceptable',
      refusal: { error: BGP_ERROR.OPEN_UNSPECIFIC, detail: 'an OPEN that nobody waits for' },
    };
    const verdict = this.#state.tag === 'OpenSent' ? this.#options.user.judgeOpen(open) : stray;
    this.#input({ tag: 'OpenReceived', verdict });
  }

  #context(): UpdateContext {
    return 'agreed' in this.#state ? this.#state.agreed.context : NOTHING_AGREED;
  }

  #refuseFraming({ what, length }: FramingFailure): void {
    const refusal: Refusal =
      length === NOT_SYNCHRONIZED
        ? { error: BGP_ERROR.CONNECTION_NOT_SYNCHRONIZED, detail: 'a header without its marker' }
        : {
            error: BGP_ERROR.BAD_MESSAGE_LENGTH,
            data: Uint8Array.of(length >>> 8, length & 0xff),
            detail: what,
          };
    this.#input({ tag: 'Refused', refusal });
  }

  #readEnded(connection: Connection): void {
    if (this.#paused) return;
    this.#paused = this.#options.user.readEnded(() => {
      if (connection !== this.#connection) return;
      this.#paused = false;
      // What the peer has sent meanwhile was not looked at: it is not the peer that was silent.
      this.#lastReceived = this.#options.clock.now();
      connection.resume();
    });
    if (this.#paused) connection.pause();
  }

  #input(input: SessionInput, deliver?: () => void): void {
    const before = this.#state;
    const { state, actions } = step(before, input, this.#options.settings);
    this.#state = state;
    for (const action of actions) this.#perform(action, before, deliver);
  }

  #perform(action: SessionAction, before: SessionState, deliver: (() => void) | undefined): void {
    const { user, open } = this.#options;
    switch (action.tag) {
      case 'connect':
        this.#giveUp = this.#options.dial?.(this);
        // An attempt that failed at once is over: there is nothing to give up.
        if (this.#state.tag !== 'Connect') this.#giveUp = undefined;
        return;
      case 'sendOpen':
        return this.#transmit(open);
      case 'sendKeepalive':
        return this.#transmit({ kind: 'Keepalive' });
      case 'sendNotification':
        return this.#notify(action.refusal);
      case 'startTimer':
        this.#periods.set(action.timer, action.seconds * 1000);
        return this.#arm(action.timer, action.seconds * 1000);
      case 'stopTimers':
        for (const timer of this.#timers.values()) timer.cancel();
        return this.#timers.clear();
      case 'closeTcp':
        return this.#closeTcp();
      case 'established':
        return user.established(action.agreed);
      case 'deliver':
        return deliver?.();
      case 'ended':
        return user.ended(action.reason, before.tag === 'Established');
      default:
        unreachable(action);
    }
  }

  #closeTcp(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.end();
    this.#giveUp?.();
    this.#giveUp = undefined;
  }

  #notify({ error: [code, subcode], data = new Uint8Array(0) }: Refusal): void {
    this.#transmit({ kind: 'Notification', code, subcode, data: data.subarray(0, LONGEST_DATA) });
  }

  #transmit(message: Message): void {
    const { clock, telemetry } = this.#options;
    this.#connection?.write(encodeMessage(message, this.#context()));
    this.#lastSent = clock.now();
    telemetry.count('bgp_messages_sent', { type: message.kind });
  }

  #arm(timer: TimerName, delay: number): void {
    this.#timers.get(timer)?.cancel();
    this.#timers.set(
      timer,
      this.#options.clock.schedule(delay, () => this.#expired(timer)),
    );
  }

  /**
   * Traffic puts hold and keepalive timer off. Re-arming a timer for each message would cost more than the message; so
   * the timer looks, when it fires, how long it has been quiet, and waits for the rest. While nothing is read, the
   * peer cannot be blamed for silence.
   */
  #expired(timer: TimerName): void {
    const period = this.#periods.get(timer) ?? 0;
    const now = this.#options.clock.now();
    const since = timer === 'keepalive' ? this.#lastSent : timer === 'hold' ? this.#lastReceived : undefined;
    const left = since === undefined ? 0 : since + period - now;
    if (left > 0) this.#arm(timer, left);
    else if (timer === 'hold' && this.#paused) this.#arm(timer, period);
    else this.#input({ tag: 'TimerExpired', timer });
  }
}
