import { wholeBitsPerSecond } from '../../domain/values/bandwidth.js';
import { LinkId, NodeId } from '../../domain/values/identifiers.js';
import type { TopologyLink } from '../../domain/values/topology.js';
import { readSrv6Sids } from './cairn-srv6.js';
import type { LinkEnds } from './link-ids.js';
import { definedFields, type Mapping } from './mapping.js';
import {
  ADMIN_GROUP,
  BANDWIDTH,
  DELAY,
  IGP_METRIC,
  LABEL,
  NUMBER_32_BITS,
  type NumberRange,
  TE_METRIC,
} from './number-range.js';

export const LINK_KEYS = [
  'id',
  'from',
  'to',
  'fromAddress',
  'toAddress',
  'fromInterface',
  'toInterface',
  'name',
  'oneWay',
  'igpMetric',
  'teMetric',
  'delay',
  'minDelay',
  'maxDelay',
  'delayVariation',
  'loss',
  'capacity',
  'reservable',
  'unreserved',
  'residualBandwidth',
  'availableBandwidth',
  'utilizedBandwidth',
  'adminGroups',
  'srlgs',
  'adjacencySid',
  'reverseAdjacencySid',
  'srv6Sids',
  'operational',
] as const;

/** RFC 8570 4.4: a share, there in steps of 0.000003 %. */
const LOSS: NumberRange = { minimum: 0, maximum: 1, meaning: 'the share of packets that are lost' };
/** RFC 3630 2.5.8: setup priorities 0 to 7. */
const PRIORITIES = 8;

/** What a link has besides its id and ends. */
export type LinkAttributes = Omit<TopologyLink, 'id' | 'source' | 'target'>;
type OfOneDirection =
  | 'sourceAddress'
  | 'targetAddress'
  | 'sourceInterface'
  | 'targetInterface'
  | 'adjacencySid'
  | 'srv6Sids';

/** One entry of `links`: what it joins and what both directions share, with what differs between them. */
export interface LinkEntry {
  readonly ends: LinkEnds;
  /** The id that the document gives the direction `from` -> `to`. */
  readonly id?: string;
  readonly capacityGiven: boolean;
  readonly shared: Omit<LinkAttributes, OfOneDirection>;
  /** Of the direction `from` -> `to`. */
  readonly own: Pick<LinkAttributes, OfOneDirection>;
  readonly reverseAdjacencySid?: number;
}

/** Undefined if what makes it a link is wrong. */
export function readLink(mapping: Mapping, knownNodes: ReadonlySet<string>): LinkEntry | undefined {
  const oneWay = mapping.flag('oneWay') ?? false;
  const { sourceAddress, targetAddress, sourceInterface, targetInterface, adjacencySid, srv6Sids, ...given } =
    readLinkAttributes(mapping);
  const shared = { ...ABSENT_ATTRIBUTES, reservable: given.capacity ?? 0, ...given };
  const own = definedFields({
    sourceAddress,
    targetAddress,
    sourceInterface,
    targetInterface,
    adjacencySid,
    srv6Sids,
  });
  const further = definedFields({
    id: mapping.text('id'),
    reverseAdjacencySid: mapping.whole('reverseAdjacencySid', LABEL),
  });
  if (oneWay && mapping.has('reverseAdjacencySid')) {
    mapping.refuse('reverseAdjacencySid', 'a link with oneWay: true has no other direction');
  }
  const ends = readEnds(mapping, oneWay, knownNodes);
  if (ends === undefined) return undefined;
  return { ends, capacityGiven: mapping.has('capacity'), shared, own, ...further };
}

/** What a link has of which nothing is said. */
export const ABSENT_ATTRIBUTES = {
  capacity: 0,
  reservable: 0,
  adminGroups: [],
  srlgs: [],
  operational: true,
} as const;

/** What the mapping says of the direction `from` -> `to`, without defaults. */
export function readLinkAttributes(mapping: Mapping): Partial<LinkAttributes> {
  return definedFields({
    sourceAddress: mapping.address('fromAddress'),
    targetAddress: mapping.address('toAddress'),
    sourceInterface: mapping.whole('fromInterface', NUMBER_32_BITS),
    targetInterface: mapping.whole('toInterface', NUMBER_32_BITS),
    adjacencySid: mapping.whole('adjacencySid', LABEL),
    srv6Sids: readSrv6Sids(mapping),
    name: mapping.text('name'),
    igpMetric: mapping.whole('igpMetric', IGP_METRIC),
    teMetric: mapping.whole('teMetric', TE_METRIC),
    delay: wholeDelay(mapping, 'delay'),
    minDelay: wholeDelay(mapping, 'minDelay'),
    maxDelay: wholeDelay(mapping, 'maxDelay'),
    delayVariation: wholeDelay(mapping, 'delayVariation'),
    loss: mapping.number('loss', LOSS),
    capacity: wholeBandwidth(mapping, 'capacity'),
    reservable: wholeBandwidth(mapping, 'reservable'),
    unreserved: readUnreserved(mapping),
    residualBandwidth: wholeBandwidth(mapping, 'residualBandwidth'),
    availableBandwidth: wholeBandwidth(mapping, 'availableBandwidth'),
    utilizedBandwidth: wholeBandwidth(mapping, 'utilizedBandwidth'),
    adminGroups: mapping.optionalWholes('adminGroups', ADMIN_GROUP),
    srlgs: mapping.optionalWholes('srlgs', NUMBER_32_BITS),
    operational: mapping.flag('operational'),
  });
}

/** The link from `from` to `to`. */
export const forwardLink = ({ ends, own, shared }: LinkEntry, id: string): TopologyLink => ({
  id: LinkId(id),
  source: ends.from,
  target: ends.to,
  ...own,
  ...shared,
});

/** The same link seen from `to`: addresses and interface numbers swapped, its own adjacency SID. */
export function reverseLink(entry: LinkEntry, id: string): TopologyLink {
  const { ends, own, shared } = entry;
  const reversed = definedFields({
    sourceAddress: own.targetAddress,
    targetAddress: own.sourceAddress,
    sourceInterface: own.targetInterface,
    targetInterface: own.sourceInterface,
    adjacencySid: entry.reverseAdjacencySid,
  });
  return { id: LinkId(id), source: ends.to, target: ends.from, ...reversed, ...shared };
}

function readEnds(mapping: Mapping, oneWay: boolean, knownNodes: ReadonlySet<string>): LinkEnds | undefined {
  const from = readEnd(mapping, 'from', knownNodes);
  const to = readEnd(mapping, 'to', knownNodes);
  if (from === undefined || to === undefined) return undefined;
  if (from === to) {
    mapping.refuse('to', `the link joins ${JSON.stringify(from)} with itself`, 'two different nodes');
    return undefined;
  }
  return { from: NodeId(from), to: NodeId(to), oneWay };
}

function readEnd(mapping: Mapping, key: 'from' | 'to', knownNodes: ReadonlySet<string>): string | undefined {
  const id = mapping.requiredText(key);
  if (id === undefined || knownNodes.has(id)) return id;
  mapping.refuse(key, `no node has the id ${JSON.stringify(id)}`, 'the id of a node of this document');
  return undefined;
}

function wholeBandwidth(mapping: Mapping, key: string): number | undefined {
  const bitsPerSecond = mapping.number(key, BANDWIDTH);
  return bitsPerSecond === undefined ? undefined : wholeBitsPerSecond(bitsPerSecond);
}

function wholeDelay(mapping: Mapping, key: string): number | undefined {
  const microseconds = mapping.number(key, DELAY);
  return microseconds === undefined ? undefined : Math.round(microseconds);
}

function readUnreserved(mapping: Mapping): readonly number[] | undefined {
  const listed = mapping.numbers('unreserved', BANDWIDTH);
  if (listed === undefined) return undefined;
  if (listed.length === PRIORITIES) return listed.map(wholeBitsPerSecond);
  mapping.refuse(
    'unreserved',
    `${listed.length} numbers`,
    `a list of ${PRIORITIES} numbers, for setup priority 0 to ${PRIORITIES - 1}`,
  );
  return undefined;
}
