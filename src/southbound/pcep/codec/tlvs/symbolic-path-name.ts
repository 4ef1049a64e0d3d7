import { type OctetText, readText, writeText } from '../../../wire/text.js';
import { TLV_TYPE } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * SYMBOLIC-PATH-NAME TLV, RFC 8231 section 7.3.2: the name that is unique at its PCC. At least one octet.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //                      Symbolic Path Name                     //
 */
export interface SymbolicPathNameTlv extends OctetText {
  readonly kind: 'SYMBOLIC-PATH-NAME';
}

export const symbolicPathName: TlvCodec<SymbolicPathNameTlv> = {
  kind: 'SYMBOLIC-PATH-NAME',
  type: TLV_TYPE['SYMBOLIC-PATH-NAME'],
  reference: 'RFC 8231 7.3.2',
  decode(r) {
    const length = r.remaining();
    if (length === 0) throw new PcepDecodeError(10, 11, r.offset, 'empty symbolic path name');
    const { text, octets } = readText(r, length);
    return octets === undefined
      ? { kind: 'SYMBOLIC-PATH-NAME', text }
      : { kind: 'SYMBOLIC-PATH-NAME', text, octets };
  },
  encode: writeText,
};
