import { DecodeError } from '../../../wire/decode-error.js';
import { TLV_TYPE } from '../code-points.js';
import { type LeafTlv, leafTlvs } from './leaf-tlv.js';
import type { TlvCodec } from './tlv-codec.js';

/** Flexible Algorithm Definition, RFC 9351 section 3. */
export interface FlexAlgorithmDefinitionTlv {
  readonly kind: 'FlexAlgorithmDefinition';
  readonly algorithm: number;
  readonly metricType: number;
  readonly calculationType: number;
  readonly priority: number;
  readonly subTlvs: readonly LeafTlv[];
}

/**
 * Application-Specific Link Attributes, RFC 9294 section 2.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    | SABM Length   | UDABM Length  |            Reserved           |
 *    |     Standard Application Identifier Bit Mask (0, 4 or 8)     //
 *    |     User-Defined Application Identifier Bit Mask (0, 4, 8)   //
 *    |                      Link Attribute sub-TLVs                 //
 */
export interface ApplicationSpecificTlv {
  readonly kind: 'ApplicationSpecific';
  readonly standard: Uint8Array;
  readonly userDefined: Uint8Array;
  readonly subTlvs: readonly LeafTlv[];
}

/** A member of a layer 2 bundle, RFC 9085 section 2.2.3. */
export interface L2BundleMemberTlv {
  readonly kind: 'L2BundleMember';
  readonly descriptor: number;
  readonly subTlvs: readonly LeafTlv[];
}

/** Prefix segments of a mapping server, RFC 9085 section 2.3.5. */
export interface SidRangeTlv {
  readonly kind: 'SidRange';
  readonly flags: number;
  readonly size: number;
  readonly subTlvs: readonly LeafTlv[];
}

export const flexAlgorithmDefinition: TlvCodec<FlexAlgorithmDefinitionTlv> = {
  kind: 'FlexAlgorithmDefinition',
  type: TLV_TYPE.FlexAlgorithmDefinition,
  reference: 'RFC 9351 3',
  decode: (r) => ({
    kind: 'FlexAlgorithmDefinition',
    algorithm: r.u8(),
    metricType: r.u8(),
    calculationType: r.u8(),
    priority: r.u8(),
    subTlvs: leafTlvs.decode(r),
  }),
  encode(w, value) {
    w.u8(value.algorithm);
    w.u8(value.metricType);
    w.u8(value.calculationType);
    w.u8(value.priority);
    leafTlvs.encode(w, value.subTlvs);
  },
};

export const applicationSpecific: TlvCodec<ApplicationSpecificTlv> = {
  kind: 'ApplicationSpecific',
  type: TLV_TYPE.ApplicationSpecific,
  reference: 'RFC 9294 2',
  decode(r) {
    const at = r.offset;
    const standardLength = r.u8();
    const userDefinedLength = r.u8();
    if (!isMaskLength(standardLength) || !isMaskLength(userDefinedLength))
      throw new DecodeError(
        'malformed',
        at,
        `bit masks of ${standardLength} and ${userDefinedLength} octets`,
      );
    r.skip(2);
    const standard = r.copy(standardLength);
    const userDefined = r.copy(userDefinedLength);
    return { kind: 'ApplicationSpecific', standard, userDefined, subTlvs: leafTlvs.decode(r) };
  },
  encode(w, { standard, userDefined, subTlvs }) {
    w.u8(standard.byteLength);
    w.u8(userDefined.byteLength);
    w.u16(0);
    w.bytes(standard);
    w.bytes(userDefined);
    leafTlvs.encode(w, subTlvs);
  },
};

const isMaskLength = (length: number): boolean => length === 0 || length === 4 || length === 8;

export const l2BundleMember: TlvCodec<L2BundleMemberTlv> = {
  kind: 'L2BundleMember',
  type: TLV_TYPE.L2BundleMember,
  reference: 'RFC 9085 2.2.3',
  decode: (r) => ({ kind: 'L2BundleMember', descriptor: r.u32(), subTlvs: leafTlvs.decode(r) }),
  encode(w, { descriptor, subTlvs }) {
    w.u32(descriptor);
    leafTlvs.encode(w, subTlvs);
  },
};

export const sidRange: TlvCodec<SidRangeTlv> = {
  kind: 'SidRange',
  type: TLV_TYPE.SidRange,
  reference: 'RFC 9085 2.3.5',
  decode(r) {
    const flags = r.u8();
    r.skip(1);
    return { kind: 'SidRange', flags, size: r.u16(), subTlvs: leafTlvs.decode(r) };
  },
  encode(w, { flags, size, subTlvs }) {
    w.u8(flags);
    w.u8(0);
    w.u16(size);
    leafTlvs.encode(w, subTlvs);
  },
};
