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
  idsOf,
  requestOn,
  type SmallNetwork,
  smallNetwork,
  total,
} from './computation-oracle.js';

type Choice = readonly Candidate[];

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
  expect(network.links.every(({ id, reservable }) => computer.available(id, 7) === reservable)).toBe(true);
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

/** A path and what can fail on it, each once. */
interface Candidate {
  readonly links: readonly TopologyLink[];
  readonly cost: number;
  readonly cables: readonly string[];
  /** With the node that it starts at first and the one that it ends at last. */
  readonly nodes: readonly string[];
  readonly risks: readonly number[];
}

function candidateOf(network: SmallNetwork, links: readonly TopologyLink[], cost: number): Candidate {
  return {
    links,
    cost,
    cables: [...new Set(links.map((link) => cable(network, link)))],
    nodes: [links[0]!.source, ...links.map(({ target }) => target as string)],
    risks: [...new Set(links.flatMap(({ srlgs }) => srlgs))],
  };
}

function candidatesOf(network: SmallNetwork, request: PathRequest): readonly Candidate[] {
  return allowedPaths(network, request).map((links) =>
    candidateOf(network, links, total(links, request.metric)),
  );
}

function countCommon<T>(one: readonly T[], other: readonly T[]): number {
  let count = 0;
  for (const item of one) if (other.includes(item)) count++;
  return count;
}

/** Each failure that takes both paths. */
function sharedFailures(level: DisjointnessLevel, a: Candidate, b: Candidate): number {
  const isEnd = (path: Candidate, node: string): boolean =>
    path.nodes[0] === node || path.nodes.at(-1) === node;
  const inner = level.includes('node')
    ? a.nodes.filter((node) => b.nodes.includes(node) && !(isEnd(a, node) && isEnd(b, node))).length
    : 0;
  const risks = level.includes('srlg') ? countCommon(a.risks, b.risks) : 0;
  return countCommon(a.cables, b.cables) + inner + risks;
}

function fits({ network, requests }: Case, choice: Choice): boolean {
  const used = new Map<TopologyLink, number>();
  choice.forEach(({ links }, at) => {
    const { bandwidth } = requests[at]!.request;
    if (bandwidth > 0) for (const link of links) used.set(link, (used.get(link) ?? 0) + bandwidth);
  });
  return network.links.every((link) => (used.get(link) ?? 0) <= link.reservable || !used.has(link));
}

type Score = readonly [shared: number, cost: number];

function scoreOf(level: DisjointnessLevel, choice: Choice): Score {
  let [shared, cost] = [0, 0];
  choice.forEach((path, at) => {
    cost += path.cost;
    for (const other of choice.slice(0, at)) shared += sharedFailures(level, path, other);
  });
  return [shared, cost];
}

/** Fewest failures, then cheapest, over all combinations of allowed paths. */
function best(asked: Case, candidates: readonly (readonly Candidate[])[]): Score | undefined {
  const { requests, level } = asked;
  let found: Score | undefined;
  const choose = (choice: Choice): void => {
    if (choice.length < requests.length) {
      for (const path of candidates[choice.length]!) choose([...choice, path]);
      return;
    }
    const score = scoreOf(level, choice);
    const isBetter =
      found === undefined || score[0] < found[0] || (score[0] === found[0] && score[1] < found[1]);
    if (isBetter && fits(asked, choice)) found = score;
  };
  choose([]);
  return found;
}

/** The paths of the answer, each one that its request allows; undefined if one is missing. */
function choiceOf(
  candidates: readonly (readonly Candidate[])[],
  { computations }: DisjointComputation,
): Choice | undefined {
  const choice = computations.map((answer, at) => {
    if (answer.kind === 'no-path') return undefined;
    const named = answer.path.path.links.join();
    const path = candidates[at]!.find(({ links }) => idsOf(links).join() === named);
    if (path === undefined) throw new Error(`path ${named} is not allowed`);
    return path;
  });
  return choice.every((path) => path !== undefined) ? choice : undefined;
}

function expectBest(asked: Case, strict: boolean, answer: DisjointComputation): void {
  const candidates = asked.requests.map(({ request }) => candidatesOf(asked.network, request));
  const choice = choiceOf(candidates, answer);
  const expected = best(asked, candidates);
  if (expected === undefined || (strict && expected[0] > 0)) {
    expect(choice).toBeUndefined();
    return;
  }
  expect(choice).toBeDefined();
  expect(scoreOf(asked.level, choice!)).toEqual(expected);
  expect(fits(asked, choice!)).toBe(true);
  const { links, nodes, srlgs } = answer.shared;
  // Of three paths a failure may be shared by more than one pair.
  if (choice!.length === 2) expect(links.length + nodes.length + srlgs.length).toBe(expected[0]);
}

describe('disjoint paths against all combinations of simple paths', () => {
  describe.each(DISJOINTNESS_LEVELS)('%s', (level) => {
    test('strict: the cheapest set that shares nothing, or none where there is none', () => {
      fc.assert(
        fc.property(sharingCases, (drawn) => {
          const asked = { ...drawn, level };
          const answer = compute(asked, { level, strict: true });
          expect(answer.exact).toBe(true);
          expectBest(asked, true, answer);
        }),
        { numRuns: cases(2000) },
      );
    });

    test('best effort: the set that shares least, the cheapest of those', () => {
      fc.assert(
        fc.property(sharingCases, (drawn) => {
          const asked = { ...drawn, level };
          const answer = compute(asked, { level, strict: false });
          // Where they do not fit together, whatever they share, as many as can be are placed without it.
          if (answer.computations.every(({ kind }) => kind === 'path')) expect(answer.exact).toBe(true);
          expectBest(asked, false, answer);
        }),
        { numRuns: cases(2000) },
      );
    });
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
      fc.property(triples, (asked) => expectBest(asked, asked.strict, compute(asked, asked))),
      { numRuns: cases(2000) },
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
        const fixed = candidateOf(
          network,
          links.map((id) => network.links.find((link) => link.id === id)!),
          0,
        );
        const candidates = candidatesOf(network, other!.request);
        const scores = candidates.map((path): Score => [sharedFailures(level, fixed, path), path.cost]);
        scores.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const [chosen] = choiceOf([candidates], answer) ?? [];
        if (scores[0] === undefined || (strict && scores[0][0] > 0)) expect(chosen).toBeUndefined();
        else expect([sharedFailures(level, fixed, chosen!), chosen!.cost]).toEqual(scores[0]);
      }),
      { numRuns: cases(4000) },
    );
  });

  test('paths that are in place are in conflict if and only if a failure takes both', () => {
    const placed = networks.chain((network) => {
      const node = fc.constantFrom(...network.nodes.map(({ id }) => id as string));
      const one = fc
        .record({ source: node, destination: node, which: fc.nat(9) })
        .filter(({ source, destination }) => source !== destination);
      return fc.record({
        network: fc.constant(network),
        wanted: fc.array(one, { minLength: 2, maxLength: 4 }),
        level: fc.constantFrom(...DISJOINTNESS_LEVELS),
      });
    });
    fc.assert(
      fc.property(placed, ({ network, wanted, level }) => {
        const computer = createPathComputer();
        computer.setTopology(network.nodes, network.links);
        const paths = wanted.map(({ source, destination, which }) => {
          const some = candidatesOf(network, pathRequest({ source, destination }));
          return some[which % Math.max(1, some.length)];
        });
        paths.forEach((path, at) => {
          const routes = [{ bandwidth: 0, links: idsOf(path?.links ?? []).map((id) => LinkId(id)) }];
          computer.setClaim(`${at}`, { holdingPriority: 0, source: wanted[at]!.source, routes });
        });
        const found = computer.conflicts([...paths.keys()].map(String), level);
        const expected = paths.flatMap((a, at) =>
          paths.slice(at + 1).flatMap((b, after) => {
            const count = a === undefined || b === undefined ? 0 : sharedFailures(level, a, b);
            return count === 0 ? [] : [[`${at}`, `${at + 1 + after}`, count]];
          }),
        );
        expect(
          found.map(({ owners, shared: { links, nodes, srlgs } }) => [
            ...owners,
            links.length + nodes.length + srlgs.length,
          ]),
        ).toEqual(expected);
      }),
      { numRuns: cases(2000) },
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
