// The network that FRRouting's routers form in the BGP-LS tests: what each is configured with, as data and as its text.
// A square of four routers; every end of every link differs from every other one in all that IS-IS tells of it.

/** TE attributes of one direction of a link, in the units of FRR's configuration. */
export interface FrrLinkParameters {
  readonly teMetric: number;
  /** Octets per second, as are all bandwidths; exact in a 32-bit float. */
  readonly maxBandwidth: number;
  readonly maxReservable: number;
  /** By priority, 0 to 7. */
  readonly unreserved: readonly number[];
  readonly adminGroup: number;
  /** Microseconds, as are all delays. */
  readonly delay: number;
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly delayVariation: number;
  /** Per cent. */
  readonly loss: number;
  readonly residual: number;
  readonly available: number;
  readonly utilized: number;
}

/** One direction of a link. */
export interface FrrLinkEnd {
  readonly router: string;
  readonly interface: string;
  readonly address: string;
  readonly ipv6Address: string;
  readonly neighbor: string;
  readonly neighborAddress: string;
  readonly igpMetric: number;
  readonly parameters: FrrLinkParameters;
}

export interface FrrRouterSettings {
  readonly name: string;
  /** IS-IS system id. */
  readonly systemId: string;
  readonly routerId: string;
  readonly ipv6Loopback: string;
  readonly sidIndex: number;
  readonly maximumSidDepth: number;
}

export const AREA = '49.0001';
export const OSPF_AREA = '0.0.0.0';
/** First and last label of every router's SRGB. */
export const GLOBAL_BLOCK = [16_000, 23_999] as const;

const NAMES = ['r1', 'r2', 'r3', 'r4'] as const;

export const ROUTERS: readonly FrrRouterSettings[] = NAMES.map((name, at) => {
  const number = at + 1;
  return {
    name,
    systemId: `0000.0000.000${number}`,
    routerId: `10.0.0.${number}`,
    ipv6Loopback: `2001:db8::${number}`,
    sidIndex: 100 + number,
    maximumSidDepth: 6 + number,
  };
});

const HUNDRED_MEGABYTES = 100_000_000;

const PAIRS = [
  ['r1', 'r2'],
  ['r2', 'r3'],
  ['r3', 'r4'],
  ['r4', 'r1'],
] as const;

/** Both directions of each of the four links. */
export const LINK_ENDS: readonly FrrLinkEnd[] = PAIRS.flatMap(([a, b], at) => {
  const subnet = at + 1;
  return [linkEnd(subnet, a, 1, b, 2), linkEnd(subnet, b, 2, a, 1)];
});

function linkEnd(subnet: number, router: string, host: number, neighbor: string, other: number): FrrLinkEnd {
  const unlike = 2 * subnet + host;
  return {
    router,
    interface: `${router}-${neighbor}`,
    address: `10.1.${subnet}.${host}`,
    ipv6Address: `2001:db8:1:${subnet}::${host}`,
    neighbor,
    neighborAddress: `10.1.${subnet}.${other}`,
    igpMetric: 10 * unlike,
    parameters: linkParameters(unlike),
  };
}

function linkParameters(unlike: number): FrrLinkParameters {
  return {
    teMetric: 1_000 + unlike,
    maxBandwidth: (20 + unlike) * HUNDRED_MEGABYTES,
    maxReservable: (10 + unlike) * HUNDRED_MEGABYTES,
    unreserved: [8, 7, 6, 5, 4, 3, 2, 1].map((units) => (units + unlike) * HUNDRED_MEGABYTES),
    adminGroup: (1 << unlike) | (1 << 31),
    delay: 2_000 + unlike,
    minDelay: 1_000 + unlike,
    maxDelay: 3_000 + unlike,
    delayVariation: 100 + unlike,
    loss: 0.3 * unlike,
    residual: (9 + unlike) * HUNDRED_MEGABYTES,
    available: (8 + unlike) * HUNDRED_MEGABYTES,
    utilized: (7 + unlike) * HUNDRED_MEGABYTES,
  };
}

/** The router that exports, and whom it exports to. */
export const EXPORTER = 'r2';
export const EXPORTER_ADDRESS = '10.2.0.2';
export const EXPORTER_AS = 65_000;
/** The only address of the collector, that is of Cairn. */
export const COLLECTOR_ADDRESS = '10.2.0.4';
export const COLLECTOR_INTERFACE = 'collector';

export type Igp = 'isis' | 'ospf';

/** What an IGP wants to be told of the loopback interface, of the others, and of itself. */
interface IgpConfiguration {
  readonly loopback: string;
  readonly link: (end: FrrLinkEnd) => string;
  readonly router: (settings: FrrRouterSettings) => string;
}

/** Everything that a router is told when it starts. */
export function routerConfiguration(settings: FrrRouterSettings, igp: Igp): string {
  const { name } = settings;
  const { loopback, link, router } = IGPS[igp];
  const ends = LINK_ENDS.filter((end) => end.router === name);
  const links = ends.map((end) => interfaceConfiguration(end, link(end)));
  const parts = [`hostname ${name}`, loopbackConfiguration(settings, loopback), ...links, router(settings)];
  const bgp = name === EXPORTER ? [exporterInterface(), bgpConfiguration(settings)] : [];
  return `${[...parts, ...bgp].join('\n')}\n`;
}

const loopbackConfiguration = (
  { routerId, ipv6Loopback }: FrrRouterSettings,
  igp: string,
): string => `interface lo
 ip address ${routerId}/32
 ipv6 address ${ipv6Loopback}/128
${igp}
exit`;

const interfaceConfiguration = (end: FrrLinkEnd, igp: string): string => `interface ${end.interface}
 ip address ${end.address}/24
 ipv6 address ${end.ipv6Address}/64
${parametersConfiguration(end.parameters)}
${igp}
exit`;

const isisLink = ({ igpMetric }: FrrLinkEnd): string => ` ip router isis 1
 ipv6 router isis 1
 isis circuit-type level-2-only
 isis hello-interval 1
 isis hello-multiplier 3
 isis network point-to-point
 isis metric ${igpMetric}`;

const ospfLink = ({ igpMetric }: FrrLinkEnd): string => ` ip ospf area ${OSPF_AREA}
 ip ospf network point-to-point
 ip ospf hello-interval 1
 ip ospf dead-interval 4
 ip ospf cost ${igpMetric}`;

const parametersConfiguration = (parameters: FrrLinkParameters): string => ` link-params
  metric ${parameters.teMetric}
  max-bw ${parameters.maxBandwidth}
  max-rsv-bw ${parameters.maxReservable}
${parameters.unreserved.map((value, priority) => `  unrsv-bw ${priority} ${value}`).join('\n')}
  admin-grp 0x${(parameters.adminGroup >>> 0).toString(16)}
  delay ${parameters.delay} min ${parameters.minDelay} max ${parameters.maxDelay}
  delay-variation ${parameters.delayVariation}
  packet-loss ${parameters.loss.toFixed(6)}
  res-bw ${parameters.residual}
  ava-bw ${parameters.available}
  use-bw ${parameters.utilized}
 exit-link-params`;

const isisConfiguration = (settings: FrrRouterSettings): string => `router isis 1
 net ${AREA}.${settings.systemId}.00
 is-type level-2-only
 topology ipv6-unicast
 lsp-gen-interval 1
 mpls-te on
 mpls-te export
 mpls-te router-address ${settings.routerId}
 segment-routing on
 segment-routing node-msd ${settings.maximumSidDepth}
 segment-routing global-block ${GLOBAL_BLOCK.join(' ')}
 segment-routing prefix ${settings.routerId}/32 index ${settings.sidIndex}
exit`;

const ospfConfiguration = (settings: FrrRouterSettings): string => `router ospf
 ospf router-id ${settings.routerId}
 capability opaque
 mpls-te on
 mpls-te export
 mpls-te router-address ${settings.routerId}
 router-info area
 timers throttle spf 10 50 100
 segment-routing on
 segment-routing node-msd ${settings.maximumSidDepth}
 segment-routing global-block ${GLOBAL_BLOCK.join(' ')}
 segment-routing prefix ${settings.routerId}/32 index ${settings.sidIndex}
exit`;

const IGPS: Readonly<Record<Igp, IgpConfiguration>> = {
  isis: {
    loopback: ' ip router isis 1\n ipv6 router isis 1\n isis passive',
    link: isisLink,
    router: isisConfiguration,
  },
  ospf: {
    loopback: ` ip ospf area ${OSPF_AREA}\n ip ospf passive`,
    link: ospfLink,
    router: ospfConfiguration,
  },
};

const exporterInterface = (): string => `interface ${COLLECTOR_INTERFACE}
 ip address ${EXPORTER_ADDRESS}/24
exit`;

/** Short timers, so that tests of a lost session are short as well. */
const bgpConfiguration = ({ routerId }: FrrRouterSettings): string => `router bgp ${EXPORTER_AS}
 bgp router-id ${routerId}
 no bgp ebgp-requires-policy
 no bgp default ipv4-unicast
 neighbor ${COLLECTOR_ADDRESS} remote-as ${EXPORTER_AS}
 neighbor ${COLLECTOR_ADDRESS} timers 3 9
 neighbor ${COLLECTOR_ADDRESS} timers connect 1
 address-family link-state
  neighbor ${COLLECTOR_ADDRESS} activate
 exit-address-family
exit`;
