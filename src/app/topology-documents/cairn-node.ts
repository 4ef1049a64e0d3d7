import { NodeId } from '../../domain/values/identifiers.js';
import type { ManagementAccess, TopologyNode } from '../../domain/values/topology.js';
import { definedFields, type Mapping, type NumberRange } from './mapping.js';

export const NODE_KEYS = [
  'id',
  'name',
  'routerId',
  'latitude',
  'longitude',
  'prefixSid',
  'management',
] as const;
const MANAGEMENT_KEYS = ['protocol', 'profile', 'address', 'port'] as const;
const MANAGEMENT_PROTOCOLS = ['netconf', 'gnmi'] as const;

/** RFC 3032 2.1: 20 bits, of which 0 to 15 are reserved. */
export const LABEL: NumberRange = { minimum: 16, maximum: 1_048_575, meaning: 'an MPLS label' };

/** One entry of `nodes`, or undefined if what makes it a node is wrong. */
export function readNode(mapping: Mapping): TopologyNode | undefined {
  const id = mapping.requiredText('id');
  const name = mapping.text('name');
  const attributes = definedFields({
    routerId: mapping.address('routerId'),
    latitude: mapping.number('latitude', { minimum: -90, maximum: 90, meaning: 'degrees north' }),
    longitude: mapping.number('longitude', { minimum: -180, maximum: 180, meaning: 'degrees east' }),
    prefixSid: mapping.whole('prefixSid', LABEL),
    management: readManagement(mapping),
  });
  return id === undefined ? undefined : { id: NodeId(id), name: name ?? id, ...attributes };
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
