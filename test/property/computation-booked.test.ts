import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim, Computation, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { allowedPaths, idsOf, networkAndRequest, type SmallNetwork } from './computation-oracle.js';

const SIGNALLING = { setupType: 'RSVP_TE' } as const;

/** By setup priority: never less for a lower priority. */
const rising = fc
  .array(fc.nat(2), { minLength: 8, maxLength: 8 })
  .map((steps) => steps.map((_, at) => steps.slice(0, at + 1).reduce((sum, step) => sum + step, 0)));

const bookedCase = networkAndRequest.chain(({ network, request }) =>
  fc.record({
    network: fc.constant(network),
    request: fc.constant(request),
    /** Two ways to book every link: from now on, and within an interval. */
    standing: fc.array(fc.option(rising, { nil: undefined }), {
      minLength: network.links.length,
      maxLength: network.links.length,
    }),
    within: fc.array(fc.option(rising, { nil: undefined }), {
      minLength: network.links.length,
      maxLength: network.links.length,
    }),
    claimed: fc.array(fc.record({ link: fc.nat(50), bandwidth: fc.nat(3), holding: fc.nat(7) }), {
      maxLength: 4,
    }),
  }),
);

type Booked = readonly (readonly number[] | undefined)[];

const on = (network: SmallNetwork, booked: Booked, link: LinkId, priority: number): number =>
  booked[network.links.findIndex(({ id }) => id === link)]?.[priority] ?? 0;

function build(network: SmallNetwork, standing: Booked, claims: readonly (readonly [string, Claim])[]) {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  for (const [owner, claim] of claims) computer.setClaim(owner, claim);
  network.links.forEach(({ id }, at) => computer.setBooked(id, standing[at]));
  return computer;
}

const claimsOf = (
  network: SmallNetwork,
  claimed: readonly { link: number; bandwidth: number; holding: number }[],
): readonly (readonly [string, Claim])[] =>
  network.links.length === 0
    ? []
    : claimed.map(({ link, bandwidth, holding }, at) => {
        const { id, source } = network.links[link % network.links.length]!;
        return [
          `o${at}`,
          { holdingPriority: holding, source, routes: [{ bandwidth, links: [id] }] },
        ] as const;
      });

/** The same computer with links that have so much less to reserve at the priority. */
function narrowed(
  network: SmallNetwork,
  claims: readonly (readonly [string, Claim])[],
  taken: (link: TopologyLink, priority: number) => number,
): PathComputer {
  const computer = createPathComputer();
  const links = network.links.map((link) => ({
    ...link,
    unreserved: Array.from({ length: 8 }, (_, priority) => link.reservable - taken(link, priority)),
  }));
  computer.setTopology(network.nodes, links);
  for (const [owner, claim] of claims) computer.setClaim(owner, claim);
  return computer;
}

const linksOf = (computation: Computation): unknown =>
  computation.kind === 'path'
    ? [computation.path, ...computation.alternatives].map(({ path }) => path.links)
    : undefined;

describe('what is booked', () => {
  test('a path is the best of all that are free of it, from now on or within an interval', () => {
    fc.assert(
      fc.property(bookedCase, ({ network, request, standing, within, claimed }) => {
        const claims = claimsOf(network, claimed);
        const computer = build(network, standing, claims);
        const held = (link: TopologyLink): number =>
          claims
            .filter(([, { holdingPriority }]) => holdingPriority <= request.setupPriority)
            .filter(([, { routes }]) => 'links' in routes[0]! && routes[0].links.includes(link.id))
            .reduce((sum, [, { routes }]) => sum + routes[0]!.bandwidth, 0);
        for (const booked of [standing, within, standing]) {
          const free = (link: TopologyLink): number =>
            link.reservable - held(link) - on(network, booked, link.id, request.setupPriority);
          const expected = allowedPaths(network, request, free)
            .map(idsOf)
            .slice(0, 1 + request.alternatives);
          const asked = { request, signalling: SIGNALLING };
          const answer = computer.compute(
            booked === within
              ? { ...asked, booked: (link, priority) => on(network, within, link, priority) }
              : asked,
          );
          expect(linksOf(answer) ?? []).toEqual(expected);
        }
      }),
      { numRuns: cases(1000) },
    );
  });

  test('every answer and refusal is that of links which have so much less', () => {
    fc.assert(
      fc.property(bookedCase, ({ network, request, standing, within, claimed }) => {
        const claims = claimsOf(network, claimed);
        const computer = build(network, standing, claims);
        const booked = (link: LinkId, priority: number) => on(network, within, link, priority);
        const asked = { request, signalling: SIGNALLING };
        const other = { ...request, source: request.destination, destination: request.source };
        for (const [seen, one] of [
          [standing, asked],
          [within, { ...asked, booked }],
        ] as const) {
          const twin = narrowed(network, claims, (link, priority) => on(network, seen, link.id, priority));
          const plain = { request: one.request, signalling: SIGNALLING };
          const reverse = { ...one, request: other };
          expect(computer.compute(one)).toEqual(twin.compute(plain));
          const alone = twin.compute(plain);
          expect(computer.findPath(one)).toEqual(alone.kind === 'path' ? alone.path : undefined);
          expect(computer.computeTogether([one, reverse])).toEqual(
            twin.computeTogether([plain, { ...plain, request: other }]),
          );
          const strict = { level: 'link', strict: true } as const;
          expect(computer.computeDisjoint([one, one], strict)).toEqual(
            twin.computeDisjoint([plain, plain], strict),
          );
          expect(computer.computeProtected(one, 'link')).toEqual(twin.computeProtected(plain, 'link'));
          const flow = { source: request.source, destination: request.destination, priority: 4 };
          if (seen === standing) {
            expect(computer.maxFlow({ ...flow, measure: 'UNRESERVED', links: {} })).toEqual(
              twin.maxFlow({ ...flow, measure: 'UNRESERVED', links: {} }),
            );
          }
        }
      }),
      { numRuns: cases(300) },
    );
  });

  test('afterwards everything is as it was, and nothing of it is reserved', () => {
    fc.assert(
      fc.property(bookedCase, ({ network, request, standing, within, claimed }) => {
        const claims = claimsOf(network, claimed);
        const computer = build(network, standing, claims);
        const bare = build(network, [], claims);
        const booked = (link: LinkId, priority: number) => on(network, within, link, priority);
        computer.compute({ request, signalling: SIGNALLING, booked });
        computer.setTopology(network.nodes, network.links);
        for (const { id } of network.links) {
          expect(computer.reserved(id)).toBe(bare.reserved(id));
          for (let priority = 0; priority < 8; priority++) {
            expect(computer.unbooked(id, priority)).toBe(bare.available(id, priority));
            const left = bare.available(id, priority) - on(network, standing, id, priority);
            expect(computer.available(id, priority)).toBe(left);
          }
          computer.setBooked(id, undefined);
          expect(computer.available(id, 7)).toBe(bare.available(id, 7));
        }
      }),
      { numRuns: cases(300) },
    );
  });

  test('in a set every path is held against the most that any of its requests says', () => {
    fc.assert(
      fc.property(bookedCase, ({ network, request, standing, within }) => {
        const computer = build(network, standing, []);
        const booked = (link: LinkId, priority: number) => on(network, within, link, priority);
        const asked = { request, signalling: SIGNALLING };
        const worst = (link: TopologyLink, priority: number) =>
          Math.max(on(network, standing, link.id, priority), on(network, within, link.id, priority));
        const twin = narrowed(network, [], worst);
        expect(computer.computeTogether([{ ...asked, booked }, asked])).toEqual(
          twin.computeTogether([asked, asked]),
        );
      }),
      { numRuns: cases(300) },
    );
  });

  test('a previous path lends what it held, never what is booked', () => {
    const node = (id: string) => ({ id: NodeId(id), name: id });
    const link = {
      id: LinkId('a-b'),
      source: NodeId('a'),
      target: NodeId('b'),
      sourceAddress: '10.0.0.1',
      targetAddress: '10.0.0.2',
      capacity: 10,
      reservable: 10,
      adminGroups: [],
      srlgs: [],
      operational: true,
    };
    const computer = createPathComputer();
    computer.setTopology([node('a'), node('b')], [link]);
    computer.setClaim('other', {
      holdingPriority: 0,
      source: 'a',
      routes: [{ bandwidth: 3, links: [link.id] }],
    });
    const previous = { hops: [{ kind: 'address' as const, address: '10.0.0.2' }], bandwidth: 3 };
    const fits = (bandwidth: number, booked?: () => number): boolean =>
      computer.findPath({
        request: pathRequest({ source: 'a', destination: 'b', bandwidth }),
        signalling: SIGNALLING,
        previous,
        ...(booked === undefined ? {} : { booked }),
      }) !== undefined;
    computer.setBooked(
      link.id,
      Array.from({ length: 8 }, () => 4),
    );
    expect([fits(6), fits(7)]).toEqual([true, false]);
    expect([fits(9, () => 1), fits(10, () => 1)]).toEqual([true, false]);
  });
});
