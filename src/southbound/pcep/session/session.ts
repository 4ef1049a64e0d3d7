import type { Clock, Timer } from '../../../app/ports/clock.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import { type Result, unreachable } from '../../../domain/values/result.js';
import { Framer } from '../../wire/framer.js';
import type { DecodeFailure } from '../codec/failure.js';
import { PCEP_FRAME_FORMAT } from '../codec/framing.js';
import { type DecodedMessage, decodeMessage, encodeMessage, type Message } from '../codec/message.js';
import type { OpenObject } from '../codec/objects/open.js';
import type { Connection } from './connection.js';
import { errorMessage } from './error-message.js';
import {
  CLOSE_REASON,
  type EndReason,
  initialState,
  type OpenVerdict,
  type SessionAction,
  type SessionInput,
  type SessionState,
  step,
  type TimerName,
} from './fsm.js';
import { acceptsProposal } from './negotiation.js';

/** What happens above the state machine: who the peer is, and what its messages mean. */
export interface SessionUser {
  /** Judges the peer's Open: policy, capabilities, and whether the peer has a session already. */
  judgeOpen(open: OpenObject): OpenVerdict;
  established(remote: OpenObject): void;
  /** Any message of a session that is up, except Open, Keepalive and Close. */
  received(decoded: DecodedMessage): void;
  /** Called once, whatever ended the session. */
  ended(reason: EndReason, wasUp: boolean): void;
}

export interface SessionTimers {
  /** Seconds. RFC 5440 appendix B fixes the last two at 60. */
  readonly openWait: number;
  readonly keepWait: number;
}

export interface SessionOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly open: OpenObject;
  readonly timers: SessionTimers;
  readonly user: SessionUser;
}

/** A peer that does not take what it is sent would make this process grow without end. */
const MAXIMUM_UNSENT = 16 * 1024 * 1024;

/** Interpreter of the session state machine: bytes and timers in, bytes and calls out. */
export class PcepSession {
  readonly #options: SessionOptions;
  readonly #framer = new Framer(PCEP_FRAME_FORMAT);
  readonly #timers = new Map<TimerName, Timer>();
  #state: SessionState = initialState;
  #open: OpenObject;
  #lastSent = 0;
  #lastReceived = 0;
  #established = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#open = options.open;
  }

  get isUp(): boolean {
    return this.#state.tag === 'Up';
  }

  /** Our Open as last sent. */
  get localOpen(): OpenObject {
    return this.#open;
  }

  /** The connection is there: sends our Open. */
  start(): void {
    this.#lastReceived = this.#options.clock.now();
    this.#input({ tag: 'TcpConnected' });
  }

  /** Takes the next bytes of the stream, cut anywhere. */
  receive(chunk: Uint8Array): void {
    if (this.#state.tag === 'Closed') return;
    const { frames, failure } = this.#framer.push(chunk);
    for (const frame of frames) {
      if (!this.#isOpenForInput()) return;
      this.#lastReceived = this.#options.clock.now();
      this.#take(decodeMessage(frame));
    }
    if (failure !== undefined) this.#input({ tag: 'Malformed', detail: failure.what });
  }

  connectionLost(): void {
    this.#input({ tag: 'TcpClosed' });
  }

  /** Ends the session with a Close message (RFC 5440 6.8). */
  close(closeReason: number = CLOSE_REASON.none, detail?: string): void {
    this.#input({ tag: 'CloseRequested', closeReason, ...(detail === undefined ? {} : { detail }) });
  }

  /** Ends the session with a PCErr. */
  refuse(errorType: number, errorValue: number, detail: string): void {
    this.#input({ tag: 'Refused', response: { errorType, errorValue }, detail });
  }

  /** False when the session has ended meanwhile: nothing was sent. */
  send(message: Message): boolean {
    if (this.#state.tag === 'Closed') return false;
    this.#transmit(message);
    const { connection } = this.#options;
    if (connection.unsent > MAXIMUM_UNSENT)
      this.close(CLOSE_REASON.none, 'the peer does not take what it is sent');
    return true;
  }

  #isOpenForInput(): boolean {
    return this.#state.tag !== 'Closed';
  }

  #take(decoded: Result<DecodedMessage, DecodeFailure>): void {
    const { telemetry, user } = this.#options;
    if (!decoded.ok) {
      telemetry.count('pcep_messages_malformed');
      this.#input(malformedInput(decoded.error));
      return;
    }
    const { message } = decoded.value;
    telemetry.count('pcep_messages_received', { type: message.kind });
    // PERF: nothing in the state machine depends on these messages once the session is up.
    if (this.#state.tag === 'Up' && !isForStateMachine(message)) user.received(decoded.value);
    else this.#input(this.#inputOf(message), decoded.value);
  }

  #inputOf(message: Message): SessionInput {
    switch (message.kind) {
      case 'Open':
        return {
          tag: 'OpenReceived',
          open: message.open,
          verdict: this.#options.user.judgeOpen(message.open),
        };
      case 'Keepalive':
        return { tag: 'KeepaliveReceived' };
      case 'Close':
        return { tag: 'CloseReceived', closeReason: message.close.reason };
      case 'PCErr': {
        const { open } = message;
        const acceptable = open === undefined || acceptsProposal(open);
        return { tag: 'ErrorReceived', ...(open === undefined ? {} : { proposal: open }), acceptable };
      }
      default:
        return { tag: 'MessageReceived' };
    }
  }

  #input(input: SessionInput, decoded?: DecodedMessage): void {
    const before = this.#state;
    if (before.tag === 'Closed') return;
    const { state, actions } = step(before, input);
    this.#state = state;
    for (const action of actions) this.#perform(action, decoded);
    if (state.tag !== 'Closed') return;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#options.user.ended(state.reason, this.#established);
  }

  #perform(action: SessionAction, decoded: DecodedMessage | undefined): void {
    const { connection, user } = this.#options;
    switch (action.tag) {
      case 'sendOpen':
        if (action.agreed !== undefined) this.#agreeTo(action.agreed);
        this.#transmit({ kind: 'Open', open: this.#open, others: [] });
        return;
      case 'sendKeepalive':
        this.#transmit({ kind: 'Keepalive' });
        return;
      case 'sendError':
        this.#transmit(errorMessage(action.errorType, action.errorValue, { open: action.open }));
        return;
      case 'sendClose':
        this.#transmit({
          kind: 'Close',
          close: { kind: 'CLOSE', reason: action.reason, tlvs: [] },
          others: [],
        });
        return;
      case 'startTimer':
        this.#startTimer(action.timer);
        return;
      case 'stopTimer':
        this.#stopTimer(action.timer);
        return;
      case 'closeTcp':
        connection.end();
        return;
      case 'established':
        this.#established = true;
        user.established(action.remote);
        return;
      case 'deliver':
        if (decoded !== undefined) user.received(decoded);
        return;
      case 'connect':
        // The connection is given to this session by whoever opened it.
        return;
      default:
        unreachable(action);
    }
  }

  /** Like `send`, but also as the last words of a session that has just ended. */
  #transmit(message: Message): void {
    const { connection, clock, telemetry } = this.#options;
    connection.write(encodeMessage(message));
    this.#lastSent = clock.now();
    telemetry.count('pcep_messages_sent', { type: message.kind });
    if (message.kind === 'PCErr') telemetry.count('pcep_errors_sent');
  }

  /** Our Open with the timers that the peer proposed (RFC 5440 6.2). */
  #agreeTo({ keepalive, deadTimer }: OpenObject): void {
    this.#open = { ...this.#open, keepalive, deadTimer };
  }

  #startTimer(timer: TimerName): void {
    const milliseconds = this.#milliseconds(timer);
    if (milliseconds > 0) this.#arm(timer, milliseconds);
  }

  /** 0: not used. Keepalive is ours to keep, the dead timer is what the peer announced (RFC 5440 7.3). */
  #milliseconds(timer: TimerName): number {
    const { timers } = this.#options;
    switch (timer) {
      case 'openWait':
        return timers.openWait * 1000;
      case 'keepWait':
        return timers.keepWait * 1000;
      case 'keepalive':
        return this.#open.keepalive * 1000;
      case 'dead':
        return this.#state.tag === 'Up' && this.#state.remote.keepalive > 0
          ? this.#state.remote.deadTimer * 1000
          : 0;
      default:
        return 0;
    }
  }

  #arm(timer: TimerName, delay: number): void {
    this.#timers.get(timer)?.cancel();
    this.#timers.set(
      timer,
      this.#options.clock.schedule(delay, () => this.#expired(timer)),
    );
  }

  /**
   * Traffic puts keepalive and dead timer off. Re-arming a timer for each message would cost more than the message;
   * so the timer looks, when it fires, how long it has been quiet, and waits for the rest.
   */
  #expired(timer: TimerName): void {
    const since = timer === 'keepalive' ? this.#lastSent : timer === 'dead' ? this.#lastReceived : undefined;
    const left = since === undefined ? 0 : since + this.#milliseconds(timer) - this.#options.clock.now();
    if (left > 0) this.#arm(timer, left);
    else this.#input({ tag: 'TimerExpired', timer });
  }

  #stopTimer(timer: TimerName): void {
    this.#timers.get(timer)?.cancel();
    this.#timers.delete(timer);
  }
}

const isForStateMachine = ({ kind }: Message): boolean =>
  kind === 'Open' || kind === 'Keepalive' || kind === 'Close';

function malformedInput({ what, treatment, path }: DecodeFailure): SessionInput {
  const detail = path.length === 0 ? what : `${path.join(', ')}: ${what}`;
  if (treatment.kind === 'close') return { tag: 'Malformed', detail };
  const { errorType, errorValue } = treatment;
  return { tag: 'Malformed', detail, response: { errorType, errorValue } };
}
