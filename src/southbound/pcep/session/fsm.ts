import { unreachable } from '../../../domain/values/result.js';
import type { OpenObject } from '../codec/objects/open.js';

/**
 * The session state machine of RFC 5440 appendix A, as a pure function: `(state, input) -> state and actions`. The
 * interpreter (session.ts) owns socket and timers. The variables of the appendix are fields of the states they matter
 * in; Idle and TCPPending belong to the side that opens the connection.
 */
export type SessionState =
  | { readonly tag: 'Idle' }
  | { readonly tag: 'TcpPending'; readonly connectRetry: number }
  | { readonly tag: 'OpenWait'; readonly localOk: boolean; readonly openRetry: number }
  | { readonly tag: 'KeepWait'; readonly remote: OpenObject | undefined; readonly openRetry: number }
  | { readonly tag: 'Up'; readonly remote: OpenObject }
  | { readonly tag: 'Closed'; readonly reason: EndReason };

export type EndReason =
  | { readonly kind: 'peer-closed'; readonly closeReason?: number }
  | { readonly kind: 'we-closed'; readonly closeReason: number; readonly detail?: string }
  | { readonly kind: 'connection-lost' }
  | { readonly kind: 'dead-timer' }
  | { readonly kind: 'malformed-message'; readonly detail: string }
  | { readonly kind: 'protocol-error'; readonly detail: string };

export type TimerName = 'connect' | 'openWait' | 'keepWait' | 'keepalive' | 'dead';

/** What the local configuration says to the peer's Open. */
export type OpenVerdict =
  | { readonly kind: 'acceptable' }
  /** Another keepalive or dead timer would do: proposed in the PCErr (RFC 5440 6.2, 7.15). */
  | { readonly kind: 'negotiable'; readonly proposal: OpenObject; readonly detail: string }
  | {
      readonly kind: 'unacceptable';
      readonly errorType: number;
      readonly errorValue: number;
      readonly detail: string;
    };

export type SessionInput =
  | { readonly tag: 'Start' }
  | { readonly tag: 'TcpConnected' }
  | { readonly tag: 'TcpFailed' }
  | { readonly tag: 'TcpClosed' }
  | { readonly tag: 'OpenReceived'; readonly open: OpenObject; readonly verdict: OpenVerdict }
  | { readonly tag: 'KeepaliveReceived' }
  /** PCErr; `acceptable` tells whether the OPEN it proposes, if any, can be agreed to. */
  | { readonly tag: 'ErrorReceived'; readonly proposal?: OpenObject; readonly acceptable: boolean }
  | { readonly tag: 'CloseReceived'; readonly closeReason: number }
  /** Any other well-formed message. */
  | { readonly tag: 'MessageReceived' }
  | { readonly tag: 'Malformed'; readonly detail: string; readonly response?: Refusal }
  | { readonly tag: 'TimerExpired'; readonly timer: TimerName }
  | { readonly tag: 'CloseRequested'; readonly closeReason: number; readonly detail?: string }
  /** What was received must end the session after this PCErr. */
  | { readonly tag: 'Refused'; readonly response: Refusal; readonly detail: string };

export interface Refusal {
  readonly errorType: number;
  readonly errorValue: number;
}

export type SessionAction =
  | { readonly tag: 'connect' }
  | { readonly tag: 'sendOpen'; readonly agreed?: OpenObject }
  | { readonly tag: 'sendKeepalive' }
  | {
      readonly tag: 'sendError';
      readonly errorType: number;
      readonly errorValue: number;
      readonly open?: OpenObject;
    }
  | { readonly tag: 'sendClose'; readonly reason: number }
  | { readonly tag: 'startTimer'; readonly timer: TimerName }
  | { readonly tag: 'stopTimer'; readonly timer: TimerName }
  | { readonly tag: 'closeTcp' }
  | { readonly tag: 'established'; readonly remote: OpenObject }
  /** Give the message to the application. */
  | { readonly tag: 'deliver' };

export interface Step {
  readonly state: SessionState;
  readonly actions: readonly SessionAction[];
}

/** RFC 5440 appendix A: ConnectMaxRetry; appendix B: the fixed timers, in seconds. */
export const CONNECT_MAX_RETRY = 5;
export const CONNECT_SECONDS = 60;
export const OPEN_WAIT_SECONDS = 60;
export const KEEP_WAIT_SECONDS = 60;

/** Close reasons (RFC 5440 7.17). */
export const CLOSE_REASON = {
  none: 1,
  deadTimer: 2,
  malformed: 3,
  unknownRequests: 4,
  unrecognizedMessages: 5,
} as const;

export const initialState: SessionState = { tag: 'Idle' };

export function step(state: SessionState, input: SessionInput): Step {
  if (state.tag === 'Closed') return { state, actions: [] };
  if (input.tag === 'TcpClosed') return end({ kind: 'connection-lost' }, []);
  switch (state.tag) {
    case 'Idle':
      return inIdle(state, input);
    case 'TcpPending':
      return inTcpPending(state, input);
    case 'OpenWait':
      return inOpenWait(state, input);
    case 'KeepWait':
      return inKeepWait(state, input);
    case 'Up':
      return inUp(state, input);
    default:
      return unreachable(state);
  }
}

type In<Tag extends SessionState['tag']> = Extract<SessionState, { readonly tag: Tag }>;

function inIdle(state: In<'Idle'>, input: SessionInput): Step {
  if (input.tag === 'TcpConnected') return opening();
  if (input.tag !== 'Start') return { state, actions: [] };
  return {
    state: { tag: 'TcpPending', connectRetry: 0 },
    actions: [{ tag: 'connect' }, { tag: 'startTimer', timer: 'connect' }],
  };
}

function inTcpPending(state: In<'TcpPending'>, input: SessionInput): Step {
  if (input.tag === 'TcpConnected') {
    const { state: next, actions } = opening();
    return { state: next, actions: [{ tag: 'stopTimer', timer: 'connect' }, ...actions] };
  }
  const failed = input.tag === 'TcpFailed' || (input.tag === 'TimerExpired' && input.timer === 'connect');
  if (!failed || state.connectRetry >= CONNECT_MAX_RETRY)
    return { state: { tag: 'Idle' }, actions: [{ tag: 'closeTcp' }] };
  return {
    state: { tag: 'TcpPending', connectRetry: state.connectRetry + 1 },
    actions: [{ tag: 'connect' }, { tag: 'startTimer', timer: 'connect' }],
  };
}

const opening = (): Step => ({
  state: { tag: 'OpenWait', localOk: false, openRetry: 0 },
  actions: [{ tag: 'sendOpen' }, { tag: 'startTimer', timer: 'openWait' }],
});

function inOpenWait(state: In<'OpenWait'>, input: SessionInput): Step {
  switch (input.tag) {
    case 'OpenReceived':
      return judgeOpen(state, input.open, input.verdict);
    case 'TimerExpired':
      if (input.timer !== 'openWait') return { state, actions: [] };
      return refuse(1, 2, { kind: 'protocol-error', detail: 'no Open within the OpenWait time' });
    case 'CloseRequested':
      return end({ kind: 'we-closed', ...requested(input) }, [
        { tag: 'sendClose', reason: input.closeReason },
      ]);
    case 'CloseReceived':
      return end({ kind: 'peer-closed', closeReason: input.closeReason }, []);
    case 'Refused':
      return refuse(input.response.errorType, input.response.errorValue, {
        kind: 'protocol-error',
        detail: input.detail,
      });
    case 'Malformed': {
      const { errorType, errorValue } = input.response ?? { errorType: 1, errorValue: 1 };
      return refuse(errorType, errorValue, { kind: 'malformed-message', detail: input.detail });
    }
    case 'KeepaliveReceived':
    case 'ErrorReceived':
    case 'MessageReceived':
      return refuse(1, 1, { kind: 'protocol-error', detail: 'the first message was not an Open' });
    default:
      return { state, actions: [] };
  }
}

function judgeOpen(state: In<'OpenWait'>, open: OpenObject, verdict: OpenVerdict): Step {
  if (verdict.kind === 'unacceptable') {
    return refuse(verdict.errorType, verdict.errorValue, { kind: 'protocol-error', detail: verdict.detail });
  }
  if (verdict.kind === 'negotiable') return negotiate(state, verdict);
  const accepted: SessionAction[] = [
    { tag: 'stopTimer', timer: 'openWait' },
    { tag: 'sendKeepalive' },
    { tag: 'startTimer', timer: 'keepalive' },
  ];
  if (state.localOk) return goUp(open, accepted);
  return {
    state: { tag: 'KeepWait', remote: open, openRetry: state.openRetry },
    actions: [...accepted, { tag: 'startTimer', timer: 'keepWait' }],
  };
}

function negotiate(state: In<'OpenWait'>, verdict: Extract<OpenVerdict, { kind: 'negotiable' }>): Step {
  if (state.openRetry > 0) return refuse(1, 5, { kind: 'protocol-error', detail: verdict.detail });
  const proposal: SessionAction = { tag: 'sendError', errorType: 1, errorValue: 4, open: verdict.proposal };
  if (state.localOk) {
    return {
      state: { ...state, openRetry: 1 },
      actions: [proposal, { tag: 'startTimer', timer: 'openWait' }],
    };
  }
  return {
    state: { tag: 'KeepWait', remote: undefined, openRetry: 1 },
    actions: [proposal, { tag: 'stopTimer', timer: 'openWait' }, { tag: 'startTimer', timer: 'keepWait' }],
  };
}

function inKeepWait(state: In<'KeepWait'>, input: SessionInput): Step {
  switch (input.tag) {
    case 'KeepaliveReceived':
      if (state.remote !== undefined) return goUp(state.remote, [{ tag: 'stopTimer', timer: 'keepWait' }]);
      return {
        state: { tag: 'OpenWait', localOk: true, openRetry: state.openRetry },
        actions: [
          { tag: 'stopTimer', timer: 'keepWait' },
          { tag: 'startTimer', timer: 'openWait' },
        ],
      };
    case 'ErrorReceived':
      return reopen(state, input);
    case 'OpenReceived':
      // Our proposal can be answered before our own Open is: the appendix's OpenWait, entered by the Open itself.
      if (state.remote === undefined) {
        const waiting: In<'OpenWait'> = { tag: 'OpenWait', localOk: false, openRetry: state.openRetry };
        return judgeOpen(waiting, input.open, input.verdict);
      }
      return refuse(1, 1, { kind: 'protocol-error', detail: 'a second Open' });
    case 'TimerExpired':
      if (input.timer === 'keepalive') return { state, actions: keepalive() };
      if (input.timer !== 'keepWait') return { state, actions: [] };
      return refuse(1, 7, {
        kind: 'protocol-error',
        detail: 'no Keepalive or PCErr within the KeepWait time',
      });
    case 'CloseRequested':
      return end({ kind: 'we-closed', ...requested(input) }, [
        { tag: 'sendClose', reason: input.closeReason },
      ]);
    case 'CloseReceived':
      return end({ kind: 'peer-closed', closeReason: input.closeReason }, []);
    case 'Refused':
      return refuse(input.response.errorType, input.response.errorValue, {
        kind: 'protocol-error',
        detail: input.detail,
      });
    case 'Malformed':
      return refuse(1, 1, { kind: 'malformed-message', detail: input.detail });
    case 'MessageReceived':
      return refuse(1, 1, {
        kind: 'protocol-error',
        detail: 'neither Keepalive nor PCErr answered our Open',
      });
    default:
      return { state, actions: [] };
  }
}

/** The peer wants other session characteristics of us. */
function reopen(state: In<'KeepWait'>, input: Extract<SessionInput, { tag: 'ErrorReceived' }>): Step {
  if (input.proposal === undefined) {
    return end({ kind: 'protocol-error', detail: 'the peer refused our Open' }, []);
  }
  if (!input.acceptable) {
    return refuse(1, 6, {
      kind: 'protocol-error',
      detail: 'the peer proposed unacceptable session characteristics',
    });
  }
  const resend: SessionAction = { tag: 'sendOpen', agreed: input.proposal };
  if (state.remote !== undefined)
    return { state, actions: [resend, { tag: 'startTimer', timer: 'keepWait' }] };
  return {
    state: { tag: 'OpenWait', localOk: false, openRetry: state.openRetry },
    actions: [resend, { tag: 'stopTimer', timer: 'keepWait' }, { tag: 'startTimer', timer: 'openWait' }],
  };
}

function inUp(state: In<'Up'>, input: SessionInput): Step {
  switch (input.tag) {
    case 'KeepaliveReceived':
      return { state, actions: [] };
    case 'MessageReceived':
    case 'ErrorReceived':
      return { state, actions: [{ tag: 'deliver' }] };
    case 'CloseReceived':
      return end({ kind: 'peer-closed', closeReason: input.closeReason }, []);
    case 'TimerExpired':
      if (input.timer === 'keepalive') return { state, actions: keepalive() };
      if (input.timer !== 'dead') return { state, actions: [] };
      return end({ kind: 'dead-timer' }, [{ tag: 'sendClose', reason: CLOSE_REASON.deadTimer }]);
    case 'Malformed':
      if (input.response !== undefined) {
        const { errorType, errorValue } = input.response;
        return refuse(errorType, errorValue, { kind: 'malformed-message', detail: input.detail });
      }
      return malformed(input.detail);
    case 'OpenReceived':
      return malformed('an Open while the session is up');
    case 'CloseRequested':
      return end({ kind: 'we-closed', ...requested(input) }, [
        { tag: 'sendClose', reason: input.closeReason },
      ]);
    case 'Refused':
      return refuse(input.response.errorType, input.response.errorValue, {
        kind: 'protocol-error',
        detail: input.detail,
      });
    default:
      return { state, actions: [] };
  }
}

const goUp = (remote: OpenObject, before: readonly SessionAction[]): Step => ({
  state: { tag: 'Up', remote },
  actions: [...before, { tag: 'startTimer', timer: 'dead' }, { tag: 'established', remote }],
});

const keepalive = (): readonly SessionAction[] => [
  { tag: 'sendKeepalive' },
  { tag: 'startTimer', timer: 'keepalive' },
];

const malformed = (detail: string): Step =>
  end({ kind: 'malformed-message', detail }, [{ tag: 'sendClose', reason: CLOSE_REASON.malformed }]);

const refuse = (errorType: number, errorValue: number, reason: EndReason): Step =>
  end(reason, [{ tag: 'sendError', errorType, errorValue }]);

const end = (reason: EndReason, before: readonly SessionAction[]): Step => ({
  state: { tag: 'Closed', reason },
  actions: [...before, { tag: 'closeTcp' }],
});

const requested = ({ closeReason, detail }: Extract<SessionInput, { tag: 'CloseRequested' }>) =>
  detail === undefined ? { closeReason } : { closeReason, detail };
