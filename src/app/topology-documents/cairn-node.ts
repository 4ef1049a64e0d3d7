import { NodeId } from '../../domain/values/identifiers.js';
import type { ManagementAccess, TopologyNode } from '../../domain/values/topology.js';
import { IGP_NODE_KEYS, readIgpAttributes } from './cairn-node-igp.js';
import { definedFields, type Mapping } from './mapping.js';
import { LABEL, LATITUDE, LONGITUDE } from './number-range.js';

export const NODE_KEYS = [
  'id',
  'name',
  'routerId',
  'latitude',
  'longitude',
  'prefixSid',
  'management',
  ...IGP_NODE_KEYS,
] as const;
/** What a node has besides its id and name. */
export type NodeAttributes = Omit<TopologyNode, 'id' | 'name'>;

const MANAGEMENT_KEYS = ['protocol', 'profile', 'address', 'port'] as const;
const MANAGEMENT_PROTOCOLS = ['netconf', 'gnmi'] as const;

/** One entry of `nodes`, or undefined if what makes it a node is wrong. */
export function readNode(mapping: Mapping): TopologyNode | undefined {
  const id = mapping.requiredText('id');
  const name = mapping.text('name');
  const attributes = readNodeAttributes(mapping);
  return id === undefined ? undefined : { id: NodeId(id), name: name ?? id, ...attributes };
}

export function readNodeAttributes(mapping: Mapping): NodeAttributes {
  return {
    ...definedFields({
      routerId: mapping.address('routerId'),
      latitude: mapping.number('latitude', LATITUDE),
      longitude: mapping.number('longitude', LONGITUDE),
      prefixSid: mapping.whole('prefixSid', LABEL),
      management: readManagement(mapping),
    }),
    ...readIgpAttributes(mapping),
  };
}

function readManagement(node: Mapping): ManagementAccess | undefined {
  const mapping = node.mapping('management', MANAGEMENT_KEYS);
  if (mapping === undefined) return undefined;
  if (!mapping.has('protocol'))
    node.refuse('management', 'protocol is missing', MANAGEMENT_PROTOCOLS.join(', '));
  const protocol = mapping.choice('protocol', MANAGEMENT_PROTOCOLS);
  const profile = mapping.requiredText('profile');
  const address = mapping.requiredAddress('address');
  const port = mapping.whole('port', { minimum: 1, maximum: 65_535, meaning: 'a TCP port' });
  if (protocol === undefined || profile === undefined || address === undefined) return undefined;
  return { protocol, profile, address, ...definedFields({ port }) };
}
