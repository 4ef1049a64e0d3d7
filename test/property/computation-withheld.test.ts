import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Signalling } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { allowedPaths, denseNetwork, idsOf } from './computation-oracle.js';

/** Each node in one of three systems, or in none; links with interface addresses of their own. */
const asked = denseNetwork(6)
  .chain(({ nodes, links }) =>
    fc.record({
      systems: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
      withheld: fc.subarray([1, 2, 3], { minLength: 1 }),
      bandwidth: fc.nat(6),
      isSegmentRouted: fc.boolean(),
      nodes: fc.constant(nodes),
      links: fc.constant(links),
    }),
  )
  .map(({ systems, nodes, links, ...rest }) => ({
    ...rest,
    network: {
      nodes: nodes.map((node, at) => ({
        ...node,
        prefixSid: 16_000 + at,
        ...(systems[at] === 0 ? {} : { asNumber: systems[at]! }),
      })),
      links: links.map((link, at) => ({
        ...link,
        sourceAddress: `10.1.${at}.1`,
        targetAddress: `10.1.${at}.2`,
        adjacencySid: 24_000 + at,
      })),
    },
  }));

type Case = typeof asked extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const isInside = ({ network, withheld }: Case, { source, target }: TopologyLink): boolean => {
  const [from, to] = [source, target].map((id) => network.nodes.find((node) => node.id === id)?.asNumber);
  return from !== undefined && from === to && withheld.includes(from);
};

const request = ({ bandwidth }: Case) => pathRequest({ source: 'n0', destination: 'n5', bandwidth });

function answerTo(one: Case, looseHops: boolean) {
  const computer = createPathComputer();
  computer.setTopology(one.network.nodes, one.network.links);
  const signalling: Signalling = {
    setupType: one.isSegmentRouted ? 'SR_MPLS' : 'RSVP_TE',
    withheld: { systems: one.withheld, looseHops },
  };
  return { computer, answer: computer.compute({ request: request(one), signalling }) };
}

test('with loose hops the best path of all is given, and no hop names what is inside', () => {
  fc.assert(
    fc.property(asked, (drawn) => {
      const one = { ...drawn, isSegmentRouted: false };
      const { answer, computer } = answerTo(one, true);
      const [best] = allowedPaths(one.network, request(one));
      if (best === undefined || answer.kind === 'no-path') {
        expect([best, answer.kind]).toEqual([undefined, 'no-path']);
        return;
      }
      expect(answer.path.path.links).toEqual(idsOf(best));
      const { route } = answer.path;
      const insides = one.network.links.filter((link) => isInside(one, link));
      const secret = insides.flatMap(({ sourceAddress, targetAddress }) => [sourceAddress, targetAddress]);
      for (const hop of route) if (hop.kind === 'address') expect(secret).not.toContain(hop.address);
      // Where nothing is left open the route leads over the very links.
      const open = best.some((link) => isInside(one, link));
      expect(route.some((hop) => hop.kind === 'as')).toBe(open);
      const led = computer.resolve('n0', route, 'refused');
      if (!open) expect(led.ok && led.value.links).toEqual(idsOf(best));
      expect(computer.resolve('n0', route).ok).toBe(true);
    }),
    { numRuns: cases(1000) },
  );
});

test('without them, and as a label stack, it keeps off the inside, and is refused for that alone if it must', () => {
  fc.assert(
    fc.property(asked, fc.boolean(), (one, looseHops) => {
      fc.pre(one.isSegmentRouted || !looseHops);
      const { answer } = answerTo(one, looseHops);
      const all = allowedPaths(one.network, request(one));
      const [best] = all.filter((path) => !path.some((link) => isInside(one, link)));
      if (best !== undefined) expect(answer.kind === 'path' && answer.path.path.links).toEqual(idsOf(best));
      else if (answer.kind === 'path') throw new Error(`${answer.path.path.links.join()} should not be told`);
      else expect(answer.noPath.reasons.includes('CONFIDENTIALITY')).toBe(all.length > 0);
    }),
    { numRuns: cases(1000) },
  );
});
