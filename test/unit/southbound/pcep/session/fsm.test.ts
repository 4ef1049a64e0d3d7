// The session state machine of RFC 5440 appendix A: every state with every input, by the words of the appendix.
import { describe, expect, test } from '@jest/globals';
import {
  CLOSE_REASON,
  CONNECT_MAX_RETRY,
  type OpenVerdict,
  type SessionAction,
  type SessionInput,
  type SessionState,
  step,
} from '../../../../../src/southbound/pcep/session/fsm.js';
import { openObject } from '../../../../support/pcep-messages.js';

const open = openObject();
const proposal = openObject({ keepalive: 60, deadTimer: 240 });
const ACCEPTABLE: OpenVerdict = { kind: 'acceptable' };
const NEGOTIABLE: OpenVerdict = { kind: 'negotiable', proposal, detail: 'too fast' };
const UNACCEPTABLE: OpenVerdict = { kind: 'unacceptable', errorType: 1, errorValue: 3, detail: 'never' };

const IDLE: SessionState = { tag: 'Idle' };
const PENDING: SessionState = { tag: 'TcpPending', connectRetry: 0 };
const OPEN_WAIT: SessionState = { tag: 'OpenWait', localOk: false, openRetry: 0 };
const OPEN_WAIT_LOCAL_OK: SessionState = { tag: 'OpenWait', localOk: true, openRetry: 0 };
const OPEN_WAIT_RETRIED: SessionState = { tag: 'OpenWait', localOk: true, openRetry: 1 };
const KEEP_WAIT: SessionState = { tag: 'KeepWait', remote: open, openRetry: 0 };
const KEEP_WAIT_UNDECIDED: SessionState = { tag: 'KeepWait', remote: undefined, openRetry: 1 };
const UP: SessionState = { tag: 'Up', remote: open };

const received = (verdict: OpenVerdict): SessionInput => ({ tag: 'OpenReceived', open, verdict });
const expired = (timer: 'connect' | 'openWait' | 'keepWait' | 'keepalive' | 'dead'): SessionInput => ({
  tag: 'TimerExpired',
  timer,
});
const KEEPALIVE: SessionInput = { tag: 'KeepaliveReceived' };
const ERROR: SessionInput = { tag: 'ErrorReceived', acceptable: true };
const PROPOSAL: SessionInput = { tag: 'ErrorReceived', proposal, acceptable: true };
const BAD_PROPOSAL: SessionInput = { tag: 'ErrorReceived', proposal, acceptable: false };
const CLOSE: SessionInput = { tag: 'CloseReceived', closeReason: 1 };
const MESSAGE: SessionInput = { tag: 'MessageReceived' };
const MALFORMED: SessionInput = { tag: 'Malformed', detail: 'noise' };
const MALFORMED_10_11: SessionInput = {
  tag: 'Malformed',
  detail: 'noise',
  response: { errorType: 10, errorValue: 11 },
};
const STOP: SessionInput = { tag: 'CloseRequested', closeReason: 1 };
const REFUSED: SessionInput = { tag: 'Refused', response: { errorType: 19, errorValue: 5 }, detail: 'no' };

/** Actions in a few letters, and the state that follows. */
const shown = ({ tag, ...more }: SessionAction): string => {
  if (tag === 'sendError' && 'errorType' in more)
    return `PCErr ${more.errorType}/${more.errorValue}${more.open === undefined ? '' : ' with proposal'}`;
  if (tag === 'sendClose' && 'reason' in more) return `Close ${more.reason}`;
  if ('timer' in more) return `${tag === 'startTimer' ? 'start' : 'stop'} ${more.timer}`;
  if (tag === 'sendOpen') return 'agreed' in more ? 'Open as proposed' : 'Open';
  return tag === 'sendKeepalive' ? 'Keepalive' : tag;
};
function after(state: SessionState, input: SessionInput): string {
  const { state: next, actions } = step(state, input);
  const name = next.tag === 'Closed' ? `Closed (${next.reason.kind})` : next.tag;
  return [...actions.map(shown), `-> ${name}`].join(', ');
}

type Row = readonly [event: string, state: SessionState, input: SessionInput, expected: string];

const refusal = (error: string, reason: string): string => `${error}, closeTcp, -> Closed (${reason})`;
const FIRST_NOT_OPEN = refusal('PCErr 1/1', 'protocol-error');
const SAME = (name: string): string => `-> ${name}`;

const idle: readonly Row[] = [
  ['initiates a TCP connection', IDLE, { tag: 'Start' }, 'connect, start connect, -> TcpPending'],
  [
    'a TCP connection is established by the peer',
    IDLE,
    { tag: 'TcpConnected' },
    'Open, start openWait, -> OpenWait',
  ],
  ['anything else is ignored', IDLE, KEEPALIVE, SAME('Idle')],
];

const pending: readonly Row[] = [
  ['TCP established', PENDING, { tag: 'TcpConnected' }, 'stop connect, Open, start openWait, -> OpenWait'],
  ['TCP fails: tried again', PENDING, { tag: 'TcpFailed' }, 'connect, start connect, -> TcpPending'],
  [
    'Connect timer expires: tried again',
    PENDING,
    expired('connect'),
    'connect, start connect, -> TcpPending',
  ],
  [
    'ConnectMaxRetry reached',
    { tag: 'TcpPending', connectRetry: CONNECT_MAX_RETRY },
    { tag: 'TcpFailed' },
    'closeTcp, -> Idle',
  ],
  ['any other event', PENDING, STOP, 'closeTcp, -> Idle'],
];

const openWait: readonly Row[] = [
  [
    'Open, no error, LocalOK=0',
    OPEN_WAIT,
    received(ACCEPTABLE),
    'stop openWait, Keepalive, start keepalive, start keepWait, -> KeepWait',
  ],
  [
    'Open, no error, LocalOK=1',
    OPEN_WAIT_LOCAL_OK,
    received(ACCEPTABLE),
    'stop openWait, Keepalive, start keepalive, start dead, established, -> Up',
  ],
  [
    'Open, acceptable otherwise, LocalOK=0',
    OPEN_WAIT,
    received(NEGOTIABLE),
    'PCErr 1/4 with proposal, stop openWait, start keepWait, -> KeepWait',
  ],
  [
    'Open, acceptable otherwise, LocalOK=1',
    OPEN_WAIT_LOCAL_OK,
    received(NEGOTIABLE),
    'PCErr 1/4 with proposal, start openWait, -> OpenWait',
  ],
  [
    'second Open still unacceptable',
    OPEN_WAIT_RETRIED,
    received(NEGOTIABLE),
    refusal('PCErr 1/5', 'protocol-error'),
  ],
  ['Open not negotiable', OPEN_WAIT, received(UNACCEPTABLE), refusal('PCErr 1/3', 'protocol-error')],
  ['OpenWait timer expires', OPEN_WAIT, expired('openWait'), refusal('PCErr 1/2', 'protocol-error')],
  ['malformed Open', OPEN_WAIT, MALFORMED, refusal('PCErr 1/1', 'malformed-message')],
  [
    'malformed Open with a code of its own',
    OPEN_WAIT,
    MALFORMED_10_11,
    refusal('PCErr 10/11', 'malformed-message'),
  ],
  ['Keepalive instead of an Open', OPEN_WAIT, KEEPALIVE, FIRST_NOT_OPEN],
  ['PCErr instead of an Open', OPEN_WAIT, ERROR, FIRST_NOT_OPEN],
  ['another message instead of an Open', OPEN_WAIT, MESSAGE, FIRST_NOT_OPEN],
  ['Close', OPEN_WAIT, CLOSE, 'closeTcp, -> Closed (peer-closed)'],
  ['stopped by us', OPEN_WAIT, STOP, 'Close 1, closeTcp, -> Closed (we-closed)'],
  ['refused by the user of the session', OPEN_WAIT, REFUSED, refusal('PCErr 19/5', 'protocol-error')],
  ['a timer that is not this state’s', OPEN_WAIT, expired('dead'), SAME('OpenWait')],
  ['a connection that is there already', OPEN_WAIT, { tag: 'TcpConnected' }, SAME('OpenWait')],
];

const keepWait: readonly Row[] = [
  ['Keepalive, RemoteOK=1', KEEP_WAIT, KEEPALIVE, 'stop keepWait, start dead, established, -> Up'],
  ['Keepalive, RemoteOK=0', KEEP_WAIT_UNDECIDED, KEEPALIVE, 'stop keepWait, start openWait, -> OpenWait'],
  [
    'PCErr with acceptable proposal, RemoteOK=1',
    KEEP_WAIT,
    PROPOSAL,
    'Open as proposed, start keepWait, -> KeepWait',
  ],
  [
    'PCErr with acceptable proposal, RemoteOK=0',
    KEEP_WAIT_UNDECIDED,
    PROPOSAL,
    'Open as proposed, stop keepWait, start openWait, -> OpenWait',
  ],
  ['PCErr with unacceptable proposal', KEEP_WAIT, BAD_PROPOSAL, refusal('PCErr 1/6', 'protocol-error')],
  ['PCErr without a proposal', KEEP_WAIT, ERROR, 'closeTcp, -> Closed (protocol-error)'],
  ['KeepWait timer expires', KEEP_WAIT, expired('keepWait'), refusal('PCErr 1/7', 'protocol-error')],
  ['our Keepalive is due', KEEP_WAIT, expired('keepalive'), 'Keepalive, start keepalive, -> KeepWait'],
  ['a second Open', KEEP_WAIT, received(ACCEPTABLE), FIRST_NOT_OPEN],
  [
    'the Open that we asked for, before our own is answered',
    KEEP_WAIT_UNDECIDED,
    received(ACCEPTABLE),
    'stop openWait, Keepalive, start keepalive, start keepWait, -> KeepWait',
  ],
  [
    'that Open still unacceptable',
    KEEP_WAIT_UNDECIDED,
    received(NEGOTIABLE),
    refusal('PCErr 1/5', 'protocol-error'),
  ],
  ['malformed message', KEEP_WAIT, MALFORMED, refusal('PCErr 1/1', 'malformed-message')],
  ['any other message', KEEP_WAIT, MESSAGE, FIRST_NOT_OPEN],
  ['Close', KEEP_WAIT, CLOSE, 'closeTcp, -> Closed (peer-closed)'],
  ['stopped by us', KEEP_WAIT, STOP, 'Close 1, closeTcp, -> Closed (we-closed)'],
  ['refused by the user of the session', KEEP_WAIT, REFUSED, refusal('PCErr 19/5', 'protocol-error')],
  ['a timer that is not this state’s', KEEP_WAIT, expired('openWait'), SAME('KeepWait')],
  ['a connection that is there already', KEEP_WAIT, { tag: 'TcpConnected' }, SAME('KeepWait')],
];

const up: readonly Row[] = [
  ['Keepalive', UP, KEEPALIVE, SAME('Up')],
  ['PCErr', UP, ERROR, 'deliver, -> Up'],
  ['any other message', UP, MESSAGE, 'deliver, -> Up'],
  ['our Keepalive is due', UP, expired('keepalive'), 'Keepalive, start keepalive, -> Up'],
  ['DeadTimer expires', UP, expired('dead'), 'Close 2, closeTcp, -> Closed (dead-timer)'],
  ['malformed message', UP, MALFORMED, 'Close 3, closeTcp, -> Closed (malformed-message)'],
  [
    'malformed message that its RFC wants answered',
    UP,
    MALFORMED_10_11,
    refusal('PCErr 10/11', 'malformed-message'),
  ],
  ['Open', UP, received(ACCEPTABLE), 'Close 3, closeTcp, -> Closed (malformed-message)'],
  ['Close', UP, CLOSE, 'closeTcp, -> Closed (peer-closed)'],
  ['stopped by us', UP, { ...STOP, closeReason: 5 }, 'Close 5, closeTcp, -> Closed (we-closed)'],
  ['refused by the user of the session', UP, REFUSED, refusal('PCErr 19/5', 'protocol-error')],
  ['a timer that is not this state’s', UP, expired('keepWait'), SAME('Up')],
  ['a connection that is there already', UP, { tag: 'TcpConnected' }, SAME('Up')],
];

describe.each([
  ['Idle', idle],
  ['TCPPending', pending],
  ['OpenWait', openWait],
  ['KeepWait', keepWait],
  ['UP', up],
] as const)('in %s', (_name, rows) => {
  test.each(rows)('%s', (_event, state, input, expected) => {
    expect(after(state, input)).toBe(expected);
  });

  test('the connection is lost', () => {
    for (const [, state] of rows)
      expect(after(state, { tag: 'TcpClosed' })).toBe('closeTcp, -> Closed (connection-lost)');
  });
});

test('a closed session does nothing more, whatever comes', () => {
  const closed: SessionState = { tag: 'Closed', reason: { kind: 'dead-timer' } };
  const inputs = [...idle, ...pending, ...openWait, ...keepWait, ...up].map(([, , input]) => input);
  for (const input of inputs) expect(step(closed, input)).toEqual({ state: closed, actions: [] });
});

test('Close reasons are those of RFC 5440 7.17', () => {
  expect(CLOSE_REASON).toEqual({
    none: 1,
    deadTimer: 2,
    malformed: 3,
    unknownRequests: 4,
    unrecognizedMessages: 5,
  });
});
