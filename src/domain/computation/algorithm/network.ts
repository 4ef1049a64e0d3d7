import type { TopologyLink, TopologyNode } from '../../values/topology.js';
import { BackupPools } from '../graph/backup-pools.js';
import { Names } from '../graph/names.js';
import { Reservations } from '../graph/reservations.js';
import { buildTeGraph } from '../graph/te-graph.js';
import { LinkFilter } from '../kernel/link-filter.js';
import { PointToPoint } from '../kernel/point-to-point.js';
import { SearchLabels } from '../kernel/shortest-path.js';
import { DisjointPairs } from './disjoint-pair.js';
import { IgpTrees } from './igp-trees.js';
import { LabelStore } from './label-store.js';
import type { Network } from './signalled-paths.js';

/** Everything that is computed on, for one topology, with nothing reserved. O((V + E) log(V + E)). */
export function createNetwork(nodes: Iterable<TopologyNode>, links: Iterable<TopologyLink>): Network {
  const graph = buildTeGraph(nodes, links);
  const reservations = new Reservations(graph);
  const nodeCount = graph.nodes.length;
  const paths = new PointToPoint(graph);
  const spare: SearchLabels[] = [];
  let pairs: DisjointPairs | undefined;
  return {
    graph,
    names: new Names(graph),
    reservations,
    backups: new BackupPools(reservations),
    filter: new LinkFilter(graph, reservations),
    paths,
    disjointPairs: () => (pairs ??= new DisjointPairs(graph, paths)),
    store: new LabelStore(nodeCount),
    spareLabels: (index) => (spare[index] ??= new SearchLabels(nodeCount)),
    // Trees are computed in between the steps of other searches, so they have labels of their own.
    trees: new IgpTrees(graph, reservations, new SearchLabels(nodeCount)),
  };
}
