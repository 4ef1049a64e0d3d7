import type { Reader } from '../../../wire/reader.js';
import { beginTlv, endTlv, readTlvs } from '../../../wire/tlv.js';
import type { Writer } from '../../../wire/writer.js';
import { TLV_TYPE } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import type { TlvCodec } from '../object-codec.js';
import { type SrPceCapabilityTlv, srPceCapability } from './sr-pce-capability.js';
import { type Srv6PceCapabilityTlv, srv6PceCapability } from './srv6-pce-capability.js';
import { readUnknownTlv, type UnknownTlv } from './unknown-tlv.js';

/**
 * PATH-SETUP-TYPE-CAPABILITY TLV, RFC 8408 section 3.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                   Reserved                    |  Num of PSTs  |
 *    |     PST#1     |      ...      |     PST#N     |    Padding    |
 *    //               Optional sub-TLVs (variable)                  //
 *
 * The padding of the list counts in the TLV length only where sub-TLVs follow; that of the last sub-TLV never does.
 * FRR 8.4.4 (with `sr-draft07`) counts it without any sub-TLV. RFC 8408 would have such a peer refused; it is let in,
 * as there is nothing to misunderstand.
 */
export interface PathSetupTypeCapabilityTlv {
  readonly kind: 'PATH-SETUP-TYPE-CAPABILITY';
  readonly pathSetupTypes: readonly number[];
  readonly subTlvs: readonly PathSetupSubTlv[];
  /** The length counts the padding of the list although no sub-TLV follows. */
  readonly paddingCounted?: true;
}

export type PathSetupSubTlv = SrPceCapabilityTlv | Srv6PceCapabilityTlv | UnknownTlv;

export const pathSetupTypeCapability: TlvCodec<PathSetupTypeCapabilityTlv> = {
  kind: 'PATH-SETUP-TYPE-CAPABILITY',
  type: TLV_TYPE['PATH-SETUP-TYPE-CAPABILITY'],
  reference: 'RFC 8408 3',

  decode(r) {
    const start = r.offset;
    r.skip(3);
    const count = r.u8();
    if (count === 0) throw new PcepDecodeError(10, 11, start, 'no path setup types');
    const pathSetupTypes: number[] = [];
    for (let index = 0; index < count; index++) pathSetupTypes.push(r.u8());
    const padded = r.remaining() > 0;
    if (padded) r.skip(paddingOf(count));
    const subTlvs = readTlvs(r, 4, readSubTlv);
    return padded && subTlvs.length === 0
      ? { kind: 'PATH-SETUP-TYPE-CAPABILITY', pathSetupTypes, subTlvs, paddingCounted: true }
      : { kind: 'PATH-SETUP-TYPE-CAPABILITY', pathSetupTypes, subTlvs };
  },

  encode(w, value) {
    w.u24(0);
    w.u8(value.pathSetupTypes.length);
    for (const type of value.pathSetupTypes) w.u8(type);
    if (value.subTlvs.length === 0 && value.paddingCounted !== true) return;
    w.zeros(paddingOf(value.pathSetupTypes.length));
    value.subTlvs.forEach((subTlv, index) => {
      writeSubTlv(w, subTlv, index === value.subTlvs.length - 1 ? 1 : 4);
    });
  },
};

const paddingOf = (count: number): number => (4 - (count & 3)) & 3;

function readSubTlv(type: number, r: Reader): PathSetupSubTlv {
  if (type === srPceCapability.type) return srPceCapability.decode(r);
  return type === srv6PceCapability.type ? srv6PceCapability.decode(r) : readUnknownTlv(type, r);
}

/** The last sub-TLV is padded by the end of the enclosing TLV, outside both lengths. */
function writeSubTlv(w: Writer, subTlv: PathSetupSubTlv, alignment: 1 | 4): void {
  const mark = beginTlv(w, typeOf(subTlv));
  if (subTlv.kind === 'Unknown') w.bytes(subTlv.bytes);
  else if (subTlv.kind === 'SR-PCE-CAPABILITY') srPceCapability.encode(w, subTlv);
  else srv6PceCapability.encode(w, subTlv);
  endTlv(w, mark, alignment);
}

function typeOf(subTlv: PathSetupSubTlv): number {
  if (subTlv.kind === 'Unknown') return subTlv.type;
  return subTlv.kind === 'SR-PCE-CAPABILITY' ? srPceCapability.type : srv6PceCapability.type;
}
