import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { requestOn, type SmallNetwork, smallNetwork } from './computation-oracle.js';

const values = fc.record(
  {
    igpMetric: fc.integer({ min: 0, max: 6 }),
    teMetric: fc.nat(6),
    delay: fc.nat(6),
    reservable: fc.nat(10),
    operational: fc.boolean(),
    outOfUse: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Loose routes by the node's address, so that what is claimed depends on the IGP's paths too. */
const claimOn = (network: SmallNetwork): fc.Arbitrary<Claim> =>
  fc
    .record({
      source: fc.constantFrom(...network.nodes),
      target: fc.constantFrom(...network.nodes),
      bandwidth: fc.nat(3),
      holdingPriority: fc.nat(7),
    })
    .map(({ source, target, bandwidth, holdingPriority }) => ({
      holdingPriority,
      source: source.id,
      routes: [
        { bandwidth, hops: [{ kind: 'address' as const, address: target.routerId ?? '', loose: true }] },
      ],
    }));

const histories = smallNetwork().chain((network) =>
  fc.record({
    network: fc.constant(network),
    claims: fc.array(claimOn(network), { maxLength: 4 }),
    changes: fc.array(fc.record({ link: fc.nat(Math.max(0, network.links.length - 1)), values }), {
      minLength: 1,
      maxLength: 6,
    }),
    requests: fc.array(requestOn(network), { minLength: 1, maxLength: 3 }),
  }),
);

function computerOn(network: SmallNetwork, claims: readonly Claim[]): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  claims.forEach((claim, index) => computer.setClaim(`o${index}`, claim));
  return computer;
}

test('links updated in place give the answers and the bandwidth that the changed topology gives', () => {
  fc.assert(
    fc.property(histories, ({ network, claims, changes, requests }) => {
      const links = [...network.links];
      if (links.length === 0) return;
      const updated = computerOn(network, claims);
      for (const { link, values: changed } of changes) {
        const after: TopologyLink = { ...links[link]!, ...changed };
        links[link] = after;
        expect(updated.updateLinks([after])).toBe(true);
        const fresh = computerOn({ ...network, links }, claims);
        for (const { id } of links) {
          expect(updated.available(id, 3)).toBe(fresh.available(id, 3));
          expect(updated.ownersOver(id)).toEqual(fresh.ownersOver(id));
        }
        for (const request of requests) {
          const asked = { request, signalling: { setupType: 'SR_MPLS', maximumSidDepth: 4 } as const };
          expect(updated.compute(asked)).toEqual(fresh.compute(asked));
        }
      }
    }),
    { numRuns: cases(300) },
  );
});

test('a link that is not known, or differs in more than values, changes nothing', () => {
  fc.assert(
    fc.property(histories, ({ network, requests }) => {
      const [link] = network.links;
      if (link === undefined) return;
      const computer = computerOn(network, []);
      const cheaper: TopologyLink = { ...link, igpMetric: 0, teMetric: 0, reservable: 100 };
      expect(computer.updateLinks([cheaper, { ...cheaper, targetAddress: '10.9.9.9' }])).toBe(false);
      expect(computer.updateLinks([cheaper, { ...cheaper, srlgs: [77] }])).toBe(false);
      expect(computer.updateLinks([cheaper, { ...cheaper, id: 'another' as TopologyLink['id'] }])).toBe(
        false,
      );
      const fresh = computerOn(network, []);
      for (const request of requests) {
        const asked = { request, signalling: { setupType: 'RSVP_TE' } as const };
        expect(computer.compute(asked)).toEqual(fresh.compute(asked));
      }
    }),
    { numRuns: cases(100) },
  );
});

test('no path leads over links that are out of use, and nothing else changes by them', () => {
  fc.assert(
    fc.property(
      smallNetwork().chain((network) =>
        fc.record({
          network: fc.constant(network),
          out: fc.subarray(network.links.map(({ id }) => id)),
          claims: fc.array(claimOn(network), { maxLength: 4 }),
          requests: fc.array(requestOn(network), { minLength: 1, maxLength: 3 }),
        }),
      ),
      ({ network, out, claims, requests }) => {
        const links = network.links.map((link) =>
          out.includes(link.id) ? { ...link, outOfUse: true } : link,
        );
        const drained = computerOn({ ...network, links }, claims);
        const whole = computerOn(network, claims);
        for (const { id } of links) expect(drained.reserved(id)).toBe(whole.reserved(id));
        for (const request of requests) {
          const signalling = { setupType: 'SR_MPLS', maximumSidDepth: 4 } as const;
          const excluded = { ...request, exclude: [...request.exclude, ...out] };
          const found = drained.findPath({ request, signalling });
          expect(found).toEqual(whole.findPath({ request: excluded, signalling }));
          // For another time they count as any other.
          const booked = (): number => 0;
          expect(drained.findPath({ request, signalling, booked })).toEqual(
            whole.findPath({ request, signalling, booked }),
          );
        }
      },
    ),
    { numRuns: cases(300) },
  );
});
