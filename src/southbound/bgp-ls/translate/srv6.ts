import type { Srv6Locator, Srv6Sid, Srv6SidStructure } from '../../../domain/values/topology.js';
import type { PrefixNlri, Srv6SidNlri } from '../codec/nlri/nlri.js';
import type { LeafTlv } from '../codec/tlvs/leaf-tlv.js';
import type { Srv6EndXTlv } from '../codec/tlvs/srv6-containers.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { allTlvs, findTlv } from '../codec/tlvs/tlv-codec.js';
import { knownFields } from './known-fields.js';
import { routerIdText } from './node-identity.js';
import { prefixText } from './prefix.js';

const SID_BITS = 128;

/** Undefined if it is none: its parts would not fit into a SID. */
function structureOf(tlvs: readonly LeafTlv[]): Srv6SidStructure | undefined {
  const told = findTlv(tlvs, 'Srv6SidStructure');
  if (told === undefined) return undefined;
  const { block, node, function: part, argument } = told;
  return block + node + part + argument > SID_BITS ? undefined : { block, node, function: part, argument };
}

/** The SID of an SRv6 SID NLRI (RFC 9514 6); undefined without a behaviour: then what it does is not known. */
export function nodeSid({ descriptors }: Srv6SidNlri, tlvs: readonly Tlv[]): Srv6Sid | undefined {
  const sid = findTlv(descriptors, 'Srv6SidInformation')?.address;
  const behavior = findTlv(tlvs, 'Srv6EndpointBehavior');
  if (sid === undefined || behavior === undefined) return undefined;
  return knownFields<Srv6Sid>({
    sid,
    behavior: behavior.behavior,
    algorithm: behavior.algorithm === 0 ? undefined : behavior.algorithm,
    structure: structureOf(tlvs as readonly LeafTlv[]),
  });
}

/** The locators that a prefix is (RFC 9514 5.1): mostly none. */
export function locators(nlri: PrefixNlri, tlvs: readonly Tlv[]): readonly Srv6Locator[] {
  const prefix = nlri.kind === 'Ipv6Prefix' ? prefixText(nlri) : undefined;
  if (prefix === undefined) return [];
  return allTlvs(tlvs, 'Srv6Locator').map(({ algorithm, metric }) =>
    knownFields<Srv6Locator>({ prefix, metric, algorithm: algorithm === 0 ? undefined : algorithm }),
  );
}

/** The End.X SIDs of a link (RFC 9514 4.1, 4.2), on a LAN those towards the one neighbour; by SID. */
export function adjacencySids(
  tlvs: readonly Tlv[],
  neighbor: string,
  onLan: boolean,
): readonly Srv6Sid[] | undefined {
  const told: readonly Srv6EndXTlv[] = onLan
    ? [...allTlvs(tlvs, 'Srv6LanEndXIsis'), ...allTlvs(tlvs, 'Srv6LanEndXOspf')].filter(
        (tlv) => routerIdText(tlv.neighbor) === neighbor,
      )
    : allTlvs(tlvs, 'Srv6EndX');
  return sorted(
    told.map(({ sid, behavior, algorithm, subTlvs }) =>
      knownFields<Srv6Sid>({
        sid,
        behavior,
        algorithm: algorithm === 0 ? undefined : algorithm,
        structure: structureOf(subTlvs),
      }),
    ),
  );
}

/** Each once, by SID; undefined when there is none. */
export function sorted(sids: readonly Srv6Sid[]): readonly Srv6Sid[] | undefined {
  if (sids.length === 0) return undefined;
  const bySid = new Map(sids.map((one) => [one.sid, one] as const).reverse());
  return [...bySid.values()].sort((a, b) => (a.sid < b.sid ? -1 : 1));
}
