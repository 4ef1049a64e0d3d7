// The topology that FRRouting has, in the shape in which Cairn tells it: as it was configured, as its bgpd announces it, and
// as its IS-IS knows it. The last two are read from its own tables, so that what is compared does not come through BGP.

import type { FrrBgpLsNetwork } from '../support/frr-bgpls.js';
import {
  AREA,
  type FrrLinkEnd,
  type FrrLinkParameters,
  type FrrRouterSettings,
  GLOBAL_BLOCK,
  type Igp,
  LINK_ENDS,
  OSPF_AREA,
  ROUTERS,
} from '../support/frr-bgpls-network.js';

/** A link without its loss, which is a float in FRR and steps on the wire. */
export type PlainLink = Readonly<Record<string, unknown>>;
export type PlainNode = Readonly<Record<string, unknown>>;

const bits = (octetsPerSecond: number): number => octetsPerSecond * 8;

const bitNumbers = (mask: number): readonly number[] =>
  Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => ((mask >>> bit) & 1) === 1);

/** What a router is called in its IGP. */
function idIn(igp: Igp, router: string): string {
  const found = ROUTERS.find(({ name }) => name === router);
  if (found === undefined) throw new Error(`no router ${router}`);
  return igp === 'isis' ? found.systemId : found.routerId;
}

export const linkIdOf = ({ router, neighbor, address }: FrrLinkEnd, igp: Igp = 'isis'): string =>
  `${idIn(igp, router)}-${idIn(igp, neighbor)}@${address}`;

/** A direction of a link as its router was configured with it: how Cairn has to tell it. */
export function configuredLink(
  end: FrrLinkEnd,
  igp: Igp = 'isis',
  changed: Partial<FrrLinkParameters> = {},
): PlainLink {
  const parameters = { ...end.parameters, ...changed };
  return {
    id: linkIdOf(end, igp),
    source: idIn(igp, end.router),
    target: idIn(igp, end.neighbor),
    sourceAddress: end.address,
    targetAddress: end.neighborAddress,
    igpMetric: end.igpMetric,
    teMetric: parameters.teMetric,
    capacity: bits(parameters.maxBandwidth),
    reservable: bits(parameters.maxReservable),
    unreserved: parameters.unreserved.map(bits),
    adminGroups: bitNumbers(parameters.adminGroup),
    delay: parameters.delay,
    minDelay: parameters.minDelay,
    maxDelay: parameters.maxDelay,
    delayVariation: parameters.delayVariation,
    residualBandwidth: bits(parameters.residual),
    availableBandwidth: bits(parameters.available),
    utilizedBandwidth: bits(parameters.utilized),
    operational: true,
  };
}

/** All of them, by id. */
export const configuredLinks = (igp: Igp = 'isis'): ReadonlyMap<string, PlainLink> =>
  new Map(LINK_ENDS.map((end) => [linkIdOf(end, igp), configuredLink(end, igp)]));

/** Ordered by id. */
export const configuredNodes = (igp: Igp = 'isis'): readonly PlainNode[] =>
  ROUTERS.map((settings) => (igp === 'isis' ? isisNode(settings) : ospfNode(settings)));

function isisNode(settings: FrrRouterSettings): PlainNode {
  const { name, systemId } = settings;
  const subnets = linksOf(settings).map(({ address, igpMetric }) => ({
    prefix: address.replace(/\d+$/, '0/24'),
    metric: igpMetric,
  }));
  const identity = { id: systemId, name, igpAreas: [`isis-l2 ${AREA}`] };
  return {
    ...identity,
    ...segmentRouting(settings),
    // Those of IPv6 in topology 2, at the cost of the link there.
    prefixes: [loopback(settings, 10), ...subnets, ...ipv6Prefixes(settings)].sort(byPrefix),
  };
}

const ipv6Prefixes = (settings: FrrRouterSettings) => [
  { prefix: `${settings.ipv6Loopback}/128`, metric: 10 },
  ...linksOf(settings).map(({ ipv6Address, igpMetric }) => ({
    prefix: ipv6Address.replace(/::\d+$/, '::/64'),
    metric: igpMetric,
  })),
];

/** OSPF has no names; FRR's own interface addresses are host routes, and its loopback costs nothing. */
function ospfNode(settings: FrrRouterSettings): PlainNode {
  const { routerId } = settings;
  const hosts = linksOf(settings).map(({ address, igpMetric }) => ({
    prefix: `${address}/32`,
    metric: igpMetric,
  }));
  const identity = { id: routerId, name: routerId, igpAreas: [`ospfv2 ${OSPF_AREA}`] };
  return {
    ...identity,
    ...segmentRouting(settings),
    prefixes: [loopback(settings, 0), ...hosts].sort(byPrefix),
  };
}

const linksOf = ({ name }: FrrRouterSettings): readonly FrrLinkEnd[] =>
  LINK_ENDS.filter(({ router }) => router === name);

const [FIRST_LABEL, LAST_LABEL] = GLOBAL_BLOCK;

const segmentRouting = ({ routerId, sidIndex, maximumSidDepth }: FrrRouterSettings) => ({
  routerId,
  prefixSid: FIRST_LABEL + sidIndex,
  labelBlocks: [{ base: FIRST_LABEL, size: LAST_LABEL - FIRST_LABEL + 1 }],
  maximumSidDepth,
});

const loopback = ({ routerId, sidIndex }: FrrRouterSettings, metric: number) => ({
  prefix: `${routerId}/32`,
  metric,
  sid: FIRST_LABEL + sidIndex,
});

const byPrefix = (a: { readonly prefix: string }, b: { readonly prefix: string }): number =>
  a.prefix < b.prefix ? -1 : 1;

interface AnnouncedRoute {
  readonly nlri: {
    readonly nlriType: 'node' | 'link' | 'ipv4Prefix' | 'ipv6Prefix';
    readonly localNodeDescriptors: { readonly igpRouterId: string };
    readonly remoteNodeDescriptors?: { readonly igpRouterId: string };
    readonly linkDescriptors?: {
      readonly ipv4InterfaceAddress?: string;
      readonly ipv4NeighborAddress?: string;
      readonly multiTopologyId?: number;
    };
  };
  readonly linkStateAttrs: {
    readonly maxLinkBandwidth: number;
    readonly maxResvLinkBandwidth: number;
    readonly unreservedBandwidth: readonly Readonly<Record<string, number>>[];
    readonly igpMetric: number;
    readonly teMetric: number;
    readonly adminGroup: number;
    readonly delay: number;
    readonly minDelay: number;
    readonly maxDelay: number;
    readonly jitter: number;
    readonly residualBandwidth: number;
    readonly availableBandwidth: number;
    readonly utilizedBandwidth: number;
  };
}

/** System id of `0000.0000.0001.00`. */
const withoutPseudonode = (id: string | undefined): string => (id ?? '').replace(/\.00$/, '');

/** The IPv4 links in the table of the exporter's bgpd, by id. */
export async function announcedLinks(network: FrrBgpLsNetwork): Promise<ReadonlyMap<string, PlainLink>> {
  const said = await network.vtysh('r2', 'show bgp link-state link-state json');
  const { routes } = JSON.parse(said) as { routes: Readonly<Record<string, readonly AnnouncedRoute[]>> };
  const links = Object.values(routes)
    .flat()
    .filter(({ nlri }) => nlri.linkDescriptors?.ipv4InterfaceAddress !== undefined)
    .map(announcedLink);
  return new Map(links.map((link) => [String(link['id']), link]));
}

function announcedLink({ nlri, linkStateAttrs: told }: AnnouncedRoute): PlainLink {
  const source = withoutPseudonode(nlri.localNodeDescriptors.igpRouterId);
  const target = withoutPseudonode(nlri.remoteNodeDescriptors?.igpRouterId);
  const sourceAddress = nlri.linkDescriptors?.ipv4InterfaceAddress;
  return {
    id: `${source}-${target}@${sourceAddress}`,
    source,
    target,
    sourceAddress,
    targetAddress: nlri.linkDescriptors?.ipv4NeighborAddress,
    igpMetric: told.igpMetric,
    teMetric: told.teMetric,
    capacity: bits(told.maxLinkBandwidth),
    reservable: bits(told.maxResvLinkBandwidth),
    unreserved: told.unreservedBandwidth.flatMap(Object.values<number>).map(bits),
    adminGroups: bitNumbers(told.adminGroup),
    delay: told.delay,
    minDelay: told.minDelay,
    maxDelay: told.maxDelay,
    delayVariation: told.jitter,
    residualBandwidth: bits(told.residualBandwidth),
    availableBandwidth: bits(told.availableBandwidth),
    utilizedBandwidth: bits(told.utilizedBandwidth),
    operational: true,
  };
}

interface IsisEdge {
  readonly 'advertised-router': string;
  readonly metric: number;
  readonly 'edge-attributes': Readonly<Record<string, number | string>>;
}

/** What IS-IS on the exporter knows of IPv4 links: address at this end, IGP and TE metric, groups, bandwidth, delay. */
export async function isisLinks(network: FrrBgpLsNetwork): Promise<readonly PlainLink[]> {
  const said = await network.vtysh('r2', 'show isis mpls-te database json');
  const { ted } = JSON.parse(said) as { ted: { edges: readonly IsisEdge[] } };
  return ted.edges
    .filter((edge) => edge['edge-attributes']['local-address'] !== undefined)
    .map(({ metric, 'advertised-router': source, 'edge-attributes': told }) => ({
      source,
      sourceAddress: told['local-address'],
      igpMetric: metric,
      teMetric: told['te-metric'],
      adminGroups: bitNumbers(Number(told['admin-group'])),
      capacity: bits(Number(told['max-link-bandwidth'])),
      delay: told['delay'],
    }));
}
