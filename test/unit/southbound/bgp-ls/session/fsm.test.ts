import { describe, expect, test } from '@jest/globals';
import { BGP_ERROR } from '../../../../../src/southbound/bgp-ls/codec/code-points.js';
import {
  initialState,
  type SessionInput,
  type SessionState,
  type Settings,
  type Step,
  step,
} from '../../../../../src/southbound/bgp-ls/session/fsm.js';
import type { Agreement } from '../../../../../src/southbound/bgp-ls/session/negotiation.js';

const SETTINGS: Settings = { connectRetry: [1, 5, 30], openHoldTime: 240 };
const AGREED: Agreement = {
  asNumber: 65_000,
  bgpIdentifier: '10.0.0.1',
  holdTime: 90,
  keepaliveTime: 30,
  refreshes: true,
  context: { fourOctetAs: true, internal: true },
};
const STOP: SessionInput = {
  tag: 'Stop',
  refusal: { error: BGP_ERROR.ADMINISTRATIVE_SHUTDOWN, detail: 'the end' },
};
const ACCEPTED: SessionInput = { tag: 'OpenReceived', verdict: { kind: 'acceptable', agreed: AGREED } };
const HOLD_EXPIRED: SessionInput = { tag: 'TimerExpired', timer: 'hold' };
const RETRY: SessionInput = { tag: 'TimerExpired', timer: 'connectRetry' };

function run(state: SessionState, ...inputs: readonly SessionInput[]): Step {
  let last: Step = { state, actions: [] };
  for (const input of inputs) last = step(last.state, input, SETTINGS);
  return last;
}

const dialling = initialState(true);
const openSent = (dials = true) => run(initialState(dials), { tag: 'TcpConnected' }).state;
const openConfirm = (dials = true) => run(openSent(dials), ACCEPTED).state;
const established = (dials = true) => run(openConfirm(dials), { tag: 'KeepaliveReceived' }).state;

const tags = ({ actions }: Step): readonly string[] => actions.map(({ tag }) => tag);
const waits = ({ actions }: Step) =>
  actions.flatMap((action) => (action.tag === 'startTimer' ? [[action.timer, action.seconds]] : []));
const errors = ({ actions }: Step) =>
  actions.flatMap((action) => (action.tag === 'sendNotification' ? [action.refusal.error.join('/')] : []));

describe('a session that dials', () => {
  test('connects when it starts, and gives an attempt as long as the longest wait', () => {
    const started = run(dialling, { tag: 'Start' });
    expect(started.state.tag).toBe('Connect');
    expect(tags(started)).toEqual(['closeTcp', 'startTimer', 'connect']);
    expect(waits(started)).toEqual([['connectRetry', 30]]);
  });

  test('waits longer after each failure, as the operator says', () => {
    const first = run(dialling, { tag: 'Start' }, { tag: 'TcpFailed' });
    expect(first.state.tag).toBe('Active');
    expect(waits(first)).toEqual([['connectRetry', 1]]);
    const second = run(first.state, RETRY, { tag: 'TcpFailed' });
    expect(waits(second)).toEqual([['connectRetry', 5]]);
    const fifth = run(second.state, RETRY, { tag: 'TcpFailed' }, RETRY, { tag: 'TcpFailed' });
    expect(waits(fifth)).toEqual([['connectRetry', 30]]);
  });

  test('gives up an attempt that takes too long and makes the next', () => {
    const again = run(dialling, { tag: 'Start' }, RETRY);
    expect(again.state.tag).toBe('Connect');
    expect(tags(again)).toEqual(['closeTcp', 'startTimer', 'connect']);
  });

  test('sends OPEN and waits for the other one when it is connected', () => {
    const connected = run(dialling, { tag: 'Start' }, { tag: 'TcpConnected' });
    expect(connected.state.tag).toBe('OpenSent');
    expect(tags(connected)).toEqual(['stopTimers', 'sendOpen', 'startTimer']);
    expect(waits(connected)).toEqual([['hold', 240]]);
  });

  test('connects again after the end of a session, soon if it was established', () => {
    const ended = run(established(), { tag: 'TcpClosed' });
    expect(ended.state).toEqual({ tag: 'Idle', dials: true, failures: 1 });
    expect(waits(ended)).toEqual([['connectRetry', 1]]);
    expect(run(ended.state, RETRY).state.tag).toBe('Connect');
    const refused = run(
      run(dialling, { tag: 'Start' }, { tag: 'TcpFailed' }, RETRY, { tag: 'TcpConnected' }).state,
      {
        tag: 'NotificationReceived',
        code: 2,
        subcode: 2,
      },
    );
    expect(waits(refused)).toEqual([['connectRetry', 5]]);
  });

  test('waits longest after an end that it has made itself', () => {
    const refusal = { error: BGP_ERROR.MAXIMUM_PREFIXES, detail: 'too much' };
    expect(waits(run(established(), { tag: 'Refused', refusal }))).toEqual([['connectRetry', 30]]);
  });

  test('does not connect again when it is stopped', () => {
    for (const state of [
      dialling,
      run(dialling, { tag: 'Start' }).state,
      openSent(),
      openConfirm(),
      established(),
    ]) {
      const stopped = run(state, STOP);
      expect(stopped.state).toMatchObject({ tag: 'Idle', dials: false });
      expect(waits(stopped)).toEqual([]);
      expect(run(stopped.state, RETRY).actions).toEqual([]);
    }
  });
});

describe('a session that was dialled', () => {
  test('waits for nothing after its end', () => {
    const ended = run(established(false), { tag: 'TcpClosed' });
    expect(ended.state).toEqual({ tag: 'Idle', dials: false, failures: 1 });
    expect(waits(ended)).toEqual([]);
    expect(ended.actions.at(-1)).toEqual({ tag: 'ended', reason: { kind: 'connection-lost' } });
  });
});

describe('the exchange of OPENs', () => {
  test('answers an acceptable OPEN with KEEPALIVE and the timers that were agreed', () => {
    const confirmed = run(openSent(), ACCEPTED);
    expect(confirmed.state.tag).toBe('OpenConfirm');
    expect(tags(confirmed)).toEqual(['stopTimers', 'sendKeepalive', 'startTimer', 'startTimer']);
    expect(waits(confirmed)).toEqual([
      ['hold', 90],
      ['keepalive', 30],
    ]);
  });

  test('starts no timers for hold time 0', () => {
    const agreed = { ...AGREED, holdTime: 0, keepaliveTime: 0 };
    expect(waits(run(openSent(), { tag: 'OpenReceived', verdict: { kind: 'acceptable', agreed } }))).toEqual(
      [],
    );
  });

  test('ends with the NOTIFICATION of an unacceptable OPEN', () => {
    const refusal = { error: BGP_ERROR.BAD_PEER_AS, detail: 'AS number 1' };
    const refused = run(openSent(), { tag: 'OpenReceived', verdict: { kind: 'unacceptable', refusal } });
    expect(errors(refused)).toEqual(['2/2']);
    expect(refused.state.tag).toBe('Idle');
  });

  test('is established by a KEEPALIVE, which forgets the failures before', () => {
    const up = run(openConfirm(), { tag: 'KeepaliveReceived' });
    expect(up.state).toMatchObject({ tag: 'Established', failures: 0 });
    expect(up.actions).toEqual([{ tag: 'established', agreed: AGREED }]);
  });

  test('keeps itself alive while it waits for the KEEPALIVE', () => {
    const kept = run(openConfirm(), { tag: 'TimerExpired', timer: 'keepalive' });
    expect(kept.state.tag).toBe('OpenConfirm');
    expect(tags(kept)).toEqual(['sendKeepalive', 'startTimer']);
  });
});

describe('messages that do not belong into a state (RFC 6608)', () => {
  test.each([
    ['OpenSent', openSent(), { tag: 'KeepaliveReceived' }, '5/1'],
    ['OpenSent', openSent(), { tag: 'RoutesReceived' }, '5/1'],
    ['OpenConfirm', openConfirm(), { tag: 'RoutesReceived' }, '5/2'],
    ['OpenConfirm', openConfirm(), ACCEPTED, '5/2'],
    ['Established', established(), ACCEPTED, '5/3'],
  ] as const)('in %s', (_name, state, input, error) => {
    const refused = run(state, input);
    expect(errors(refused)).toEqual([error]);
    expect(refused.state.tag).toBe('Idle');
  });
});

describe.each([
  ['OpenSent', openSent()],
  ['OpenConfirm', openConfirm()],
  ['Established', established()],
])('in %s', (_name, state) => {
  test('the hold timer ends the session with 4/0', () => {
    expect(errors(run(state, HOLD_EXPIRED))).toEqual(['4/0']);
  });

  test('a NOTIFICATION ends it without an answer', () => {
    const ended = run(state, { tag: 'NotificationReceived', code: 6, subcode: 2, detail: 'maintenance' });
    expect(errors(ended)).toEqual([]);
    expect(ended.actions.at(-1)).toEqual({
      tag: 'ended',
      reason: { kind: 'peer-notified', code: 6, subcode: 2, detail: 'maintenance' },
    });
  });

  test('a malformed message ends it with its NOTIFICATION', () => {
    const refusal = { error: BGP_ERROR.BAD_MESSAGE_LENGTH, detail: 'a length of 3' };
    expect(errors(run(state, { tag: 'Refused', refusal }))).toEqual(['1/2']);
  });

  test('Stop ends it with Cease', () => {
    const stopped = run(state, STOP);
    expect(errors(stopped)).toEqual(['6/2']);
    expect(tags(stopped)).toContain('ended');
  });

  test('a timer of before does nothing', () => {
    expect(run(state, RETRY)).toEqual({ state, actions: [] });
  });
});

describe('an established session', () => {
  test('gives routes to the application', () => {
    expect(run(established(), { tag: 'RoutesReceived' }).actions).toEqual([{ tag: 'deliver' }]);
  });

  test('sends KEEPALIVE when its timer expires', () => {
    const kept = run(established(), { tag: 'TimerExpired', timer: 'keepalive' });
    expect(kept.actions).toEqual([
      { tag: 'sendKeepalive' },
      { tag: 'startTimer', timer: 'keepalive', seconds: 30 },
    ]);
  });
});
