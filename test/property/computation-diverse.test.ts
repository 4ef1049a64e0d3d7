import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ComputationRequest, DisjointComputation } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import {
  DISJOINTNESS_LEVELS,
  type DisjointnessConstraint,
  type DisjointnessLevel,
} from '../../src/domain/values/disjointness.js';
import { LinkId } from '../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  denseNetwork,
  requestOn,
  type SmallNetwork,
  smallNetwork,
  total,
} from './computation-oracle.js';

type Choice = readonly (readonly TopologyLink[])[];

interface Case {
  readonly network: SmallNetwork;
  readonly requests: readonly ComputationRequest[];
  readonly level: DisjointnessLevel;
}

const signalled = (request: PathRequest): ComputationRequest => ({
  request,
  signalling: { setupType: 'RSVP_TE' },
});

/** Every link also leads back, over the same interfaces and in the same shared risks. */
const bothWays = (network: SmallNetwork): SmallNetwork => ({
  nodes: network.nodes,
  links: network.links.flatMap((link) => [
    link,
    {
      ...link,
      id: LinkId(`${link.id}r`),
      source: link.target,
      target: link.source,
      sourceAddress: link.targetAddress as string,
      targetAddress: link.sourceAddress as string,
    },
  ]),
});

const networks = fc.oneof(
  smallNetwork(6),
  smallNetwork(4).map(bothWays),
  denseNetwork(4),
  fc
    .tuple(
      denseNetwork(5),
      fc.array(fc.subarray([1, 2, 3], { maxLength: 1 }), { minLength: 20, maxLength: 20 }),
    )
    .map(([network, risks]) => ({
      nodes: network.nodes,
      links: network.links.map((link, at) => ({ ...link, srlgs: risks[at]! })),
    })),
);

/** Two that want the same, two with ends of their own, two with constraints of their own. */
const pairsOn = (network: SmallNetwork): fc.Arbitrary<readonly PathRequest[]> => {
  const node = fc.constantFrom(...network.nodes.map(({ id }) => id as string));
  const plain = fc
    .record({ source: node, destination: node, bandwidth: fc.nat(3) })
    .filter(({ source, destination }) => source !== destination)
    .map((wanted) => pathRequest({ ...wanted, metric: 'IGP' }));
  return fc.oneof(
    plain.map((request) => [request, request]),
    fc.tuple(plain, plain),
    fc.tuple(plain, requestOn(network)).map(([one, other]) => [one, { ...other, metric: 'IGP' as const }]),
  );
};

const sharingCases: fc.Arbitrary<Case> = networks.chain((network) =>
  fc.record({
    network: fc.constant(network),
    requests: pairsOn(network).map((requests) => requests.map(signalled)),
    level: fc.constantFrom(...DISJOINTNESS_LEVELS),
  }),
);

function compute({ network, requests }: Case, constraint: DisjointnessConstraint): DisjointComputation {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  const answer = computer.computeDisjoint(requests, constraint);
  for (const link of network.links) expect(computer.available(link.id, 7)).toBe(link.reservable);
  return answer;
}

/** Both directions of a link have the same name here. */
function cable(network: SmallNetwork, link: TopologyLink): string {
  const back = network.links.filter((one) => one.source === link.target && one.target === link.source);
  const forth = network.links.filter((one) => one.source === link.source && one.target === link.target);
  const other =
    link.sourceAddress === undefined
      ? [back.length === 1 && forth.length === 1 ? back[0] : undefined][0]
      : back.find(
          (one) => one.sourceAddress === link.targetAddress && one.targetAddress === link.sourceAddress,
        );
  return [link.id as string, ...(other === undefined ? [] : [other.id as string])].sort().join('|');
}

/** Each failure that takes both paths. */
function sharedFailures(
  network: SmallNetwork,
  level: DisjointnessLevel,
  a: readonly TopologyLink[],
  b: readonly TopologyLink[],
): number {
  const common = <T>(one: readonly T[], other: readonly T[]): T[] => [
    ...new Set(one.filter((item) => other.includes(item))),
  ];
  const nodes = (path: readonly TopologyLink[]): string[] => [
    path[0]!.source,
    ...path.map(({ target }) => target as string),
  ];
  const ends = (path: readonly TopologyLink[]): string[] => [path[0]!.source, path.at(-1)!.target];
  const inner = common(nodes(a), nodes(b)).filter(
    (node) => !(ends(a).includes(node) && ends(b).includes(node)),
  );
  const risks = common(
    a.flatMap(({ srlgs }) => srlgs),
    b.flatMap(({ srlgs }) => srlgs),
  );
  const cables = common(
    a.map((link) => cable(network, link)),
    b.map((link) => cable(network, link)),
  );
  return (
    cables.length + (level.includes('node') ? inner.length : 0) + (level.includes('srlg') ? risks.length : 0)
  );
}

const sharedIn = (network: SmallNetwork, level: DisjointnessLevel, choice: Choice): number =>
  choice.reduce(
    (sum, path, at) =>
      choice.slice(0, at).reduce((all, other) => all + sharedFailures(network, level, path, other), sum),
    0,
  );

const costOf = (requests: readonly ComputationRequest[], choice: Choice): number =>
  choice.reduce((sum, path, at) => sum + total(path, requests[at]!.request.metric), 0);

const fits = ({ network, requests }: Case, choice: Choice): boolean =>
  network.links.every((link) => {
    const used = requests.reduce(
      (sum, { request }, at) => sum + (choice[at]?.includes(link) === true ? request.bandwidth : 0),
      0,
    );
    return used === 0 || used <= link.reservable;
  });

/** Fewest failures, then cheapest, over all combinations of allowed paths. */
function best(asked: Case): readonly [number, number] | undefined {
  const { network, requests, level } = asked;
  const paths = requests.map(({ request }) => allowedPaths(network, request));
  let found: readonly [number, number] | undefined;
  const choose = (choice: Choice): void => {
    if (choice.length < requests.length) {
      for (const path of paths[choice.length]!) choose([...choice, path]);
      return;
    }
    if (!fits(asked, choice)) return;
    const score = [sharedIn(network, level, choice), costOf(requests, choice)] as const;
    if (found === undefined || score[0] < found[0] || (score[0] === found[0] && score[1] < found[1]))
      found = score;
  };
  choose([]);
  return found;
}

function choiceOf({ network, requests }: Case, { computations }: DisjointComputation): Choice | undefined {
  const choice = computations.map((answer, at) => {
    if (answer.kind === 'no-path') return undefined;
    const path = answer.path.path.links.map((id) => network.links.find((link) => link.id === id)!);
    expect(allowedPaths(network, requests[at]!.request)).toContainEqual(path);
    return path;
  });
  return choice.every((path) => path !== undefined) ? choice : undefined;
}

describe('disjoint paths against all combinations of simple paths', () => {
  test('strict: the cheapest set that shares nothing, or none where there is none', () => {
    fc.assert(
      fc.property(sharingCases, (asked) => {
        const answer = compute(asked, { level: asked.level, strict: true });
        const choice = choiceOf(asked, answer);
        const expected = best(asked);
        expect(answer.exact).toBe(true);
        if (expected?.[0] !== 0) {
          expect(choice).toBeUndefined();
          return;
        }
        expect(choice).toBeDefined();
        expect([sharedIn(asked.network, asked.level, choice!), costOf(asked.requests, choice!)]).toEqual(
          expected,
        );
        expect(fits(asked, choice!)).toBe(true);
      }),
      { numRuns: cases(1500) },
    );
  });

  test('best effort: the set that shares least, the cheapest of those', () => {
    fc.assert(
      fc.property(sharingCases, (asked) => {
        const answer = compute(asked, { level: asked.level, strict: false });
        const choice = choiceOf(asked, answer);
        const expected = best(asked);
        if (expected === undefined) {
          expect(choice).toBeUndefined();
          return;
        }
        expect(answer.exact).toBe(true);
        expect(choice).toBeDefined();
        expect([sharedIn(asked.network, asked.level, choice!), costOf(asked.requests, choice!)]).toEqual(
          expected,
        );
        expect(fits(asked, choice!)).toBe(true);
        const { links, nodes, srlgs } = answer.shared;
        expect(links.length + nodes.length + srlgs.length).toBe(expected[0]);
      }),
      { numRuns: cases(1500) },
    );
  });

  test('three paths at once', () => {
    const triples = fc.oneof(denseNetwork(4), smallNetwork(4).map(bothWays)).chain((network) => {
      const node = fc.constantFrom(...network.nodes.map(({ id }) => id as string));
      const plain = fc
        .record({ source: node, destination: node, bandwidth: fc.nat(3) })
        .filter(({ source, destination }) => source !== destination)
        .map((wanted) => signalled(pathRequest(wanted)));
      return fc.record({
        network: fc.constant(network),
        requests: fc.array(plain, { minLength: 3, maxLength: 3 }),
        level: fc.constantFrom(...DISJOINTNESS_LEVELS),
        strict: fc.boolean(),
      });
    });
    fc.assert(
      fc.property(triples, (asked) => {
        const answer = compute(asked, asked);
        const choice = choiceOf(asked, answer);
        const expected = best(asked);
        if (expected === undefined || (asked.strict && expected[0] > 0)) {
          expect(choice).toBeUndefined();
          return;
        }
        expect([sharedIn(asked.network, asked.level, choice!), costOf(asked.requests, choice!)]).toEqual(
          expected,
        );
      }),
      { numRuns: cases(300) },
    );
  });

  test('a path beside one that stays where it is', () => {
    fc.assert(
      fc.property(sharingCases, fc.boolean(), ({ network, requests, level }, strict) => {
        const [one, other] = requests;
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        const stays = computer.compute(one!);
        if (stays.kind === 'no-path') return;
        const { links } = stays.path.path;
        const { source } = one!.request;
        computer.setClaim('stays', { holdingPriority: 0, source, routes: [{ bandwidth: 0, links }] });
        const answer = computer.computeDisjoint([other!], { level, strict }, ['stays']);
        const fixed = links.map((id) => network.links.find((link) => link.id === id)!);
        const scores = allowedPaths(network, other!.request).map(
          (path) =>
            [sharedFailures(network, level, fixed, path), total(path, other!.request.metric)] as const,
        );
        scores.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const [chosen] = choiceOf({ network, requests: [other!], level }, answer) ?? [];
        if (scores[0] === undefined || (strict && scores[0][0] > 0)) expect(chosen).toBeUndefined();
        else {
          const score = [
            sharedFailures(network, level, fixed, chosen!),
            total(chosen!, other!.request.metric),
          ];
          expect(score).toEqual(scores[0]);
        }
      }),
      { numRuns: cases(800) },
    );
  });

  test('the same answer in every order of the requests', () => {
    fc.assert(
      fc.property(sharingCases, fc.boolean(), (asked, strict) => {
        const named = asked.requests.map((request, at) => ({ ...request, ownClaims: [`owner ${at}`] }));
        const answer = compute({ ...asked, requests: named }, { level: asked.level, strict });
        const turned = compute({ ...asked, requests: [...named].reverse() }, { level: asked.level, strict });
        expect(turned).toEqual({ ...answer, computations: [...answer.computations].reverse() });
      }),
      { numRuns: cases(300) },
    );
  });
});
