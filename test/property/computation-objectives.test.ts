import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { type PathObjective, type PathRequest, pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  comparePathsOf,
  denseNetwork,
  idsOf,
  requestOn,
  type SmallNetwork,
  smallNetwork,
  total,
} from './computation-oracle.js';

interface Case {
  readonly network: SmallNetwork;
  readonly request: PathRequest;
  readonly objective: Exclude<PathObjective, 'MINIMUM_COST'>;
  /** What is taken of each link, from 0 to all of it. */
  readonly shares: readonly number[];
}

const askedCases: fc.Arbitrary<Case> = fc.oneof(smallNetwork(6), denseNetwork(5)).chain((network) =>
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
    fc.property(askedCases, (asked) => {
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
    { numRuns: cases(4000) },
  );
});

test('the least loss is that of the best product over all allowed paths, and is said', () => {
  const lossy = smallNetwork(6).chain((network) =>
    fc.record({ network: fc.constant(network), request: requestOn(network) }),
  );
  fc.assert(
    fc.property(lossy, ({ network, request }) => {
      const wanted = { ...request, metric: 'LOSS' as const };
      const computer = createPathComputer();
      computer.setTopology(network.nodes, network.links);
      const answer = computer.compute({ request: wanted, signalling: { setupType: 'RSVP_TE' } });
      const losses = allowedPaths(network, wanted).map((path) => total(path, 'LOSS'));
      if (losses.length === 0) expect(answer.kind).toBe('no-path');
      else if (answer.kind === 'no-path') expect(answer).toBe('a path');
      else expect(answer.path.path.loss).toBeCloseTo(Math.min(...losses), 9);
    }),
    { numRuns: cases(2000) },
  );
});

test('a bound on loss that is just met is met', () => {
  const computer = createPathComputer();
  const link = (from: string, to: string) => ({
    id: LinkId(`${from}${to}`),
    source: NodeId(from),
    target: NodeId(to),
    loss: 0.01,
    capacity: 1,
    reservable: 1,
    adminGroups: [],
    srlgs: [],
    operational: true,
  });
  const nodes = ['a', 'b', 'c'].map((id) => ({
    id: NodeId(id),
    name: id,
    routerId: `10.0.0.${id.charCodeAt(0)}`,
  }));
  computer.setTopology(nodes, [link('a', 'b'), link('b', 'c')]);
  const within = (max: number): string =>
    computer.compute({
      request: pathRequest({ source: 'a', destination: 'c', bounds: [{ metric: 'LOSS', max }] }),
      signalling: { setupType: 'RSVP_TE' },
    }).kind;
  expect([0.0198, 0.0199, 0.02, 1].map(within)).toEqual(['no-path', 'path', 'path', 'path']);
});
