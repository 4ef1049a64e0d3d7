import type { LinkId, NodeId } from '../../domain/values/identifiers.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { ObservedLink, TopologyNode } from '../../domain/values/topology.js';
import type { TopologyChange } from '../../events/catalogue/topology.js';
import type { TopologyDocument } from './topology-document.js';

/** What one source said so far. */
export interface KnownTopology {
  readonly nodes: ReadonlyMap<NodeId, TopologyNode>;
  readonly links: ReadonlyMap<LinkId, ObservedLink>;
}

/**
 * The events that lead from what the document's source said so far to what the document says; none for what is
 * unchanged. Only with `replace` is what the document leaves out withdrawn. Order: withdrawn links, withdrawn nodes
 * (each by id), nodes, links (each as in the document), so that no link is ever without its nodes. O(n log n).
 */
export function diffTopology(
  known: KnownTopology,
  document: TopologyDocument,
  replace: boolean,
): TopologyChange[] {
  const { source } = document;
  const events: TopologyChange[] = [];
  if (replace) {
    for (const link of absentIds(known.links, document.links))
      events.push({ type: 'LinkWithdrawn', data: { source, link } });
    for (const node of absentIds(known.nodes, document.nodes))
      events.push({ type: 'NodeWithdrawn', data: { source, node } });
  }
  for (const node of document.nodes) {
    if (!structurallyEqual(known.nodes.get(node.id), node))
      events.push({ type: 'NodeObserved', data: { source, node } });
  }
  for (const link of document.links) {
    if (!structurallyEqual(known.links.get(link.id), link))
      events.push({ type: 'LinkObserved', data: { source, link } });
  }
  return events;
}

function absentIds<Id extends string>(
  known: ReadonlyMap<Id, unknown>,
  present: readonly { readonly id: Id }[],
): Id[] {
  const kept = new Set(present.map(({ id }) => id));
  return [...known.keys()].filter((id) => !kept.has(id)).sort();
}
