import { describe, expect, test } from '@jest/globals';
import type { PathComputer, TreeComputation } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { type TreeRequest, treeRequest } from '../../src/domain/values/tree-request.js';

/** A torus of nodes named by row and column, every link both ways, with metrics that differ but repeat. */
const SIDE = 16;
const nameOf = (row: number, column: number): string => `${(row + SIDE) % SIDE}.${(column + SIDE) % SIDE}`;
const NODES = Array.from({ length: SIDE * SIDE }, (_, at) => nameOf(Math.floor(at / SIDE), at % SIDE));
const LINKS: readonly TopologyLink[] = NODES.flatMap((from, at) => {
  const [row, column] = [Math.floor(at / SIDE), at % SIDE];
  const ends = [nameOf(row, column + 1), nameOf(row + 1, column)];
  return ends.flatMap((to, way) => {
    const metric = 1 + ((7 * row + 5 * column + 3 * way) % 4);
    return [
      [from, to],
      [to, from],
    ].map(([source, target]) => ({
      id: LinkId(`${source}-${target}`),
      source: NodeId(source!),
      target: NodeId(target!),
      teMetric: metric,
      capacity: 10,
      reservable: 10,
      adminGroups: [],
      srlgs: [],
      operational: true,
    }));
  });
});
/** Every node in a fixed order in which neighbours are far apart. */
const SHUFFLED = NODES.map((_, at) => NODES[(at * 101 + 37) % NODES.length]!);

function torus(change: (link: TopologyLink) => TopologyLink = (link) => link): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(
    NODES.map((name) => ({ id: NodeId(name), name })),
    LINKS.map(change),
  );
  return computer;
}

const wanted = (leaves: readonly string[], more: Partial<TreeRequest> = {}): TreeRequest =>
  treeRequest({ root: '0.0', leaves, ...more });

const waysOf = ({ leaves }: TreeComputation): ReadonlyMap<string, string> =>
  new Map(leaves.map((leaf) => [leaf.leaf, leaf.kind === 'reached' ? leaf.path.links.join() : 'missed']));

describe('RFC 8051 3.8 trees', () => {
  const leaves = SHUFFLED.filter((name) => name !== '0.0').slice(0, 100);
  const newcomer = SHUFFLED.filter((name) => name !== '0.0')[121]!;

  test('J15: a tree to 100 leaves reaches all of them, each node by one link', () => {
    const tree = torus().computeTree({ request: wanted(leaves, { bandwidth: 5 }) });
    expect(tree.leaves.every(({ kind }) => kind === 'reached')).toBe(true);
    const targets = tree.links.map((id) => LINKS.find((link) => link.id === id)!.target);
    expect(new Set(targets).size).toBe(targets.length);
    // Shortest paths to each by itself, put together, cost a third more.
    expect(tree.cost).toBeLessThan(0.8 * shortestPathsUnited(torus(), leaves));
  });

  test('J15: one leaf joins: only its branch is new, the ways to the 100 others stay link by link', () => {
    const computer = torus();
    const before = computer.computeTree({ request: wanted(leaves) });
    const after = computer.computeTree({ request: wanted([...leaves, newcomer]), present: before.links });
    const ways = waysOf(after);
    for (const [leaf, way] of waysOf(before)) expect(ways.get(leaf)).toBe(way);
    const added = after.links.filter((link) => !before.links.includes(link));
    expect(after.links.length).toBe(before.links.length + added.length);
    expect(ways.get(newcomer)!.endsWith(added.join())).toBe(true);
    expect(added.at(-1)!.endsWith(`-${newcomer}`)).toBe(true);
  });

  test('J15: the leaf leaves again: the tree is what it was', () => {
    const computer = torus();
    const before = computer.computeTree({ request: wanted(leaves) });
    const joined = computer.computeTree({ request: wanted([...leaves, newcomer]), present: before.links });
    const left = computer.computeTree({ request: wanted(leaves), present: joined.links });
    expect([...left.links].sort()).toEqual([...before.links].sort());
  });

  test('J15: a link of the tree fails: what hangs below is joined again, the rest stays', () => {
    const tree = torus().computeTree({ request: wanted(leaves) });
    const failed = tree.links[20]!;
    const computer = torus((link) => (link.id === failed ? { ...link, operational: false } : link));
    const repaired = computer.computeTree({ request: wanted(leaves), present: tree.links });
    expect(repaired.leaves.every(({ kind }) => kind === 'reached')).toBe(true);
    const ways = waysOf(repaired);
    for (const [leaf, way] of waysOf(tree)) {
      if (!way.split(',').includes(failed)) expect(ways.get(leaf)).toBe(way);
    }
  });
});

describe('RFC 4655 4.1 point to multipoint', () => {
  test('B3: the tree to ten leaves is proved to be the cheapest, and bandwidth in use makes it take other links', () => {
    const leaves = SHUFFLED.filter((name) => name !== '0.0').slice(0, 10);
    const computer = torus();
    const free = computer.computeTree({ request: wanted(leaves, { bandwidth: 8 }) });
    expect(free.exact).toBe(true);
    const [first] = free.links;
    computer.setClaim('other', {
      holdingPriority: 0,
      source: '0.0',
      routes: [{ bandwidth: 3, links: [first!] }],
    });
    const around = computer.computeTree({ request: wanted(leaves, { bandwidth: 8 }) });
    expect(around.links).not.toContain(first);
    expect(around.cost).toBeGreaterThanOrEqual(free.cost);
    const own = computer.computeTree({ request: wanted(leaves, { bandwidth: 8 }), ownClaims: ['other'] });
    expect(own).toEqual(free);
  });

  test('B3: a node that is overloaded can be a leaf but is no way to another', () => {
    const computer = createPathComputer();
    const link = (from: string, to: string, teMetric: number): TopologyLink => ({
      ...LINKS[0]!,
      id: LinkId(from + to),
      source: NodeId(from),
      target: NodeId(to),
      teMetric,
    });
    const nodes = ['A', 'B', 'C'].map((name) => ({ id: NodeId(name), name, overloaded: name === 'B' }));
    computer.setTopology(nodes, [link('A', 'B', 1), link('B', 'C', 1), link('A', 'C', 9)]);
    const tree = computer.computeTree({ request: treeRequest({ root: 'A', leaves: ['B', 'C'] }) });
    expect(tree.links).toEqual(['AB', 'AC']);
  });
});

function shortestPathsUnited(computer: PathComputer, leaves: readonly string[]): number {
  const links = new Set(
    leaves.flatMap((leaf) => {
      const [alone] = computer.computeTree({ request: wanted([leaf]) }).leaves;
      return alone?.kind === 'reached' ? alone.path.links : [];
    }),
  );
  return [...links].reduce((sum, id) => sum + LINKS.find((link) => link.id === id)!.teMetric!, 0);
}
