import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import type { CapabilityCodec } from './capability-codec.js';
import { type FourOctetAs, fourOctetAs } from './four-octet-as.js';
import { type GracefulRestart, gracefulRestart } from './graceful-restart.js';
import { type Multiprotocol, multiprotocol } from './multiprotocol.js';
import { SIGNS, type Sign } from './signs.js';

/** A capability without a codec, kept octet for octet. */
export interface UnknownCapability {
  readonly kind: 'Unknown';
  readonly code: number;
  readonly bytes: Uint8Array;
}

export type KnownCapability = Multiprotocol | FourOctetAs | GracefulRestart | Sign;
export type Capability = KnownCapability | UnknownCapability;

/** Every capability that is understood. A new one is one file, one row here and one member of the union above. */
export const CAPABILITY_CODECS = [
  multiprotocol,
  fourOctetAs,
  gracefulRestart,
  ...SIGNS,
] as readonly CapabilityCodec<KnownCapability>[];

const byCode = new Map(CAPABILITY_CODECS.map((codec) => [codec.code, codec]));
const byKind = new Map(CAPABILITY_CODECS.map((codec) => [codec.kind, codec]));

/**
 * Capabilities up to `r.end`, RFC 5492 section 4: code, length, value. Every round consumes two octets at least.
 */
export function readCapabilities(r: Reader): readonly Capability[] {
  const listEnd = r.end;
  const capabilities: Capability[] = [];
  while (r.offset < listEnd) {
    const at = r.offset;
    const code = r.u8();
    const length = r.u8();
    const valueEnd = r.offset + length;
    if (valueEnd > listEnd) throw new DecodeError('malformed', at, `capability ${code} leaves its parameter`);
    r.end = valueEnd;
    const codec = byCode.get(code);
    capabilities.push(
      codec === undefined ? { kind: 'Unknown', code, bytes: r.copy(length) } : codec.decode(r),
    );
    if (r.offset !== valueEnd)
      throw new DecodeError('malformed', at, `capability ${code} of ${length} octets`);
    r.end = listEnd;
  }
  return capabilities;
}

export function writeCapabilities(w: Writer, capabilities: readonly Capability[]): void {
  for (const capability of capabilities) {
    const codec = capability.kind === 'Unknown' ? undefined : byKind.get(capability.kind);
    w.u8(capability.kind === 'Unknown' ? capability.code : (codec?.code ?? 0));
    const mark = w.offset;
    w.u8(0);
    if (capability.kind === 'Unknown') w.bytes(capability.bytes);
    else codec?.encode(w, capability);
    w.patch8(mark, w.offset - mark - 1);
  }
}

/** The first capability of a kind. */
export function findCapability<Kind extends Capability['kind']>(
  capabilities: readonly Capability[],
  kind: Kind,
): Extract<Capability, { readonly kind: Kind }> | undefined {
  for (const capability of capabilities) {
    if (capability.kind === kind) return capability as Extract<Capability, { readonly kind: Kind }>;
  }
  return undefined;
}
