import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';

/** Into how many parts the network falls when links count in both directions. */
export function countParts(nodes: readonly TopologyNode[], links: readonly TopologyLink[]): number {
  const parent = new Map<string, string>(nodes.map(({ id }) => [id, id]));
  const partOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) {
      parent.set(root, parent.get(up) ?? up);
      root = up;
    }
    return root;
  };
  let parts = parent.size;
  for (const { source, target } of links) {
    const from = partOf(source);
    const to = partOf(target);
    if (from === to) continue;
    parent.set(from, to);
    parts--;
  }
  return parts;
}
