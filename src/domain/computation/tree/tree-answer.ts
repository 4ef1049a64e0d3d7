import type { PathRequest } from '../../values/path-request.js';
import { leafRequest, type TreeRequest } from '../../values/tree-request.js';
import { compileQuery, type Query } from '../algorithm/query.js';
import type { Network } from '../algorithm/signalled-paths.js';
import type { NoPath, TreeComputation, TreeComputationRequest, TreeLeaf } from '../computer.js';
import { explainNoPath } from '../explain/refusal.js';
import { pathOf } from '../graph/path-of.js';
import { SearchLabels } from '../kernel/shortest-path.js';
import { sumOf } from '../objective/path-order.js';
import { ExactForest } from './exact-forest.js';
import { entriesOf, linksTo } from './rooted-tree.js';
import { changedTree, type FoundTree, steinerTree } from './steiner-tree.js';

/**
 * The tree on the reservations as they are. A leaf that can't be reached does not keep the others from theirs; to explain
 * it takes some tens of searches.
 */
export function answerTree(network: Network, { request, present }: TreeComputationRequest): TreeComputation {
  const { graph, names } = network;
  const root = names.nodeOrOwner(request.root);
  const nodes = request.leaves.map((leaf) => names.nodeOrOwner(leaf));
  if (root === undefined) {
    const missed = nodes.map((node): NoPath['reasons'] =>
      node === undefined ? ['UNKNOWN_SOURCE', 'UNKNOWN_DESTINATION'] : ['UNKNOWN_SOURCE'],
    );
    const leaves = request.leaves.map((leaf, at) =>
      missedLeaf(leaf, { reasons: missed[at]!, relaxations: [] }),
    );
    return { links: [], cost: 0, exact: false, leaves };
  }
  network.store.renewBudget();
  const asRequest: PathRequest = leafRequest(request, request.root);
  const query = compileQuery(graph, names, asRequest, root, root);
  const excluded = new Set(
    request.exclude.flatMap((reference) => [names.node(reference), ...names.autonomousSystem(reference)]),
  );
  const wanted = nodes.filter(
    (node) => node !== undefined && node !== root && !excluded.has(node),
  ) as number[];
  const found = find(
    network,
    query,
    [...new Set(wanted)].sort((a, b) => a - b),
    present,
  );
  const into = entriesOf(graph, found.tree);
  const leaves = request.leaves.map((leaf, at): TreeLeaf => {
    const node = nodes[at];
    if (node !== undefined && into.has(node)) {
      const path = pathOf(graph, root, linksTo(graph, into, node));
      return { leaf, kind: 'reached', node: graph.nodes[node]!.id, path };
    }
    return missedLeaf(leaf, noPathTo(network, request, root, leaf, node));
  });
  const links = found.tree.links.map((link) => graph.links[link]!.id);
  return { links, cost: sumOf(query.weights, found.tree.links), exact: found.exact, leaves };
}

const missedLeaf = (leaf: string, noPath: NoPath): TreeLeaf => ({ leaf, kind: 'missed', noPath });

function find(
  network: Network,
  query: Query,
  leaves: readonly number[],
  present: TreeComputationRequest['present'],
): FoundTree {
  const { graph, names } = network;
  const workspace = { ...network, labels: new SearchLabels(graph.nodes.length) };
  const asked = { query, leaves };
  if (present === undefined) return steinerTree(workspace, new ExactForest(graph, workspace.labels), asked);
  const links = present.flatMap((id) => names.link(id) ?? []).filter((link) => graph.operational[link] === 1);
  return changedTree(workspace, asked, { root: query.source, links });
}

/** A leaf that a path alone would reach was missed because of the tree beside it: a bound that the tree can't keep. */
function noPathTo(
  network: Network,
  request: TreeRequest,
  root: number,
  leaf: string,
  node: number | undefined,
): NoPath {
  if (node === undefined) return { reasons: ['UNKNOWN_DESTINATION'], relaxations: [] };
  if (node === root) return { reasons: ['POLICY'], relaxations: [] };
  network.store.renewBudget();
  return explainNoPath(network, leafRequest(request, leaf), root, node, request.bounds.length > 0);
}
