import type { PathRequest } from '../../values/path-request.js';
import { pathRequest } from '../../values/path-request.js';
import { err, ok, type Result, unreachable } from '../../values/result.js';
import { compileQuery } from '../algorithm/query.js';
import type { Network } from '../algorithm/signalled-paths.js';
import type { FlowMeasure, FlowRefusal, FlowRequest, MaxFlow } from '../computer.js';
import { pathOf } from '../graph/path-of.js';
import { flowPaths } from './flow-paths.js';
import { linkFlow, NO_PART, nodeCut } from './link-flow.js';

/** The answer on the reservations as they are. Cost of one maximum flow, O(V^2 E) at worst. */
export function answerMaxFlow(network: Network, request: FlowRequest): Result<MaxFlow, FlowRefusal> {
  const { graph, names } = network;
  const source = names.nodeOrOwner(request.source);
  const destination = names.nodeOrOwner(request.destination);
  if (source === undefined) return err('UNKNOWN_SOURCE');
  if (destination === undefined) return err('UNKNOWN_DESTINATION');
  if (source === destination) return err('SAME_NODE');
  const takesPart = usableLinks(network, request, source, destination);
  if (request.measure === 'NODES') {
    const { count, nodes, links } = nodeCut(graph, takesPart, source, destination);
    return ok({
      amount: count,
      cut: links.map((link) => ({ link: graph.links[link]!.id, available: 1 })),
      cutNodes: nodes.map((node) => graph.nodes[node]!.id),
      paths: [],
    });
  }
  const room = roomOf(network, request, takesPart);
  const { amount, flow, cut } = linkFlow(graph, room, source, destination);
  return ok({
    amount,
    cut: cut.map((link) => ({ link: graph.links[link]!.id, available: room[link]! })),
    cutNodes: [],
    paths: flowPaths(graph, flow, source, destination).map((carried) => ({
      amount: carried.amount,
      path: pathOf(graph, source, carried.links),
    })),
  });
}

function usableLinks(
  network: Network,
  request: FlowRequest,
  source: number,
  destination: number,
): (link: number) => boolean {
  const { graph, names, filter } = network;
  const wanted: PathRequest = pathRequest({ ...request.links, source: '', destination: '' });
  const query = compileQuery(graph, names, wanted, source, destination);
  filter.load(query, [], []);
  return (link) => filter.admits(link) && !filter.bansNode(graph.target[link]!);
}

function roomOf(
  { graph, reservations }: Network,
  { measure, priority }: FlowRequest,
  takesPart: (link: number) => boolean,
): Float64Array {
  const room = new Float64Array(graph.links.length);
  for (let link = 0; link < room.length; link++) {
    room[link] = takesPart(link)
      ? roomOn(measure, graph.links[link]!.capacity, reservations.available(link, priority))
      : NO_PART;
  }
  return room;
}

function roomOn(measure: FlowMeasure, capacity: number, available: number): number {
  switch (measure) {
    case 'UNRESERVED':
      return Math.max(0, available);
    case 'CAPACITY':
      return capacity;
    case 'LINKS':
    case 'NODES':
      return 1;
    default:
      return unreachable(measure);
  }
}
