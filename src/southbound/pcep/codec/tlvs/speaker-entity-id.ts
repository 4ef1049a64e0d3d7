import { type OctetText, readText, writeText } from '../../../wire/text.js';
import { TLV_TYPE } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * SPEAKER-ENTITY-ID TLV, RFC 8232 section 3.3.2: who the speaker is, whatever address it uses.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //                 Speaker Entity Identifier                   //
 */
export interface SpeakerEntityIdTlv extends OctetText {
  readonly kind: 'SPEAKER-ENTITY-ID';
}

export const speakerEntityId: TlvCodec<SpeakerEntityIdTlv> = {
  kind: 'SPEAKER-ENTITY-ID',
  type: TLV_TYPE['SPEAKER-ENTITY-ID'],
  reference: 'RFC 8232 3.3.2',
  decode(r) {
    const length = r.remaining();
    if (length === 0) throw new PcepDecodeError(20, 7, r.offset, 'empty speaker entity identifier');
    const { text, octets } = readText(r, length);
    return octets === undefined
      ? { kind: 'SPEAKER-ENTITY-ID', text }
      : { kind: 'SPEAKER-ENTITY-ID', text, octets };
  },
  encode: writeText,
};
