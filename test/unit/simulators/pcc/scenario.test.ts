import { describe, expect, test } from '@jest/globals';
import { createPathComputer } from '../../../../src/domain/computation/engine.js';
import type { TopologyLink } from '../../../../src/domain/values/topology.js';
import { Random, seedFor } from '../../../../src/simulators/pcc/random.js';
import { roundBandwidth } from '../../../../src/simulators/pcc/scenario/demand.js';
import { readNetwork } from '../../../../src/simulators/pcc/scenario/network.js';
import { makeScenario } from '../../../../src/simulators/pcc/scenario/scenario.js';
import { answerOf, ringNetwork } from './sample-network.js';

const network = ringNetwork(20);

function withoutSid(link: TopologyLink): TopologyLink {
  const { adjacencySid, ...rest } = link;
  expect(adjacencySid).toBeDefined();
  return rest;
}

describe('makeScenario', () => {
  const scenario = makeScenario(network, { seed: 7, lsps: 300 });
  const lsps = scenario.headEnds.flatMap((head) => head.lsps.map((lsp) => ({ head, lsp })));

  test('every node is a head-end, and there are as many LSPs as wanted, with names that say from, to and which', () => {
    expect(scenario.headEnds.map(({ name }) => name)).toEqual(network.nodes.map(({ id }) => id));
    expect(scenario.lsps).toBe(300);
    expect(lsps.length).toBe(300);
    expect(new Set(lsps.map(({ lsp }) => lsp.name)).size).toBe(300);
    for (const { head, lsp } of lsps) {
      const to = network.nodes.find(({ routerId }) => routerId === lsp.destination);
      expect(lsp.name).toMatch(new RegExp(`^${head.name}-${to!.id}-\\d+$`));
      expect(lsp.destination).not.toBe(head.routerId);
    }
  });

  test('each route leads to its destination within the MSD, and no link carries more than may be reserved', () => {
    const computer = createPathComputer();
    computer.setTopology(network.nodes, network.links);
    for (const { head, lsp } of lsps) {
      const path = computer.resolve(head.name, lsp.route);
      if (!path.ok) throw new Error(`${lsp.name}: ${path.error.what}`);
      const end = network.nodes.find(({ id }) => id === path.value.nodes.at(-1));
      expect(end?.routerId).toBe(lsp.destination);
      if (lsp.setupType === 'SR_MPLS') expect(lsp.route.length).toBeLessThanOrEqual(10);
      const routes = [{ bandwidth: lsp.bandwidth, hops: lsp.route }];
      computer.setClaim(lsp.name, { holdingPriority: lsp.holdingPriority, source: head.name, routes });
    }
    const reserved = network.links.map(({ id }) => computer.reserved(id));
    expect(Math.max(...reserved)).toBeLessThanOrEqual(10e9);
    expect(reserved.reduce((sum, bits) => sum + bits, 0)).toBeGreaterThan(0.1 * 10e9 * network.links.length);
  });

  test('about 70 % are segment-routed, most are delegated, priorities and bandwidths are mixed', () => {
    const share = (wanted: (lsp: (typeof lsps)[number]['lsp']) => boolean): number =>
      lsps.filter(({ lsp }) => wanted(lsp)).length / lsps.length;
    expect(Math.abs(share(({ setupType }) => setupType === 'SR_MPLS') - 0.7)).toBeLessThan(0.1);
    expect(share(({ delegated }) => delegated)).toBeGreaterThan(0.8);
    expect(share(({ delegated }) => delegated)).toBeLessThan(1);
    expect(new Set(lsps.map(({ lsp }) => lsp.setupPriority))).toEqual(new Set([2, 4, 7]));
    expect(new Set(lsps.map(({ lsp }) => lsp.bandwidth)).size).toBeGreaterThan(4);
    expect(new Set(lsps.map(({ lsp }) => lsp.metric))).toEqual(new Set(['TE', 'DELAY']));
  });

  test('the seed decides everything', () => {
    expect(makeScenario(ringNetwork(20), { seed: 7, lsps: 300 })).toEqual(scenario);
    expect(makeScenario(network, { seed: 8, lsps: 300 })).not.toEqual(scenario);
  });

  test('fewer PCCs than nodes: only those are head-ends, and all LSPs start at them', () => {
    const few = makeScenario(network, { seed: 7, lsps: 50, pccs: 3 });
    expect(few.headEnds.length).toBe(3);
    expect(few.lsps).toBe(50);
    expect(few.headEnds.reduce((sum, head) => sum + head.lsps.length, 0)).toBe(50);
  });

  test('without segment identifiers all LSPs are RSVP-TE; without router ids there is nothing to simulate', () => {
    const plain = {
      nodes: network.nodes.map(({ id, name, routerId }) => ({ id, name, routerId: routerId! })),
      links: network.links.map((link) => withoutSid(link)),
    };
    const { headEnds, lsps: count } = makeScenario(plain, { seed: 1, lsps: 40 });
    expect(count).toBe(40);
    expect(new Set(headEnds.flatMap((head) => head.lsps.map(({ setupType }) => setupType)))).toEqual(
      new Set(['RSVP_TE']),
    );
    const anonymous = { ...network, nodes: network.nodes.map(({ id, name }) => ({ id, name })) };
    expect(makeScenario(anonymous, { seed: 1, lsps: 40 })).toEqual({ headEnds: [], lsps: 0 });
  });

  test('a network without links gives no LSPs, and ends', () => {
    expect(makeScenario({ nodes: network.nodes, links: [] }, { seed: 1, lsps: 40 }).lsps).toBe(0);
  });
});

describe('readNetwork', () => {
  const answer = answerOf(network);

  test('reads the answer to the query, and the same bare', () => {
    expect(readNetwork(JSON.parse(JSON.stringify(answer)))).toEqual({ ok: true, value: network });
    expect(readNetwork(network)).toEqual({ ok: true, value: network });
  });

  test('null is absent, reservable defaults to capacity', () => {
    const link = { id: 'l', source: 'a', target: 'a', capacity: 5, reservable: null, delay: null };
    const read = readNetwork({
      topology: { nodes: [{ id: 'a', name: null, routerId: null }], links: [link] },
    });
    if (!read.ok) throw new Error(read.error);
    expect(read.value.nodes).toEqual([{ id: 'a', name: 'a' }]);
    expect(read.value.links[0]).toMatchObject({ capacity: 5, reservable: 5, operational: true });
    expect('delay' in read.value.links[0]!).toBe(false);
  });

  test.each([
    [null, 'no topology'],
    [{ data: null }, 'no topology'],
    [{ nodes: [{}], links: [] }, 'nodes[0].id is missing'],
    [{ nodes: [{ id: 7 }], links: [] }, 'nodes[0].id is not text'],
    [
      { nodes: [{ id: 'a' }], links: [{ id: 'l', source: 'a', target: 'a' }] },
      'links[0].capacity is missing',
    ],
    [
      { nodes: [{ id: 'a' }], links: [{ id: 'l', source: 'a', target: 'a', capacity: '1' }] },
      'links[0].capacity is not a number',
    ],
    [{ nodes: [{ id: 'a' }], links: [{ id: 'l', source: 'a', target: 'b', capacity: 1 }] }, 'link l ends at'],
  ])('%j is refused', (input, text) => {
    const read = readNetwork(input);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.error).toContain(text);
  });
});

describe('Random', () => {
  test('the same seed gives the same numbers, evenly spread', () => {
    const draw = (seed: number): readonly number[] => {
      const random = new Random(seed);
      return Array.from({ length: 10_000 }, () => random.next());
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    const mean = draw(5).reduce((sum, value) => sum + value, 0) / 10_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  });

  test('weights, chance and exponential keep their meaning', () => {
    const random = new Random(1);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 9000; draw++) counts[random.weighted([1, 0, 2])!]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeGreaterThan(1.8);
    expect(counts[2]! / counts[0]!).toBeLessThan(2.2);
    expect(random.weighted([0, 0])).toBeUndefined();
    expect(random.weighted([])).toBeUndefined();
    expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
    let sum = 0;
    for (let draw = 0; draw < 9000; draw++) sum += random.exponential(4);
    expect(Math.abs(sum / 9000 - 4)).toBeLessThan(0.2);
  });

  test('parts of a simulation have seeds of their own', () => {
    const seeds = new Set(Array.from({ length: 1000 }, (_, index) => seedFor(3, `N${index}`)));
    expect(seeds.size).toBe(1000);
    expect(seedFor(3, 'A')).not.toBe(seedFor(4, 'A'));
  });
});

test('roundBandwidth keeps two digits and whole bytes per second', () => {
  expect(roundBandwidth(0)).toBe(0);
  expect(roundBandwidth(123_456_789)).toBe(120_000_000);
  for (const bits of [9, 99, 1001, 55_555, 987_654_321_000]) {
    expect(roundBandwidth(bits) % 8).toBe(0);
    expect(Math.abs(roundBandwidth(bits) / bits - 1)).toBeLessThan(0.15);
  }
});
