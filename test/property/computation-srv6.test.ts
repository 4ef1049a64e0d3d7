import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { Srv6Hop } from '../../src/domain/values/hop.js';
import { igpMetricOf, type TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { idsOf, type SmallNetwork, simplePaths, smallNetwork } from './computation-oracle.js';

const END = 1;
const END_X = 5;
/** End with decapsulation to a table: no segment to pass a packet on with. */
const END_DT6 = 18;

/** What a SID does: it is routed to a node, and there goes on over a link or not. */
function meaningOf(network: SmallNetwork, sid: string): { node: string; link?: TopologyLink } | undefined {
  const node = network.nodes.find(({ srv6Sids }) =>
    srv6Sids?.some((one) => one.sid === sid && one.behavior === END),
  );
  if (node !== undefined) return { node: node.id };
  const link = network.links.find(({ srv6Sids }) => srv6Sids?.some((one) => one.sid === sid));
  return link === undefined ? undefined : { node: link.source, link };
}

function distances(network: SmallNetwork, to: string): ReadonlyMap<string, number> {
  const distance = new Map<string, number>([[to, 0]]);
  for (let round = 0; round < network.nodes.length; round++) {
    for (const link of network.links) {
      const beyond = distance.get(link.target);
      if (!link.operational || beyond === undefined) continue;
      const known = distance.get(link.source) ?? Number.POSITIVE_INFINITY;
      distance.set(link.source, Math.min(known, beyond + igpMetricOf(link)));
    }
  }
  return distance;
}

/** Every way that packets may take, over all equal-cost next hops; undefined: some are dropped. */
function forwardings(
  network: SmallNetwork,
  node: string,
  sids: readonly string[],
): TopologyLink[][] | undefined {
  const [sid, ...rest] = sids;
  if (sid === undefined) return [[]];
  const meaning = meaningOf(network, sid);
  if (meaning === undefined) return undefined;
  const { node: end, link: over } = meaning;
  if (end === node && over === undefined) return forwardings(network, node, rest);
  const distance = distances(network, end);
  const next =
    end === node
      ? [over!]
      : network.links.filter((link) => {
          const beyond = distance.get(link.target);
          if (!link.operational || link.source !== node || beyond === undefined) return false;
          return beyond + igpMetricOf(link) === distance.get(node);
        });
  const ways: TopologyLink[][] = [];
  for (const link of next) {
    const further = forwardings(network, link.target, end === node ? rest : sids);
    if (further === undefined) return undefined;
    ways.push(...further.map((way) => [link, ...way]));
  }
  return ways.length === 0 ? undefined : ways;
}

function forces(network: SmallNetwork, path: readonly TopologyLink[], sids: readonly string[]): boolean {
  const ways = forwardings(network, path[0]!.source, sids);
  return ways?.every((way) => idsOf(way).join() === idsOf(path).join()) ?? false;
}

function fewestSids(network: SmallNetwork, path: readonly TopologyLink[]): number | undefined {
  const sids = [...network.nodes, ...path].flatMap(({ srv6Sids }) => (srv6Sids ?? []).map(({ sid }) => sid));
  let lists: string[][] = [[]];
  for (let depth = 1; depth <= path.length; depth++) {
    lists = lists.flatMap((list) => sids.map((sid) => [...list, sid]));
    if (lists.some((list) => forces(network, path, list))) return depth;
  }
  return undefined;
}

const srv6Network = fc
  .record({
    small: smallNetwork(5),
    nodeHoles: fc.array(fc.nat(5), { maxLength: 3 }),
    linkHoles: fc.array(fc.nat(15), { maxLength: 6 }),
  })
  .map(
    ({ small, nodeHoles, linkHoles }): SmallNetwork => ({
      nodes: small.nodes.map((node, index) => ({
        ...node,
        ipv6RouterId: `2001:db8::${index + 1}`,
        srv6Sids: [
          { sid: `2001:db8:${index + 1}:2::`, behavior: END_DT6 },
          ...(nodeHoles.includes(index) ? [] : [{ sid: `2001:db8:${index + 1}:1::`, behavior: END }]),
        ],
      })),
      links: small.links.map((link, index) =>
        linkHoles.includes(index)
          ? link
          : { ...link, srv6Sids: [{ sid: `2001:db8:ff:${index + 1}::`, behavior: END_X }] },
      ),
    }),
  );

const pinned = srv6Network
  .chain((network) =>
    fc.record({
      network: fc.constant(network),
      path: fc.constantFrom<TopologyLink[] | undefined>(
        undefined,
        ...network.nodes.flatMap(({ id }) => network.nodes.flatMap((to) => simplePaths(network, id, to.id))),
      ),
    }),
  )
  .filter((drawn): drawn is { network: SmallNetwork; path: TopologyLink[] } => drawn.path !== undefined);

describe('SRv6 segment lists against forwarding hop by hop', () => {
  test('a list lets packets take the intended path only, and none shorter does', () => {
    let saved = 0;
    fc.assert(
      fc.property(pinned, ({ network, path }) => {
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        const list = computer.pin(path[0]!.source, idsOf(path), { setupType: 'SRV6' });
        const needed = path.length <= 3 ? fewestSids(network, path) : undefined;
        if (!list.ok) {
          expect(needed).toBeUndefined();
          return;
        }
        const sids = list.value.route.map((hop) => (hop as Srv6Hop).sid);
        expect(forces(network, path, sids)).toBe(true);
        if (path.length <= 3) expect(sids.length).toBe(needed);
        // End.X from afar does in one segment what takes labels two.
        if (sids.length === 1 && path.length === 2 && meaningOf(network, sids[0]!)?.link !== undefined)
          saved += 1;
        expect(computer.resolve(path[0]!.source, list.value.route)).toMatchObject({
          ok: true,
          value: { links: idsOf(path) },
        });
      }),
      { numRuns: cases(2000) },
    );
    expect(saved).toBeGreaterThan(0);
  });
});
