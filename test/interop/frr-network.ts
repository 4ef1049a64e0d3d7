// The network and the router configuration of the tests with FRRouting's pathd.

/** What differs between versions of the network's document. */
export interface NetworkChanges {
  /** Links, by id, that are down. */
  readonly down?: readonly string[];
}

/**
 * From A, the router, to D over four transit nodes; TE metrics 20, 40, 60 and 80. Only B's links lack group 0,
 * and C's links carry 500 kbit/s, the others 10 Gbit/s:
 *
 *        B          10 + 10, not in group 0
 *        C          20 + 20, 500 kbit/s
 *     A -+- D
 *        E          30 + 30
 *        F          40 + 40
 */
export function networkDocument({ down = [] }: NetworkChanges = {}): string {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const nodes = names.map((id, index) => ({
    id,
    routerId: `10.0.0.${index + 1}`,
    prefixSid: 16_001 + index,
  }));
  const links = (['B', 'C', 'E', 'F'] as const).flatMap((transit, index) => {
    const number = names.indexOf(transit) + 1;
    const shared = {
      igpMetric: 10,
      teMetric: 10 * (index + 1),
      capacity: transit === 'C' ? 500e3 : 10e9,
      adminGroups: transit === 'B' ? [5] : [0],
    };
    return [
      {
        id: `A-${transit}`,
        from: 'A',
        to: transit,
        fromAddress: `10.1.${number}.1`,
        toAddress: `10.1.${number}.${number}`,
        adjacencySid: 24_100 + number,
        reverseAdjacencySid: 24_001 + number * 100,
        ...shared,
      },
      {
        id: `${transit}-D`,
        from: transit,
        to: 'D',
        fromAddress: `10.4.${number}.${number}`,
        toAddress: `10.4.${number}.4`,
        adjacencySid: 24_004 + number * 100,
        reverseAdjacencySid: 24_400 + number,
        ...shared,
      },
    ];
  });
  const withState = links.map((link) => ({ ...link, operational: !down.includes(link.id) }));
  return JSON.stringify({ cairn: 'topology/1', name: 'interop', nodes, links: withState });
}

/** Loopback addresses of the router: pathd needs one of each family beside 127.0.0.1. */
export const ROUTER_ADDRESSES = ['10.0.0.1/32', '2001:db8::1/128'];

/** The PCC's id: pathd sends no SPEAKER-ENTITY-ID. */
export const ROUTER = '10.0.0.1';

/** Symbolic path names are `<policy>-<candidate path>`. */
export const EXPLICIT = `${ROUTER}/POL-EXPLICIT-CP-EXPLICIT`;
export const DYNAMIC = `${ROUTER}/POL-DYNAMIC-CP-DYNAMIC`;

/** 100,000 bytes/s (RFC 5440 7.7), as Cairn counts it. */
export const DYNAMIC_BANDWIDTH = 800_000;

export interface RouterOptions {
  /** PCEs, best first. */
  readonly pces: readonly string[];
  /** Seconds. */
  readonly keepalive: number;
  readonly deadTimer: number;
  readonly delegationTimeout: number;
}

/** One explicit policy, and a dynamic one whose path has to be asked for. */
export function routerConfiguration({
  pces,
  keepalive,
  deadTimer,
  delegationTimeout,
}: RouterOptions): string {
  const peers = pces.flatMap((address, index) => [
    `   pce PCE${index + 1}`,
    '    config TIMERS',
    `    source-address ip ${ROUTER}`,
    `    address ip ${address} port 4189`,
    '    pce-initiated',
    '   exit',
  ]);
  const lines = [
    'segment-routing',
    ' traffic-eng',
    '  segment-list VIA-B',
    '   index 10 mpls label 16002',
    '   index 20 mpls label 16004',
    '  exit',
    '  policy color 100 endpoint 10.0.0.2',
    '   name POL-EXPLICIT',
    '   binding-sid 1111',
    '   candidate-path preference 100 name CP-EXPLICIT explicit segment-list VIA-B',
    '  exit',
    ...dynamicPolicy({ color: 200, policy: 'POL-DYNAMIC', candidate: 'CP-DYNAMIC', bandwidth: 100_000 }),
    '  pcep',
    '   pce-config TIMERS',
    `    timer keep-alive ${keepalive} dead-timer ${deadTimer} delegation-timeout ${delegationTimeout}`,
    '   exit',
    ...peers,
    '   pcc',
    '    msd 8',
    ...pces.map((_, index) => `    peer PCE${index + 1} precedence ${10 * (index + 1)}`),
    '   exit',
    '  exit',
    ' exit',
    'exit',
  ];
  return `${lines.join('\n')}\n`;
}

export interface DynamicPolicy {
  readonly color: number;
  readonly policy: string;
  readonly candidate: string;
  /** Bytes/s. */
  readonly bandwidth: number;
}

/** A policy to D whose path pathd asks its PCE for, over links of group 0 and within IGP metric 30. */
export function dynamicPolicy({ color, policy, candidate, bandwidth }: DynamicPolicy): readonly string[] {
  return [
    `  policy color ${color} endpoint 10.0.0.4`,
    `   name ${policy}`,
    `   candidate-path preference 100 name ${candidate} dynamic`,
    '    metric bound igp 30',
    '    metric te 10',
    '    affinity include-any 0x1',
    `    bandwidth ${bandwidth}`,
    '   exit',
    '  exit',
  ];
}
