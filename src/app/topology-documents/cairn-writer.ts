import { Document } from 'yaml';
import type { LinkId } from '../../domain/values/identifiers.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import { LARGEST_YAML } from '../documents/positioned-document.js';
import { linkFields } from './cairn-link-fields.js';
import { LinkIds } from './link-ids.js';
import type { WrittenTopology } from './topology-document.js';

/**
 * A Cairn document, one line for each node and link; JSON when it would be too large for YAML. Two directions that
 * differ in nothing but their ends and adjacency SIDs, and have ids that the reader gives them, are one entry. O(n).
 */
export function writeCairnDocument({ name, nodes, links }: WrittenTopology): string {
  const content = {
    cairn: 'topology/1',
    name,
    nodes: nodes.map(nodeEntry),
    links: linkEntries(links),
  };
  const yaml = new Document();
  yaml.contents = yaml.createNode({
    ...content,
    nodes: content.nodes.map((entry) => yaml.createNode(entry, { flow: true })),
    links: content.links.map((entry) => yaml.createNode(entry, { flow: true })),
  });
  const text = yaml.toString({ lineWidth: 0 });
  return text.length <= LARGEST_YAML ? text : `${JSON.stringify(content)}\n`;
}

const nodeEntry = ({ id, name, ...attributes }: TopologyNode): object => ({
  id,
  ...(name !== id && { name }),
  ...attributes,
});

function linkEntries(links: readonly TopologyLink[]): object[] {
  const byId = new Map(links.map((link) => [link.id as string, link]));
  const ids = new LinkIds();
  const written = new Set<LinkId>();
  const entries: object[] = [];
  for (const link of links) {
    if (written.has(link.id)) continue;
    const bothWays = { from: link.source, to: link.target, oneWay: false };
    const reverse = byId.get(ids.peek(bothWays).reverse);
    const isPair = reverse !== undefined && !written.has(reverse.id) && isReverse(link, reverse);
    const { forward } = ids.next({ ...bothWays, oneWay: !isPair });
    written.add(link.id);
    if (isPair) written.add(reverse.id);
    entries.push(linkEntry(link, forward, isPair ? reverse : undefined));
  }
  return entries;
}

function linkEntry(
  { id, source, target, ...attributes }: TopologyLink,
  defaultId: string,
  reverse: TopologyLink | undefined,
): object {
  const { operational, adminGroups, srlgs, reservable, ...further } = attributes;
  return {
    ...(id !== defaultId && { id }),
    from: source,
    to: target,
    ...(reverse === undefined && { oneWay: true }),
    ...linkFields(further),
    ...(reservable !== attributes.capacity && { reservable }),
    ...(adminGroups.length > 0 && { adminGroups }),
    ...(srlgs.length > 0 && { srlgs }),
    ...(reverse?.adjacencySid !== undefined && { reverseAdjacencySid: reverse.adjacencySid }),
    ...(!operational && { operational }),
  };
}

/** Whether the second is the first seen from the other end. */
function isReverse(link: TopologyLink, other: TopologyLink): boolean {
  const turned = {
    ...other,
    source: other.target,
    target: other.source,
    sourceAddress: other.targetAddress,
    targetAddress: other.sourceAddress,
    sourceInterface: other.targetInterface,
    targetInterface: other.sourceInterface,
  };
  // An entry has SRv6 SIDs of one direction only.
  if (link.srv6Sids !== undefined || other.srv6Sids !== undefined) return false;
  return link.id !== other.id && structurallyEqual(shared(link), shared(turned));
}

/** What both directions have in common, without what is undefined. */
function shared(link: object): object {
  const common = { ...link, id: undefined, adjacencySid: undefined };
  return Object.fromEntries(Object.entries(common).filter(([, value]) => value !== undefined));
}
