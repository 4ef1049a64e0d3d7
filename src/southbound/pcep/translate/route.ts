import { isIpv6 } from '../../../domain/values/address.js';
import type { Hop, SegmentHop, Srv6Hop } from '../../../domain/values/hop.js';
import { unreachable } from '../../../domain/values/result.js';
import type { Nai } from '../codec/subobjects/nai.js';
import type { EroSubobject, RroSubobject } from '../codec/subobjects/route-subobject.js';
import { labelOfSid, sidOfLabel } from '../codec/subobjects/sr.js';

/** Of a SID whose behaviour is not known (RFC 8986 10.2, RFC 9603 4.3.1). */
const OPAQUE_BEHAVIOR = 0xffff;

const LOOSE = { loose: true } as const;
const STRICT: { readonly loose?: true } = {};

/** Explicit route as the core speaks of it (RFC 3209 4.3.3, RFC 8664 4.3). */
export function hopsOfEro(subobjects: readonly EroSubobject[]): readonly Hop[] {
  return subobjects.map((subobject) => hopOf(subobject, subobject.loose ? LOOSE : STRICT));
}

/** Recorded route (RFC 3209 4.4.1, RFC 8664 4.4). */
export function hopsOfRro(subobjects: readonly RroSubobject[]): readonly Hop[] {
  return subobjects.map((subobject) => hopOf(subobject, STRICT));
}

function hopOf(subobject: EroSubobject | RroSubobject, looseness: { readonly loose?: true }): Hop {
  switch (subobject.kind) {
    case 'IPv4':
      return addressHop(subobject.address, subobject.prefixLength, 32, looseness);
    case 'IPv6':
      return addressHop(subobject.address, subobject.prefixLength, 128, looseness);
    case 'SR':
      return { ...segmentHop(subobject), ...looseness };
    case 'SRv6':
      return { ...srv6Hop(subobject), ...looseness };
    case 'Label':
      return { kind: 'label', label: (subobject.words[0] ?? 0) & 0xfffff };
    case 'Unnumbered': {
      const { routerId, interfaceId } = subobject;
      return { kind: 'unnumbered', routerId, interfaceId, ...looseness };
    }
    case 'AS':
    case 'AS4':
      return { kind: 'as', as: subobject.as, ...looseness };
    case 'Unknown':
      return {
        kind: 'opaque',
        type: subobject.type,
        body: Buffer.from(subobject.bytes).toString('hex'),
        ...looseness,
      };
    default:
      return unreachable(subobject);
  }
}

/** A segment that only says what it stands for is for the head-end to fill in: nothing that the core could name. */
function srv6Hop(
  subobject: Extract<EroSubobject | RroSubobject, { readonly kind: 'SRv6' }>,
): Srv6Hop | SegmentHop {
  const { sid, behavior, structure, nai } = subobject;
  if (sid === undefined) return { kind: 'segment', ...identityOf(nai) };
  return {
    kind: 'srv6',
    sid,
    ...(behavior === 0 || behavior === OPAQUE_BEHAVIOR ? {} : { behavior }),
    ...(structure === undefined ? {} : { structure }),
    ...identityOf(nai),
  };
}

function addressHop(
  address: string,
  prefixLength: number,
  full: number,
  looseness: { readonly loose?: true },
): Hop {
  // PERF: the hop of almost every route.
  if (prefixLength === full && looseness === STRICT) return { kind: 'address', address };
  if (prefixLength === full) return { kind: 'address', address, ...looseness };
  return { kind: 'address', address, prefixLength, ...looseness };
}

function segmentHop(subobject: Extract<EroSubobject | RroSubobject, { readonly kind: 'SR' }>): SegmentHop {
  const { sid, sidIsLabel, nai } = subobject;
  const value = sid === undefined ? {} : sidIsLabel ? { label: labelOfSid(sid) } : { index: sid };
  return { kind: 'segment', ...value, ...identityOf(nai) };
}

function identityOf(nai: Nai | undefined): Pick<SegmentHop, 'node' | 'local' | 'remote'> {
  switch (nai?.kind) {
    case 'IPv4Node':
    case 'IPv6Node':
      return { node: nai.node };
    case 'IPv4Adjacency':
    case 'IPv6Adjacency':
    case 'IPv6LinkLocalAdjacency':
      return { local: nai.local, remote: nai.remote };
    default:
      return {};
  }
}

/** The ERO that stands for a route. Recorded labels say nothing in an ERO and are left out. */
export function eroOfHops(hops: readonly Hop[]): readonly EroSubobject[] {
  return hops.flatMap((hop) => subobjectOf(hop) ?? []);
}

function subobjectOf(hop: Hop): EroSubobject | undefined {
  switch (hop.kind) {
    case 'address':
      return isIpv6(hop.address)
        ? {
            kind: 'IPv6',
            address: hop.address,
            prefixLength: hop.prefixLength ?? 128,
            loose: hop.loose ?? false,
          }
        : {
            kind: 'IPv4',
            address: hop.address,
            prefixLength: hop.prefixLength ?? 32,
            loose: hop.loose ?? false,
          };
    case 'segment':
      return segmentSubobject(hop);
    case 'srv6':
      return srv6Subobject(hop);
    case 'unnumbered': {
      const { routerId, interfaceId } = hop;
      return { kind: 'Unnumbered', routerId, interfaceId, loose: hop.loose ?? false };
    }
    case 'as':
      return { kind: hop.as > 0xffff ? 'AS4' : 'AS', as: hop.as, loose: hop.loose ?? false };
    case 'opaque': {
      const bytes = Uint8Array.from(Buffer.from(hop.body, 'hex'));
      return { kind: 'Unknown', type: hop.type, bytes, loose: hop.loose ?? false };
    }
    case 'label':
      return undefined;
    default:
      return unreachable(hop);
  }
}

function segmentSubobject(hop: SegmentHop): EroSubobject {
  const { label, index } = hop;
  const sid = label === undefined ? index : sidOfLabel(label);
  const nai = naiOf(hop);
  return {
    kind: 'SR',
    loose: hop.loose ?? false,
    ...(sid === undefined ? {} : { sid }),
    sidIsLabel: label !== undefined,
    stackEntryComplete: false,
    ...(nai === undefined ? {} : { nai }),
  };
}

/** Only what is of IPv6 can say what an SRv6 SID stands for (RFC 9603 4.3.1). */
function srv6Subobject(hop: Srv6Hop): EroSubobject {
  const nai = naiOf(hop);
  return {
    kind: 'SRv6',
    loose: hop.loose ?? false,
    behavior: hop.behavior ?? OPAQUE_BEHAVIOR,
    verify: false,
    sid: hop.sid,
    ...(nai?.kind === 'IPv6Node' || nai?.kind === 'IPv6Adjacency' ? { nai } : {}),
    ...(hop.structure === undefined ? {} : { structure: hop.structure }),
  };
}

function naiOf({ node, local, remote }: Pick<SegmentHop, 'node' | 'local' | 'remote'>): Nai | undefined {
  if (node !== undefined) return isIpv6(node) ? { kind: 'IPv6Node', node } : { kind: 'IPv4Node', node };
  if (local === undefined || remote === undefined) return undefined;
  return isIpv6(local) ? { kind: 'IPv6Adjacency', local, remote } : { kind: 'IPv4Adjacency', local, remote };
}
