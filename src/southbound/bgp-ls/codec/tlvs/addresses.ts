import { type IpAddress, isIpv6 } from '../../../../domain/values/address.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

type Ipv4Kind =
  | 'Ipv4InterfaceAddress'
  | 'Ipv4NeighborAddress'
  | 'LocalIpv4RouterId'
  | 'RemoteIpv4RouterId'
  | 'OspfAreaId'
  | 'BgpRouterId'
  | 'SourceOspfRouterId';
type Ipv6Kind =
  | 'Ipv6InterfaceAddress'
  | 'Ipv6NeighborAddress'
  | 'LocalIpv6RouterId'
  | 'RemoteIpv6RouterId'
  | 'Srv6SidInformation';
type EitherKind = 'OspfForwardingAddress' | 'SourceRouterId';

/** TLVs of one address, or of an identifier that is written like one. */
export type AddressTlv = EachKind<Ipv4Kind | Ipv6Kind | EitherKind, { readonly address: IpAddress }>;

const readEither = (r: Reader): IpAddress => (r.remaining() > 4 ? r.ipv6() : r.ipv4());
const writeEither = (w: Writer, address: IpAddress): void => {
  if (isIpv6(address)) w.ipv6(address);
  else w.ipv4(address);
};

const ipv4 = (kind: Ipv4Kind, reference: string): TlvCodec<AddressTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, address: r.ipv4() }),
  encode: (w, { address }) => w.ipv4(address),
});

const ipv6 = (kind: Ipv6Kind, reference: string): TlvCodec<AddressTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, address: r.ipv6() }),
  encode: (w, { address }) => w.ipv6(address),
});

const either = (kind: EitherKind, reference: string): TlvCodec<AddressTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, address: readEither(r) }),
  encode: (w, { address }) => writeEither(w, address),
});

export const ADDRESS_TLVS: readonly TlvCodec<AddressTlv>[] = [
  ipv4('Ipv4InterfaceAddress', 'RFC 7752 3.2.2'),
  ipv4('Ipv4NeighborAddress', 'RFC 7752 3.2.2'),
  ipv6('Ipv6InterfaceAddress', 'RFC 7752 3.2.2'),
  ipv6('Ipv6NeighborAddress', 'RFC 7752 3.2.2'),
  ipv4('LocalIpv4RouterId', 'RFC 7752 3.3.1.4'),
  ipv6('LocalIpv6RouterId', 'RFC 7752 3.3.1.4'),
  ipv4('RemoteIpv4RouterId', 'RFC 7752 3.3.2.1'),
  ipv6('RemoteIpv6RouterId', 'RFC 7752 3.3.2.1'),
  ipv4('OspfAreaId', 'RFC 7752 3.2.1.4'),
  ipv4('BgpRouterId', 'RFC 9086 4.1'),
  ipv4('SourceOspfRouterId', 'RFC 9085 2.3.4'),
  ipv6('Srv6SidInformation', 'RFC 9514 6.1'),
  either('OspfForwardingAddress', 'RFC 7752 3.3.3.5'),
  either('SourceRouterId', 'RFC 9085 2.3.3'),
];
