import type { Reader } from '../../../wire/reader.js';
import { beginTlv, endTlv, readTlvs } from '../../../wire/tlv.js';
import type { Writer } from '../../../wire/writer.js';
import type { TlvCodec } from '../object-codec.js';
import { type AssocTypeListTlv, assocTypeList } from './assoc-type-list.js';
import { type AutoBandwidthAttributesTlv, autoBandwidthAttributes } from './auto-bandwidth-attributes.js';
import { type AutoBandwidthCapabilityTlv, autoBandwidthCapability } from './auto-bandwidth-capability.js';
import {
  type DisjointnessConfigurationTlv,
  disjointnessConfiguration,
} from './disjointness-configuration.js';
import { type DisjointnessStatusTlv, disjointnessStatus } from './disjointness-status.js';
import { type ExtendedAssociationIdTlv, extendedAssociationId } from './extended-association-id.js';
import { type GlobalAssociationSourceTlv, globalAssociationSource } from './global-association-source.js';
import { type Ipv4LspIdentifiersTlv, ipv4LspIdentifiers } from './ipv4-lsp-identifiers.js';
import { type Ipv6LspIdentifiersTlv, ipv6LspIdentifiers } from './ipv6-lsp-identifiers.js';
import { type LspDbVersionTlv, lspDbVersion } from './lsp-db-version.js';
import { type LspErrorCodeTlv, lspErrorCode } from './lsp-error-code.js';
import { type NoPathVectorTlv, noPathVector } from './no-path-vector.js';
import { type OfListTlv, ofList } from './of-list.js';
import { type OverloadedDurationTlv, overloadedDuration } from './overloaded-duration.js';
import {
  type PathProtectionAssociationTlv,
  pathProtectionAssociation,
} from './path-protection-association.js';
import { type PathSetupTypeTlv, pathSetupType } from './path-setup-type.js';
import { type PathSetupTypeCapabilityTlv, pathSetupTypeCapability } from './path-setup-type-capability.js';
import { type ReqMissingTlv, reqMissing } from './req-missing.js';
import { type RsvpErrorSpecTlv, rsvpErrorSpec } from './rsvp-error-spec.js';
import { type SchedLspAttributeTlv, schedLspAttribute } from './sched-lsp-attribute.js';
import { type SchedPdLspAttributeTlv, schedPdLspAttribute } from './sched-pd-lsp-attribute.js';
import { type SpeakerEntityIdTlv, speakerEntityId } from './speaker-entity-id.js';
import { type SrPceCapabilityTlv, srPceCapability } from './sr-pce-capability.js';
import { type StatefulPceCapabilityTlv, statefulPceCapability } from './stateful-pce-capability.js';
import { type SymbolicPathNameTlv, symbolicPathName } from './symbolic-path-name.js';
import { type TePathBindingTlv, tePathBinding } from './te-path-binding.js';
import { readUnknownTlv, type UnknownTlv } from './unknown-tlv.js';
import { type VendorInformationTlv, vendorInformationTlv } from './vendor-information.js';

/** Any TLV of the one PCEP TLV namespace. */
export type Tlv = KnownTlv | UnknownTlv;

export type KnownTlv =
  | NoPathVectorTlv
  | OverloadedDurationTlv
  | ReqMissingTlv
  | OfListTlv
  | VendorInformationTlv
  | StatefulPceCapabilityTlv
  | SymbolicPathNameTlv
  | Ipv4LspIdentifiersTlv
  | Ipv6LspIdentifiersTlv
  | LspErrorCodeTlv
  | RsvpErrorSpecTlv
  | LspDbVersionTlv
  | SpeakerEntityIdTlv
  | SrPceCapabilityTlv
  | PathSetupTypeTlv
  | PathSetupTypeCapabilityTlv
  | AssocTypeListTlv
  | AutoBandwidthCapabilityTlv
  | AutoBandwidthAttributesTlv
  | SchedLspAttributeTlv
  | SchedPdLspAttributeTlv
  | GlobalAssociationSourceTlv
  | ExtendedAssociationIdTlv
  | PathProtectionAssociationTlv
  | DisjointnessConfigurationTlv
  | DisjointnessStatusTlv
  | TePathBindingTlv;

/** Every TLV that is understood. A new TLV is one file, one row here and one member of the union above. */
export const TLV_CODECS: readonly TlvCodec<KnownTlv>[] = [
  noPathVector,
  overloadedDuration,
  reqMissing,
  ofList,
  vendorInformationTlv,
  statefulPceCapability,
  symbolicPathName,
  ipv4LspIdentifiers,
  ipv6LspIdentifiers,
  lspErrorCode,
  rsvpErrorSpec,
  lspDbVersion,
  speakerEntityId,
  srPceCapability,
  pathSetupType,
  pathSetupTypeCapability,
  assocTypeList,
  autoBandwidthCapability,
  autoBandwidthAttributes,
  schedLspAttribute,
  schedPdLspAttribute,
  globalAssociationSource,
  extendedAssociationId,
  pathProtectionAssociation,
  disjointnessConfiguration,
  disjointnessStatus,
  tePathBinding,
] as readonly TlvCodec<KnownTlv>[];

/** PERF: indexed by TLV type up to the highest known one. */
const byType: readonly (TlvCodec<KnownTlv> | undefined)[] = (() => {
  const highest = Math.max(...TLV_CODECS.map((codec) => codec.type));
  const rows: (TlvCodec<KnownTlv> | undefined)[] = Array.from({ length: highest + 1 });
  for (const codec of TLV_CODECS) rows[codec.type] = codec;
  return rows;
})();
const byKind: ReadonlyMap<string, TlvCodec<KnownTlv>> = new Map(
  TLV_CODECS.map((codec) => [codec.kind, codec]),
);

const readTlv = (type: number, r: Reader): Tlv => {
  const codec = byType[type];
  return codec === undefined ? readUnknownTlv(type, r) : codec.decode(r);
};

/** The optional TLVs of an object: whatever is left of it. */
export const decodeTlvs = (r: Reader): readonly Tlv[] => readTlvs(r, 4, readTlv);

export function encodeTlvs(w: Writer, tlvs: readonly Tlv[]): void {
  for (const tlv of tlvs) {
    if (tlv.kind === 'Unknown') {
      const mark = beginTlv(w, tlv.type);
      w.bytes(tlv.bytes);
      endTlv(w, mark, 4);
      continue;
    }
    const codec = byKind.get(tlv.kind);
    if (codec === undefined) throw new Error(`no codec for TLV ${tlv.kind}`);
    const mark = beginTlv(w, codec.type);
    codec.encode(w, tlv);
    endTlv(w, mark, 4);
  }
}

/** The first TLV of a kind: where a TLV must not repeat, RFC 5440 and its extensions count the first. */
export function findTlv<Kind extends Tlv['kind']>(
  tlvs: readonly Tlv[],
  kind: Kind,
): Extract<Tlv, { readonly kind: Kind }> | undefined {
  for (const tlv of tlvs) if (tlv.kind === kind) return tlv as Extract<Tlv, { readonly kind: Kind }>;
  return undefined;
}
