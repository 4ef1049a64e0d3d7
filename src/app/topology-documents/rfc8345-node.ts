import { isIpv6 } from '../../domain/values/address.js';
import type { TopologyNode } from '../../domain/values/topology.js';
import { NODE_KEYS, type NodeAttributes, readNodeAttributes } from './cairn-node.js';
import { definedFields, Mapping } from './mapping.js';
import { LATITUDE, LONGITUDE } from './number-range.js';
import { ProblemList } from './problem-list.js';
import { differences } from './rfc8345-differences.js';
import { yangOf } from './yang-json.js';
import type { YangMapping } from './yang-mapping.js';

/** RFC 8345 4.1, 4.2; RFC 8795; schema/yang/cairn-topology.yang. */
export const NETWORK = 'ietf-network';
export const TOPOLOGY = 'ietf-network-topology';
export const TE = 'ietf-te-topology';
export const CAIRN = 'cairn-topology';

type NamedAttributes = NodeAttributes & { readonly name?: string };

const OWN_KEYS = NODE_KEYS.filter((key) => key !== 'id');
/** RFC 8795: geographic-coordinate-degree has 8 fraction digits. */
const FRACTION_DIGITS = 8;

/** What the network says of a node; what cairn-topology says counts before the rest. */
export function readTeNode(node: YangMapping, problems: ProblemList): NamedAttributes {
  return { ...readStandard(node), ...readOwn(node, problems) };
}

function readStandard(node: YangMapping): NamedAttributes {
  const te = node.container('te', TE);
  const location = te?.container('geolocation');
  return definedFields({
    routerId: node.address('te-node-id', TE),
    name: te?.container('te-node-attributes')?.text('name'),
    latitude: location?.number('latitude', LATITUDE),
    longitude: location?.number('longitude', LONGITUDE),
  });
}

function readOwn(node: YangMapping, problems: ProblemList): NamedAttributes {
  const key = node.keyOf('attributes', CAIRN);
  if (!node.mapping.has(key)) return {};
  const own = Mapping.of(node.mapping.raw(key), [...node.mapping.path, key], OWN_KEYS, problems);
  return own === undefined
    ? {}
    : { ...definedFields({ name: own.text('name') }), ...readNodeAttributes(own) };
}

/** The node's entry, without termination points. What RFC 8795 has no exact place for stands under cairn-topology. */
export function writeTeNode({ id, name, ...attributes }: TopologyNode): Record<string, unknown> {
  const entry = { 'node-id': id, ...standardMembers(id, name, attributes) };
  const all = { ...attributes, ...(name !== id && { name }) };
  const read = readStandard(yangOf(entry, NETWORK, new ProblemList()));
  const own = differences(all, read);
  return own === undefined ? entry : { ...entry, [`${CAIRN}:attributes`]: own };
}

/** A te-node-id is a dotted quad, and `te` needs one. */
function standardMembers(id: string, name: string, attributes: NodeAttributes): Record<string, unknown> {
  const { routerId, latitude, longitude } = attributes;
  if (routerId === undefined || isIpv6(routerId)) return {};
  const geolocation = definedFields({
    latitude: latitude?.toFixed(FRACTION_DIGITS),
    longitude: longitude?.toFixed(FRACTION_DIGITS),
  });
  return {
    [`${TE}:te-node-id`]: routerId,
    [`${TE}:te`]: {
      ...(name !== id && { 'te-node-attributes': { name } }),
      ...(Object.keys(geolocation).length > 0 && { geolocation }),
    },
  };
}
