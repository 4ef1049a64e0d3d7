import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { allowedPaths, idsOf, requestOn, type SmallNetwork, smallNetwork } from './computation-oracle.js';

const OWNERS = ['a', 'b', 'c', 'd'];

const claimOn = (network: SmallNetwork): fc.Arbitrary<Claim> =>
  fc.record({
    holdingPriority: fc.nat(7),
    source: fc.constant('n0'),
    routes: fc.array(
      fc.record({
        bandwidth: fc.nat(4),
        links: fc.subarray(network.links.map(({ id }) => id)),
      }),
      { maxLength: 3 },
    ),
  });

/** Claims set (a claim) or cleared (undefined) one after the other. */
const history = smallNetwork().chain((network) =>
  fc.record({
    network: fc.constant(network),
    steps: fc.array(
      fc.record({
        owner: fc.constantFrom(...OWNERS),
        claim: fc.option(claimOn(network), { nil: undefined, freq: 4 }),
      }),
      { maxLength: 12 },
    ),
    request: requestOn(network),
    own: fc.subarray(OWNERS, { maxLength: 2 }),
  }),
);

type Held = ReadonlyMap<string, Claim>;

function present(steps: readonly { readonly owner: string; readonly claim: Claim | undefined }[]): Held {
  const held = new Map<string, Claim>();
  for (const { owner, claim } of steps) {
    if (claim === undefined) held.delete(owner);
    else held.set(owner, claim);
  }
  return held;
}

const takes = (claim: Claim, link: TopologyLink): number =>
  Math.max(
    0,
    ...claim.routes.map((route) => ('links' in route && route.links.includes(link.id) ? route.bandwidth : 0)),
  );

const naiveAvailable = (held: Held, link: TopologyLink, priority: number): number =>
  [...held.values()]
    .filter(({ holdingPriority }) => holdingPriority <= priority)
    .reduce((left, claim) => left - takes(claim, link), link.reservable);

describe('claims against sums over all claims', () => {
  test('available, reserved and owners are what the present claims say, before and after a new topology', () => {
    fc.assert(
      fc.property(history, ({ network, steps }) => {
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        for (const { owner, claim } of steps) {
          if (claim === undefined) computer.clearClaim(owner);
          else computer.setClaim(owner, claim);
        }
        const held = present(steps);
        const check = (): void => {
          for (const link of network.links) {
            for (let priority = 0; priority < 8; priority++) {
              expect(computer.available(link.id, priority)).toBe(naiveAvailable(held, link, priority));
            }
            expect(computer.reserved(link.id)).toBe(link.reservable - naiveAvailable(held, link, 7));
            const owners = [...held].filter(([, claim]) =>
              claim.routes.some((route) => 'links' in route && route.links.includes(link.id)),
            );
            expect(computer.ownersOver(link.id)).toEqual(owners.map(([owner]) => owner).sort());
          }
        };
        check();
        computer.setTopology(network.nodes, network.links.slice(1));
        computer.setTopology(network.nodes.toReversed(), network.links.toReversed());
        check();
      }),
      { numRuns: cases(200) },
    );
  });

  test('compute sees what is available at the setup priority with the own claims free, and changes nothing', () => {
    fc.assert(
      fc.property(history, ({ network, steps, request, own }) => {
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        for (const [owner, claim] of present(steps)) computer.setClaim(owner, claim);
        const held = present(steps);
        const others = new Map([...held].filter(([owner]) => !own.includes(owner)));
        const asked = { request, signalling: { setupType: 'RSVP_TE' }, ownClaims: own } as const;
        const answer = computer.compute(asked);
        const expected = allowedPaths(network, request, (link) =>
          naiveAvailable(others, link, request.setupPriority),
        );
        expect(answer.kind === 'path' ? answer.path.path.links : undefined).toEqual(expected.map(idsOf)[0]);
        for (const link of network.links) {
          expect(computer.available(link.id, 3)).toBe(naiveAvailable(held, link, 3));
        }
      }),
      { numRuns: cases(400) },
    );
  });
});
