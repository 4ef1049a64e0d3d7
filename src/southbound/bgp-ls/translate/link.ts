import { fromBytesPerSecond } from '../../../domain/values/bandwidth.js';
import { LinkId, type NodeId } from '../../../domain/values/identifiers.js';
import type { ObservedLink } from '../../../domain/values/topology.js';
import type { LinkNlri } from '../codec/nlri/nlri.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { allTlvs, findTlv } from '../codec/tlvs/tlv-codec.js';
import { adminGroupsOf } from './admin-groups.js';
import { type AppliedAttributes, appliedAttributes } from './applied-attributes.js';
import { type Given, knownFields } from './known-fields.js';
import { adjacencyLabel, type NodeLabels } from './labels.js';
import { routerIdText } from './node-identity.js';
import { adjacencySids } from './srv6.js';

/** What a link NLRI says of its own end. */
export interface LinkEnd {
  readonly address: string | undefined;
  readonly interface: number | undefined;
}

/** One link NLRI, seen as the link from one router to another. */
export interface LinkSource {
  readonly nlri: LinkNlri;
  readonly tlvs: readonly Tlv[];
  /** IGP router id of the router at the other side. */
  readonly neighbor: string;
  /** Present when the link leads over a LAN: the other router's own end of it. */
  readonly lanEnd?: LinkEnd;
}

type LinkFields = Omit<ObservedLink, 'id' | 'source' | 'target' | 'operational'>;

export const localEnd = ({ descriptors }: LinkNlri): LinkEnd => ({
  address:
    findTlv(descriptors, 'Ipv4InterfaceAddress')?.address ??
    findTlv(descriptors, 'Ipv6InterfaceAddress')?.address,
  interface: numbered(findTlv(descriptors, 'LinkIdentifiers')?.local),
});

/** `<from>-<to>@<address, or #interface number, at from>`; without the last part when neither is told. */
export function linkIdOf(from: NodeId, to: NodeId, nlri: LinkNlri): LinkId {
  const end = localEnd(nlri);
  const place = end.address ?? (end.interface === undefined ? undefined : `#${end.interface}`);
  return LinkId(place === undefined ? `${from}-${to}` : `${from}-${to}@${place}`);
}

/** A link of which these NLRIs tell, the most trusted first. Each field is the first one's that has it. */
export function translateLink(
  id: LinkId,
  source: NodeId,
  target: NodeId,
  told: readonly LinkSource[],
  labels: () => NodeLabels,
): ObservedLink {
  const fields = told
    .map((one) => linkFields(one, labels))
    .reduceRight((rest, first) => ({ ...rest, ...first }), {});
  return { id, source, target, ...fields, operational: true };
}

function linkFields(source: LinkSource, labels: () => NodeLabels): LinkFields {
  const { nlri, tlvs } = source;
  const applied = appliedAttributes(tlvs);
  const unreserved = findTlv(tlvs, 'UnreservedBandwidth')?.bytesPerSecond.map(bitsPerSecond);
  const fields: Given<LinkFields> = {
    ...endFields(source),
    ...measuredFields(applied),
    name: findTlv(tlvs, 'LinkName')?.name.text,
    igpMetric: findTlv(tlvs, 'IgpMetric')?.value,
    teMetric: applied('TeMetric')?.value,
    unreserved: unreserved?.every((value) => value !== undefined) === true ? unreserved : undefined,
    capacity: bitsPerSecond(findTlv(tlvs, 'MaxLinkBandwidth')?.bytesPerSecond),
    reservable: bitsPerSecond(findTlv(tlvs, 'MaxReservableBandwidth')?.bytesPerSecond),
    adminGroups: adminGroupsOf(applied('AdminGroup')?.value, applied('ExtendedAdminGroup')?.values),
    srlgs: ascending(applied('Srlg')?.values),
    srv6Sids: adjacencySids(tlvs, source.neighbor, source.lanEnd !== undefined),
    adjacencySid: adjacencyLabel(nlri.protocol, adjacencySegments(source), labels),
  };
  return knownFields<LinkFields>(fields);
}

type EndFields = Pick<LinkFields, 'sourceAddress' | 'targetAddress' | 'sourceInterface' | 'targetInterface'>;

function endFields({ nlri, lanEnd }: LinkSource): Given<EndFields> {
  const { descriptors } = nlri;
  const here = localEnd(nlri);
  const neighborAddress =
    findTlv(descriptors, 'Ipv4NeighborAddress')?.address ??
    findTlv(descriptors, 'Ipv6NeighborAddress')?.address;
  return {
    sourceAddress: here.address,
    targetAddress: lanEnd === undefined ? neighborAddress : lanEnd.address,
    sourceInterface: here.interface,
    targetInterface:
      lanEnd === undefined ? numbered(findTlv(descriptors, 'LinkIdentifiers')?.remote) : lanEnd.interface,
  };
}

/** Interface numbers: 0 is "not known" (RFC 5307 1.1). */
const numbered = (value: number | undefined): number | undefined => (value === 0 ? undefined : value);

type MeasuredFields = Pick<
  LinkFields,
  | 'delay'
  | 'minDelay'
  | 'maxDelay'
  | 'delayVariation'
  | 'loss'
  | 'residualBandwidth'
  | 'availableBandwidth'
  | 'utilizedBandwidth'
>;

function measuredFields(applied: AppliedAttributes): Given<MeasuredFields> {
  const minMax = applied('MinMaxLinkDelay');
  return {
    delay: applied('LinkDelay')?.value,
    minDelay: minMax?.minimum,
    maxDelay: minMax?.maximum,
    delayVariation: applied('DelayVariation')?.value,
    loss: shareLost(applied('LinkLoss')?.value),
    residualBandwidth: bitsPerSecond(applied('ResidualBandwidth')?.bytesPerSecond),
    availableBandwidth: bitsPerSecond(applied('AvailableBandwidth')?.bytesPerSecond),
    utilizedBandwidth: bitsPerSecond(applied('UtilizedBandwidth')?.bytesPerSecond),
  };
}

/** Loss comes in steps of 0.000003 per cent (RFC 8571 2.4, RFC 8570 4.4). */
const shareLost = (steps: number | undefined): number | undefined =>
  steps === undefined ? undefined : (steps * 3) / 100_000_000;

/** Whole bit/s of a float of octets a second; undefined for what is no bandwidth: NaN, negative, beyond any link. */
function bitsPerSecond(bytesPerSecond: number | undefined): number | undefined {
  if (bytesPerSecond === undefined) return undefined;
  const bits = fromBytesPerSecond(bytesPerSecond);
  return Number.isSafeInteger(bits) && bits >= 0 ? bits : undefined;
}

const ascending = (values: readonly number[] | undefined): readonly number[] | undefined =>
  values === undefined ? undefined : [...new Set(values)].sort((a, b) => a - b);

const adjacencySegments = ({ tlvs, neighbor, lanEnd }: LinkSource) =>
  lanEnd === undefined
    ? allTlvs(tlvs, 'AdjacencySid')
    : allTlvs(tlvs, 'LanAdjacencySid').filter((tlv) => routerIdText(tlv.neighbor) === neighbor);
