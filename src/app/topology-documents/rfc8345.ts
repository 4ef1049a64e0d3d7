import { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import { err, ok, type Result } from '../../domain/values/result.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import { type PositionedDocument, readDocument } from '../documents/positioned-document.js';
import { findAmbiguities, listWarnings } from './ambiguities.js';
import { ABSENT_ATTRIBUTES } from './cairn-link.js';
import { Mapping } from './mapping.js';
import { countParts } from './network-parts.js';
import { ProblemList, syntaxError } from './problem-list.js';
import { Remarks } from './remarks.js';
import { readTeLink, readTerminationPoints, type TerminationPoint } from './rfc8345-link.js';
import { NETWORK, readTeNode, TOPOLOGY } from './rfc8345-node.js';
import type { DocumentError, TopologyDocument } from './topology-document.js';
import { YangMapping } from './yang-mapping.js';

/**
 * Reads one network of ietf-network-topology data (RFC 8345) in JSON (RFC 7951), with what ietf-te-topology (RFC 8795)
 * says of its nodes and links, and what cairn-topology adds (schema/yang).
 *
 * - Of several networks the one that `name` says is read, otherwise the only one of type te-topology.
 * - A link is one direction. Where nothing is said of its bandwidth the capacity is 0, with a warning.
 * - An end's address or number is the te-tp-id of its termination point. Members that are not known are passed over.
 */
export function parseRfc8345(text: string, name?: string): Result<TopologyDocument, DocumentError> {
  const document = readDocument(text);
  if (!document.ok) return err(syntaxError(document.error));
  const problems = new ProblemList();
  const parsed = readNetworks(document.value, name, problems);
  return problems.isEmpty && parsed !== undefined
    ? ok(parsed)
    : err(problems.toError((path) => document.value.lineAt(path)));
}

function readNetworks(
  document: PositionedDocument,
  name: string | undefined,
  problems: ProblemList,
): TopologyDocument | undefined {
  const root = Mapping.open(document.value, [], problems);
  if (root === undefined) return undefined;
  const data = root.has('ietf-restconf:data') ? root.openMapping('ietf-restconf:data') : root;
  if (data === undefined) return undefined;
  const top = new YangMapping(data, NETWORK);
  const networks = top.has('networks') ? top.container('networks') : top;
  const all = networks?.list('network') ?? [];
  const chosen = chooseNetwork(all, name);
  if (chosen === undefined) refuseChoice(top, all, problems);
  return chosen === undefined ? undefined : new NetworkReader(problems).read(chosen);
}

const idOf = (network: YangMapping): string => String(network.mapping.raw(network.keyOf('network-id')));

function chooseNetwork(networks: readonly YangMapping[], name: string | undefined): YangMapping | undefined {
  const [only, ...others] = networks;
  if (others.length === 0) return only;
  const named = networks.find((network) => idOf(network) === name);
  if (named !== undefined) return named;
  const [first, ...further] = networks.filter((network) => {
    const types = network.mapping.raw(network.keyOf('network-types'));
    return typeof types === 'object' && types !== null && 'ietf-te-topology:te-topology' in types;
  });
  return further.length === 0 ? first : undefined;
}

function refuseChoice(top: YangMapping, networks: readonly YangMapping[], problems: ProblemList): void {
  const path = top.has('networks') ? [top.keyOf('networks')] : [];
  if (networks.length > 0)
    problems.add(
      path,
      `${networks.length} networks`,
      `one of ${networks.map(idOf).join(', ')}, given as name`,
    );
  else if (problems.isEmpty)
    problems.add(path, 'there is no network', 'ietf-network:networks with a network');
}

class NetworkReader {
  readonly #problems: ProblemList;
  readonly #remarks = new Remarks();
  readonly #nodes = new Map<string, TopologyNode>();
  readonly #links = new Map<string, TopologyLink>();
  readonly #points = new Map<string, ReadonlyMap<string, TerminationPoint>>();
  readonly #routerIds = new Map<string, string>();

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  read(network: YangMapping): TopologyDocument {
    const source = SourceName(network.required('network-id') ?? '');
    for (const node of network.list('node')) this.#readNode(node);
    for (const link of network.list('link', TOPOLOGY)) this.#readLink(link);
    const nodes = [...this.#nodes.values()];
    const links = [...this.#links.values()];
    const parts = countParts(nodes, links);
    if (parts > 1) this.#remarks.add(`the network falls into ${parts} parts without a link between them`);
    const warnings = listWarnings([...this.#remarks.list(), ...findAmbiguities(nodes, links)]);
    return { source, nodes, links, warnings };
  }

  #readNode(entry: YangMapping): void {
    const id = entry.required('node-id');
    const attributes = readTeNode(entry, this.#problems);
    if (id === undefined) return;
    if (this.#nodes.has(id)) entry.refuse('node-id', `${JSON.stringify(id)} is used already`, 'each id once');
    const { routerId } = attributes;
    const holder = routerId === undefined ? undefined : this.#routerIds.get(routerId);
    if (holder !== undefined)
      entry.refuse('te-node-id', `${routerId} is already the router id of ${holder}`, 'each once');
    else if (routerId !== undefined) this.#routerIds.set(routerId, id);
    this.#points.set(id, readTerminationPoints(entry));
    this.#nodes.set(id, { id: NodeId(id), name: id, ...attributes });
  }

  #readLink(entry: YangMapping): void {
    const id = entry.required('link-id');
    const source = this.#readEnd(entry, 'source', 'source-node', 'source-tp');
    const target = this.#readEnd(entry, 'destination', 'dest-node', 'dest-tp');
    const given = readTeLink(entry, source?.point, target?.point, this.#problems);
    if (id === undefined) return;
    if (this.#links.has(id)) entry.refuse('link-id', `${JSON.stringify(id)} is used already`, 'each id once');
    if (source === undefined || target === undefined)
      this.#remarks.count('link', id, 'an end is not given, left out');
    else if (source.node === target.node)
      this.#remarks.count('link', id, 'joins a node with itself, left out');
    else {
      if (given.capacity === undefined)
        this.#remarks.count('link', id, 'no capacity given, taken as 0: no LSP with bandwidth fits');
      const ends = { source: NodeId(source.node), target: NodeId(target.node) };
      const attributes = { ...ABSENT_ATTRIBUTES, reservable: given.capacity ?? 0, ...given };
      this.#links.set(id, { id: LinkId(id), ...ends, ...attributes });
    }
  }

  #readEnd(
    link: YangMapping,
    side: string,
    nodeKey: string,
    pointKey: string,
  ): { readonly node: string; readonly point?: TerminationPoint | undefined } | undefined {
    const end = link.container(side);
    const node = end?.text(nodeKey);
    if (end === undefined || node === undefined) return undefined;
    if (!this.#nodes.has(node)) {
      end.refuse(nodeKey, `no node has the id ${JSON.stringify(node)}`, 'the id of a node of this network');
      return undefined;
    }
    return { node, point: this.#points.get(node)?.get(end.text(pointKey) ?? '') };
  }
}
