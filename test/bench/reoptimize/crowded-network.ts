import { parseCairnDocument } from '../../../src/app/topology-documents/cairn-document.js';
import { ArcSearch } from '../../../src/domain/computation/global/arc-search.js';
import { compileInstance } from '../../../src/domain/computation/global/instance.js';
import type { GlobalDemand, GlobalProblem } from '../../../src/domain/computation/global/problem.js';
import { buildTeGraph } from '../../../src/domain/computation/graph/te-graph.js';
import { documentOf, generateNetwork } from '../network.js';
import { Random } from '../random.js';

export interface Lsp {
  readonly id: string;
  readonly source: number;
  readonly destination: number;
  readonly bandwidth: number;
}

/** 1,000 nodes, 5,000 links, without LSPs. */
export function emptyNetwork(): GlobalProblem {
  const document = parseCairnDocument(documentOf(generateNetwork()));
  if (!document.ok) throw new Error('the network is refused');
  const graph = buildTeGraph(document.value.nodes, document.value.links);
  return { graph, capacity: graph.reservable, metric: graph.igpMetric, demands: [] };
}

/** So many LSPs of 0.3 to `most` Gbit/s between nodes that are the likelier ends the more capacity they have. */
export function drawLsps(
  { graph }: GlobalProblem,
  count: number,
  most: number,
  seed: number,
): readonly Lsp[] {
  const random = new Random(seed);
  const upTo = new Float64Array(graph.links.length);
  let total = 0;
  graph.reservable.forEach((bits, link) => {
    total += bits;
    upTo[link] = total;
  });
  const drawNode = (): number => {
    const at = random.next() * total;
    return graph.source[upTo.findIndex((sum) => sum > at)]!;
  };
  return Array.from({ length: count }, (_, index) => {
    const source = drawNode();
    let destination = drawNode();
    while (destination === source) destination = drawNode();
    const bandwidth = 1e6 * (300 + random.below(1000 * most - 300));
    return { id: `lsp ${String(index).padStart(5, '0')}`, source, destination, bandwidth };
  });
}

/** Each LSP on the cheapest path that has room, in the order given: what a network without a PCE comes to. */
export function placeInTurn(network: GlobalProblem, lsps: readonly Lsp[]): readonly GlobalDemand[] {
  const instance = compileInstance(network);
  const search = new ArcSearch(instance);
  const room = instance.capacity.slice();
  const noFactor = new Float64Array(instance.classInverse.length);
  const found = new Int32Array(instance.nodeCount + 1);
  const lengths = { price: instance.metric, factor: noFactor, offset: instance.metric, room };
  return lsps.map((lsp): GlobalDemand => {
    if (!search.path(lsp.source, lsp.destination, lengths, lsp.bandwidth, undefined)) return lsp;
    const arcs = found.slice(0, search.trace(lsp.destination, found)).reverse();
    for (const arc of arcs) room[arc]! -= lsp.bandwidth;
    return { ...lsp, current: Array.from(arcs, (arc) => instance.arcLink[arc]!) };
  });
}
