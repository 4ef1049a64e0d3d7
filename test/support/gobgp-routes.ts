// Link-state routes in the words of GoBGP's command line: what `gobgp global rib add -a ls` takes.
import type { GobgpRoute } from './gobgp.js';

/** IS-IS level 2 (RFC 9552 5.2). */
const PROTOCOL = 2;

export interface GobgpNode {
  readonly asNumber: number;
  /** IS-IS system id, such as `0000.0000.0001`. */
  readonly systemId: string;
  readonly name?: string;
  /** In hexadecimal, such as `490001`. */
  readonly area?: string;
  readonly algorithms?: readonly number[];
}

export interface GobgpLink {
  readonly asNumber: number;
  readonly from: string;
  readonly to: string;
  /** At `from` and at `to`. */
  readonly addresses?: readonly [string, string];
  readonly interfaces?: readonly [number, number];
  /** Octets per second. */
  readonly maxBandwidth?: number;
  readonly teMetric?: number;
  readonly igpMetric?: number;
  /** Microseconds. */
  readonly delay?: number;
  readonly minMaxDelay?: readonly [number, number];
  readonly delayVariation?: number;
}

const said = (word: string, value: number | string | undefined): readonly string[] =>
  value === undefined ? [] : [word, String(value)];

const source = (kind: string, asNumber: number, systemId: string): readonly string[] => [
  kind,
  ...said('protocol', PROTOCOL),
  ...said('identifier', 0),
  ...said('local-asn', asNumber),
  ...said('local-igp-router-id', systemId),
];

export const nodeRoute = ({ asNumber, systemId, name, area, algorithms }: GobgpNode): GobgpRoute => [
  ...source('node', asNumber, systemId),
  ...said('node-name', name),
  ...said('isis-area-id', area),
  ...(algorithms === undefined ? [] : ['sr-algorithm', ...algorithms.map(String)]),
];

export const linkRoute = (link: GobgpLink): GobgpRoute => [
  ...source('link', link.asNumber, link.from),
  ...said('remote-asn', link.asNumber),
  ...said('remote-igp-router-id', link.to),
  ...said('link-local-id', link.interfaces?.[0]),
  ...said('link-remote-id', link.interfaces?.[1]),
  ...said('ipv4-interface-address', link.addresses?.[0]),
  ...said('ipv4-neighbor-address', link.addresses?.[1]),
  ...said('max-link-bandwidth', link.maxBandwidth),
  ...said('te-default-metric', link.teMetric),
  ...said('metric', link.igpMetric),
  ...said('unidirectional-link-delay', link.delay),
  ...said('min-unidirectional-link-delay', link.minMaxDelay?.[0]),
  ...said('max-unidirectional-link-delay', link.minMaxDelay?.[1]),
  ...said('unidirectional-delay-variation', link.delayVariation),
];

export const ipv6PrefixRoute = (asNumber: number, systemId: string, prefix: string): GobgpRoute => [
  ...source('prefixv6', asNumber, systemId),
  ...said('ip-reachability-info', prefix),
];

/** A segment of behaviour End (RFC 8986 4.1). */
export const srv6SidRoute = (asNumber: number, systemId: string, sid: string): GobgpRoute => [
  ...source('srv6sid', asNumber, systemId),
  ...said('sids', sid),
  ...said('multi-topology-id', 2),
  ...said('srv6-endpoint-behavior', 1),
];
