import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { Packr } from 'msgpackr';
import type { SnapshotCodec } from '../app/ports/snapshot-codec.js';
import type { Hop } from '../domain/values/hop.js';
import type { CapturedNetworkState } from '../projections/network-state.js';

/** LSPs encoded before other work gets its turn: about a millisecond. */
const LSPS_PER_PART = 500;

/**
 * MessagePack in parts, each with its length in front: the state without its LSPs, the LSPs in slices, and last the
 * hops of their routes. Each part brings its own record structures, so that none depends on another. A hop stands once,
 * however many routes go over it, and a route says its number: a third of the bytes and of the time, and what is
 * decoded shares hops as what was encoded did.
 */
export const msgpackSnapshotCodec: SnapshotCodec = {
  async encode(state) {
    const { lspDb, ...rest } = state;
    const parts = [pack(rest)];
    const numbers = new Map<Hop, number>();
    for (let from = 0; from < lspDb.length; from += LSPS_PER_PART) {
      parts.push(pack(lspDb.slice(from, from + LSPS_PER_PART).map((lsp) => withNumbers(lsp, numbers))));
      await yieldToOthers();
    }
    parts.push(pack([...numbers.keys()]));
    return joinParts(parts);
  },

  decode(bytes) {
    const parts = splitParts(bytes);
    const hops = unpack(parts.at(-1) ?? NOTHING) as readonly Hop[];
    const lspDb: CapturedLsp[] = [];
    for (const part of parts.slice(1, -1)) {
      for (const lsp of unpack(part) as readonly NumberedLsp[]) lspDb.push(putHops(lsp, hops));
    }
    return { ...(unpack(parts[0] ?? NOTHING) as Omit<CapturedNetworkState, 'lspDb'>), lspDb };
  },
};

type CapturedLsp = CapturedNetworkState['lspDb'][number];
type CapturedPath = CapturedLsp['paths'][number];

/** As stored: hops by their numbers. */
type NumberedPath = Omit<CapturedPath, 'route' | 'recordedRoute'> & {
  readonly route: readonly number[];
  readonly recordedRoute?: readonly number[];
};
type NumberedLsp = Omit<CapturedLsp, 'paths'> & { readonly paths: readonly NumberedPath[] };

function withNumbers(
  { id, paths, updatedAt, position }: CapturedLsp,
  numbers: Map<Hop, number>,
): NumberedLsp {
  const numberOf = (hop: Hop): number => {
    const known = numbers.get(hop);
    if (known !== undefined) return known;
    numbers.set(hop, numbers.size);
    return numbers.size - 1;
  };
  const numbered = paths.map((path): NumberedPath => {
    const { route, recordedRoute, ...rest } = path;
    const withRoute = { ...rest, route: route.map(numberOf) };
    return recordedRoute === undefined
      ? withRoute
      : { ...withRoute, recordedRoute: recordedRoute.map(numberOf) };
  });
  return { id, paths: numbered, updatedAt, position };
}

/** PERF: changes what was just decoded, as a copy of 100,000 LSPs would cost more than decoding them. */
function putHops(lsp: NumberedLsp, hops: readonly Hop[]): CapturedLsp {
  for (const path of lsp.paths) {
    const changed = path as { route: readonly number[] | Hop[]; recordedRoute?: readonly number[] | Hop[] };
    changed.route = hopsOf(path.route, hops);
    if (path.recordedRoute !== undefined) changed.recordedRoute = hopsOf(path.recordedRoute, hops);
  }
  return lsp as unknown as CapturedLsp;
}

function hopsOf(numbers: readonly number[], hops: readonly Hop[]): Hop[] {
  return numbers.map((number) => {
    const hop = hops[number];
    if (hop === undefined) throw new Error(`the snapshot has no hop ${number}`);
    return hop;
  });
}

const NOTHING = new Uint8Array();

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
