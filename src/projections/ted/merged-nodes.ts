import type { NodeId } from '../../domain/values/identifiers.js';
import type { TopologyNode } from '../../domain/values/topology.js';
import { inPrecedence, mergeOpinions, type Opinion, type Origins } from './precedence.js';
import type { TopologySource } from './topology-source.js';

export interface MergedNode {
  readonly node: TopologyNode;
  readonly opinions: readonly Opinion<TopologyNode>[];
  readonly origins: Origins;
}

export interface MergedNodes {
  readonly byId: ReadonlyMap<NodeId, MergedNode>;
  /** The node's id in the view, for a source's own id. */
  idOf(source: TopologySource, own: NodeId): NodeId;
}

interface Group {
  readonly id: NodeId;
  readonly opinions: Opinion<TopologyNode>[];
  readonly sources: Set<TopologySource>;
}

/**
 * Nodes of all sources, those that are the same put together: with the same id, or the same TE router id. Nodes of one
 * source are never the same. The first source names the node, in the order given. O(nodes).
 */
export function mergeNodes(sources: readonly TopologySource[]): MergedNodes {
  const groups = new Map<NodeId, Group>();
  const byRouterId = new Map<string, Group>();
  const ids = new Map<TopologySource, Map<NodeId, NodeId>>();
  for (const source of sources) {
    const own = new Map<NodeId, NodeId>();
    ids.set(source, own);
    for (const { element, position } of source.nodes.values()) {
      const group = groupOf(groups, byRouterId, source, element);
      group.opinions.push({ source, element, position });
      group.sources.add(source);
      if (group.id !== element.id) own.set(element.id, group.id);
      for (const routerId of routerIdsOf(element))
        if (!byRouterId.has(routerId)) byRouterId.set(routerId, group);
    }
  }
  const byId = new Map<NodeId, MergedNode>();
  for (const [id, group] of groups) byId.set(id, mergedNode(group));
  return { byId, idOf: (source, own) => ids.get(source)?.get(own) ?? own };
}

function groupOf(
  groups: Map<NodeId, Group>,
  byRouterId: ReadonlyMap<string, Group>,
  source: TopologySource,
  node: TopologyNode,
): Group {
  for (const routerId of routerIdsOf(node)) {
    const same = byRouterId.get(routerId);
    if (same !== undefined && !same.sources.has(source)) return same;
  }
  const named = groups.get(node.id);
  if (named !== undefined && !named.sources.has(source) && !contradicts(named, node)) return named;
  // Another node has the name already: the source's own name tells them apart.
  const id = named === undefined ? node.id : (`${node.id}@${source.name}` as NodeId);
  const group: Group = { id, opinions: [], sources: new Set() };
  groups.set(id, group);
  return group;
}

/** The same id, but both say who they are, and differ. */
function contradicts(group: Group, { routerId }: TopologyNode): boolean {
  if (routerId === undefined) return false;
  return group.opinions.some(
    ({ element }) => element.routerId !== undefined && element.routerId !== routerId,
  );
}

const routerIdsOf = ({ routerId, ipv6RouterId }: TopologyNode): readonly string[] =>
  [routerId, ipv6RouterId].filter((id) => id !== undefined);

function mergedNode({ id, opinions }: Group): MergedNode {
  const [first] = opinions;
  if (opinions.length === 1 && first !== undefined && first.element.id === id) {
    return { node: first.element, opinions, origins: originsOf(first) };
  }
  const { merged, origins } = mergeOpinions(inPrecedence(opinions));
  return { node: { ...merged, id, name: merged.name ?? id }, opinions, origins };
}

/** All attributes of the only source. */
export function originsOf<Element extends object>({ source, element }: Opinion<Element>): Origins {
  return Object.fromEntries(Object.keys(element).map((name) => [name, source.name]));
}
