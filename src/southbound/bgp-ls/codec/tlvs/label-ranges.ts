import { DecodeError } from '../../../wire/decode-error.js';
import { TLV_TYPE } from '../code-points.js';
import { readSid, type Sid, writeSid } from './sid.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

/**
 * SR Capabilities (SRGB) and SR Local Block, RFC 9085 sections 2.1.2 and 2.1.4: flags, a reserved octet, then ranges.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |              Range Size (24)                  |
 *    |  SID/Label sub-TLV: type 1161, length 3 or 4, first label    //
 */
export type LabelRangesTlv = EachKind<
  'SrCapabilities' | 'SrLocalBlock',
  { readonly flags: number; readonly ranges: readonly LabelRange[] }
>;

export interface LabelRange {
  readonly size: number;
  /** Only a label is meaningful here. */
  readonly first: Sid;
}

const labelRanges = (kind: LabelRangesTlv['kind'], reference: string): TlvCodec<LabelRangesTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    const flags = r.u8();
    r.skip(1);
    const valueEnd = r.end;
    const ranges: LabelRange[] = [];
    while (r.offset < valueEnd) {
      const size = r.u24();
      const at = r.offset;
      const type = r.u16();
      const end = r.u16() + r.offset;
      if (type !== TLV_TYPE.SidLabel || end > valueEnd)
        throw new DecodeError('malformed', at, 'no SID/Label sub-TLV where the range starts');
      r.end = end;
      ranges.push({ size, first: readSid(r) });
      r.end = valueEnd;
    }
    return { kind, flags, ranges };
  },
  encode(w, { flags, ranges }) {
    w.u8(flags);
    w.u8(0);
    for (const { size, first } of ranges) {
      w.u24(size);
      w.u16(TLV_TYPE.SidLabel);
      w.u16(first.kind === 'label' ? 3 : 4);
      writeSid(w, first);
    }
  },
});

export const LABEL_RANGES_TLVS: readonly TlvCodec<LabelRangesTlv>[] = [
  labelRanges('SrCapabilities', 'RFC 9085 2.1.2'),
  labelRanges('SrLocalBlock', 'RFC 9085 2.1.4'),
];
