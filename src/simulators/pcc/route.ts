import { isIpv6 } from '../../domain/values/address.js';
import type { Hop, SegmentHop, Srv6Hop } from '../../domain/values/hop.js';
import type { Nai } from '../../southbound/pcep/codec/subobjects/nai.js';
import type { EroSubobject, RroSubobject } from '../../southbound/pcep/codec/subobjects/route-subobject.js';
import { sidOfLabel } from '../../southbound/pcep/codec/subobjects/sr.js';

/** The ERO for a route of addresses or segments (RFC 3209 4.3.3, RFC 8664 4.3, RFC 9603 4.3); throws for any other hop. */
export const eroOfRoute = (route: readonly Hop[]): readonly EroSubobject[] => route.map(eroSubobject);

function eroSubobject(hop: Hop): EroSubobject {
  const loose = 'loose' in hop;
  switch (hop.kind) {
    case 'address': {
      const { address } = hop;
      if (isIpv6(address)) return { kind: 'IPv6', address, prefixLength: hop.prefixLength ?? 128, loose };
      return { kind: 'IPv4', address, prefixLength: hop.prefixLength ?? 32, loose };
    }
    case 'segment':
      return segmentSubobject(hop, loose);
    case 'srv6':
      return srv6Subobject(hop, loose);
    default:
      throw new Error(`a simulated LSP can't be routed by a hop of kind ${hop.kind}`);
  }
}

function segmentSubobject(hop: SegmentHop, loose: boolean): EroSubobject {
  const sid = hop.label === undefined ? hop.index : sidOfLabel(hop.label);
  const nai = naiOf(hop);
  return {
    kind: 'SR',
    loose,
    sidIsLabel: hop.label !== undefined,
    stackEntryComplete: false,
    ...(sid === undefined ? {} : { sid }),
    ...(nai === undefined ? {} : { nai }),
  };
}

/** Only what is of IPv6 can say what an SRv6 SID stands for. */
function srv6Subobject(hop: Srv6Hop, loose: boolean): EroSubobject {
  const { sid, behavior = OPAQUE_BEHAVIOR, structure } = hop;
  const nai = naiOf(hop);
  const named = nai?.kind === 'IPv6Node' || nai?.kind === 'IPv6Adjacency' ? { nai } : {};
  const parts = structure === undefined ? {} : { structure };
  return { kind: 'SRv6', loose, behavior, verify: false, sid, ...named, ...parts };
}

/** Of a SID whose behaviour is not known (RFC 8986 10.2). */
const OPAQUE_BEHAVIOR = 0xffff;

function naiOf({ node, local, remote }: Pick<SegmentHop, 'node' | 'local' | 'remote'>): Nai | undefined {
  if (node !== undefined) return isIpv6(node) ? { kind: 'IPv6Node', node } : { kind: 'IPv4Node', node };
  if (local === undefined || remote === undefined) return undefined;
  return isIpv6(local) ? { kind: 'IPv6Adjacency', local, remote } : { kind: 'IPv4Adjacency', local, remote };
}

/**
 * What the head-end records of an LSP that is up: every hop of the explicit route, as the routes here are strict. Hops
 * that have no form in an RRO (an AS number) are left out.
 */
export const rroOfEro = (ero: readonly EroSubobject[]): readonly RroSubobject[] => ero.flatMap(rroSubobject);

function rroSubobject(hop: EroSubobject): readonly RroSubobject[] {
  switch (hop.kind) {
    case 'IPv4':
    case 'IPv6': {
      const { kind, address, prefixLength } = hop;
      return [{ kind, address, prefixLength, localProtectionAvailable: false, localProtectionInUse: false }];
    }
    case 'SR':
    case 'SRv6': {
      const { loose: _, ...segment } = hop;
      return [segment];
    }
    default:
      return [];
  }
}
