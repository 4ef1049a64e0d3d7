import type { FrameFormat } from '../../wire/framer.js';
import {
  HEADER_LENGTH,
  MARKER_LENGTH,
  MAX_EXTENDED_MESSAGE_LENGTH,
  MAX_MESSAGE_LENGTH,
} from './code-points.js';

/** The length that stands for a header without its marker: no message has it, so the framer gives up. */
export const NOT_SYNCHRONIZED = -1;

/** True when the marker is all ones, as RFC 4271 section 4.1 wants it. */
export function hasMarker(bytes: Uint8Array, offset: number): boolean {
  for (let at = offset; at < offset + MARKER_LENGTH; at++) if (bytes[at] !== 0xff) return false;
  return true;
}

const frameLength = (bytes: Uint8Array, offset: number): number =>
  hasMarker(bytes, offset)
    ? ((bytes[offset + MARKER_LENGTH] as number) << 8) | (bytes[offset + MARKER_LENGTH + 1] as number)
    : NOT_SYNCHRONIZED;

const formatUpTo = (maxLength: number): FrameFormat => ({
  headerLength: HEADER_LENGTH,
  minLength: HEADER_LENGTH,
  maxLength,
  frameLength,
});

/**
 * Length of a message, RFC 4271 section 4.1: octets 16 and 17, the header counted. What may be received depends on
 * what was announced, not on the peer: whoever announces Extended Message takes up to 65,535 octets (RFC 8654 4).
 */
export const BGP_FRAME_FORMAT = formatUpTo(MAX_MESSAGE_LENGTH);
export const EXTENDED_BGP_FRAME_FORMAT = formatUpTo(MAX_EXTENDED_MESSAGE_LENGTH);
