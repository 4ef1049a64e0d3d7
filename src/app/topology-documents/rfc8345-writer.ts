import {
  pointIdOf,
  sourcePointOf,
  type TerminationPoint,
  targetPointOf,
  writeTeLink,
} from './rfc8345-link.js';
import { NETWORK, TE, TOPOLOGY, writeTeNode } from './rfc8345-node.js';
import type { WrittenTopology } from './topology-document.js';

/**
 * ietf-network-topology data (RFC 8345) with ietf-te-topology (RFC 8795), as JSON (RFC 7951). A node has a termination
 * point for each address or number of a link's end. What those models have no exact place for (SIDs, IPv6 router ids,
 * loss, bandwidth that is no 32-bit float ...) stands beside it under cairn-topology (schema/yang).
 */
export function writeRfc8345({ name, nodes, links }: WrittenTopology): string {
  const points = new Map<string, Map<string, TerminationPoint>>();
  const addPoint = (node: string, point: TerminationPoint): void => {
    const id = pointIdOf(point);
    if (id === undefined) return;
    const known = points.get(node) ?? new Map<string, TerminationPoint>();
    points.set(node, known.set(id, point));
  };
  for (const link of links) {
    addPoint(link.source, sourcePointOf(link));
    addPoint(link.target, targetPointOf(link));
  }
  const network = {
    'network-id': name,
    'network-types': { [`${TE}:te-topology`]: {} },
    node: nodes.map((node) => ({ ...writeTeNode(node), ...pointMembers(points.get(node.id)) })),
    [`${TOPOLOGY}:link`]: links.map(writeTeLink),
  };
  return `${JSON.stringify({ [`${NETWORK}:networks`]: { network: [network] } }, null, 2)}\n`;
}

const pointMembers = (points: ReadonlyMap<string, TerminationPoint> | undefined): object =>
  points === undefined
    ? {}
    : {
        [`${TOPOLOGY}:termination-point`]: Array.from(points, ([id, { address, interface: number }]) => ({
          'tp-id': id,
          [`${TE}:te-tp-id`]: address ?? number,
        })),
      };
