import { APPLICATION } from '../codec/code-points.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { allTlvs, findTlv } from '../codec/tlvs/tlv-codec.js';

/** Looks up the attributes that can be different for each application (RFC 9294 3, table 1). */
export type AppliedAttributes = <Kind extends Tlv['kind']>(
  kind: Kind,
) => Extract<Tlv, { readonly kind: Kind }> | undefined;

/**
 * The value of an attribute for traffic engineering: what is said for SR policies, else for RSVP-TE, else for any
 * application (no bit masks), else on the link itself (RFC 9294 3: the application's own goes before).
 */
export function appliedAttributes(tlvs: readonly Tlv[]): AppliedAttributes {
  const specific = allTlvs(tlvs, 'ApplicationSpecific');
  const having = (bit: number) => specific.filter(({ standard }) => ((standard[0] ?? 0) & bit) !== 0);
  const forAny = specific.filter(({ standard, userDefined }) => standard.length + userDefined.length === 0);
  const inOrder = [...having(APPLICATION.SR_POLICY), ...having(APPLICATION.RSVP_TE), ...forAny];
  const lists: readonly (readonly Tlv[])[] = [...inOrder.map(({ subTlvs }) => subTlvs), tlvs];
  return (kind) => {
    for (const list of lists) {
      const found = findTlv(list, kind);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
