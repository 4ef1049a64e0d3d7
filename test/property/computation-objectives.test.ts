import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { PathObjective, PathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import {
  allowedPaths,
  comparePathsOf,
  denseNetwork,
  idsOf,
  requestOn,
  type SmallNetwork,
  smallNetwork,
} from './computation-oracle.js';

interface Case {
  readonly network: SmallNetwork;
  readonly request: PathRequest;
  readonly objective: Exclude<PathObjective, 'MINIMUM_COST'>;
  /** What is taken of each link, from 0 to all of it. */
  readonly shares: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc.oneof(smallNetwork(6), denseNetwork(5)).chain((network) =>
  fc.record({
    network: fc.constant(network),
    request: requestOn(network),
    objective: fc.constantFrom('MINIMUM_LOAD' as const, 'MAXIMUM_BANDWIDTH' as const),
    shares: fc.array(fc.nat(4), { minLength: network.links.length, maxLength: network.links.length }),
  }),
);

const takenOf = ({ network, shares }: Case, link: TopologyLink): number =>
  Math.floor((link.reservable * shares[network.links.indexOf(link)]!) / 4);

/** By the formulas of RFC 5541 4, lower is better. */
function worstOf(asked: Case, path: readonly TopologyLink[]): number {
  const { objective, request } = asked;
  return Math.max(
    ...path.map((link) => {
      const left = link.reservable - takenOf(asked, link);
      if (objective === 'MAXIMUM_BANDWIDTH') return -left;
      return link.reservable === 0
        ? Number.POSITIVE_INFINITY
        : (link.reservable - left + request.bandwidth) / link.reservable;
    }),
  );
}

test('paths come by their worst link, then in the order of paths', () => {
  fc.assert(
    fc.property(cases, (asked) => {
      const { network, request, objective } = asked;
      const computer = createPathComputer();
      computer.setTopology(network.nodes, network.links);
      for (const link of network.links) {
        const routes = [{ bandwidth: takenOf(asked, link), links: [link.id] }];
        computer.setClaim(`on ${link.id}`, { holdingPriority: 0, source: link.source, routes });
      }
      const answer = computer.compute({
        request: { ...request, objective },
        signalling: { setupType: 'RSVP_TE' },
      });
      const compare = comparePathsOf(request.metric);
      const expected = allowedPaths(network, request, (link) => link.reservable - takenOf(asked, link))
        .sort((a, b) => {
          const [first, second] = [worstOf(asked, a), worstOf(asked, b)];
          return first === second ? compare(a, b) : first - second;
        })
        .slice(0, request.alternatives + 1);
      const found = answer.kind === 'path' ? [answer.path, ...answer.alternatives] : [];
      expect(found.map(({ path }) => path.links)).toEqual(expected.map(idsOf));
    }),
    { numRuns: 2000 },
  );
});
