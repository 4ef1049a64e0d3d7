import { wholeBitsPerSecond } from '../../domain/values/bandwidth.js';
import { LinkId, NodeId } from '../../domain/values/identifiers.js';
import type { TopologyLink } from '../../domain/values/topology.js';
import { LABEL } from './cairn-node.js';
import type { LinkEnds } from './link-ids.js';
import { definedFields, type Mapping, type NumberRange } from './mapping.js';

export const LINK_KEYS = [
  'id',
  'from',
  'to',
  'fromAddress',
  'toAddress',
  'oneWay',
  'igpMetric',
  'teMetric',
  'delay',
  'capacity',
  'reservable',
  'adminGroups',
  'srlgs',
  'adjacencySid',
  'reverseAdjacencySid',
  'operational',
] as const;

/** RFC 5305 3.7: 24 bits. */
const IGP_METRIC: NumberRange = { minimum: 0, maximum: 0xff_ff_ff };
/** RFC 3630 2.5.5: 32 bits. */
const TE_METRIC: NumberRange = { minimum: 0, maximum: 0xff_ff_ff_ff };
/** RFC 8570 4.1: 24 bits. */
const DELAY: NumberRange = { minimum: 0, maximum: 0xff_ff_ff, meaning: 'microseconds' };
/** Leaves room for exact sums over 9000 such links. */
const BANDWIDTH: NumberRange = {
  minimum: 0,
  maximum: 1e15,
  meaning: 'bit/s, such as 10e9 for 10 Gbit/s',
};
/** RFC 3630 2.5.9: a 32-bit mask. */
const ADMIN_GROUP: NumberRange = {
  minimum: 0,
  maximum: 31,
  meaning: 'the bit number of an administrative group',
};
/** RFC 4203 1.3: 32 bits. */
const SRLG: NumberRange = { minimum: 0, maximum: 0xff_ff_ff_ff };

/** One entry of `links`: what it joins and what both directions share, with what differs between them. */
export interface LinkEntry {
  readonly ends: LinkEnds;
  /** The id that the document gives the direction `from` -> `to`. */
  readonly id?: string;
  readonly capacityGiven: boolean;
  readonly shared: Omit<
    TopologyLink,
    'id' | 'source' | 'target' | 'sourceAddress' | 'targetAddress' | 'adjacencySid'
  >;
  readonly fromAddress?: string;
  readonly toAddress?: string;
  readonly adjacencySid?: number;
  readonly reverseAdjacencySid?: number;
}

/** Undefined if what makes it a link is wrong. */
export function readLink(mapping: Mapping, knownNodes: ReadonlySet<string>): LinkEntry | undefined {
  const oneWay = mapping.flag('oneWay') ?? false;
  const capacity = wholeBandwidth(mapping, 'capacity');
  const delay = mapping.number('delay', DELAY);
  const shared = {
    capacity: capacity ?? 0,
    reservable: wholeBandwidth(mapping, 'reservable') ?? capacity ?? 0,
    ...definedFields({
      igpMetric: mapping.whole('igpMetric', IGP_METRIC),
      teMetric: mapping.whole('teMetric', TE_METRIC),
      delay: delay === undefined ? undefined : Math.round(delay),
    }),
    adminGroups: mapping.wholes('adminGroups', ADMIN_GROUP),
    srlgs: mapping.wholes('srlgs', SRLG),
    operational: mapping.flag('operational') ?? true,
  };
  const own = definedFields({
    id: mapping.text('id'),
    fromAddress: mapping.address('fromAddress'),
    toAddress: mapping.address('toAddress'),
    adjacencySid: mapping.whole('adjacencySid', LABEL),
    reverseAdjacencySid: mapping.whole('reverseAdjacencySid', LABEL),
  });
  if (oneWay && mapping.has('reverseAdjacencySid')) {
    mapping.refuse('reverseAdjacencySid', 'a link with oneWay: true has no other direction');
  }
  const ends = readEnds(mapping, oneWay, knownNodes);
  return ends === undefined ? undefined : { ends, capacityGiven: mapping.has('capacity'), shared, ...own };
}

/** The link from `from` to `to`. */
export function forwardLink(entry: LinkEntry, id: string): TopologyLink {
  const { ends, shared, fromAddress, toAddress, adjacencySid } = entry;
  const own = definedFields({ sourceAddress: fromAddress, targetAddress: toAddress, adjacencySid });
  return { id: LinkId(id), source: ends.from, target: ends.to, ...own, ...shared };
}

/** The same link seen from `to`: addresses swapped, its own adjacency SID. */
export function reverseLink(entry: LinkEntry, id: string): TopologyLink {
  const { ends, shared, fromAddress, toAddress, reverseAdjacencySid } = entry;
  const own = definedFields({
    sourceAddress: toAddress,
    targetAddress: fromAddress,
    adjacencySid: reverseAdjacencySid,
  });
  return { id: LinkId(id), source: ends.to, target: ends.from, ...own, ...shared };
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
