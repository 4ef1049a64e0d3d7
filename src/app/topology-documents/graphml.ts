import { wholeBitsPerSecond } from '../../domain/values/bandwidth.js';
import { err, ok, type Result } from '../../domain/values/result.js';
import { showValue } from '../documents/document-path.js';
import { readXml, type XmlElement } from '../documents/xml-document.js';
import type { Coordinates } from './distance.js';
import { ForeignNetwork, type Place } from './foreign-network.js';
import { GraphmlKeys, type GraphmlValue } from './graphml-keys.js';
import { speedInText, speedInUnits } from './link-speed.js';
import {
  BANDWIDTH,
  decimalNumber,
  describeRange,
  LATITUDE,
  LONGITUDE,
  type NumberRange,
  numberProblem,
} from './number-range.js';
import { ProblemList, syntaxError } from './problem-list.js';
import type { DocumentError, TopologyDocument } from './topology-document.js';

/** What a link has of which the document says no speed: that of the backbones of today's research networks. */
const DEFAULT_CAPACITY = 10e9;

/**
 * Reads GraphML (graphml.graphdrawing.org) with the data of the Internet Topology Zoo (Knight et al., IEEE JSAC 29(9)).
 *
 * - Node ids are those of the document; names come from `label`, coordinates from `Latitude` and `Longitude`.
 * - Capacity: `LinkSpeedRaw` (bit/s), else `LinkSpeed` with `LinkSpeedUnits`, else the speed that `LinkLabel` names,
 *   else 10 Gbit/s with a warning. Delay: from the distance. Metrics: none, so every link counts 1.
 * - An edge stands for both directions unless it is directed. A `hyperedge` becomes a node in the middle of its ends.
 */
export function parseGraphml(text: string, name?: string): Result<TopologyDocument, DocumentError> {
  const xml = readXml(text);
  if (!xml.ok) return err(syntaxError(xml.error));
  const problems = new ProblemList();
  const document = new GraphmlReader(problems).read(xml.value, name);
  return problems.isEmpty ? ok(document) : err(problems.toError());
}

class GraphmlReader {
  readonly #problems: ProblemList;
  readonly #network: ForeignNetwork;

  constructor(problems: ProblemList) {
    this.#problems = problems;
    this.#network = new ForeignNetwork(problems);
  }

  read(root: XmlElement, givenName: string | undefined): TopologyDocument {
    const at: Place = { path: ['graphml'], line: root.line };
    if (root.name !== 'graphml') this.#refuse(at, `the document is a ${showValue(root.name)}`, 'graphml');
    const keys = new GraphmlKeys(root, this.#problems);
    const graphs = root.children.filter(({ name }) => name === 'graph');
    const [graph] = graphs;
    if (graph === undefined || graphs.length > 1)
      this.#refuse(at, `${graphs.length} elements graph`, 'exactly one');
    const ownName = graph === undefined ? undefined : this.#readGraph(graph, keys);
    this.#network.remarks.add('the document has no metrics: every link counts 1');
    return this.#network.finish(ownName, givenName);
  }

  #readGraph(graph: XmlElement, keys: GraphmlKeys): string | undefined {
    const edgeDefault = graph.attributes.get('edgedefault');
    if (edgeDefault !== 'directed' && edgeDefault !== 'undirected') {
      const at: Place = { path: ['graph', 'edgedefault'], line: graph.line };
      this.#refuse(at, `${showValue(edgeDefault)} is not known`, 'directed, undirected');
    }
    const data = keys.dataOf(graph, 'graph', ['graph']);
    for (const [index, node] of elements(graph, 'node')) this.#readNode(node, index, keys);
    for (const [index, edge] of elements(graph, 'edge'))
      this.#readEdge(edge, index, keys, edgeDefault === 'directed');
    for (const [index, hyperedge] of elements(graph, 'hyperedge')) this.#readHyperedge(hyperedge, index);
    return data.get('network')?.text || graph.attributes.get('id');
  }

  #readNode(node: XmlElement, index: number, keys: GraphmlKeys): void {
    const path = ['node', index];
    const id = this.#attribute(node, 'id', path);
    for (const graph of node.children.filter(({ name }) => name === 'graph'))
      this.#refuse({ path, line: graph.line }, 'a graph within a node', 'nodes of one graph');
    const data = keys.dataOf(node, 'node', path);
    if (id === undefined) return;
    if (isSet(data.get('hyperedge')))
      this.#network.remarks.count('node', id, 'stands for a shared medium, taken as a node');
    const latitude = this.#number(data.get('latitude'), LATITUDE);
    const longitude = this.#number(data.get('longitude'), LONGITUDE);
    const coordinates: Coordinates | undefined =
      latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
    this.#network.addNode({ id, name: data.get('label')?.text, coordinates }, { path, line: node.line });
  }

  #readEdge(edge: XmlElement, index: number, keys: GraphmlKeys, directedByDefault: boolean): void {
    const path = ['edge', index];
    const from = this.#attribute(edge, 'source', path);
    const to = this.#attribute(edge, 'target', path);
    const directed = edge.attributes.get('directed') ?? String(directedByDefault);
    if (directed !== 'true' && directed !== 'false')
      this.#refuse(
        { path: [...path, 'directed'], line: edge.line },
        `${showValue(directed)} is not a flag`,
        'true, false',
      );
    const data = keys.dataOf(edge, 'edge', path);
    const label = data.get('linklabel')?.text || data.get('label')?.text;
    const capacity = this.#capacity(data, label, `${from}-${to}`);
    if (from === undefined || to === undefined) return;
    const oneWay = directed === 'true';
    this.#network.addLink({ from, to, oneWay, name: label, capacity }, { path, line: edge.line });
  }

  #readHyperedge(hyperedge: XmlElement, index: number): void {
    const path = ['hyperedge', index];
    const id = `hyperedge ${hyperedge.attributes.get('id') || index}`;
    this.#network.addNode({ id }, { path, line: hyperedge.line });
    this.#network.remarks.count('hyperedge', id, 'taken as a node between its ends, 10 Gbit/s to each');
    for (const [end, endpoint] of elements(hyperedge, 'endpoint')) {
      const at: Place = { path: [...path, 'endpoint', end], line: endpoint.line };
      const to = this.#attribute(endpoint, 'node', at.path);
      if (to === undefined) continue;
      this.#network.addLink({ from: id, to, oneWay: false, capacity: DEFAULT_CAPACITY }, at);
    }
  }

  #capacity(data: ReadonlyMap<string, GraphmlValue>, label: string | undefined, link: string): number {
    const raw = this.#number(data.get('linkspeedraw'), BANDWIDTH);
    if (raw !== undefined && raw > 0) return wholeBitsPerSecond(raw);
    const speed = decimalNumber(data.get('linkspeed')?.text ?? '');
    const given =
      speed === undefined ? undefined : speedInUnits(speed, data.get('linkspeedunits')?.text ?? '');
    if (given !== undefined && given > 0 && given <= BANDWIDTH.maximum) return wholeBitsPerSecond(given);
    const named = label === undefined ? undefined : speedInText(label);
    if (named !== undefined && named <= BANDWIDTH.maximum) {
      this.#network.remarks.count('link', `${link}: ${label}`, 'capacity taken from the label');
      return named;
    }
    this.#network.remarks.count('link', link, 'no capacity given, taken as 10 Gbit/s');
    return DEFAULT_CAPACITY;
  }

  #number(value: GraphmlValue | undefined, range: NumberRange): number | undefined {
    if (value === undefined || value.text === '') return undefined;
    const number = decimalNumber(value.text);
    const problem = numberProblem(number ?? value.text, range);
    if (problem === undefined) return number;
    this.#refuse(value, problem, describeRange('a number', range));
    return undefined;
  }

  #attribute(element: XmlElement, name: string, path: Place['path']): string | undefined {
    const value = element.attributes.get(name);
    if (value === undefined) this.#refuse({ path, line: element.line }, `the attribute ${name} is missing`);
    return value;
  }

  #refuse({ path, line }: Place, what: string, allowed?: string): void {
    this.#problems.addAt(line, path, what, allowed);
  }
}

const elements = (parent: XmlElement, name: string): readonly (readonly [number, XmlElement])[] =>
  parent.children.filter((child) => child.name === name).map((child, index) => [index, child] as const);

const isSet = (flag: GraphmlValue | undefined): boolean =>
  flag !== undefined && ['1', 'true'].includes(flag.text.toLowerCase());
