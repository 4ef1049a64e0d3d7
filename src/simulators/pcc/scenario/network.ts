import { LinkId, NodeId } from '../../../domain/values/identifiers.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import type { TopologyLink, TopologyNode } from '../../../domain/values/topology.js';

export interface Network {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}

/** What is asked of the PCE's GraphQL endpoint; the answer's JSON is also the form of a topology file. */
export const TOPOLOGY_QUERY = `query Topology {
  topology {
    nodes { id name routerId prefixSid }
    links {
      id source { id } target { id } sourceAddress targetAddress igpMetric teMetric delay
      capacity reservable adminGroups srlgNumbers adjacencySid operational
    }
  }
}`;

/**
 * Reads `{ nodes, links }`, alone or within `topology` or `data.topology`: the answer to TOPOLOGY_QUERY, as it came or saved
 * as a file. An error says which element is wrong. Fields that are null count as absent.
 */
export function readNetwork(answer: unknown): Result<Network, string> {
  const root = recordOf(answer);
  const topology = recordOf(recordOf(root['data'])['topology'] ?? root['topology'] ?? answer);
  const { nodes, links } = topology;
  if (!Array.isArray(nodes) || !Array.isArray(links))
    return err('there is no topology with nodes and links in it');
  try {
    const read = { nodes: nodes.map(readNode), links: links.map(readLink) };
    const known = new Set<string>(read.nodes.map(({ id }) => id));
    const loose = read.links.find(({ source, target }) => !known.has(source) || !known.has(target));
    return loose === undefined ? ok(read) : err(`link ${loose.id} ends at a node that is not there`);
  } catch (error) {
    if (error instanceof FieldError) return err(error.message);
    throw error;
  }
}

class FieldError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

const recordOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function readNode(value: unknown, index: number): TopologyNode {
  const where = `nodes[${index}]`;
  const fields = recordOf(value);
  const id = textOf(fields, 'id', where);
  return {
    id: NodeId(required(id, 'id', where)),
    name: textOf(fields, 'name', where) ?? required(id, 'id', where),
    ...present('routerId', textOf(fields, 'routerId', where)),
    ...present('prefixSid', numberOf(fields, 'prefixSid', where)),
  };
}

function readLink(value: unknown, index: number): TopologyLink {
  const where = `links[${index}]`;
  const fields = recordOf(value);
  const capacity = required(numberOf(fields, 'capacity', where), 'capacity', where);
  return {
    id: LinkId(required(textOf(fields, 'id', where), 'id', where)),
    source: endOf(fields, 'source', where),
    target: endOf(fields, 'target', where),
    ...present('sourceAddress', textOf(fields, 'sourceAddress', where)),
    ...present('targetAddress', textOf(fields, 'targetAddress', where)),
    ...present('igpMetric', numberOf(fields, 'igpMetric', where)),
    ...present('teMetric', numberOf(fields, 'teMetric', where)),
    ...present('delay', numberOf(fields, 'delay', where)),
    ...present('adjacencySid', numberOf(fields, 'adjacencySid', where)),
    capacity,
    reservable: numberOf(fields, 'reservable', where) ?? capacity,
    adminGroups: numbersOf(fields, 'adminGroups', where),
    srlgs: numbersOf(fields, 'srlgNumbers' in fields ? 'srlgNumbers' : 'srlgs', where),
    operational: fields['operational'] !== false,
  };
}

/** A node is named by its id, or is an object with one. */
function endOf(fields: Fields, name: string, where: string): NodeId {
  const end = fields[name];
  const id = typeof end === 'string' ? end : textOf(recordOf(end), 'id', `${where}.${name}`);
  return NodeId(required(id, name, where));
}

const present = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };

function required<Value>(value: Value | undefined, name: string, where: string): Value {
  if (value === undefined) throw new FieldError(`${where}.${name} is missing`);
  return value;
}

function textOf(fields: Fields, name: string, where: string): string | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new FieldError(`${where}.${name} is not text`);
}

function numberOf(fields: Fields, name: string, where: string): number | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new FieldError(`${where}.${name} is not a number`);
}

function numbersOf(fields: Fields, name: string, where: string): readonly number[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return value;
  throw new FieldError(`${where}.${name} is not a list of numbers`);
}
