import { BGP_ERROR } from '../codec/code-points.js';
import type { Notification } from '../codec/messages/notification.js';

const [CEASE, ADMINISTRATIVE_SHUTDOWN] = BGP_ERROR.ADMINISTRATIVE_SHUTDOWN;
const ADMINISTRATIVE_RESET = 4;
const LONGEST_TEXT = 128;
const CONTROL = /\p{Cc}+/gu;

/** The operator's words in a Cease for a shutdown or reset (RFC 8203 2): length (8), UTF-8. */
export function shutdownText({ code, subcode, data }: Notification): string | undefined {
  const carriesText = subcode === ADMINISTRATIVE_SHUTDOWN || subcode === ADMINISTRATIVE_RESET;
  const [length = 0] = data;
  if (code !== CEASE || !carriesText || length === 0 || length > data.byteLength - 1) return undefined;
  return Buffer.from(data.subarray(1, 1 + length))
    .toString('utf8')
    .replaceAll(CONTROL, ' ');
}

/** The data field that says it; text that is too long is cut. */
export function shutdownData(text: string): Uint8Array {
  let cut = text;
  while (Buffer.byteLength(cut) > LONGEST_TEXT) cut = cut.slice(0, -1);
  const bytes = Buffer.from(cut);
  return Uint8Array.of(bytes.byteLength, ...bytes);
}
