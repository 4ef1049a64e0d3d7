import type { TopologyNode } from '../../values/topology.js';

/** A prefix segment that leads to one node and no other. */
export interface NodeSegment {
  /** 0: the IGP's shortest paths. */
  readonly algorithm: number;
  readonly label: number;
  /** The node's address, where it is known. */
  readonly address?: string;
}

/**
 * The node segments of a node, one for each algorithm. Only prefixes that are its router id count: another one may be told
 * by several nodes, and its segment leads to the nearest of them (RFC 8402 3.3).
 */
export function nodeSegmentsOf(node: TopologyNode): readonly NodeSegment[] {
  const { prefixSid, routerId, ipv6RouterId, prefixes } = node;
  const byAlgorithm = new Map<number, NodeSegment>();
  if (prefixSid !== undefined) {
    const address = routerId === undefined ? {} : { address: routerId };
    byAlgorithm.set(0, { algorithm: 0, label: prefixSid, ...address });
  }
  for (const { prefix, sid, algorithm = 0 } of prefixes ?? []) {
    const address = prefix.slice(0, prefix.lastIndexOf('/'));
    if (sid === undefined || algorithm === 0 || byAlgorithm.has(algorithm)) continue;
    if (address === routerId || address === ipv6RouterId) {
      byAlgorithm.set(algorithm, { algorithm, label: sid, address });
    }
  }
  return [...byAlgorithm.values()];
}
