// The interpreter of the state machine, on a fake connection and clock.
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  decodeMessage,
  encodeMessage,
  type Message,
} from '../../../../../src/southbound/pcep/codec/message.js';
import type { OpenObject } from '../../../../../src/southbound/pcep/codec/objects/open.js';
import type { EndReason, OpenVerdict } from '../../../../../src/southbound/pcep/session/fsm.js';
import { PcepSession, type SessionUser } from '../../../../../src/southbound/pcep/session/session.js';
import { FakeClock } from '../../../../support/fake-clock.js';
import { FakeConnection } from '../../../../support/fake-connection.js';
import { FakeTelemetry } from '../../../../support/pce.js';
import { KEEPALIVE, openMessage, openObject, pcreq } from '../../../../support/pcep-messages.js';

class User implements SessionUser {
  verdict: OpenVerdict = { kind: 'acceptable' };
  readonly established_: OpenObject[] = [];
  readonly messages: Message[] = [];
  readonly ends: [EndReason, boolean][] = [];
  judgeOpen = (): OpenVerdict => this.verdict;
  established(remote: OpenObject): void {
    this.established_.push(remote);
  }
  received({ message }: { readonly message: Message }): void {
    this.messages.push(message);
  }
  ended(reason: EndReason, wasUp: boolean): void {
    this.ends.push([reason, wasUp]);
  }
}

let clock: FakeClock;
let connection: FakeConnection;
let user: User;
let session: PcepSession;

beforeEach(() => {
  clock = new FakeClock();
  connection = new FakeConnection();
  user = new User();
  session = new PcepSession({
    connection,
    clock,
    telemetry: new FakeTelemetry(),
    open: openObject({ keepalive: 20, deadTimer: 80 }),
    timers: { openWait: 60, keepWait: 50 },
    user,
  });
  session.start();
});

const receive = (...messages: readonly Message[]): void =>
  session.receive(Buffer.concat(messages.map(encodeMessage)));
const goUp = (remote = openObject({ keepalive: 10, deadTimer: 40 })): void => {
  receive(openMessage(remote), KEEPALIVE);
  expect(session.isUp).toBe(true);
  connection.taken();
};

describe('coming up', () => {
  test('sends its Open at once, Keepalive for the peer’s, and is up with the peer’s Keepalive', () => {
    expect(connection.taken()).toMatchObject([{ kind: 'Open', open: { keepalive: 20, deadTimer: 80 } }]);
    receive(openMessage());
    expect(connection.taken()).toEqual([KEEPALIVE]);
    expect(session.isUp).toBe(false);
    receive(KEEPALIVE);
    expect(session.isUp).toBe(true);
    expect(user.established_).toHaveLength(1);
  });

  test('whatever the chunks are', () => {
    const bytes = Buffer.concat([openMessage(), KEEPALIVE, pcreq({ requestId: 1 })].map(encodeMessage));
    for (const byte of bytes) session.receive(Uint8Array.of(byte));
    expect(user.messages.map(({ kind }) => kind)).toEqual(['PCReq']);
  });

  test('without an Open in time: PCErr 1/2', () => {
    clock.advance(59_999);
    expect(connection.ended).toBe(false);
    clock.advance(1);
    expect(connection.errors()).toEqual(['1/2']);
    expect(user.ends).toMatchObject([[{ kind: 'protocol-error' }, false]]);
  });

  test('without a Keepalive in time: PCErr 1/7, our own Keepalives going out meanwhile', () => {
    receive(openMessage());
    clock.advance(50_000);
    const sent = connection.taken().map(({ kind }) => kind);
    expect(sent).toEqual(['Open', 'Keepalive', 'Keepalive', 'Keepalive', 'PCErr']);
    expect(connection.ended).toBe(true);
  });

  test('unacceptable timers: proposes others once, accepts the second Open', () => {
    user.verdict = {
      kind: 'negotiable',
      proposal: openObject({ keepalive: 30, deadTimer: 120 }),
      detail: 'too fast',
    };
    receive(openMessage(openObject({ keepalive: 1, deadTimer: 4 })));
    expect(connection.taken().at(-1)).toMatchObject({
      kind: 'PCErr',
      entries: [{ errors: [{ errorType: 1, errorValue: 4 }] }],
      open: { keepalive: 30, deadTimer: 120 },
    });
    user.verdict = { kind: 'acceptable' };
    receive(KEEPALIVE, openMessage(openObject({ keepalive: 30, deadTimer: 120 })));
    expect(session.isUp).toBe(true);
    expect(user.established_[0]).toMatchObject({ keepalive: 30 });
  });

  test('agrees to timers that the peer proposes, and keeps them', () => {
    receive(openMessage());
    connection.taken();
    const error = { kind: 'PCEP-ERROR', errorType: 1, errorValue: 4, tlvs: [] } as const;
    const open = openObject({ keepalive: 5, deadTimer: 20 });
    receive({ kind: 'PCErr', entries: [{ rps: [], srps: [], lsps: [], errors: [error], others: [] }], open });
    expect(connection.taken()).toMatchObject([
      { kind: 'Open', open: { keepalive: 5, deadTimer: 20, sid: 1 } },
    ]);
    receive(KEEPALIVE);
    connection.taken();
    clock.advance(20_000);
    expect(session.localOpen.keepalive).toBe(5);
    expect(connection.taken().map(({ kind }) => kind)).toContain('Keepalive');
  });
});

describe('up', () => {
  beforeEach(() => goUp());

  test('sends Keepalive when nothing else was sent for its keepalive time', () => {
    clock.advance(19_999);
    receive(KEEPALIVE);
    expect(connection.taken()).toEqual([]);
    clock.advance(1);
    expect(connection.taken()).toEqual([KEEPALIVE]);
  });

  test('anything sent puts the Keepalive off', () => {
    clock.advance(15_000);
    receive(KEEPALIVE);
    session.send({ kind: 'PCNtf', notifies: [] });
    connection.forget();
    clock.advance(19_999);
    expect(connection.taken()).toEqual([]);
    clock.advance(1);
    expect(connection.taken()).toEqual([KEEPALIVE]);
  });

  test('gives the peer up after its dead time, not before; any message counts as life', () => {
    clock.advance(39_000);
    receive(pcreq({ requestId: 1 }));
    clock.advance(39_999);
    expect(connection.ended).toBe(false);
    clock.advance(1);
    expect(connection.taken().at(-1)).toMatchObject({ kind: 'Close', close: { reason: 2 } });
    expect(user.ends).toEqual([[{ kind: 'dead-timer' }, true]]);
  });

  test('sends each message in one write', () => {
    const writes = connection.writes;
    session.send({ kind: 'Keepalive' });
    session.send({ kind: 'Keepalive' });
    expect(connection.writes - writes).toBe(2);
  });

  test('ends once, sends nothing after its last words, and leaves no timer', () => {
    session.close(1, 'enough');
    session.close(1, 'enough');
    session.connectionLost();
    expect(session.send(KEEPALIVE)).toBe(false);
    receive(KEEPALIVE);
    expect(connection.taken()).toMatchObject([{ kind: 'Close', close: { reason: 1 } }]);
    expect(user.ends).toEqual([[{ kind: 'we-closed', closeReason: 1, detail: 'enough' }, true]]);
    expect(clock.pending()).toBe(0);
  });

  test('what comes behind a malformed message in the same chunk is not looked at', () => {
    session.receive(
      Buffer.concat([Buffer.from('20020008ffffffff', 'hex'), encodeMessage(pcreq({ requestId: 1 }))]),
    );
    expect(user.messages).toEqual([]);
    expect(connection.taken()).toMatchObject([{ kind: 'Close', close: { reason: 3 } }]);
  });

  test('a peer that takes nothing is given up before memory runs out', () => {
    connection.unsent = 17 * 1024 * 1024;
    session.send(KEEPALIVE);
    expect(user.ends).toMatchObject([[{ kind: 'we-closed' }, true]]);
  });
});

test('a peer that announces keepalive 0 is never given up for silence (RFC 5440 7.3)', () => {
  goUp(openObject({ keepalive: 0, deadTimer: 0 }));
  clock.advance(100_000_000);
  expect(session.isUp).toBe(true);
});

test('what the session sends can be read', () => {
  session.close();
  for (const bytes of connection.raw) expect(decodeMessage(bytes).ok).toBe(true);
});
