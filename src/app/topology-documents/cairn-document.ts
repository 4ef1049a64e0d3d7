import { SourceName } from '../../domain/values/identifiers.js';
import { err, ok, type Result } from '../../domain/values/result.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import { readDocument } from '../documents/positioned-document.js';
import { findAmbiguities, listWarnings } from './ambiguities.js';
import { forwardLink, LINK_KEYS, type LinkEntry, readLink, reverseLink } from './cairn-link.js';
import { NODE_KEYS, readNode } from './cairn-node.js';
import { LinkIds } from './link-ids.js';
import { Mapping } from './mapping.js';
import { ProblemList, syntaxError } from './problem-list.js';
import type { DocumentError, TopologyDocument } from './topology-document.js';

const FORMAT = 'topology/1';
const DOCUMENT_KEYS = ['cairn', 'name', 'nodes', 'links'] as const;

/**
 * Reads a Cairn topology document (YAML or JSON, `cairn: topology/1`). All or nothing: any problem refuses the document.
 *
 * - A link stands for both directions unless `oneWay: true`. The other direction has the addresses swapped,
 *   `reverseAdjacencySid` as its adjacency SID, and everything else the same.
 * - `id` names the direction `from` -> `to`; the other direction always has its default id (see LinkIds). Ids that
 *   meet, given or default, are refused: a link's id never depends on the ids of others.
 * - `name` defaults to the id; `reservable` to the capacity; an absent capacity is 0, with a warning.
 * - Addresses become canonical; bandwidth is rounded to whole bit/s and delay to whole microseconds; lists of groups
 *   are sets, kept in ascending order.
 */
export function parseCairnDocument(text: string): Result<TopologyDocument, DocumentError> {
  const document = readDocument(text);
  if (!document.ok) return err(syntaxError(document.error));
  const problems = new ProblemList();
  const parsed = readRoot(document.value, problems);
  return problems.isEmpty && parsed !== undefined
    ? ok(parsed)
    : err(problems.toError((path) => document.value.lineAt(path)));
}

function readRoot(root: { readonly value: unknown }, problems: ProblemList): TopologyDocument | undefined {
  const mapping = Mapping.of(root.value, [], DOCUMENT_KEYS, problems);
  if (mapping === undefined) return undefined;
  if (!mapping.has('cairn')) problems.add([], 'cairn is missing', `cairn: ${FORMAT}`);
  mapping.choice('cairn', [FORMAT]);
  const name = mapping.requiredText('name');
  if (!mapping.has('nodes')) problems.add([], 'nodes is missing', 'a list of nodes');
  const nodes = readNodes(mapping.list('nodes') ?? [], problems);
  const { links, warnings } = readLinks(mapping.list('links') ?? [], nodes, problems);
  return {
    source: SourceName(name ?? ''),
    nodes,
    links,
    warnings: listWarnings([...warnings, ...findAmbiguities(nodes, links)]),
  };
}

function readNodes(entries: readonly unknown[], problems: ProblemList): TopologyNode[] {
  const nodes: TopologyNode[] = [];
  const places = new Map<string, number>();
  const routerIds = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const mapping = Mapping.of(entry, ['nodes', index], NODE_KEYS, problems);
    const node = mapping === undefined ? undefined : readNode(mapping);
    if (mapping === undefined || node === undefined) continue;
    refuseRepeated(mapping, 'id', node.id, places, index);
    if (node.routerId !== undefined) refuseRepeated(mapping, 'routerId', node.routerId, routerIds, index);
    nodes.push(node);
  }
  return nodes;
}

function refuseRepeated(
  mapping: Mapping,
  key: 'id' | 'routerId',
  value: string,
  places: Map<string, number>,
  index: number,
): void {
  const first = places.get(value);
  if (first === undefined) places.set(value, index);
  else mapping.refuse(key, `${JSON.stringify(value)} is already the ${key} of nodes[${first}]`, 'each once');
}

function readLinks(
  entries: readonly unknown[],
  nodes: readonly TopologyNode[],
  problems: ProblemList,
): { readonly links: TopologyLink[]; readonly warnings: string[] } {
  const knownNodes = new Set<string>(nodes.map(({ id }) => id));
  const links: TopologyLink[] = [];
  const warnings: string[] = [];
  const ids = new LinkIds();
  const places = new Map<string, string>();
  for (const [index, entry] of entries.entries()) {
    const mapping = Mapping.of(entry, ['links', index], LINK_KEYS, problems);
    const read = mapping === undefined ? undefined : readLink(mapping, knownNodes);
    if (mapping === undefined || read === undefined) continue;
    const directions = directionsOf(read, ids);
    for (const { id } of directions) refuseRepeatedLink(mapping, id, places, index, problems);
    links.push(...directions);
    if (!read.capacityGiven) {
      warnings.push(
        `links[${index}] (${directions[0]?.id}): no capacity given, taken as 0: no LSP with bandwidth fits`,
      );
    }
  }
  return { links, warnings };
}

function directionsOf(entry: LinkEntry, ids: LinkIds): TopologyLink[] {
  const { forward, reverse } = ids.next(entry.ends);
  const link = forwardLink(entry, entry.id ?? forward);
  return entry.ends.oneWay ? [link] : [link, reverseLink(entry, reverse)];
}

function refuseRepeatedLink(
  mapping: Mapping,
  id: string,
  places: Map<string, string>,
  index: number,
  problems: ProblemList,
): void {
  const first = places.get(id);
  places.set(id, first ?? `links[${index}]`);
  if (first === undefined) return;
  const path = mapping.has('id') ? [...mapping.path, 'id'] : mapping.path;
  problems.add(path, `the link id ${JSON.stringify(id)} is already used by ${first}`, 'a unique id');
}
