import { deserialize, serialize } from 'node:v8';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';

export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}

/** In shared memory: made once, however many threads read it. */
export function packTopology({ nodes, links }: Topology): Uint8Array {
  const bytes = serialize({ nodes, links });
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

export const unpackTopology = (bytes: Uint8Array): Topology => deserialize(bytes.slice()) as Topology;
