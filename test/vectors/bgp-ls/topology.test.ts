// What real BGP-LS speakers said becomes the topology that they were configured with, attribute by attribute. The
// senders: FRR 10.7.1 fed by IS-IS, and GoBGP 4.8.0 fed over its API.
import { expect, test } from '@jest/globals';
import {
  FRR,
  FRR_LINK_FAILURE,
  GOBGP,
  messagesOf,
  type SenderCapture,
  streamOf,
} from '../../support/bgp-captures.js';
import { PeerBench } from '../../support/bgp-connection.js';
import { describeWithShared } from '../../support/project.js';

const localAsFor = ({ internal }: SenderCapture): number => (internal ? 65_000 : 65_002);

/** The sender's side of the capture, on a connection that the sender has opened. */
function replay(chunks: readonly Uint8Array[], capture: SenderCapture): PeerBench {
  const bench = new PeerBench({ localAs: localAsFor(capture) });
  bench.accept().send(...chunks);
  expect(bench.telemetry.entries).toEqual([]);
  return bench;
}

const systemId = (router: number): string => `0000.0000.000${router}`;

/** Of both ends: network and metric, TE metric, microseconds, group. */
const FRR_LINKS = [
  { a: 1, b: 2, network: '10.0.1', igpMetric: 10, teMetric: 15, delay: 1000, adminGroups: [4, 5, 6, 7] },
  { a: 2, b: 3, network: '10.0.2', igpMetric: 10, teMetric: 25, delay: 500, adminGroups: [1] },
  { a: 1, b: 4, network: '10.0.4', igpMetric: 20, teMetric: 20, delay: 2000, adminGroups: [0] },
  { a: 3, b: 4, network: '10.0.5', igpMetric: 10, teMetric: 30, delay: 100, adminGroups: [2] },
];

const frrLink = (
  from: number,
  to: number,
  { a: _a, b: _b, network, ...fields }: (typeof FRR_LINKS)[number],
) => ({
  id: `${systemId(from)}-${systemId(to)}@${network}.${from}`,
  source: systemId(from),
  target: systemId(to),
  sourceAddress: `${network}.${from}`,
  targetAddress: `${network}.${to}`,
  ...fields,
  capacity: 10_000_000_000,
  reservable: 8_000_000_000,
  // Priorities 0 and 7 are configured; FRR fills the others with its default of 1.25 MB/s.
  unreserved: [8_000_000_000, ...Array<number>(6).fill(10_000_000), 4_000_000_000],
  operational: true,
});

const frrLinks = FRR_LINKS.flatMap((link) => [frrLink(link.a, link.b, link), frrLink(link.b, link.a, link)]);

/** Networks at each router with their metric there; those of IPv6, which IS-IS tells in topology 2, are numbered alike. */
const FRR_NETWORKS: Readonly<Record<number, readonly (readonly [string, number])[]>> = {
  1: [
    ['10.0.1.0/24', 10],
    ['10.0.4.0/24', 20],
  ],
  2: [
    ['10.0.1.0/24', 10],
    ['10.0.2.0/24', 10],
  ],
  3: [
    ['10.0.2.0/24', 10],
    ['10.0.5.0/24', 10],
  ],
  4: [
    ['10.0.4.0/24', 20],
    ['10.0.5.0/24', 10],
  ],
};

/** `fc00:10:0:4::/64` for `10.0.4.0/24`. */
const ipv6Of = (prefix: string): string =>
  prefix.replace(/^(\d+)\.(\d+)\.(\d+)\.0\/24$/, 'fc00:$1:$2:$3::/64');

const frrNode = (router: number) => {
  const loopback = Array(4).fill(router).join('.');
  const networks = (FRR_NETWORKS[router] ?? []).map(([prefix, metric]) => ({ prefix, metric }));
  return {
    id: systemId(router),
    name: 'vm',
    routerId: loopback,
    igpAreas: ['isis-l2 49.0001'],
    prefixSid: 16_000 + router,
    labelBlocks: [{ base: 16_000, size: 8_000 }],
    maximumSidDepth: 8,
    prefixes: [
      ...networks,
      ...networks.map(({ prefix, metric }) => ({ prefix: ipv6Of(prefix), metric })),
      { prefix: `fc00:0:${router}::1/128`, metric: 10 },
      { prefix: `${loopback}/32`, metric: 10, sid: 16_000 + router },
    ].sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
  };
};

describeWithShared('the topology that FRR 10.7.1 tells of', ['peers', 'captures'], (folder) => {
  test('has the four routers with their segments, and each link in both directions', () => {
    const { observer } = replay([streamOf(folder, FRR)], FRR);
    expect([...observer.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [1, 2, 3, 4].map(frrNode),
    );
    expect(observer.ids().links).toEqual(frrLinks.map(({ id }) => id).sort());
    for (const link of frrLinks) expect(observer.links.get(link.id)).toEqual(link);
    expect(observer.calls).toEqual(['opened', 'changed', 'synchronized']);
    expect(observer.feeds).toEqual([
      {
        source: 'bgp-ls:192.0.2.1',
        address: '192.0.2.1',
        asNumber: 65_000,
        routerId: '2.2.2.2',
        holdTime: 10,
      },
    ]);
  });

  test('is the same one octet at a time', () => {
    const stream = streamOf(folder, FRR);
    const together = replay([stream], FRR).observer;
    const apart = replay(
      Array.from(stream, (octet) => Uint8Array.of(octet)),
      FRR,
    ).observer;
    expect(apart.nodes).toEqual(together.nodes);
    expect(apart.links).toEqual(together.links);
    expect(apart.calls.at(-1)).toBe('synchronized');
  });

  test('loses both directions of a link that fails, and gets them again', () => {
    const { observer } = replay(messagesOf(folder, FRR_LINK_FAILURE), FRR_LINK_FAILURE);
    const failed = frrLinks.filter(({ id }) => id.includes('@10.0.5.')).map(({ id }) => id);
    const withdrawals = observer.changes.filter(({ withdrawnLinks }) => withdrawnLinks.length > 0);
    expect(withdrawals.flatMap(({ withdrawnLinks }) => [...withdrawnLinks]).sort()).toEqual(failed.sort());
    for (const link of frrLinks) expect(observer.links.get(link.id)).toEqual(link);
    expect(observer.ids().links.length).toBe(frrLinks.length);
  });
});

const GOBGP_LINKS = [
  { from: 1, to: 2, metric: 10, adjacencySid: 24_000 },
  { from: 2, to: 1, metric: 10, adjacencySid: 24_001 },
  { from: 2, to: 3, metric: 20, adjacencySid: 24_002 },
  { from: 3, to: 2, metric: 20, adjacencySid: 24_003 },
  { from: 1, to: 3, metric: 50, adjacencySid: 24_004 },
  { from: 3, to: 1, metric: 50, adjacencySid: 24_005 },
].map(({ from, to, metric, adjacencySid }) => {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  return {
    id: `${systemId(from)}-${systemId(to)}@10.${low}.${high}.${from}`,
    source: systemId(from),
    target: systemId(to),
    sourceAddress: `10.${low}.${high}.${from}`,
    targetAddress: `10.${low}.${high}.${to}`,
    sourceInterface: 10 * from + to,
    targetInterface: 10 * to + from,
    igpMetric: metric,
    teMetric: 2 * metric,
    delay: 1500,
    minDelay: 1400,
    maxDelay: 1600,
    delayVariation: 50,
    capacity: 10_000_000_000,
    reservable: 8_000_000_000,
    unreserved: [8, 7.2, 6.4, 5.6, 4.8, 4, 3.2, 2.4].map((gigabits) => gigabits * 1_000_000_000),
    adminGroups: [4, 5, 6, 7],
    srlgs: [100, 200 + 10 * low + high],
    adjacencySid,
    operational: true,
  };
});

describeWithShared('the topology that GoBGP 4.8.0 tells of', ['peers', 'captures'], (folder) => {
  test('has the links with all their attributes', () => {
    const { observer } = replay([streamOf(folder, GOBGP)], GOBGP);
    expect(observer.ids().links).toEqual(GOBGP_LINKS.map(({ id }) => id).sort());
    for (const link of GOBGP_LINKS) expect(observer.links.get(link.id)).toEqual(link);
  });

  test('has the nodes with autonomous system, area, algorithms and prefixes', () => {
    const { observer } = replay([streamOf(folder, GOBGP)], GOBGP);
    const expected = [1, 2, 3].map((router) => ({
      id: systemId(router),
      name: `R${router}`,
      routerId: `${router}.${router}.${router}.${router}`,
      asNumber: 65_001,
      igpAreas: ['isis-l2 49.0001'],
      algorithms: [0],
      prefixes: [
        { prefix: `${router}.${router}.${router}.${router}/32` },
        ...(router === 1 ? [{ prefix: '2001:db8::1/128' }] : []),
      ],
    }));
    expect([...observer.nodes.values()]).toEqual(expected);
  });

  test('had a link for a while', () => {
    const { observer } = replay(messagesOf(folder, GOBGP), GOBGP);
    const id = '0000.0000.0001-0000.0000.0003@10.9.9.1';
    const coming = observer.changes.flatMap(({ links }) => links.filter((link) => link.id === id));
    expect(coming).toEqual([
      {
        id,
        source: systemId(1),
        target: systemId(3),
        sourceAddress: '10.9.9.1',
        targetAddress: '10.9.9.2',
        igpMetric: 7,
        teMetric: 33,
        capacity: 8_000_000_000,
        // Its segment 24099 was given as one of a BGP peer (1101): not an adjacency of the IGP.
        operational: true,
      },
    ]);
    expect(observer.changes.flatMap(({ withdrawnLinks }) => [...withdrawnLinks])).toEqual([id]);
  });

  test('is complete after a time without news: GoBGP sends no End-of-RIB', () => {
    const bench = replay([streamOf(folder, GOBGP)], GOBGP);
    bench.clock.advance(29_000);
    expect(bench.observer.calls).toEqual(['opened', 'changed']);
    bench.clock.advance(1_000);
    expect(bench.observer.calls).toEqual(['opened', 'changed', 'synchronized']);
  });
});
