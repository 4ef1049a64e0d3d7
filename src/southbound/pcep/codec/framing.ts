import type { FrameFormat } from '../../wire/framer.js';
import { COMMON_HEADER_LENGTH } from './code-points.js';

const GREATEST_LENGTH = 0xffff;

/** Message-Length, RFC 5440 section 6.1: octets 2 and 3, the header counted. */
export const PCEP_FRAME_FORMAT: FrameFormat = {
  headerLength: COMMON_HEADER_LENGTH,
  minLength: COMMON_HEADER_LENGTH,
  maxLength: GREATEST_LENGTH,
  frameLength: (bytes, offset) => ((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number),
};
