import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import { Writer } from '../../../wire/writer.js';
import { BGP_ERROR, NLRI_TYPE } from '../code-points.js';
import { SessionResetError, type UpdateFault } from '../failure.js';
import type { LeafTlv } from '../tlvs/leaf-tlv.js';
import { findTlv } from '../tlvs/tlv-codec.js';
import { descriptorTlvs, inOrder, type NodeDescriptorsTlv } from './descriptors.js';

/**
 * Link-state NLRI, RFC 7752 section 3.2; SRv6 SID from RFC 9514 section 6.
 *
 *    |  NLRI Type (16)  |  Total NLRI Length (16)  | Protocol-ID (8) | Identifier (64)
 *    | Local Node Descriptors | Remote Node Descriptors: links only | other descriptors
 *
 * Descriptors are held in ascending order of type, so that what names one object has one form.
 */
export type LinkStateNlri = NodeNlri | LinkNlri | PrefixNlri | Srv6SidNlri;

interface NlriHead {
  readonly protocol: number;
  /** Routing universe: 0 is the default layer 3 topology. */
  readonly identifier: bigint;
  readonly local: readonly LeafTlv[];
  /** Link or prefix descriptors, or those of an SRv6 SID. */
  readonly descriptors: readonly LeafTlv[];
}

export interface NodeNlri extends NlriHead {
  readonly kind: 'Node';
}

export interface LinkNlri extends NlriHead {
  readonly kind: 'Link';
  readonly remote: readonly LeafTlv[];
}

export interface PrefixNlri extends NlriHead {
  readonly kind: 'Ipv4Prefix' | 'Ipv6Prefix';
}

export interface Srv6SidNlri extends NlriHead {
  readonly kind: 'Srv6Sid';
}

/** An NLRI type without a codec, kept octet for octet. `bytes` is what follows the length. */
export interface UnknownNlri {
  readonly kind: 'Unknown';
  readonly type: number;
  readonly bytes: Uint8Array;
}

export type Nlri = LinkStateNlri | UnknownNlri;

const KINDS: ReadonlyMap<number, LinkStateNlri['kind']> = new Map(
  Object.entries(NLRI_TYPE).map(([kind, type]) => [type, kind as LinkStateNlri['kind']]),
);

/**
 * NLRIs up to `r.end`. One that is broken inside its own length is left out and noted (RFC 9552 8.2.2, "NLRI
 * discard"). Every round consumes four octets at least.
 * @throws SessionResetError when a length leaves the attribute: nothing behind it can be found
 */
export function readNlris(r: Reader, faults: UpdateFault[]): readonly Nlri[] {
  const listEnd = r.end;
  const nlris: Nlri[] = [];
  while (r.offset < listEnd) {
    const at = r.offset;
    if (listEnd - at < 4) throw beyond(at, 'an NLRI without room for its length');
    const type = r.u16();
    const nlriEnd = r.u16() + r.offset;
    if (nlriEnd > listEnd) throw beyond(at, `an NLRI of type ${type} that leaves its attribute`);
    r.end = nlriEnd;
    try {
      nlris.push(readNlri(type, r));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      faults.push({ treatment: 'nlri-discard', what: `NLRI of type ${type}: ${error.message}`, offset: at });
    }
    r.offset = nlriEnd;
    r.end = listEnd;
  }
  return nlris;
}

const beyond = (at: number, what: string): SessionResetError =>
  new SessionResetError(BGP_ERROR.OPTIONAL_ATTRIBUTE_ERROR, at, what);

function readNlri(type: number, r: Reader): Nlri {
  const kind = KINDS.get(type);
  if (kind === undefined) return { kind: 'Unknown', type, bytes: r.copy(r.remaining()) };
  const at = r.offset;
  const protocol = r.u8();
  const identifier = r.u64();
  const tlvs = descriptorTlvs.decode(r);
  const local = nodeDescriptorsIn(tlvs, 'LocalNodeDescriptors');
  const remote = nodeDescriptorsIn(tlvs, 'RemoteNodeDescriptors');
  if (local.length !== 1 || remote.length !== (kind === 'Link' ? 1 : 0))
    throw new DecodeError(
      'malformed',
      at,
      `${local.length} local and ${remote.length} remote nodes in a ${kind}`,
    );
  const descriptors = inOrder(
    tlvs.filter(
      (tlv): tlv is LeafTlv => tlv.kind !== 'LocalNodeDescriptors' && tlv.kind !== 'RemoteNodeDescriptors',
    ),
  );
  const head = { protocol, identifier, local: local[0]?.subTlvs ?? [], descriptors };
  if (kind === 'Link') return { kind, ...head, remote: remote[0]?.subTlvs ?? [] };
  if (kind === 'Ipv4Prefix' || kind === 'Ipv6Prefix') checkPrefix(kind, descriptors, at);
  return { kind, ...head };
}

const nodeDescriptorsIn = (
  tlvs: readonly (LeafTlv | NodeDescriptorsTlv)[],
  kind: NodeDescriptorsTlv['kind'],
): readonly NodeDescriptorsTlv[] => tlvs.filter((tlv): tlv is NodeDescriptorsTlv => tlv.kind === kind);

const IPV4_BITS = 32;

function checkPrefix(kind: PrefixNlri['kind'], descriptors: readonly LeafTlv[], at: number): void {
  const reachability = findTlv(descriptors, 'IpReachability');
  if (reachability === undefined) throw new DecodeError('malformed', at, 'a prefix NLRI without a prefix');
  if (kind === 'Ipv4Prefix' && reachability.length > IPV4_BITS)
    throw new DecodeError('invalid-value', at, `an IPv4 prefix of ${reachability.length} bits`);
}

export function writeNlri(w: Writer, nlri: Nlri): void {
  w.u16(nlri.kind === 'Unknown' ? nlri.type : NLRI_TYPE[nlri.kind]);
  const mark = w.mark16();
  writeBody(w, nlri);
  w.patch16(mark, w.offset - mark - 2);
}

function writeBody(w: Writer, nlri: Nlri): void {
  if (nlri.kind === 'Unknown') return w.bytes(nlri.bytes);
  w.u8(nlri.protocol);
  w.u64(nlri.identifier);
  const tlvs: (LeafTlv | NodeDescriptorsTlv)[] = [{ kind: 'LocalNodeDescriptors', subTlvs: nlri.local }];
  if (nlri.kind === 'Link') tlvs.push({ kind: 'RemoteNodeDescriptors', subTlvs: nlri.remote });
  descriptorTlvs.encode(w, [...tlvs, ...nlri.descriptors]);
}

/** Text that is the same for two NLRIs exactly when they name the same object. */
export function nlriKey(nlri: Nlri): string {
  const w = new Writer();
  writeNlri(w, nlri);
  return Buffer.from(w.finish()).toString('latin1');
}
