import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';

/** 16-bit codes up to the end of the value: the shape of OF-List and ASSOC-Type-List. */
export function readCodes(r: Reader): readonly number[] {
  const codes: number[] = [];
  while (r.offset < r.end) codes.push(r.u16());
  return codes;
}

export function writeCodes(w: Writer, codes: readonly number[]): void {
  for (const code of codes) w.u16(code);
}
