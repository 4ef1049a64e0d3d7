// The whole of Cairn fed by FRRouting's BGP-LS: the network in GraphQL, paths over it, a document that names its routers, and
// what a failed link and a lost session do to all of that.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CairnProcess, eventually, startCairn } from '../support/cairn-process.js';
import { describeInNamespaces } from '../support/frr.js';
import { FrrBgpLsNetwork } from '../support/frr-bgpls.js';
import {
  COLLECTOR_ADDRESS,
  EXPORTER_ADDRESS,
  EXPORTER_AS,
  LINK_ENDS,
  ROUTERS,
} from '../support/frr-bgpls-network.js';

const SOURCE = `bgp-ls:${EXPORTER_ADDRESS}`;

interface Shown {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly links: readonly (Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly operational: boolean;
  })[];
  readonly sources: readonly Readonly<Record<string, unknown>>[];
}

const TOPOLOGY = `{
  topology {
    nodes { id name routerId prefixSid latitude maximumSidDepth labelBlocks { base size } origins { attribute source } }
    links {
      id source { name } target { name } sourceAddress targetAddress igpMetric teMetric delay minDelay maxDelay
      delayVariation loss capacity reservable unreserved utilizedBandwidth adminGroups operational
      available(priority: 0)
    }
    sources { name kind fresh nodeCount linkCount feed { asNumber connected synchronized } }
  }
}`;

const PATH = `query ($request: PathRequest!) {
  computePath(request: $request) { path { hops { node { id } link { id } } igpMetric } noPath { reasons } }
}`;

const MAP = `
cairn: topology/1
name: map
nodes:
  - { id: Oslo, routerId: 10.0.0.1, latitude: 59.9, longitude: 10.7 }
  - { id: Rome, routerId: 10.0.0.3 }
links: []
`;

describeInNamespaces(['frr-bgp-ls'], 'Cairn on a network of FRRouting routers', () => {
  let network: FrrBgpLsNetwork;
  let cairn: CairnProcess;

  const shown = async (): Promise<Shown> => (await cairn.graphql<{ topology: Shown }>(TOPOLOGY)).topology;
  const until = (what: string, wanted: (topology: Shown) => boolean, seconds = 60): Promise<Shown> =>
    eventually(
      what,
      async () => {
        const topology = await shown();
        return wanted(topology) ? topology : undefined;
      },
      { seconds, every: 200, describe: async () => JSON.stringify(await shown()) },
    );
  const up = ({ links }: Shown): number => links.filter(({ operational }) => operational).length;
  const pathOf = async (source: string, destination: string): Promise<object> => {
    const { computePath } = await cairn.graphql<{ computePath: Readonly<Record<string, unknown>> }>(PATH, {
      request: { source, destination, metric: 'IGP' },
    });
    return computePath;
  };
  const through = (...nodes: readonly string[]): object => ({
    path: { hops: nodes.map((id) => ({ node: { id } })) },
  });

  beforeAll(async () => {
    network = await FrrBgpLsNetwork.start('isis');
    const bgpLs = { host: COLLECTOR_ADDRESS, port: 179, asNumber: EXPORTER_AS };
    cairn = await startCairn({ netns: network.collector, config: { bgpLs, topology: { staleTime: 3 } } });
  }, 60_000);

  afterAll(async () => {
    await cairn?.kill('SIGKILL');
    await network?.remove();
  }, 30_000);

  test('the topology is what the routers are configured with', async () => {
    const topology = await until(
      'the whole network',
      (seen) =>
        seen.nodes.length === ROUTERS.length &&
        up(seen) === LINK_ENDS.length &&
        seen.nodes.every(({ prefixSid }) => prefixSid !== null) &&
        seen.sources[0]?.['fresh'] === true,
    );
    for (const { name, systemId, routerId, sidIndex, maximumSidDepth } of ROUTERS) {
      expect(topology.nodes.find(({ id }) => id === systemId)).toMatchObject({
        name,
        routerId,
        prefixSid: 16_000 + sidIndex,
        maximumSidDepth,
        labelBlocks: [{ base: 16_000, size: 8_000 }],
      });
    }
    for (const { router, neighbor, address, neighborAddress, igpMetric, parameters } of LINK_ENDS) {
      const link = topology.links.find(({ sourceAddress }) => sourceAddress === address);
      expect(link).toMatchObject({
        source: { name: router },
        target: { name: neighbor },
        targetAddress: neighborAddress,
        igpMetric,
        teMetric: parameters.teMetric,
        delay: parameters.delay,
        minDelay: parameters.minDelay,
        maxDelay: parameters.maxDelay,
        delayVariation: parameters.delayVariation,
        capacity: 8 * parameters.maxBandwidth,
        reservable: 8 * parameters.maxReservable,
        unreserved: parameters.unreserved.map((octets) => 8 * octets),
        utilizedBandwidth: 8 * parameters.utilized,
        available: 8 * (parameters.unreserved[0] ?? 0),
      });
      expect(link?.['loss']).toBeCloseTo(parameters.loss / 100, 6);
    }
    expect(topology.sources).toMatchObject([
      { name: SOURCE, kind: 'BGP_LS', nodeCount: 4, linkCount: 8, feed: { asNumber: EXPORTER_AS } },
    ]);
  }, 90_000);

  test('a document names its routers and places them; all else stays the network’s word', async () => {
    await cairn.graphql(
      'mutation ($document: String!) { importTopology(input: { document: $document, format: CAIRN }) { changes } }',
      { document: MAP },
    );
    const { nodes } = await shown();
    expect(nodes.map(({ id }) => id)).toEqual(['0000.0000.0002', '0000.0000.0004', 'Oslo', 'Rome']);
    const oslo = nodes.find(({ id }) => id === 'Oslo');
    expect(oslo).toMatchObject({ routerId: '10.0.0.1', latitude: 59.9, prefixSid: 16_101 });
    expect(oslo?.['origins']).toEqual(
      expect.arrayContaining([
        { attribute: 'latitude', source: 'map' },
        { attribute: 'prefixSid', source: SOURCE },
      ]),
    );
  });

  test('a path goes another way when a link fails, and back when it is up again', async () => {
    const cut = LINK_ENDS.find(({ router, neighbor }) => router === 'r1' && neighbor === 'r2');
    if (cut === undefined) throw new Error('r1 and r2 are no neighbours');
    const direct = await pathOf('Oslo', '0000.0000.0002');
    expect(direct).toMatchObject(through('0000.0000.0002'));
    network.linkDown(cut);
    await until('the link is down', (seen) => up(seen) === LINK_ENDS.length - 2);
    expect(await pathOf('Oslo', '0000.0000.0002')).toMatchObject(
      through('0000.0000.0004', 'Rome', '0000.0000.0002'),
    );
    network.linkUp(cut);
    await until('the link is up', (seen) => up(seen) === LINK_ENDS.length);
    expect(await pathOf('Oslo', '0000.0000.0002')).toEqual(direct);
  }, 90_000);

  test('what a lost router said is forgotten after a time, and is back with its session', async () => {
    network.signalBgp('SIGKILL');
    await until('the feed is lost', ({ sources }) =>
      sources.some(({ name, fresh }) => name === SOURCE && !fresh),
    );
    const expired = await until('it has expired', ({ sources }) => sources.length === 1);
    expect(expired.nodes.map(({ id }) => id)).toEqual(['Oslo', 'Rome']);
    expect(expired.links).toEqual([]);
    await network.restartBgp();
    await until('the whole network', (seen) => up(seen) === LINK_ENDS.length);
  }, 90_000);
});
