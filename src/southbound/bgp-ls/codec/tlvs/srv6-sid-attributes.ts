import type { IpAddress } from '../../../../domain/values/address.js';
import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from './tlv-codec.js';

/** What an SRv6 SID does at its node, RFC 9514 section 7.1. */
export interface Srv6EndpointBehaviorTlv {
  readonly kind: 'Srv6EndpointBehavior';
  readonly behavior: number;
  readonly flags: number;
  readonly algorithm: number;
}

/** The BGP peer that an SRv6 SID leads to, RFC 9514 section 7.2. */
export interface Srv6BgpPeerNodeTlv {
  readonly kind: 'Srv6BgpPeerNode';
  readonly flags: number;
  readonly weight: number;
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
}

/** Bits of the four parts of an SRv6 SID, RFC 9514 section 8. */
export interface Srv6SidStructureTlv {
  readonly kind: 'Srv6SidStructure';
  readonly block: number;
  readonly node: number;
  readonly function: number;
  readonly argument: number;
}

export const srv6EndpointBehavior: TlvCodec<Srv6EndpointBehaviorTlv> = {
  kind: 'Srv6EndpointBehavior',
  type: TLV_TYPE.Srv6EndpointBehavior,
  reference: 'RFC 9514 7.1',
  decode: (r) => ({ kind: 'Srv6EndpointBehavior', behavior: r.u16(), flags: r.u8(), algorithm: r.u8() }),
  encode(w, { behavior, flags, algorithm }) {
    w.u16(behavior);
    w.u8(flags);
    w.u8(algorithm);
  },
};

export const srv6BgpPeerNode: TlvCodec<Srv6BgpPeerNodeTlv> = {
  kind: 'Srv6BgpPeerNode',
  type: TLV_TYPE.Srv6BgpPeerNode,
  reference: 'RFC 9514 7.2',
  decode(r) {
    const flags = r.u8();
    const weight = r.u8();
    r.skip(2);
    return { kind: 'Srv6BgpPeerNode', flags, weight, asNumber: r.u32(), bgpIdentifier: r.ipv4() };
  },
  encode(w, { flags, weight, asNumber, bgpIdentifier }) {
    w.u8(flags);
    w.u8(weight);
    w.u16(0);
    w.u32(asNumber);
    w.ipv4(bgpIdentifier);
  },
};

export const srv6SidStructure: TlvCodec<Srv6SidStructureTlv> = {
  kind: 'Srv6SidStructure',
  type: TLV_TYPE.Srv6SidStructure,
  reference: 'RFC 9514 8',
  decode: (r) => ({
    kind: 'Srv6SidStructure',
    block: r.u8(),
    node: r.u8(),
    function: r.u8(),
    argument: r.u8(),
  }),
  encode(w, value) {
    w.u8(value.block);
    w.u8(value.node);
    w.u8(value.function);
    w.u8(value.argument);
  },
};
