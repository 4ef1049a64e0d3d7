import { unreachable } from '../../../domain/values/result.js';
import { BGP_ERROR, type BgpErrorCode } from '../codec/code-points.js';
import type { Agreement, OpenVerdict } from './negotiation.js';

/**
 * The state machine of RFC 4271 section 8, as a pure function: `(state, input, settings) -> state and actions`. The
 * interpreter (session.ts) owns connection and timers. Left out: DelayOpen, and the oscillation damping beyond the
 * growing wait between attempts. One machine follows one connection at a time; a connection that the peer opens has
 * a machine of its own that does not dial (RFC 4271 8.2.1), and `collision.ts` says which of two lives on.
 */
export type SessionState = Attempts &
  (
    | { readonly tag: 'Idle' }
    | { readonly tag: 'Connect' }
    | { readonly tag: 'Active' }
    | { readonly tag: 'OpenSent' }
    | { readonly tag: 'OpenConfirm'; readonly agreed: Agreement }
    | { readonly tag: 'Established'; readonly agreed: Agreement }
  );

interface Attempts {
  /** This side opens the connection, and opens it again after its end. */
  readonly dials: boolean;
  /** ConnectRetryCounter: attempts since the last established session. */
  readonly failures: number;
}

export interface Settings {
  /** Seconds between attempts; the last one repeats, and is how long one attempt may take. */
  readonly connectRetry: readonly number[];
  /** Seconds that the peer's OPEN may take. */
  readonly openHoldTime: number;
}

export type EndReason =
  | { readonly kind: 'connection-lost' }
  | {
      readonly kind: 'peer-notified';
      readonly code: number;
      readonly subcode: number;
      readonly detail?: string;
    }
  | { readonly kind: 'we-notified'; readonly error: BgpErrorCode; readonly detail: string };

export type TimerName = 'connectRetry' | 'hold' | 'keepalive';

/** A NOTIFICATION to send, and why, in words. */
export interface Refusal {
  readonly error: BgpErrorCode;
  readonly data?: Uint8Array;
  readonly detail: string;
}

export type SessionInput =
  | { readonly tag: 'Start' }
  | { readonly tag: 'TcpConnected' }
  | { readonly tag: 'TcpFailed' }
  | { readonly tag: 'TcpClosed' }
  | { readonly tag: 'OpenReceived'; readonly verdict: OpenVerdict }
  | { readonly tag: 'KeepaliveReceived' }
  /** UPDATE or ROUTE-REFRESH. */
  | { readonly tag: 'RoutesReceived' }
  | {
      readonly tag: 'NotificationReceived';
      readonly code: number;
      readonly subcode: number;
      readonly detail?: string;
    }
  /** What was received, or what was found out about the peer, ends the session. */
  | { readonly tag: 'Refused'; readonly refusal: Refusal }
  | { readonly tag: 'TimerExpired'; readonly timer: TimerName }
  /** The operator ends it for good. */
  | { readonly tag: 'Stop'; readonly refusal: Refusal };

export type SessionAction =
  | { readonly tag: 'connect' }
  | { readonly tag: 'sendOpen' }
  | { readonly tag: 'sendKeepalive' }
  | { readonly tag: 'sendNotification'; readonly refusal: Refusal }
  | { readonly tag: 'startTimer'; readonly timer: TimerName; readonly seconds: number }
  | { readonly tag: 'stopTimers' }
  | { readonly tag: 'closeTcp' }
  | { readonly tag: 'established'; readonly agreed: Agreement }
  /** Give the message to the application. */
  | { readonly tag: 'deliver' }
  | { readonly tag: 'ended'; readonly reason: EndReason };

export interface Step {
  readonly state: SessionState;
  readonly actions: readonly SessionAction[];
}

export const initialState = (dials: boolean): SessionState => ({ tag: 'Idle', dials, failures: 0 });

export function step(state: SessionState, input: SessionInput, settings: Settings): Step {
  if (input.tag === 'Stop') return stop(state, input.refusal);
  switch (state.tag) {
    case 'Idle':
    case 'Connect':
    case 'Active':
      return withoutConnection(state, input, settings);
    case 'OpenSent':
      return inOpenSent(state, input, settings);
    case 'OpenConfirm':
      return inOpenConfirm(state, input, settings);
    case 'Established':
      return inEstablished(state, input, settings);
    default:
      return unreachable(state);
  }
}

type In<Tag extends SessionState['tag']> = Extract<SessionState, { readonly tag: Tag }>;

function withoutConnection(
  state: In<'Idle' | 'Connect' | 'Active'>,
  input: SessionInput,
  settings: Settings,
): Step {
  const { dials, failures } = state;
  switch (input.tag) {
    case 'TcpConnected':
      return {
        state: { tag: 'OpenSent', dials, failures },
        actions: [
          { tag: 'stopTimers' },
          { tag: 'sendOpen' },
          { tag: 'startTimer', timer: 'hold', seconds: settings.openHoldTime },
        ],
      };
    case 'Start':
      return state.tag === 'Idle' ? connect(state, settings) : { state, actions: [] };
    case 'TimerExpired':
      if (input.timer !== 'connectRetry' || !dials) return { state, actions: [] };
      return connect(state, settings);
    case 'TcpFailed':
    case 'TcpClosed':
      if (state.tag !== 'Connect') return { state, actions: [] };
      return {
        state: { tag: 'Active', dials, failures: failures + 1 },
        actions: [retry(failures, settings)],
      };
    default:
      return { state, actions: [] };
  }
}

/** The timer goes first: an attempt may fail at once. An attempt that takes too long is given up for the next. */
function connect({ dials, failures }: SessionState, settings: Settings): Step {
  return {
    state: { tag: 'Connect', dials, failures },
    actions: [
      { tag: 'closeTcp' },
      { tag: 'startTimer', timer: 'connectRetry', seconds: longest(settings) },
      { tag: 'connect' },
    ],
  };
}

const FALLBACK_RETRY = 120; // RFC 4271 10: ConnectRetryTime.

const longest = ({ connectRetry }: Settings): number => connectRetry.at(-1) ?? FALLBACK_RETRY;

const retry = (failures: number, settings: Settings): SessionAction => ({
  tag: 'startTimer',
  timer: 'connectRetry',
  seconds: settings.connectRetry[failures] ?? longest(settings),
});

function inOpenSent(state: In<'OpenSent'>, input: SessionInput, settings: Settings): Step {
  if (input.tag !== 'OpenReceived')
    return (
      ending(state, input, settings) ??
      refuse(state, settings, {
        error: BGP_ERROR.UNEXPECTED_IN_OPEN_SENT,
        detail: 'the first message was no OPEN',
      })
    );
  const { verdict } = input;
  if (verdict.kind === 'unacceptable') return refuse(state, settings, verdict.refusal);
  const { agreed } = verdict;
  return {
    state: { ...state, tag: 'OpenConfirm', agreed },
    actions: [{ tag: 'stopTimers' }, { tag: 'sendKeepalive' }, ...agreedTimers(agreed)],
  };
}

/** Hold time 0 means no timers at all (RFC 4271 4.4). */
const agreedTimers = ({ holdTime, keepaliveTime }: Agreement): readonly SessionAction[] =>
  holdTime === 0
    ? []
    : [
        { tag: 'startTimer', timer: 'hold', seconds: holdTime },
        { tag: 'startTimer', timer: 'keepalive', seconds: keepaliveTime },
      ];

function inOpenConfirm(state: In<'OpenConfirm'>, input: SessionInput, settings: Settings): Step {
  const { agreed, dials } = state;
  if (input.tag === 'KeepaliveReceived')
    return {
      state: { tag: 'Established', dials, failures: 0, agreed },
      actions: [{ tag: 'established', agreed }],
    };
  if (input.tag === 'TimerExpired' && input.timer === 'keepalive') return keepalive(state);
  return (
    ending(state, input, settings) ??
    refuse(state, settings, {
      error: BGP_ERROR.UNEXPECTED_IN_OPEN_CONFIRM,
      detail: 'no KEEPALIVE answered our OPEN',
    })
  );
}

function inEstablished(state: In<'Established'>, input: SessionInput, settings: Settings): Step {
  switch (input.tag) {
    case 'KeepaliveReceived':
      return { state, actions: [] };
    case 'RoutesReceived':
      return { state, actions: [{ tag: 'deliver' }] };
    case 'TimerExpired':
      if (input.timer === 'keepalive') return keepalive(state);
      break;
    default:
  }
  return (
    ending(state, input, settings) ??
    refuse(state, settings, {
      error: BGP_ERROR.UNEXPECTED_IN_ESTABLISHED,
      detail: 'an OPEN in an established session',
    })
  );
}

const keepalive = (state: In<'OpenConfirm' | 'Established'>): Step => ({
  state,
  actions: [
    { tag: 'sendKeepalive' },
    { tag: 'startTimer', timer: 'keepalive', seconds: state.agreed.keepaliveTime },
  ],
});

/** What ends a connection in every state that has one; undefined: a message that does not belong into this state. */
function ending(state: SessionState, input: SessionInput, settings: Settings): Step | undefined {
  switch (input.tag) {
    case 'NotificationReceived': {
      const { code, subcode, detail } = input;
      return end(state, settings, {
        kind: 'peer-notified',
        code,
        subcode,
        ...(detail === undefined ? {} : { detail }),
      });
    }
    case 'Refused':
      return refuse(state, settings, input.refusal);
    case 'TcpClosed':
    case 'TcpFailed':
      return end(state, settings, { kind: 'connection-lost' });
    case 'TimerExpired':
      if (input.timer !== 'hold') return { state, actions: [] };
      return refuse(state, settings, {
        error: BGP_ERROR.HOLD_TIMER_EXPIRED,
        detail: 'the hold timer expired',
      });
    case 'Start':
    case 'TcpConnected':
      return { state, actions: [] };
    default:
      return undefined;
  }
}

const refuse = (state: SessionState, settings: Settings, refusal: Refusal): Step =>
  end(state, settings, { kind: 'we-notified', error: refusal.error, detail: refusal.detail }, [
    { tag: 'sendNotification', refusal },
  ]);

function end(
  { dials, failures }: SessionState,
  settings: Settings,
  reason: EndReason,
  before: readonly SessionAction[] = [],
): Step {
  return {
    state: { tag: 'Idle', dials, failures: failures + 1 },
    actions: [
      ...before,
      { tag: 'stopTimers' },
      { tag: 'closeTcp' },
      ...(dials ? [retryAfter(reason, failures, settings)] : []),
      { tag: 'ended', reason },
    ],
  };
}

/** What made this side end a session will mostly be there again at once: then the longest wait is right. */
const retryAfter = (reason: EndReason, failures: number, settings: Settings): SessionAction =>
  reason.kind === 'we-notified'
    ? { tag: 'startTimer', timer: 'connectRetry', seconds: longest(settings) }
    : retry(failures, settings);

function stop(state: SessionState, refusal: Refusal): Step {
  const stopped: SessionState = { tag: 'Idle', dials: false, failures: state.failures };
  if (state.tag === 'Idle' || state.tag === 'Connect' || state.tag === 'Active')
    return { state: stopped, actions: [{ tag: 'stopTimers' }, { tag: 'closeTcp' }] };
  return {
    state: stopped,
    actions: [
      { tag: 'sendNotification', refusal },
      { tag: 'stopTimers' },
      { tag: 'closeTcp' },
      { tag: 'ended', reason: { kind: 'we-notified', error: refusal.error, detail: refusal.detail } },
    ],
  };
}
