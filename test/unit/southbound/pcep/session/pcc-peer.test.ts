// One PCC on one connection: what reaches the application, and what is sent when.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ObservedReport, PathAnswer, PccObserver } from '../../../../../src/app/ports/pcc-observer.js';
import { encodeMessage, type Message } from '../../../../../src/southbound/pcep/codec/message.js';
import { PccPeer } from '../../../../../src/southbound/pcep/session/pcc-peer.js';
import type { PcepPolicy } from '../../../../../src/southbound/pcep/session/pcep-policy.js';
import { PeerRegistry } from '../../../../../src/southbound/pcep/session/peer-registry.js';
import { FakeClock } from '../../../../support/fake-clock.js';
import { FakeConnection } from '../../../../support/fake-connection.js';
import { FakeTelemetry } from '../../../../support/pce.js';
import {
  END_OF_SYNC,
  KEEPALIVE,
  type OpenWords,
  openMessage,
  openObject,
  pcreq,
  pcrpt,
} from '../../../../support/pcep-messages.js';
import { POLICY } from '../../../../support/served-pce.js';

class Observer implements PccObserver {
  readonly calls: string[] = [];
  readonly reports: ObservedReport[] = [];
  busy = false;
  readonly associations = { judge: () => undefined, isKnown: () => false };
  /** Busy again from this many reports on. */
  takesBeforeBusy = 0;
  drained: () => void = () => undefined;
  /** Synchronisations whose LSPs are not in the LSP-DB yet. */
  applied: (() => void)[] = [];
  answer: (answers: readonly PathAnswer[]) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  sessionEstablished = ({ pcc }: { readonly pcc: string }): void =>
    void this.calls.push(`established ${pcc}`);
  sessionClosed = (pcc: string, _session: string, reason: string): void =>
    void this.calls.push(`closed ${pcc} ${reason}`);
  lspReported = (report: ObservedReport): void => {
    this.reports.push(report);
    if (this.reports.length === this.takesBeforeBusy) this.busy = true;
  };
  synchronizationEnded = (pcc: string, _session: string, applied: () => void): void => {
    this.calls.push(`synchronized ${pcc}`);
    this.applied.push(applied);
  };
  pathsRequested = (): Promise<readonly PathAnswer[]> => {
    this.calls.push('asked');
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
    });
  };
  operationRefused = (_pcc: string, _session: string, srpId: number, error: object): void =>
    void this.calls.push(`refused ${srpId} ${JSON.stringify(error)}`);
  isBusy = (): boolean => this.busy;
  whenDrained = (callback: () => void): void => void (this.drained = callback);
}

let observer: Observer;
let connection: FakeConnection;
let clock: FakeClock;
let registry: PeerRegistry<PccPeer>;
let sessions = 0;

beforeEach(() => {
  observer = new Observer();
  clock = new FakeClock();
  registry = new PeerRegistry();
  sessions = 0;
});

function connect(policy: Partial<PcepPolicy> = {}, from = new FakeConnection()): PccPeer {
  connection = from;
  const peer = new PccPeer(from, 1, {
    policy: { ...POLICY, ...policy },
    observer,
    clock,
    telemetry: new FakeTelemetry(),
    ids: { next: () => `session-${++sessions}` },
    registry,
  });
  peer.start();
  return peer;
}

const receive = (peer: PccPeer, ...messages: readonly Message[]): void =>
  peer.receive(Buffer.concat(messages.map(encodeMessage)));

function up(words: OpenWords = {}, policy: Partial<PcepPolicy> = {}): PccPeer {
  const peer = connect(policy);
  receive(peer, openMessage(openObject(words)), KEEPALIVE);
  connection.taken();
  return peer;
}

describe('a peer', () => {
  test('is the PCC of its address, or of its SPEAKER-ENTITY-ID', () => {
    up();
    up({ speaker: 'lyon' });
    expect(observer.calls).toEqual(['established 192.0.2.1', 'established lyon']);
  });

  test('gets nothing sent before its end-of-synchronisation marker', () => {
    const peer = up();
    expect(peer.reserve()).toBeUndefined();
    receive(peer, pcrpt({ plspId: 1, name: 'one', sync: true }));
    expect(peer.reserve()).toBeUndefined();
    expect(peer.instruct({ session: 'session-1' as never, srpId: 1 }, KEEPALIVE)).toBe(false);
    receive(peer, END_OF_SYNC);
    // Nor before what was reported is in the LSP-DB: what would be sent could not know it.
    expect(peer.reserve()).toBeUndefined();
    for (const applied of observer.applied) applied();
    expect(peer.reserve()).toEqual({ session: 'session-1', srpId: 1 });
    expect(peer.reserve()?.srpId).toBe(2);
    expect(peer.instruct({ session: 'earlier' as never, srpId: 1 }, KEEPALIVE)).toBe(false);
    expect(connection.taken()).toEqual([]);
    expect(peer.instruct({ session: 'session-1' as never, srpId: 1 }, KEEPALIVE)).toBe(true);
    expect(connection.taken()).toEqual([KEEPALIVE]);
  });

  test('requests before the marker are answered after the LSP-DB has what was reported', () => {
    const peer = up();
    receive(peer, pcreq({ requestId: 1 }), END_OF_SYNC);
    expect(observer.calls).not.toContain('asked');
    for (const applied of observer.applied) applied();
    expect(observer.calls.at(-1)).toBe('asked');
  });

  test('the name of an LSP holds for its PLSP-ID until the LSP is gone', () => {
    const peer = up();
    receive(peer, pcrpt({ plspId: 1, name: 'one' }), pcrpt({ plspId: 1, name: undefined, srpId: 9 }));
    expect(observer.reports.map(({ state, srpId }) => [state.name, srpId])).toEqual([
      ['one', 0],
      ['one', 9],
    ]);
    receive(peer, pcrpt({ plspId: 1, name: undefined, remove: true, lspId: 0 }));
    expect(observer.reports.at(-1)).toMatchObject({ removed: true, state: { name: 'one' } });
    receive(peer, pcrpt({ plspId: 1, name: undefined }));
    expect(connection.errors()).toEqual(['20/1']);
    expect(observer.calls.at(-1)).toBe('closed 192.0.2.1 closed-by-us');
  });

  test('an LSP that is gone can be removed once more', () => {
    const peer = up();
    const removal = pcrpt({ plspId: 1, name: undefined, remove: true, lspId: 0 });
    receive(peer, pcrpt({ plspId: 1, name: 'one' }), removal, removal);
    expect(observer.reports.map(({ removed }) => removed)).toEqual([false, true]);
    expect(connection.errors()).toEqual([]);
    receive(peer, END_OF_SYNC);
    expect(observer.calls).toContain('synchronized 192.0.2.1');
  });

  test('a PLSP-ID that gets another name had one LSP before, which is gone', () => {
    const peer = up();
    receive(peer, pcrpt({ plspId: 1, name: 'one' }), pcrpt({ plspId: 1, name: 'other' }));
    receive(peer, pcrpt({ plspId: 2, name: 'other' }), pcrpt({ plspId: 1, name: 'one' }));
    expect(observer.reports.map(({ state, removed }) => [state.name, state.plspId, removed])).toEqual([
      ['one', 1, false],
      ['one', 1, true],
      ['other', 1, false],
      ['other', 2, false],
      ['one', 1, false],
    ]);
    expect(connection.errors()).toEqual([]);
  });

  test('a marker is one once only', () => {
    const peer = up();
    receive(peer, END_OF_SYNC, END_OF_SYNC);
    expect(observer.calls.filter((call) => call.startsWith('synchronized'))).toHaveLength(1);
  });

  test('refusals name their operation', () => {
    const peer = up();
    const srp = { kind: 'SRP', srpId: 7, remove: false, tlvs: [] } as const;
    const error = { kind: 'PCEP-ERROR', errorType: 19, errorValue: 3, tlvs: [] } as const;
    receive(peer, {
      kind: 'PCErr',
      entries: [{ rps: [], srps: [srp], lsps: [], errors: [error], others: [] }],
    });
    expect(observer.calls.at(-1)).toMatch(/^refused 7 \{"errorType":19,"errorValue":3/);
  });

  test('is not read from while the log can not keep up', () => {
    const peer = up();
    observer.busy = true;
    receive(peer, pcrpt({ plspId: 1, name: 'one' }));
    expect(connection.paused).toBe(true);
    observer.busy = false;
    observer.drained();
    expect(connection.paused).toBe(false);
    expect(observer.reports).toHaveLength(1);
  });

  test('is read no further than the log keeps up with, in the order in which it spoke', () => {
    const peer = up();
    observer.busy = true;
    for (const plspId of [1, 2, 3]) receive(peer, pcrpt({ plspId, name: `lsp-${plspId}` }));
    expect(observer.reports).toEqual([]);
    observer.busy = false;
    observer.takesBeforeBusy = 2;
    observer.drained();
    expect(observer.reports.map(({ state }) => state.name)).toEqual(['lsp-1', 'lsp-2']);
    expect(connection.paused).toBe(true);
    observer.busy = false;
    observer.drained();
    expect(observer.reports.map(({ state }) => state.name)).toEqual(['lsp-1', 'lsp-2', 'lsp-3']);
    expect(connection.paused).toBe(false);
  });

  test('is heard to the end when its connection is lost meanwhile', () => {
    const peer = up();
    observer.busy = true;
    receive(peer, pcrpt({ plspId: 1, name: 'one' }));
    peer.connectionLost();
    expect(observer.reports).toHaveLength(1);
    expect(observer.calls.at(-1)).toBe('closed 192.0.2.1 connection-lost');
  });

  test('without the stateful capability has nothing to synchronise', () => {
    up({ stateful: false });
    expect(observer.calls).toEqual(['established 192.0.2.1', 'synchronized 192.0.2.1']);
  });
});

describe('one session per PCC', () => {
  test('the second is refused, and the name is free again when the first ends', () => {
    const first = up();
    const firstConnection = connection;
    const second = connect();
    receive(second, openMessage());
    expect(connection.errors()).toEqual(['9/1']);
    second.connectionLost();
    expect(firstConnection.ended).toBe(false);
    first.connectionLost();
    expect(observer.calls.at(-1)).toBe('closed 192.0.2.1 connection-lost');
    up();
    expect(observer.calls.at(-1)).toBe('established 192.0.2.1');
  });

  test('the same SPEAKER-ENTITY-ID from another address: PCErr 20/7', () => {
    up({ speaker: 'lyon' });
    const second = connect({}, new FakeConnection('192.0.2.2'));
    receive(second, openMessage(openObject({ speaker: 'lyon' })));
    expect(connection.errors()).toEqual(['20/7']);
  });
});

test('keepalives below pcep.minimumKeepalive are negotiated', () => {
  const peer = connect({ minimumKeepalive: 10 });
  connection.taken();
  receive(peer, openMessage(openObject({ keepalive: 1, deadTimer: 4 })));
  expect(connection.taken()).toMatchObject([{ kind: 'PCErr', open: { keepalive: 10, deadTimer: 40 } }]);
});

test('a request whose computation fails is answered, and the peer stays', async () => {
  const peer = up();
  receive(peer, END_OF_SYNC);
  for (const applied of observer.applied) applied();
  receive(peer, pcreq({ requestId: 5 }));
  observer.fail(new Error('a bug'));
  await new Promise((resolve) => setImmediate(resolve));
  const [reply] = connection.taken();
  expect(reply).toMatchObject({
    kind: 'PCRep',
    replies: [{ rp: { requestId: 5 }, noPath: { kind: 'NO-PATH' } }],
  });
  expect(connection.ended).toBe(false);
});

test('more unanswered requests than can be kept are turned away: PCNtf 2/1', () => {
  const peer = up();
  const many = Array.from({ length: 1_500 }, (_, index) => ({ requestId: index + 1 }));
  receive(peer, pcreq(...many));
  expect(connection.taken()).toEqual([]);
  receive(peer, pcreq(...many));
  expect(connection.taken()).toMatchObject([
    { kind: 'PCNtf', notifies: [{ notifications: [{ notificationType: 2, notificationValue: 1 }] }] },
  ]);
});

test('closing says so to the peer, and why to the application', () => {
  const peer = up();
  peer.close('the PCE is stopping');
  expect(connection.taken()).toMatchObject([{ kind: 'Close', close: { reason: 1 } }]);
  expect(observer.calls.at(-1)).toBe('closed 192.0.2.1 closed-by-us');
});
