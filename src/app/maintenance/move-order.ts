import { orderMoves } from '../../domain/computation/global/move-order/order-moves.js';
import { buildTeGraph } from '../../domain/computation/graph/te-graph.js';
import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import type { NetworkView } from '../network-view.js';
import { linksAsUsed } from './resources.js';

/** A move that is wanted; bandwidth in whole bit/s. */
export interface WantedMove {
  readonly lsp: LspId;
  readonly bandwidth: number;
  readonly holdingPriority: number;
  readonly from: readonly LinkId[];
  readonly to: readonly LinkId[];
}

export interface OrderedMoves {
  /** Places of wanted moves, in their order, each with the places in this list that it has to wait for. */
  readonly steps: readonly { readonly wanted: number; readonly after: readonly number[] }[];
  /** Places of those for which there is no order. */
  readonly staying: readonly number[];
}

/**
 * In which order LSPs can be moved make-before-break without any link being over its capacity at any moment, against
 * all that is taken or booked now. Nobody is preempted, put on a temporary path or released. Cost: see `orderMoves`.
 */
export function orderedMoves(view: NetworkView, wanted: readonly WantedMove[]): OrderedMoves {
  if (wanted.length === 0) return { steps: [], staying: [] };
  const computer = view.decidingComputer;
  const graph = buildTeGraph(view.state.ted.nodes(), linksAsUsed(view.state));
  const numbers = new Map(graph.links.map(({ id }, number) => [id, number]));
  const placement = (links: readonly LinkId[], bandwidth: number) => ({
    path: [...new Set(links)].flatMap((link) => numbers.get(link) ?? []),
    bandwidth,
  });
  const lsps = wanted.map(({ lsp, bandwidth, holdingPriority, from, to }) => ({
    id: lsp,
    priority: holdingPriority,
    present: placement(from, bandwidth),
    target: placement(to, bandwidth),
  }));
  const capacity = Float64Array.from(graph.links, ({ id }) => computer.available(id, LOWEST_PRIORITY));
  for (const { present } of lsps) for (const link of present.path) capacity[link]! += present.bandwidth;
  const order = orderMoves(
    { graph, capacity, metric: graph.igpMetric, lsps },
    { allowTemporaryPaths: false },
  );
  const placeOf = new Map(wanted.map(({ lsp }, place) => [lsp as string, place]));
  return {
    steps: order.steps.map(({ lsp, after }) => ({ wanted: placeOf.get(lsp) ?? 0, after })),
    staying: order.staying.map(({ lsp }) => placeOf.get(lsp) ?? 0),
  };
}

export const LOWEST_PRIORITY = 7;
