import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { Packr } from 'msgpackr';
import type { SnapshotCodec } from '../app/ports/snapshot-codec.js';
import type { CapturedNetworkState } from '../projections/network-state.js';

/** LSPs encoded before other work gets its turn: about a millisecond. */
const LSPS_PER_PART = 500;

/**
 * MessagePack in parts, each with its length in front: the state without its LSPs, then the LSPs in slices.
 * Each part brings its own record structures, so that none depends on another.
 */
export const msgpackSnapshotCodec: SnapshotCodec = {
  async encode(state) {
    const { lspDb, ...rest } = state;
    const parts = [pack(rest)];
    for (let from = 0; from < lspDb.length; from += LSPS_PER_PART) {
      parts.push(pack(lspDb.slice(from, from + LSPS_PER_PART)));
      await yieldToOthers();
    }
    return joinParts(parts);
  },

  decode(bytes) {
    const [first, ...slices] = splitParts(bytes).map(unpack);
    const lspDb = (slices as CapturedNetworkState['lspDb'][]).flat();
    return { ...(first as Omit<CapturedNetworkState, 'lspDb'>), lspDb };
  },
};

const pack = (value: unknown): Uint8Array => new Packr({ useRecords: true }).pack(value);
const unpack = (bytes: Uint8Array): unknown => new Packr({ useRecords: true }).unpack(bytes);

const LENGTH_BYTES = 4;

function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const total = parts.reduce((sum, part) => sum + LENGTH_BYTES + part.length, 0);
  const joined = new Uint8Array(total);
  const view = new DataView(joined.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    joined.set(part, at + LENGTH_BYTES);
    at += LENGTH_BYTES + part.length;
  }
  return joined;
}

function splitParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + LENGTH_BYTES + length;
    if (end > bytes.length) throw new Error(`snapshot part of ${length} bytes at ${at} goes beyond the end`);
    parts.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return parts;
}
