import type { ComputationRequest, PathComputer } from '../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import type { DisjointnessLevel } from '../../../src/domain/values/disjointness.js';
import { LinkId, NodeId } from '../../../src/domain/values/identifiers.js';
import type { Path } from '../../../src/domain/values/path.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../../src/domain/values/topology.js';
import { type Benchmark, type Finding, median, quantile, single } from '../measure.js';
import { generateNetwork } from '../network.js';
import { Random } from '../random.js';

const SIZES = [3, 4, 5, 6, 7, 8] as const;
const GROUPS = 40;
/** Ducts: every link is in one of them. */
const RISK_GROUPS = 400;
/** Ends of a group that lies side by side are at most so many nodes of the ring from each other. */
const NEIGHBOURHOOD = 20;

interface Kind {
  readonly level: DisjointnessLevel;
  readonly sideBySide: boolean;
}

const KINDS: readonly Kind[] = [
  { level: 'node', sideBySide: false },
  { level: 'node', sideBySide: true },
  { level: 'srlg-node', sideBySide: true },
];

export const groups: Benchmark = {
  name: 'groups',
  summary: 'strictly disjoint groups of 3 to 8 LSPs: placed together and one after the other',
  limits: [
    'one generated network of 1,000 nodes and 5,000 links, each link in one of 400 shared risk groups; no bandwidth, metric TE',
    `ends are random (scattered), or within ${NEIGHBOURHOOD} nodes of the ring of one node here and one there (side by side)`,
    'one after the other: in the order of the group, each the best path that shares nothing with those before; on the same engine',
    'the sum of metrics is compared where both place the whole group',
  ],
  run: () => {
    const computer = computerOn();
    return Promise.resolve(KINDS.flatMap((kind) => SIZES.flatMap((size) => ofSize(computer, kind, size))));
  },
};

function computerOn(): PathComputer {
  const { nodes, links } = generateNetwork();
  const random = new Random(11);
  const computer = createPathComputer();
  computer.setTopology(
    nodes.map(({ id }) => ({ id: NodeId(id), name: id })),
    links.flatMap(({ from, to, metric }, index) => {
      const srlgs = [random.below(RISK_GROUPS)];
      return [
        linkOf(`${index}`, from, to, metric, srlgs),
        linkOf(reverseOf(`${index}`), to, from, metric, srlgs),
      ];
    }),
  );
  return computer;
}

const reverseOf = (id: string): string => (id.endsWith('r') ? id.slice(0, -1) : `${id}r`);

const linkOf = (
  id: string,
  from: number,
  to: number,
  metric: number,
  srlgs: readonly number[],
): TopologyLink => ({
  id: LinkId(id),
  source: NodeId(`n${from}`),
  target: NodeId(`n${to}`),
  teMetric: metric,
  capacity: 1,
  reservable: 1,
  adminGroups: [],
  srlgs,
  operational: true,
});

/** Every group has ends of its own, so that nobody's end is in another's way from the start. */
function draw(random: Random, size: number, sideBySide: boolean): readonly ComputationRequest[] {
  const nodes = 1_000;
  const taken = new Set<number>();
  const [here, there] = [random.below(nodes), random.below(nodes)];
  const end = (around: number): number => {
    for (;;) {
      const node = sideBySide ? (around + random.below(NEIGHBOURHOOD)) % nodes : random.below(nodes);
      if (taken.has(node)) continue;
      taken.add(node);
      return node;
    }
  };
  return Array.from({ length: size }, () => ({
    request: pathRequest({ source: `n${end(here)}`, destination: `n${end(there)}` }),
    signalling: { setupType: 'MANAGED' as const },
  }));
}

interface Outcome {
  readonly milliseconds: number;
  /** Undefined: not all have a path. */
  readonly cost: number | undefined;
  readonly exact: boolean;
}

const costOf = (paths: readonly Path[], size: number): number | undefined =>
  paths.length < size ? undefined : paths.reduce((sum, { teMetric }) => sum + teMetric, 0);

function together(
  computer: PathComputer,
  requests: readonly ComputationRequest[],
  level: DisjointnessLevel,
): Outcome {
  const started = performance.now();
  const { computations, exact } = computer.computeDisjoint(requests, { level, strict: true });
  const milliseconds = performance.now() - started;
  const paths = computations.flatMap((one) => (one.kind === 'path' ? [one.path.path] : []));
  return { milliseconds, cost: costOf(paths, requests.length), exact };
}

function oneAfterTheOther(
  computer: PathComputer,
  srlgsOf: ReadonlyMap<string, readonly number[]>,
  requests: readonly ComputationRequest[],
  level: DisjointnessLevel,
): Outcome {
  const started = performance.now();
  const paths: Path[] = [];
  for (const asked of requests) {
    const { request } = asked;
    const links = paths.flatMap((path) => path.links);
    const exclude = [
      ...new Set([...links.flatMap((id) => [id, reverseOf(id)]), ...paths.flatMap((path) => path.nodes)]),
    ];
    const excludeSrlgs = level.includes('srlg')
      ? [...new Set(links.flatMap((id) => srlgsOf.get(id) ?? []))]
      : [];
    const found = computer.findPath({ ...asked, request: { ...request, exclude, excludeSrlgs } });
    if (found === undefined) break;
    paths.push(found.path);
  }
  return { milliseconds: performance.now() - started, cost: costOf(paths, requests.length), exact: false };
}

function riskGroups(): ReadonlyMap<string, readonly number[]> {
  const random = new Random(11);
  return new Map(
    generateNetwork().links.flatMap((_, index) => {
      const srlgs = [random.below(RISK_GROUPS)];
      return [
        [`${index}`, srlgs],
        [reverseOf(`${index}`), srlgs],
      ] as const;
    }),
  );
}

function ofSize(computer: PathComputer, { level, sideBySide }: Kind, size: number): Finding[] {
  const random = new Random(100 * size + (sideBySide ? 1 : 0));
  const srlgsOf = riskGroups();
  const rows = Array.from({ length: GROUPS }, () => {
    const requests = draw(random, size, sideBySide);
    const joint = together(computer, requests, level);
    const greedy = oneAfterTheOther(computer, srlgsOf, requests, level);
    if (joint.exact && (joint.cost ?? Number.POSITIVE_INFINITY) > (greedy.cost ?? Number.POSITIVE_INFINITY))
      throw new Error(`an answer said to be exact costs ${joint.cost}, one after the other ${greedy.cost}`);
    return { joint, greedy };
  });
  const both = rows.flatMap(({ joint, greedy }) =>
    joint.cost === undefined || greedy.cost === undefined ? [] : [greedy.cost / joint.cost],
  );
  const placed = (of: (row: (typeof rows)[number]) => Outcome): number =>
    rows.filter((row) => of(row).cost !== undefined).length;
  const times = rows.map(({ joint }) => joint.milliseconds);
  const where = `${size} LSPs, ${level}, ${sideBySide ? 'side by side' : 'scattered'}`;
  const exact = rows.filter(({ joint }) => joint.exact).length;
  const mean = both.reduce((sum, ratio) => sum + ratio, 0) / both.length;
  return [
    {
      ...single(
        {
          name: `${where}: whole groups of ${GROUPS}`,
          unit: 'groups',
          higherIsBetter: true,
          note: `exact on ${exact}; one after the other costs ${mean.toFixed(3)} times as much, at worst ${Math.max(...both).toFixed(3)}`,
        },
        placed(({ joint }) => joint),
      ),
      versus: { name: 'one after the other', value: placed(({ greedy }) => greedy) },
      ratio: placed(({ joint }) => joint) / placed(({ greedy }) => greedy),
    },
    {
      ...single(
        {
          name: `${where}: time, median`,
          unit: 'ms',
          higherIsBetter: false,
          note: `p90 ${quantile(times, 0.9).toFixed(1)}, longest ${Math.max(...times).toFixed(1)}`,
        },
        median(times),
      ),
      versus: {
        name: 'one after the other',
        value: median(rows.map(({ greedy }) => greedy.milliseconds)),
      },
      ratio: median(rows.map(({ greedy }) => greedy.milliseconds)) / median(times),
    },
  ];
}
