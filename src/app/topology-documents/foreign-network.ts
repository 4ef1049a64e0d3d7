import { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import { type DocumentPath, showValue } from '../documents/document-path.js';
import { listWarnings } from './ambiguities.js';
import { type Coordinates, MICROSECONDS_PER_KM, propagationDelay } from './distance.js';
import { LinkIds } from './link-ids.js';
import { definedFields, isPlainText, LONGEST_TEXT, TEXT_ALLOWED } from './mapping.js';
import { countParts } from './network-parts.js';
import type { ProblemList } from './problem-list.js';
import { Remarks } from './remarks.js';
import type { TopologyDocument } from './topology-document.js';

/** Where an element of a text document is. */
export interface Place {
  readonly path: DocumentPath;
  /** From 1. */
  readonly line: number;
}

/** A node as a format of others describes it: its id may be any text, its name need not be unique. */
export interface ForeignNode {
  readonly id: string;
  readonly name?: string | undefined;
  readonly coordinates?: Coordinates | undefined;
}

/** Ends are ids of nodes. Not `oneWay`: both directions get the same values. */
export interface ForeignLink {
  readonly from: string;
  readonly to: string;
  readonly oneWay: boolean;
  readonly name?: string | undefined;
  /** Bit/s. */
  readonly capacity: number;
  readonly igpMetric?: number | undefined;
  /** Microseconds. */
  readonly delay?: number | undefined;
}

/**
 * Builds the topology of a format that knows less than Cairn and asks less of its names: ids as the document has them,
 * names made unique, link ids as LinkIds gives them, and what can't be a link left out with a warning.
 */
export class ForeignNetwork {
  readonly remarks = new Remarks();
  readonly #problems: ProblemList;
  readonly #nodes = new Map<string, TopologyNode>();
  readonly #names = new Set<string>();
  readonly #links = new Map<string, TopologyLink>();
  readonly #linkIds = new LinkIds();

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  addNode({ id, name, coordinates }: ForeignNode, { path, line }: Place): void {
    if (!isPlainText(id)) {
      this.#problems.addAt(line, path, `${showValue(id)} can't be the id of a node`, TEXT_ALLOWED);
      return;
    }
    if (this.#nodes.has(id)) {
      this.#problems.addAt(line, path, `the node id ${JSON.stringify(id)} is used already`, 'each id once');
      return;
    }
    if (coordinates === undefined) this.remarks.count('node', id, 'no coordinates');
    this.#nodes.set(id, {
      id: NodeId(id),
      name: this.#uniqueName(cleanText(name) ?? id, id),
      ...coordinates,
    });
  }

  addLink(link: ForeignLink, { path, line }: Place): void {
    const { from, to } = link;
    const unknown = [from, to].filter((id) => !this.#nodes.has(id));
    for (const id of unknown)
      this.#problems.addAt(
        line,
        path,
        `no node has the id ${showValue(id)}`,
        'the id of a node of this document',
      );
    if (unknown.length > 0) return;
    if (from === to) this.remarks.count('link', from, 'joins a node with itself, left out');
    else this.#addDirections(link);
  }

  /** @param ownName what the document calls its network; it counts before the name that was given beside it */
  finish(ownName: string | undefined, givenName: string | undefined): TopologyDocument {
    const source = cleanText(ownName) ?? cleanText(givenName);
    if (source === undefined)
      this.#problems.add([], 'the document does not name its network', 'a name given beside the document');
    const nodes = [...this.#nodes.values()];
    const links = [...this.#links.values()];
    const parts = countParts(nodes, links);
    if (parts > 1) this.remarks.add(`the network falls into ${parts} parts without a link between them`);
    return { source: SourceName(source ?? ''), nodes, links, warnings: listWarnings(this.remarks.list()) };
  }

  #addDirections({ from, to, oneWay, name, capacity, igpMetric, delay }: ForeignLink): void {
    const ends = { from: NodeId(from), to: NodeId(to), oneWay };
    const ids = this.#linkIds.next(ends);
    const shared = {
      ...definedFields({ name: cleanText(name), igpMetric, delay: delay ?? this.#delayByDistance(from, to) }),
      capacity,
      reservable: capacity,
      adminGroups: [],
      srlgs: [],
      operational: true,
    };
    this.#keep({ id: LinkId(ids.forward), source: ends.from, target: ends.to, ...shared });
    if (!oneWay) this.#keep({ id: LinkId(ids.reverse), source: ends.to, target: ends.from, ...shared });
  }

  /** Default ids meet when one node is called B and another B-2. */
  #keep(link: TopologyLink): void {
    let { id } = link;
    for (let number = 2; this.#links.has(id); number++) id = LinkId(`${link.id}~${number}`);
    this.#links.set(id, { ...link, id });
  }

  #delayByDistance(from: string, to: string): number | undefined {
    const a = coordinatesOf(this.#nodes.get(from));
    const b = coordinatesOf(this.#nodes.get(to));
    if (a === undefined || b === undefined) {
      this.remarks.count('link', `${from}-${to}`, 'no delay: an end has no coordinates');
      return undefined;
    }
    const way = `the length of the great circle at ${MICROSECONDS_PER_KM} us/km`;
    this.remarks.add(`the document has no delays: taken from the coordinates, as ${way}`);
    return propagationDelay(a, b);
  }

  #uniqueName(name: string, id: string): string {
    let unique = name;
    for (let number = 2; this.#names.has(unique); number++) unique = `${name} (${number})`;
    if (unique !== name)
      this.remarks.count('node', `${id}: ${unique}`, 'the name is used already, a number is added');
    this.#names.add(unique);
    return unique;
  }
}

function coordinatesOf(node: TopologyNode | undefined): Coordinates | undefined {
  if (node?.latitude === undefined || node.longitude === undefined) return undefined;
  return { latitude: node.latitude, longitude: node.longitude };
}

/** A text of the document as a name, or undefined if nothing is left of it. */
export function cleanText(text: string | undefined): string | undefined {
  const clean = text
    ?.replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .trim();
  return clean === '' ? undefined : clean;
}
