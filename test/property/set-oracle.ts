// Random small sets of requests, and by trying every combination what is the best for them: no code of the engine.
import fc from 'fast-check';
import type { ComputationRequest, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { DISJOINTNESS_LEVELS, type DisjointnessLevel } from '../../src/domain/values/disjointness.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { SetObjective } from '../../src/domain/values/set-requirements.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { denseNetwork, type SmallNetwork, total } from './computation-oracle.js';

export interface Case {
  readonly network: SmallNetwork;
  readonly requests: readonly ComputationRequest[];
  /** What others have of each link, in quarters. */
  readonly taken: readonly number[];
  readonly disjointness?: { readonly level: DisjointnessLevel; readonly strict: boolean };
}

const network = fc
  .tuple(
    denseNetwork(4),
    fc.array(fc.subarray([1, 2, 3], { maxLength: 2 }), { minLength: 12, maxLength: 12 }),
  )
  .map(([{ nodes, links }, risks]) => ({
    nodes,
    links: links.map((link, at) => ({ ...link, srlgs: risks[at]! })),
  }));

export const asked: fc.Arbitrary<Case> = fc.record(
  {
    network,
    requests: fc.array(
      fc
        .record({
          ends: fc.constantFrom('03', '03', '13', '02', '12', '31'),
          bandwidth: fc.nat(5),
          priority: fc.constantFrom(0, 7, 7),
        })
        .map(({ ends, bandwidth, priority }) => ({
          request: pathRequest({
            source: `n${ends[0]}`,
            destination: `n${ends[1]}`,
            bandwidth,
            setupPriority: priority,
          }),
          signalling: { setupType: 'RSVP_TE' as const },
          holdingPriority: priority,
        })),
      { minLength: 1, maxLength: 3 },
    ),
    taken: fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
    disjointness: fc.record({ level: fc.constantFrom(...DISJOINTNESS_LEVELS), strict: fc.boolean() }),
  },
  { requiredKeys: ['network', 'requests', 'taken'] },
);

export type Choice = readonly (readonly TopologyLink[] | undefined)[];

export const takenOn = ({ network: { links }, taken }: Case, link: TopologyLink): number =>
  Math.floor((link.reservable * taken[links.indexOf(link)]!) / 4);

export const loadOn = (one: Case, choice: Choice, link: TopologyLink): number =>
  takenOn(one, link) +
  one.requests.reduce(
    (sum, { request }, at) => sum + (choice[at]?.includes(link) === true ? request.bandwidth : 0),
    0,
  );

/** A cable by its ends: there is one at most between two nodes. */
const cablesOf = (path: readonly TopologyLink[]): string[] =>
  path.map(({ source, target }) => [source, target].sort().join('='));
const srlgsOf = (path: readonly TopologyLink[]): number[] => [...new Set(path.flatMap(({ srlgs }) => srlgs))];
const nodesOf = (path: readonly TopologyLink[]): string[] => [
  path[0]!.source,
  ...path.map(({ target }) => target as string),
];

function common<Item>(a: readonly Item[], b: readonly Item[]): Item[] {
  return a.filter((item) => b.includes(item));
}

function commonNodes(a: readonly TopologyLink[], b: readonly TopologyLink[]): string[] {
  const isEnd = (path: readonly TopologyLink[], node: string): boolean =>
    path[0]!.source === node || path.at(-1)!.target === node;
  return common(nodesOf(a), nodesOf(b)).filter((node) => !(isEnd(a, node) && isEnd(b, node)));
}

function pairsOf(choice: Choice): (readonly [readonly TopologyLink[], readonly TopologyLink[]])[] {
  const paths = choice.filter((path) => path !== undefined);
  return paths.flatMap((path, at) => paths.slice(0, at).map((other) => [path, other] as const));
}

/** By the definitions of RFC 5541 4 and RFC 8800 5.3, less is better. */
export function amountOf(one: Case, objective: SetObjective, choice: Choice): number {
  const pairs = pairsOf(choice);
  switch (objective) {
    case 'AGGREGATE_BANDWIDTH':
      return one.network.links.reduce((sum, link) => sum + loadOn(one, choice, link), 0);
    case 'MOST_LOADED_LINK':
      return Math.max(0, ...one.network.links.map((link) => loadOn(one, choice, link) / link.reservable));
    case 'SHARED_LINKS':
      return new Set(pairs.flatMap(([a, b]) => common(cablesOf(a), cablesOf(b)))).size;
    case 'SHARED_SRLGS':
      return new Set(pairs.flatMap(([a, b]) => common(srlgsOf(a), srlgsOf(b)))).size;
    case 'SHARED_NODES':
      return new Set(pairs.flatMap(([a, b]) => commonNodes(a, b))).size;
    default:
      return 0;
  }
}

const failuresOf = (level: DisjointnessLevel, choice: Choice): number =>
  pairsOf(choice).reduce(
    (sum, [a, b]) =>
      sum +
      common(cablesOf(a), cablesOf(b)).length +
      (level.includes('node') ? commonNodes(a, b).length : 0) +
      (level.includes('srlg') ? common(srlgsOf(a), srlgsOf(b)).length : 0),
    0,
  );

/** Most placed by priority, then the fewest failures: what comes before every objective. Less is better. */
export function firstOf(one: Case, choice: Choice): number[] {
  const placed = [0, 7].flatMap((priority) => {
    const here = one.requests.filter(
      ({ request }, at) => choice[at] !== undefined && request.setupPriority === priority,
    );
    return [-here.length, -here.reduce((sum, { request }) => sum + request.bandwidth, 0)];
  });
  const { disjointness } = one;
  return [...placed, disjointness === undefined ? 0 : failuresOf(disjointness.level, choice)];
}

/** The objective, then the sum of metrics. */
export const valueOf = (one: Case, objective: SetObjective, choice: Choice): number[] => [
  amountOf(one, objective, choice),
  choice.reduce((sum, path) => sum + (path === undefined ? 0 : total(path, 'TE')), 0),
];

export const difference = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

export const fits = (one: Case, choice: Choice): boolean =>
  choice.every((path) =>
    (path ?? []).every((link) => {
      const used = loadOn(one, choice, link);
      return used === takenOn(one, link) || used <= link.reservable;
    }),
  );

/**
 * Of the choices that fit (with disjointness: that place everybody, and if it is strict share nothing) those that are best in
 * what comes before the objective.
 */
export function choicesOf(
  one: Case,
  allowed: readonly (readonly (readonly TopologyLink[])[])[],
  isWanted: (choice: Choice) => boolean = () => true,
): readonly Choice[] {
  let found: Choice[] = [];
  let first: readonly number[] | undefined;
  const choose = (choice: Choice): void => {
    if (!fits(one, choice)) return;
    if (choice.length < allowed.length) {
      const mayMiss = one.disjointness === undefined ? [undefined] : [];
      for (const path of [...mayMiss, ...allowed[choice.length]!]) choose([...choice, path]);
      return;
    }
    if (!isWanted(choice)) return;
    const value = firstOf(one, choice);
    if (one.disjointness?.strict === true && value.at(-1) !== 0) return;
    const order = first === undefined ? -1 : difference(value, first);
    if (order < 0) [found, first] = [[], value];
    if (order <= 0) found.push(choice);
  };
  choose([]);
  return found;
}

export function computerOf(one: Case): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(one.network.nodes, one.network.links);
  for (const link of one.network.links) {
    const routes = [{ bandwidth: takenOn(one, link), links: [link.id] }];
    computer.setClaim(`on ${link.id}`, { holdingPriority: 0, source: link.source, routes });
  }
  return computer;
}
