import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

/**
 * An octet string that is meant to be read by people. `text` is its UTF-8 reading; where the octets are no valid
 * UTF-8, `octets` holds them as well, so that encoding gives back exactly what was received.
 */
export interface OctetText {
  readonly text: string;
  readonly octets?: Uint8Array;
}

// A byte order mark is part of the name: dropping it would change the octets.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads `length` octets as text. Never fails on content. */
export function readText(r: Reader, length: number): OctetText {
  if (r.isAscii(length)) return { text: r.ascii(length) };
  const octets = r.copy(length);
  try {
    return { text: strictUtf8.decode(octets) };
  } catch {
    return { text: lenientUtf8.decode(octets), octets };
  }
}

export function writeText(w: Writer, value: OctetText): void {
  if (value.octets === undefined) w.utf8(value.text);
  else w.bytes(value.octets);
}
