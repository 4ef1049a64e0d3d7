import { createNetwork } from '../../../src/domain/computation/algorithm/network.js';
import { compileQuery } from '../../../src/domain/computation/algorithm/query.js';
import { SearchLabels } from '../../../src/domain/computation/kernel/shortest-path.js';
import { sumOf } from '../../../src/domain/computation/objective/path-order.js';
import { ExactForest } from '../../../src/domain/computation/tree/exact-forest.js';
import { firstTrees } from '../../../src/domain/computation/tree/first-trees.js';
import { improvedTree } from '../../../src/domain/computation/tree/improved-tree.js';
import type { RootedTree } from '../../../src/domain/computation/tree/rooted-tree.js';
import { changedTree, steinerTree } from '../../../src/domain/computation/tree/steiner-tree.js';
import { LinkId, NodeId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../../src/domain/values/topology.js';
import { type Benchmark, type Finding, median, quantile, single } from '../measure.js';
import { generateNetwork } from '../network.js';
import { Random } from '../random.js';

const TREES = 40;
const LARGE_TREES = 10;

export const tree: Benchmark = {
  name: 'tree',
  summary: 'trees to many leaves: the heuristic beside the exact tree, and time',
  limits: [
    'one generated network of 1,000 nodes and 5,000 links; root and leaves are random, the metric is TE, without bandwidth',
    'beyond 10 leaves there is no exact tree to compare with, so the heuristic stands beside what it improves',
  ],
  run: () => Promise.resolve([...[4, 7, 10].flatMap(besideExact), ...[30, 100, 300].flatMap(atSize)]),
};

/** The network, and a root and leaves that differ with each call. */
function createDraw(): (leaves: number) => ReturnType<typeof questionOf> {
  const { nodes, links } = generateNetwork();
  const network = createNetwork(
    nodes.map(({ id }) => ({ id: NodeId(id), name: id })),
    links.flatMap((link, index) => [
      linkOf(`${index}`, link.from, link.to, link.metric),
      linkOf(`${index}r`, link.to, link.from, link.metric),
    ]),
  );
  const labels = new SearchLabels(nodes.length);
  const workspace = { ...network, labels };
  const forest = new ExactForest(network.graph, labels);
  const random = new Random(7);
  return (count) => {
    const drawn = new Set<number>();
    while (drawn.size <= count) drawn.add(random.below(nodes.length));
    const [root, ...leaves] = drawn;
    return questionOf(
      workspace,
      forest,
      root!,
      leaves.sort((a, b) => a - b),
    );
  };
}

const linkOf = (id: string, from: number, to: number, metric: number): TopologyLink => ({
  id: LinkId(id),
  source: NodeId(`n${from}`),
  target: NodeId(`n${to}`),
  teMetric: metric,
  capacity: 1,
  reservable: 1,
  adminGroups: [],
  srlgs: [],
  operational: true,
});

function questionOf(
  workspace: ReturnType<typeof createNetwork> & { readonly labels: SearchLabels },
  forest: ExactForest,
  root: number,
  leaves: readonly number[],
) {
  const { graph, names } = workspace;
  const id = graph.nodes[root]!.id;
  const query = compileQuery(graph, names, pathRequest({ source: id, destination: id }), root, root);
  const asked = { query, leaves };
  return {
    cost: ({ links }: RootedTree) => sumOf(query.weights, links),
    first: () => firstTrees(workspace, asked).trees,
    improved: (trees: readonly RootedTree[]) =>
      trees.map((one) => improvedTree(workspace, forest, asked, one)),
    whole: () => steinerTree(workspace, forest, asked).tree,
    without: (last: number) =>
      steinerTree(workspace, forest, { query, leaves: leaves.filter((leaf) => leaf !== last) }).tree,
    joined: (present: RootedTree) => changedTree(workspace, asked, present).tree,
    last: leaves.at(-1)!,
  };
}

function timed<Value>(work: () => Value): readonly [value: Value, milliseconds: number] {
  const started = performance.now();
  const value = work();
  return [value, performance.now() - started];
}

function besideExact(leaves: number): Finding[] {
  const draw = createDraw();
  const rows = Array.from({ length: TREES }, () => {
    const question = draw(leaves);
    const cheapest = (trees: readonly RootedTree[]): number => Math.min(...trees.map(question.cost));
    const [exact, exactTime] = timed(question.whole);
    const best = question.cost(exact);
    const [insertion, shortest] = question.first();
    return {
      exactTime,
      improved: cheapest(question.improved([insertion!, shortest!])) / best,
      insertion: question.cost(insertion!) / best,
      shortest: question.cost(shortest!) / best,
    };
  });
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const ratios = rows.map(({ improved }) => improved);
  const met = ratios.filter((ratio) => ratio === 1).length;
  const lower = { unit: 'times the exact cost', higherIsBetter: false };
  return [
    single(
      {
        ...lower,
        name: `${leaves} leaves: heuristic, mean of ${TREES} trees`,
        note: `exact on ${met}, worst ${Math.max(...ratios).toFixed(4)}; insertion alone ${mean(rows.map((row) => row.insertion)).toFixed(4)}, shortest paths ${mean(rows.map((row) => row.shortest)).toFixed(4)}`,
      },
      mean(ratios),
    ),
    single(
      {
        name: `${leaves} leaves: exact tree, median`,
        unit: 'ms',
        higherIsBetter: false,
        note: `p90 ${quantile(
          rows.map(({ exactTime }) => exactTime),
          0.9,
        ).toFixed(1)}`,
      },
      median(rows.map(({ exactTime }) => exactTime)),
    ),
  ];
}

function atSize(leaves: number): Finding[] {
  const draw = createDraw();
  const rows = Array.from({ length: LARGE_TREES }, () => {
    const question = draw(leaves);
    const [insertion, shortest] = question.first().map(question.cost);
    const [whole, time] = timed(question.whole);
    const present = question.without(question.last);
    const [, joinTime] = timed(() => question.joined(present));
    const cost = question.cost(whole);
    return { time, joinTime, saved: 1 - cost / insertion!, savedOfPaths: 1 - cost / shortest! };
  });
  const percent = (values: readonly number[]): string => (100 * median(values)).toFixed(1);
  return [
    single(
      {
        name: `${leaves} leaves: tree, median of ${LARGE_TREES}`,
        unit: 'ms',
        higherIsBetter: false,
        note: `${percent(rows.map(({ saved }) => saved))} % cheaper than by insertion, ${percent(rows.map(({ savedOfPaths }) => savedOfPaths))} % cheaper than shortest paths`,
      },
      median(rows.map(({ time }) => time)),
    ),
    single(
      { name: `${leaves} leaves: one leaf joins, median`, unit: 'ms', higherIsBetter: false },
      median(rows.map(({ joinTime }) => joinTime)),
    ),
  ];
}
