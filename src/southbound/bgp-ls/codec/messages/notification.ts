import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';

/** NOTIFICATION, RFC 4271 section 4.5: why the sender closes the connection. */
export interface Notification {
  readonly kind: 'Notification';
  readonly code: number;
  readonly subcode: number;
  readonly data: Uint8Array;
}

export const decodeNotification = (r: Reader): Notification => ({
  kind: 'Notification',
  code: r.u8(),
  subcode: r.u8(),
  data: r.copy(r.remaining()),
});

export function encodeNotification(w: Writer, { code, subcode, data }: Notification): void {
  w.u8(code);
  w.u8(subcode);
  w.bytes(data);
}
