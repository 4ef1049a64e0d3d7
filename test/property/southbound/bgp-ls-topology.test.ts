// The topology depends on what is announced, never on how it came about.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nlri } from '../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import { nlriKey } from '../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { Tlv } from '../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { LinkStateRib } from '../../../src/southbound/bgp-ls/translate/link-state-rib.js';
import { CAPTURES, streamOf } from '../../support/bgp-captures.js';
import { PeerBench } from '../../support/bgp-connection.js';
import { from, link, node, prefix } from '../../support/bgp-messages.js';
import { cases } from '../../support/cases.js';
import { describeWithShared } from '../../support/project.js';
import { TopologyRecorder } from '../../support/topology-recorder.js';
import { nlri, tlv } from './bgp-ls-arbitraries.js';

const LAN = '00000000000401';
const protocol = fc.constantFrom(1, 2);
const router = fc.integer({ min: 1, max: 4 });
const end = fc.oneof(router, fc.constant(LAN));

/** NLRIs of so small a network that they meet each other often. */
const smallNlri: fc.Arbitrary<Nlri> = fc.oneof(
  fc.tuple(router, protocol).map(([id, of]) => node(id, { protocol: of })),
  fc
    .tuple(end, end, protocol, fc.integer({ min: 0, max: 2 }))
    .map(([a, b, of, host]) => link(a, b, host === 0 ? [] : [from(`10.0.0.${host}`)], { protocol: of })),
  fc.tuple(router, protocol).map(([id, of]) => prefix(id, 32, `0${id}`.repeat(4), { protocol: of })),
);

const smallTlvs: fc.Arbitrary<readonly Tlv[]> = fc.subarray<Tlv>([
  { kind: 'NodeName', name: { text: 'R' } },
  { kind: 'LocalIpv4RouterId', address: '1.1.1.1' },
  { kind: 'IgpMetric', value: 10, octets: 3 },
  { kind: 'TeMetric', value: 5, octets: 4 },
  { kind: 'SrCapabilities', flags: 0, ranges: [{ size: 10, first: { kind: 'label', value: 16_000 } }] },
  { kind: 'AdjacencySid', flags: 0, weight: 0, sid: { kind: 'index', value: 3 } },
  { kind: 'PrefixSid', flags: 0x40, algorithm: 0, sid: { kind: 'index', value: 1 } },
]);

interface Event {
  readonly nlri: Nlri;
  /** Undefined: withdrawn. */
  readonly tlvs: readonly Tlv[] | undefined;
  /** A look at the changes follows. */
  readonly look: boolean;
}

const event = (nlris: fc.Arbitrary<Nlri>, tlvs: fc.Arbitrary<readonly Tlv[]>): fc.Arbitrary<Event> =>
  fc.record({
    nlri: nlris,
    tlvs: fc.option(tlvs, { nil: undefined, freq: 3 }),
    look: fc.boolean(),
  });

function folded(events: readonly Event[]): TopologyRecorder {
  const rib = new LinkStateRib();
  const recorder = new TopologyRecorder();
  const look = (): void => {
    const changes = rib.takeChanges();
    if (changes !== undefined) recorder.topologyObserved('test' as never, changes);
  };
  for (const { nlri: one, tlvs, look: looks } of events) {
    if (tlvs === undefined) rib.withdraw(one);
    else rib.announce(one, tlvs);
    if (looks) look();
  }
  look();
  return recorder;
}

/** What is left in the end, each announced once. */
function lastOf(events: readonly Event[]): readonly Event[] {
  const last = new Map(events.map((one) => [nlriKey(one.nlri), one]));
  return [...last.values()].filter(({ tlvs }) => tlvs !== undefined);
}

const expectSame = (one: TopologyRecorder, other: TopologyRecorder): void => {
  expect(one.nodes).toEqual(other.nodes);
  expect(one.links).toEqual(other.links);
};

describe('a history of announcements and withdrawals', () => {
  test('gives the topology of what is left, however often it was looked at', () => {
    fc.assert(
      fc.property(fc.array(event(smallNlri, smallTlvs), { maxLength: 60 }), (events) => {
        expectSame(folded(events), folded(lastOf(events)));
      }),
      { numRuns: cases(1_000) },
    );
  });

  test('gives the same in any order', () => {
    fc.assert(
      fc.property(
        fc
          .array(event(smallNlri, smallTlvs), { maxLength: 40 })
          .chain((events) =>
            fc.tuple(
              fc.constant(lastOf(events)),
              fc.shuffledSubarray([...lastOf(events)], { minLength: lastOf(events).length }),
            ),
          ),
        ([events, shuffled]) => {
          expectSame(folded(shuffled), folded(events));
        },
      ),
      { numRuns: cases(500) },
    );
  });

  test('leaves nothing when all is withdrawn', () => {
    fc.assert(
      fc.property(fc.array(event(smallNlri, smallTlvs), { maxLength: 40 }), (events) => {
        const end = events.map((one) => ({ ...one, tlvs: undefined, look: true }));
        const recorder = folded([...events, ...end]);
        expect(recorder.ids()).toEqual({ nodes: [], links: [] });
      }),
      { numRuns: cases(500) },
    );
  });

  test('of any values at all gives elements that JSON keeps as they are', () => {
    fc.assert(
      fc.property(fc.array(event(nlri, fc.array(tlv, { maxLength: 8 })), { maxLength: 20 }), (events) => {
        const { changes } = folded(events);
        expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
      }),
      { numRuns: cases(500) },
    );
  });
});

describeWithShared('captures of real speakers', ['peers', 'captures'], (folder) => {
  test('damaged in some places, and in any chunks, end in a session that is up or was refused', () => {
    const streams = CAPTURES.map((capture) => ({ capture, bytes: streamOf(folder, capture) }));
    const damage = fc.tuple(fc.nat(1_000_000), fc.nat(255));
    fc.assert(
      fc.property(
        fc.constantFrom(...streams),
        fc.array(damage, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5_000 }),
        ({ capture, bytes }, damages, piece) => {
          const copy = Buffer.from(bytes);
          for (const [at, mask] of damages) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ mask;
          const bench = new PeerBench({ localAs: capture.internal ? 65_000 : 65_002 });
          const line = bench.accept();
          for (let at = 0; at < copy.length; at += piece) line.send(copy.subarray(at, at + piece));
          const notified = line.connection.said().some((said) => /^\d+\/\d+$/.test(said));
          // It may also end because the damage made a NOTIFICATION of one of the peer's messages.
          const wasNotified = JSON.stringify([bench.observer.calls, bench.telemetry.entries]).includes(
            'the peer sent',
          );
          expect(line.connection.ended).toBe(notified || wasNotified);
          bench.peer.stop('the end of the test');
          expect(bench.clock.pending()).toBe(0);
          expect(bench.observer.calls.filter((call) => call === 'opened').length).toBe(
            bench.observer.calls.filter((call) => call.startsWith('closed')).length,
          );
        },
      ),
      { numRuns: cases(1_500) },
    );
  });
});
