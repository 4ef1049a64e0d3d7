import type { SetupType } from '../../../domain/values/lsp.js';
import { findTlv, type Tlv } from '../codec/tlvs/tlv.js';

/** Path setup types on the wire (RFC 8408 7.3, RFC 8664 10.2, RFC 9603). MANAGED never goes over PCEP. */
export const SETUP_TYPE_CODES = { RSVP_TE: 0, SR_MPLS: 1, SRV6: 3 } as const;

const BY_CODE: ReadonlyMap<number, SetupType> = new Map(
  Object.entries(SETUP_TYPE_CODES).map(([name, code]) => [code, name as SetupType]),
);

export const setupTypeOf = (code: number): SetupType | undefined => BY_CODE.get(code);

export function codeOf(setupType: SetupType): number {
  if (setupType === 'MANAGED') throw new Error('a managed connection is never signalled through PCEP');
  return SETUP_TYPE_CODES[setupType];
}

/** The code that an RP or SRP says, or undefined when it says none (then RSVP-TE is meant, RFC 8408 4). */
export const pathSetupTypeIn = (tlvs: readonly Tlv[]): number | undefined =>
  findTlv(tlvs, 'PATH-SETUP-TYPE')?.pathSetupType;

/** The TLV is required in RP and SRP for every setup type but RSVP-TE (RFC 8408 4). */
export const pathSetupTypeTlvs = (setupType: SetupType): readonly Tlv[] =>
  setupType === 'RSVP_TE' ? [] : [{ kind: 'PATH-SETUP-TYPE', pathSetupType: codeOf(setupType) }];
