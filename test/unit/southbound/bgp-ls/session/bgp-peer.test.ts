import { describe, expect, test } from '@jest/globals';
import type { ConnectionEvents } from '../../../../../src/southbound/bgp-ls/session/connection.js';
import { FakeBgpConnection, PeerBench, PeerLine } from '../../../../support/bgp-connection.js';
import {
  announce,
  END_OF_RIB,
  from,
  KEEPALIVE,
  link,
  node,
  notification,
  openMessage,
  refreshMarker,
  withdraw,
} from '../../../../support/bgp-messages.js';

/** A session that the peer has opened. */
function established(policy: ConstructorParameters<typeof PeerBench>[0] = {}) {
  const bench = new PeerBench(policy);
  const line = bench.accept();
  line.send(openMessage(), KEEPALIVE);
  expect(line.connection.said()).toEqual(['Open', 'Keepalive']);
  return { bench, line };
}

describe('a session', () => {
  test('begins with our OPEN: link state, refresh, long messages and AS numbers', () => {
    const bench = new PeerBench({ localAs: 4_200_000_000 });
    const [open] = bench.accept().connection.taken();
    expect(open).toEqual({
      kind: 'Open',
      asNumber: 23_456,
      holdTime: 90,
      bgpIdentifier: '10.10.10.10',
      capabilities: [
        { kind: 'Multiprotocol', afi: 16_388, safi: 71 },
        { kind: 'RouteRefresh' },
        { kind: 'ExtendedMessage' },
        { kind: 'FourOctetAs', asNumber: 4_200_000_000 },
        { kind: 'EnhancedRouteRefresh' },
        { kind: 'GracefulRestart', flags: 0, restartTime: 0, families: [] },
      ],
    });
  });

  test('is told of when it is established, by the peer’s address', () => {
    const { bench } = established();
    expect(bench.observer.feeds).toEqual([
      {
        source: 'bgp-ls:192.0.2.1',
        address: '192.0.2.1',
        asNumber: 65_000,
        routerId: '10.0.0.1',
        holdTime: 90,
      },
    ]);
  });

  test('sends KEEPALIVE every third of the hold time', () => {
    const { bench, line } = established();
    for (let third = 0; third < 6; third++) {
      bench.clock.advance(30_000);
      line.send(KEEPALIVE);
    }
    expect(line.connection.said()).toEqual(Array(6).fill('Keepalive'));
  });

  test('ends with 4/0 when the peer is silent for the hold time, whatever it said last', () => {
    const { bench, line } = established();
    bench.clock.advance(80_000);
    line.send(announce([node(1)]));
    bench.clock.advance(89_000);
    expect(line.connection.ended).toBe(false);
    bench.clock.advance(1_000);
    expect(line.connection.ended).toBe(true);
    expect(bench.observer.calls.at(-1)).toBe(
      'closed: NOTIFICATION 4/0 (hold timer expired) sent: the hold timer expired',
    );
    expect(bench.clock.pending()).toBe(0);
  });

  test('says why it ended', () => {
    const told = (end: (line: PeerLine) => void) => {
      const { bench, line } = established();
      end(line);
      return bench.observer.calls.at(-1);
    };
    expect(told((line) => line.lose())).toBe('closed: connection lost');
    expect(told((line) => line.send(notification(6, 3)))).toBe(
      'closed: the peer sent NOTIFICATION 6/3 (peer de-configured)',
    );
    const words = Uint8Array.of(4, ...Buffer.from('bye\n'));
    expect(told((line) => line.send(notification(6, 2, words)))).toBe(
      'closed: the peer sent NOTIFICATION 6/2 (administrative shutdown): bye ',
    );
  });

  test('ends with Cease and words when the PCE stops', () => {
    const { bench, line } = established();
    bench.peer.stop('going home');
    const [last] = line.connection.taken();
    expect(last).toMatchObject({ kind: 'Notification', code: 6, subcode: 2 });
    if (last?.kind === 'Notification') expect(Buffer.from(last.data).toString()).toBe('\ngoing home');
    expect(bench.gone).toBe(1);
    expect(bench.clock.pending()).toBe(0);
  });

  test('ends when the peer announces more than it may', () => {
    const { line } = established({ maximumNlris: 2 });
    line.send(announce([node(1), node(2)]));
    expect(line.connection.said()).toEqual([]);
    line.send(announce([node(3)]));
    expect(line.connection.said()).toEqual(['6/1']);
  });

  test('that is refused before it is established is logged, not told', () => {
    const bench = new PeerBench({}, { asNumber: 65_099 });
    const line = bench.accept();
    line.send(openMessage());
    expect(line.connection.said()).toEqual(['Open', '2/2']);
    expect(bench.observer.calls).toEqual([]);
    expect(bench.telemetry.entries).toEqual([
      {
        event: 'peer-refused',
        address: '192.0.2.1',
        detail: 'NOTIFICATION 2/2 (bad peer AS) sent: AS number 65000, not 65099',
      },
    ]);
  });

  test('tells a peer of another BGP version which one is spoken', () => {
    const line = new PeerBench().accept();
    const open = Buffer.from(openMessage());
    open[19] = 3;
    line.send(open);
    const [, last] = line.connection.taken();
    expect(last).toEqual({ kind: 'Notification', code: 2, subcode: 1, data: new Uint8Array([0, 4]) });
  });

  test('refuses optional parameters that are no capabilities: 2/4', () => {
    const line = new PeerBench().accept();
    line.send(
      Buffer.from(
        'ffffffffffffffffffffffffffffffff002001 04 fde8 005a 0a000001 03 01 01 00'.replaceAll(' ', ''),
        'hex',
      ),
    );
    expect(line.connection.said()).toEqual(['Open', '2/4']);
  });
});

describe('what is told', () => {
  test('is one change for what was read together', () => {
    const { bench, line } = established();
    line.send(
      Buffer.concat([announce([node(1)]), announce([node(2)]), announce([link(1, 2, [from('10.0.0.1')])])]),
    );
    expect(bench.observer.calls).toEqual(['opened', 'changed']);
  });

  test('is nothing when nothing is new', () => {
    const { bench, line } = established();
    line.send(announce([node(1)]), announce([node(1)]), withdraw(node(7)));
    expect(bench.observer.calls).toEqual(['opened', 'changed']);
  });

  test('ends with the End-of-RIB, once', () => {
    const { bench, line } = established();
    line.send(Buffer.concat([announce([node(1)]), END_OF_RIB, announce([node(2)]), END_OF_RIB]));
    expect(bench.observer.calls).toEqual(['opened', 'changed', 'synchronized', 'changed']);
    bench.clock.advance(60_000);
    expect(bench.observer.calls.length).toBe(4);
  });

  test('counts as all after a quiet time without End-of-RIB', () => {
    const { bench, line } = established({ quietTime: 10 });
    bench.clock.advance(9_000);
    line.send(announce([node(1)]));
    bench.clock.advance(9_000);
    expect(bench.observer.calls).toEqual(['opened', 'changed']);
    bench.clock.advance(1_000);
    expect(bench.observer.calls).toEqual(['opened', 'changed', 'synchronized']);
  });
});

test('a peer that says nothing at all is given more time before its network counts as empty', () => {
  const { bench } = established({ quietTime: 10 });
  bench.clock.advance(39_000);
  expect(bench.observer.calls).toEqual(['opened']);
  bench.clock.advance(1_000);
  expect(bench.observer.calls).toEqual(['opened', 'synchronized']);
});

describe('a busy application', () => {
  test('stops the reading until it has drained', () => {
    const { bench, line } = established();
    bench.observer.busy = true;
    line.send(announce([node(1)]));
    expect(line.connection.paused).toBe(true);
    bench.observer.drain();
    expect(line.connection.paused).toBe(false);
  });

  test('does not make the peer look silent', () => {
    const { bench, line } = established();
    bench.observer.busy = true;
    line.send(announce([node(1)]));
    bench.clock.advance(500_000);
    expect(line.connection.ended).toBe(false);
    bench.observer.drain();
    bench.clock.advance(80_000);
    expect(line.connection.ended).toBe(false);
    bench.clock.advance(100_000);
    expect(line.connection.ended).toBe(true);
  });
});

test('a feed is not complete because the application was busy', () => {
  const { bench, line } = established({ quietTime: 10 });
  bench.observer.busy = true;
  line.send(announce([node(1)]));
  bench.clock.advance(60_000);
  expect(bench.observer.calls).toEqual(['opened', 'changed']);
  bench.observer.drain();
  bench.clock.advance(9_000);
  line.send(announce([node(2)]));
  bench.clock.advance(9_000);
  expect(bench.observer.calls).toEqual(['opened', 'changed', 'changed']);
  bench.clock.advance(11_000);
  expect(bench.observer.calls.at(-1)).toBe('synchronized');
});

describe('a refresh', () => {
  test('is asked for in one message, when the peer can do that', () => {
    const { bench, line } = established();
    expect(bench.peer.refresh()).toBe(true);
    expect(line.connection.taken()).toEqual([{ kind: 'RouteRefresh', afi: 16_388, subtype: 0, safi: 71 }]);
    line.lose();
    expect(bench.peer.refresh()).toBe(false);
  });

  test('with its markers sweeps what is not said again', () => {
    const { bench, line } = established();
    line.send(announce([node(1), node(2)]));
    line.send(refreshMarker(1), announce([node(2)]));
    expect(bench.observer.ids().nodes.length).toBe(2);
    line.send(refreshMarker(2));
    expect(bench.observer.ids().nodes).toEqual(['0000.0000.0002']);
  });
});

describe('several connections of one peer', () => {
  test('give one session: a new one is refused while one is established', () => {
    const { bench, line } = established();
    const second = bench.accept();
    second.send(openMessage());
    expect(second.connection.said()).toEqual(['Open', '6/7']);
    expect(line.connection.ended).toBe(false);
    expect(bench.telemetry.entries).toEqual([]);
    expect(bench.observer.calls).toEqual(['opened']);
    expect(bench.gone).toBe(0);
  });

  test('are limited', () => {
    const bench = new PeerBench();
    for (let count = 0; count < 4; count++) bench.accept();
    expect(() => bench.accept()).toThrow('not accepted');
  });

  test('may come one after the other, each with its own feed', () => {
    const { bench, line } = established();
    line.send(announce([node(1)]));
    line.lose();
    const second = bench.accept();
    second.send(openMessage(), KEEPALIVE, announce([node(1)]));
    expect(bench.observer.calls).toEqual([
      'opened',
      'changed',
      'closed: connection lost',
      'opened',
      'changed',
    ]);
  });
});

/** A bench whose peer is dialled; the test decides what becomes of the attempts. */
function dialling(policy: ConstructorParameters<typeof PeerBench>[0] = {}) {
  const attempts: { readonly events: ConnectionEvents; givenUp: boolean }[] = [];
  const bench = new PeerBench(
    { connectRetry: [1, 5], ...policy },
    {
      dial: (events) => {
        const attempt = { events, givenUp: false };
        attempts.push(attempt);
        return () => {
          attempt.givenUp = true;
        };
      },
    },
  );
  const connect = (): PeerLine => {
    const connection = new FakeBgpConnection();
    const events = attempts.at(-1)?.events;
    if (events === undefined) throw new Error('no attempt');
    events.connected(connection);
    return new PeerLine(connection, events);
  };
  return { bench, attempts, connect };
}

describe('a peer that is dialled', () => {
  test('is tried again after growing waits', () => {
    const { bench, attempts } = dialling();
    bench.peer.start();
    expect(attempts.length).toBe(1);
    for (const wait of [1_000, 5_000, 5_000]) {
      attempts.at(-1)?.events.failed();
      const before = attempts.length;
      bench.clock.advance(wait - 1);
      expect(attempts.length).toBe(before);
      bench.clock.advance(1);
      expect(attempts.length).toBe(before + 1);
    }
  });

  test('is given up and tried again when an attempt takes too long', () => {
    const { bench, attempts } = dialling();
    bench.peer.start();
    bench.clock.advance(5_000);
    expect(attempts.map(({ givenUp }) => givenUp)).toEqual([true, false]);
  });

  test('gets a session, and another one after its end', () => {
    const { bench, attempts, connect } = dialling();
    bench.peer.start();
    const line = connect();
    line.send(openMessage(), KEEPALIVE);
    expect(bench.observer.calls).toEqual(['opened']);
    line.lose();
    bench.clock.advance(1_000);
    expect(attempts.length).toBe(2);
    connect().send(openMessage(), KEEPALIVE);
    expect(bench.observer.calls).toEqual(['opened', 'closed: connection lost', 'opened']);
    expect(bench.gone).toBe(0);
  });

  test('is not dialled while it has a session that it opened itself', () => {
    const { bench, attempts } = dialling();
    bench.peer.start();
    attempts[0]?.events.failed();
    const line = bench.accept();
    line.send(openMessage(), KEEPALIVE);
    for (let second = 0; second < 60; second++) {
      bench.clock.advance(1_000);
      line.send(KEEPALIVE);
    }
    expect(attempts.length).toBe(1);
    line.lose();
    bench.clock.advance(5_000);
    expect(attempts.length).toBe(2);
  });

  test('keeps the connection of the higher identifier when both sides connect', () => {
    const outcome = (routerId: string) => {
      const { bench, connect } = dialling({ routerId });
      bench.peer.start();
      const ours = connect();
      const theirs = bench.accept();
      ours.send(openMessage());
      theirs.send(openMessage());
      return { ours: ours.connection.said(), theirs: theirs.connection.said() };
    };
    expect(outcome('10.0.0.200')).toEqual({ ours: ['Open', 'Keepalive'], theirs: ['Open', '6/7'] });
    expect(outcome('9.0.0.200')).toEqual({
      ours: ['Open', 'Keepalive', '6/7'],
      theirs: ['Open', 'Keepalive'],
    });
  });
});
