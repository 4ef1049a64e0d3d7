// The topology that FRRouting has, in the shape in which Cairn tells it: as it was configured, as its bgpd announces it, and
// as its IS-IS knows it. The last two are read from its own tables, so that what is compared does not come through BGP.

import type { FrrBgpLsNetwork } from '../support/frr-bgpls.js';
import {
  AREA,
  type FrrLinkEnd,
  type FrrLinkParameters,
  type FrrRouterSettings,
  GLOBAL_BLOCK,
  LINK_ENDS,
  ROUTERS,
} from '../support/frr-bgpls-network.js';

/** A link without its loss, which is a float in FRR and steps on the wire. */
export type PlainLink = Readonly<Record<string, unknown>>;

const bits = (octetsPerSecond: number): number => octetsPerSecond * 8;

const bitNumbers = (mask: number): readonly number[] =>
  Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => ((mask >>> bit) & 1) === 1);

const systemIdOf = (router: string): string => {
  const found = ROUTERS.find(({ name }) => name === router);
  if (found === undefined) throw new Error(`no router ${router}`);
  return found.systemId;
};

export const linkIdOf = ({ router, neighbor, address }: FrrLinkEnd): string =>
  `${systemIdOf(router)}-${systemIdOf(neighbor)}@${address}`;

/** What a router was configured with: how Cairn has to tell it. */
export function configuredLink(end: FrrLinkEnd, changed: Partial<FrrLinkParameters> = {}): PlainLink {
  const parameters = { ...end.parameters, ...changed };
  return {
    id: linkIdOf(end),
    source: systemIdOf(end.router),
    target: systemIdOf(end.neighbor),
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

export function configuredNode({ name, systemId, routerId, sidIndex, maximumSidDepth }: FrrRouterSettings) {
  const [first, last] = GLOBAL_BLOCK;
  const subnets = LINK_ENDS.filter(({ router }) => router === name).map(({ address, igpMetric }) => ({
    prefix: address.replace(/\d+$/, '0/24'),
    metric: igpMetric,
  }));
  const loopback = { prefix: `${routerId}/32`, metric: 10, sid: first + sidIndex };
  return {
    id: systemId,
    name,
    routerId,
    igpAreas: [`isis-l2 ${AREA}`],
    prefixSid: first + sidIndex,
    labelBlocks: [{ base: first, size: last - first + 1 }],
    maximumSidDepth,
    prefixes: [loopback, ...subnets].sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
  };
}

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
