// Messages as BGP-LS speakers send them, made with the codec: for what is about sessions and translation, not about bytes.
import type { PathAttribute } from '../../src/southbound/bgp-ls/codec/attributes/path-attribute.js';
import { attributeOf } from '../../src/southbound/bgp-ls/codec/attributes/path-attribute.js';
import { PROTOCOL } from '../../src/southbound/bgp-ls/codec/code-points.js';
import { encodeMessage, type Message } from '../../src/southbound/bgp-ls/codec/message.js';
import type { Open } from '../../src/southbound/bgp-ls/codec/messages/open.js';
import type { LinkNlri, Nlri, NodeNlri, PrefixNlri } from '../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { LeafTlv } from '../../src/southbound/bgp-ls/codec/tlvs/leaf-tlv.js';
import type { Tlv } from '../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { localOpen } from '../../src/southbound/bgp-ls/session/negotiation.js';
import { CONTEXT } from './bgp-connection.js';

export const bytesOf = (message: Message): Uint8Array => encodeMessage(message, CONTEXT);

export const KEEPALIVE = bytesOf({ kind: 'Keepalive' });

export const openMessage = (changes: Partial<Open> = {}): Uint8Array =>
  bytesOf({ ...localOpen({ localAs: 65_000, routerId: '10.0.0.1', holdTime: 90 }), ...changes });

export const notification = (code: number, subcode: number, data = new Uint8Array(0)): Uint8Array =>
  bytesOf({ kind: 'Notification', code, subcode, data });

const updateOf = (...attributes: readonly PathAttribute[]): Uint8Array =>
  bytesOf({ kind: 'Update', withdrawn: new Uint8Array(0), attributes, nlri: new Uint8Array(0) });

const FAMILY = { afi: 16_388, safi: 71 };

/** An UPDATE that announces these, all with the same attributes. */
export const announce = (nlris: readonly Nlri[], tlvs: readonly Tlv[] = []): Uint8Array =>
  updateOf(
    attributeOf({ kind: 'MP_REACH_NLRI', ...FAMILY, nextHop: Uint8Array.of(192, 0, 2, 1), nlris }),
    attributeOf({ kind: 'ORIGIN', value: 0 }),
    attributeOf({ kind: 'AS_PATH', segments: [] }),
    attributeOf({ kind: 'LINK_STATE', tlvs }),
  );

export const withdraw = (...nlris: readonly Nlri[]): Uint8Array =>
  updateOf(attributeOf({ kind: 'MP_UNREACH_NLRI', ...FAMILY, nlris }));

export const END_OF_RIB = withdraw();

export const refreshMarker = (subtype: number): Uint8Array =>
  bytesOf({ kind: 'RouteRefresh', ...FAMILY, subtype });

interface Place {
  readonly protocol?: number;
  readonly identifier?: bigint;
  /** Further node descriptors, before the IGP router id. */
  readonly more?: readonly LeafTlv[];
}

/** `1` is the IS-IS system id 0000.0000.0001; text in hexadecimal is taken as it is. */
const routerIdOf = (router: number | string): LeafTlv => ({
  kind: 'IgpRouterId',
  octets: Buffer.from(typeof router === 'number' ? router.toString(16).padStart(12, '0') : router, 'hex'),
});

const descriptorsOf = (router: number | string, { more = [] }: Place): readonly LeafTlv[] => [
  ...more,
  routerIdOf(router),
];

const headOf = ({ protocol = PROTOCOL.ISIS_L2, identifier = 0n }: Place) => ({ protocol, identifier });

export const node = (router: number | string, place: Place = {}): NodeNlri => ({
  kind: 'Node',
  ...headOf(place),
  local: descriptorsOf(router, place),
  descriptors: [],
});

export const link = (
  from: number | string,
  to: number | string,
  descriptors: readonly LeafTlv[] = [],
  place: Place = {},
): LinkNlri => ({
  kind: 'Link',
  ...headOf(place),
  local: descriptorsOf(from, place),
  remote: descriptorsOf(to, place),
  descriptors,
});

/** @param octets of the prefix, in hexadecimal */
export const prefix = (
  router: number | string,
  length: number,
  octets: string,
  place: Place = {},
): PrefixNlri => ({
  kind: length > 32 || octets.length > 8 ? 'Ipv6Prefix' : 'Ipv4Prefix',
  ...headOf(place),
  local: descriptorsOf(router, place),
  descriptors: [{ kind: 'IpReachability', length, octets: Buffer.from(octets, 'hex') }],
});

export const from = (address: string): LeafTlv => ({ kind: 'Ipv4InterfaceAddress', address });
export const to = (address: string): LeafTlv => ({ kind: 'Ipv4NeighborAddress', address });
export const topology = (...ids: readonly number[]): LeafTlv => ({ kind: 'MultiTopologyIds', values: ids });
