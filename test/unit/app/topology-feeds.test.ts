// BGP-LS peers as the application sees them: what they say becomes events only when it is news, what they do not say again
// is swept, what a lost peer said expires, and a link that they take back moves the LSPs over it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lspOwner } from '../../../src/app/claim-owners.js';
import type { TopologyFeed } from '../../../src/app/ports/topology-observer.js';
import { LinkId, LspId, NodeId, PccId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { ObservedLink, TopologyNode } from '../../../src/domain/values/topology.js';
import { bgpLsSource } from '../../../src/domain/values/topology-source.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lspState, TestPce } from '../../support/pce.js';

const FEED: TopologyFeed = {
  source: bgpLsSource('192.0.2.7'),
  address: '192.0.2.7',
  asNumber: 65_000,
  routerId: '192.0.2.7',
  holdTime: 90,
};
const { source } = FEED;

const node = (name: string, number: number): TopologyNode => ({
  id: NodeId(`0000.0000.000${number}`),
  name,
  routerId: `10.0.0.${number}`,
});
const link = (from: number, to: number, more: Partial<ObservedLink> = {}): ObservedLink => ({
  id: LinkId(`${from}-${to}`),
  source: NodeId(`0000.0000.000${from}`),
  target: NodeId(`0000.0000.000${to}`),
  sourceAddress: `10.${Math.min(from, to)}.${Math.max(from, to)}.${from}`,
  targetAddress: `10.${Math.min(from, to)}.${Math.max(from, to)}.${to}`,
  igpMetric: 10,
  capacity: 10e9,
  operational: true,
  ...more,
});
const both = (from: number, to: number, more: Partial<ObservedLink> = {}): readonly ObservedLink[] => [
  link(from, to, more),
  link(to, from, more),
];

/** Two ways from 1 to 4: over 2, and the longer one over 3. */
const NODES = [node('a', 1), node('b', 2), node('c', 3), node('d', 4)];
const LINKS = [
  ...both(1, 2),
  ...both(2, 4),
  ...both(1, 3, { igpMetric: 20 }),
  ...both(3, 4, { igpMetric: 20 }),
];
const NOTHING = { nodes: [], links: [], withdrawnNodes: [], withdrawnLinks: [] };

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
});

afterEach(() => cairn.stop());

async function synchronize(to: TestPce, links: readonly ObservedLink[] = LINKS): Promise<void> {
  to.pce.feedOpened(FEED);
  to.pce.topologyObserved(source, { ...NOTHING, nodes: NODES, links });
  to.pce.feedSynchronized(source);
  await to.settled();
}

async function lose(to: TestPce): Promise<void> {
  to.pce.feedClosed(source, 'hold timer expired');
  await to.settled();
}

const linkIds = (of: TestPce): readonly string[] => of.pce.live.state.ted.links().map(({ id }) => id);
const typesSince = async (of: TestPce, position: number): Promise<readonly string[]> =>
  (await of.store.readAll(position, 1000)).map(({ type }) => type);

describe('what a peer says', () => {
  test('is the topology once it is synchronised', async () => {
    await synchronize(cairn);
    expect(cairn.pce.live.state.ted.nodes().map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(linkIds(cairn)).toHaveLength(8);
    const [told] = cairn.pce.live.state.ted.sources();
    expect(told).toMatchObject({ name: source, isFresh: true, feed: { connected: true } });
    const last = (await cairn.store.readAll(cairn.store.head() - 1, 1))[0];
    expect(last).toMatchObject({
      type: 'TopologyFeedSynchronized',
      data: { nodes: 4, links: 8, removed: 0 },
    });
  });

  test('makes no event when it is said again, in the same session or the next', async () => {
    await synchronize(cairn);
    const before = cairn.store.head();
    cairn.pce.topologyObserved(source, { ...NOTHING, nodes: NODES, links: LINKS });
    await cairn.settled();
    expect(cairn.store.head()).toBe(before);
    await lose(cairn);
    await synchronize(cairn);
    expect(await typesSince(cairn, before)).toEqual([
      'TopologyFeedClosed',
      'TopologyFeedOpened',
      'TopologyFeedSynchronized',
    ]);
  });

  test('and not again after the session came back is gone with the End-of-RIB, not before', async () => {
    await synchronize(cairn);
    await lose(cairn);
    cairn.pce.feedOpened(FEED);
    cairn.pce.topologyObserved(source, { ...NOTHING, nodes: NODES, links: LINKS.slice(2) });
    await cairn.settled();
    expect(linkIds(cairn)).toHaveLength(8);
    cairn.pce.feedSynchronized(source);
    await cairn.settled();
    expect(linkIds(cairn)).toHaveLength(6);
  });

  test('of which most is missing at the End-of-RIB is given time to be said again', async () => {
    await synchronize(cairn);
    await lose(cairn);
    await synchronize(cairn, []);
    expect(linkIds(cairn)).toHaveLength(8);
    cairn.pce.topologyObserved(source, { ...NOTHING, links: LINKS.slice(0, 6) });
    cairn.clock.advance(14_999);
    await cairn.settled();
    expect(linkIds(cairn)).toHaveLength(8);
    cairn.clock.advance(1);
    await cairn.settled();
    expect(linkIds(cairn)).toHaveLength(6);
    expect(cairn.pce.live.state.ted.source(source)?.isFresh).toBe(true);
  });

  test('counts also when the session is lost and back before the log has it', async () => {
    cairn.pce.feedOpened(FEED);
    cairn.pce.topologyObserved(source, { ...NOTHING, nodes: NODES, links: LINKS });
    cairn.pce.feedClosed(source, 'connection lost');
    cairn.pce.feedOpened(FEED);
    cairn.pce.topologyObserved(source, { ...NOTHING, nodes: NODES.slice(0, 3), links: LINKS.slice(0, 4) });
    cairn.pce.feedSynchronized(source);
    await cairn.settled();
    expect(linkIds(cairn)).toEqual(['1-2', '2-1', '2-4', '4-2']);
    expect(cairn.pce.live.state.ted.nodes()).toHaveLength(3);
  });

  test('after its session is over is not heard, and what it takes back without having said it is nothing', async () => {
    await synchronize(cairn);
    const before = cairn.store.head();
    cairn.pce.topologyObserved(source, { ...NOTHING, withdrawnLinks: [LinkId('9-8')] });
    await lose(cairn);
    cairn.pce.topologyObserved(source, { ...NOTHING, withdrawnLinks: [LinkId('1-2')] });
    cairn.pce.feedSynchronized(source);
    await cairn.settled();
    expect(await typesSince(cairn, before)).toEqual(['TopologyFeedClosed']);
  });
});

describe('a lost peer', () => {
  test('is believed for the stale time, and then forgotten', async () => {
    await synchronize(cairn);
    await lose(cairn);
    cairn.clock.advance(59_999);
    await cairn.settled();
    expect(linkIds(cairn)).toHaveLength(8);
    cairn.clock.advance(1);
    await cairn.settled();
    expect(cairn.pce.live.state.ted.sources()).toEqual([]);
    expect(linkIds(cairn)).toEqual([]);
  });

  test('that is back in time is not forgotten', async () => {
    await synchronize(cairn);
    await lose(cairn);
    cairn.clock.advance(30_000);
    await synchronize(cairn);
    cairn.clock.advance(120_000);
    await cairn.settled();
    expect(linkIds(cairn)).toHaveLength(8);
  });

  test('of an earlier process is stale after a restart, and expires too', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    const first = await TestPce.start({ log, clock });
    await synchronize(first);
    await first.stop();
    const second = await TestPce.start({ log, clock });
    await second.settled();
    expect(linkIds(second)).toHaveLength(8);
    expect(second.pce.live.state.ted.source(source)).toMatchObject({
      isFresh: false,
      feed: { connected: false },
    });
    clock.advance(60_000);
    await second.settled();
    expect(linkIds(second)).toEqual([]);
    await second.stop();
  });
});

test('a link that a peer takes back moves the LSPs over it', async () => {
  await synchronize(cairn);
  const route = ['10.1.2.2', '10.2.4.4'].map((address) => ({ kind: 'address' as const, address }));
  const pcc = await cairn.connect('10.0.0.1');
  cairn.report(
    lspState({ pcc, name: 'one', source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 1e9, route }),
  );
  await cairn.settled();
  cairn.pce.topologyObserved(source, { ...NOTHING, withdrawnLinks: [LinkId('2-4'), LinkId('4-2')] });
  await cairn.settled();
  expect(cairn.gateway.sent).toMatchObject([
    { kind: 'update', intended: { path: { path: { links: ['1-3', '3-4'] } } } },
  ]);
});

describe('what the routers say is unreserved', () => {
  const LSP = { name: 'one', source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 3e9 } as const;
  const route = ['10.1.2.2', '10.2.4.4'].map((address) => ({ kind: 'address' as const, address }));
  /** As RSVP-TE routers flood it: eight priorities. */
  const left = (bandwidth: number): Partial<ObservedLink> => ({
    unreserved: Array.from({ length: 8 }, () => bandwidth),
  });
  const available = (): number => cairn.pce.live.computer.available(LinkId('1-2'), 7);
  const flood = async (bandwidth: number): Promise<void> => {
    const links = [...both(1, 2, left(bandwidth)), ...both(2, 4, left(bandwidth))];
    cairn.pce.topologyObserved(source, { ...NOTHING, links });
    await cairn.settled();
  };

  test('has the LSPs in it that were there when their head-end came up', async () => {
    await synchronize(cairn);
    await flood(7e9);
    const state = lspState({ pcc: PccId('10.0.0.1'), ...LSP, route });
    const counted: number[] = [];
    cairn.store.subscribe(
      cairn.store.head(),
      (events) => {
        if (events.some(({ type }) => type === 'LspReported')) counted.push(available());
      },
      () => undefined,
    );
    await cairn.connect('10.0.0.1', [state]);
    // Until the end of the synchronisation it might be a new one, and is counted to be on the safe side.
    expect(counted).toEqual([4e9]);
    expect(available()).toBe(7e9);
  });

  test('has a new LSP in it once it is flooded again, and not before', async () => {
    await synchronize(cairn);
    await flood(10e9);
    const pcc = await cairn.connect('10.0.0.1');
    cairn.report(lspState({ pcc, ...LSP, route }));
    await cairn.settled();
    expect(available()).toBe(7e9);
    await flood(7e9);
    expect(available()).toBe(7e9);
  });

  test("leaves an LSP's own bandwidth free for its own new path", async () => {
    await synchronize(cairn);
    await flood(1e9);
    await cairn.connect('10.0.0.1', [lspState({ pcc: PccId('10.0.0.1'), ...LSP, route })]);
    const request = pathRequest({ source: 'a', destination: 'd', bandwidth: 4e9 });
    const signalling = { setupType: 'RSVP_TE' } as const;
    const linksWith = (ownClaims: readonly string[]): unknown => {
      const computed = cairn.pce.live.computer.compute({ request, signalling, ownClaims });
      return computed.kind === 'path' ? computed.path.path.links : undefined;
    };
    expect(linksWith([])).toEqual(['1-3', '3-4']);
    expect(linksWith([lspOwner(LspId(PccId('10.0.0.1'), 'one'))])).toEqual(['1-2', '2-4']);
    expect(available()).toBe(1e9);
  });

  test('says nothing of segment-routed LSPs, which no router reserves for', async () => {
    await synchronize(cairn);
    await flood(10e9);
    const segments = [{ kind: 'segment' as const, local: '10.1.2.1', remote: '10.1.2.2', label: 1 }];
    const state = lspState({ pcc: PccId('10.0.0.1'), ...LSP, setupType: 'SR_MPLS', route: segments });
    await cairn.connect('10.0.0.1', [state]);
    expect(available()).toBe(7e9);
    await flood(9e9);
    expect(available()).toBe(6e9);
  });
});
