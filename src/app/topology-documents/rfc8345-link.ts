import { fromBytesPerSecond, toBytesPerSecond } from '../../domain/values/bandwidth.js';
import type { TopologyLink } from '../../domain/values/topology.js';
import { showValue } from '../documents/document-path.js';
import { LINK_KEYS, type LinkAttributes, readLinkAttributes } from './cairn-link.js';
import { linkFields } from './cairn-link-fields.js';
import { definedFields, Mapping } from './mapping.js';
import {
  ADMIN_GROUP,
  BANDWIDTH,
  DELAY,
  describeRange,
  IGP_METRIC,
  NUMBER_32_BITS,
  numberProblem,
  TE_METRIC,
} from './number-range.js';
import { ProblemList } from './problem-list.js';
import { differences } from './rfc8345-differences.js';
import { CAIRN, TE, TOPOLOGY } from './rfc8345-node.js';
import { adminGroupBytes, adminGroupsOf, hexFloat, teBandwidth } from './te-values.js';
import { yangOf } from './yang-json.js';
import type { YangMapping } from './yang-mapping.js';

/** What the te-tp-id of a termination point is. */
export interface TerminationPoint {
  readonly address?: string;
  readonly interface?: number;
}

const NOT_OWN = new Set<string>(['id', 'from', 'to', 'oneWay', 'reverseAdjacencySid']);
const OWN_KEYS = LINK_KEYS.filter((key) => !NOT_OWN.has(key));
/** RFC 8776: te-common-status. Of a link that is being prepared for maintenance traffic still can make use. */
const NOT_OPERATIONAL = ['down', 'testing', 'maintenance'];
const STATUSES = ['up', 'down', 'testing', 'preparing-maintenance', 'maintenance', 'unknown'];
const PRIORITY = { minimum: 0, maximum: 7, meaning: 'a setup priority' } as const;

export function readTerminationPoints(node: YangMapping): ReadonlyMap<string, TerminationPoint> {
  const points = new Map<string, TerminationPoint>();
  for (const entry of node.list('termination-point', TOPOLOGY)) {
    const id = entry.required('tp-id');
    if (id !== undefined) points.set(id, readPoint(entry));
  }
  return points;
}

function readPoint(entry: YangMapping): TerminationPoint {
  if (!entry.has('te-tp-id', TE)) return {};
  const address = entry.addressIfAny('te-tp-id', TE);
  if (address !== undefined) return { address };
  return definedFields({ interface: entry.whole('te-tp-id', NUMBER_32_BITS, TE) });
}

/** What the network says of a link; what cairn-topology says counts before the rest. */
export function readTeLink(
  link: YangMapping,
  source: TerminationPoint | undefined,
  target: TerminationPoint | undefined,
  problems: ProblemList,
): Partial<LinkAttributes> {
  return { ...readStandard(link, source, target), ...readOwn(link, problems) };
}

function readStandard(
  link: YangMapping,
  source: TerminationPoint | undefined,
  target: TerminationPoint | undefined,
): Partial<LinkAttributes> {
  const te = link.container('te', TE);
  const attributes = te?.container('te-link-attributes');
  const srlgs = attributes?.container('te-srlgs');
  const statuses = [readStatus(te, 'oper-status'), readStatus(attributes, 'admin-status')];
  return definedFields({
    sourceAddress: source?.address,
    targetAddress: target?.address,
    sourceInterface: source?.interface,
    targetInterface: target?.interface,
    name: attributes?.text('name'),
    igpMetric: attributes?.whole('te-igp-metric', IGP_METRIC),
    teMetric: attributes?.whole('te-default-metric', TE_METRIC),
    delay: attributes?.whole('te-delay-metric', DELAY),
    capacity: readBandwidth(attributes?.container('max-link-bandwidth')),
    reservable: readBandwidth(attributes?.container('max-resv-link-bandwidth')),
    unreserved: readUnreserved(attributes),
    adminGroups: readGroups(attributes),
    srlgs: srlgs?.mapping.optionalWholes(srlgs.keyOf('value'), NUMBER_32_BITS),
    operational: statuses.every((status) => status === undefined)
      ? undefined
      : statuses.every((status) => status !== false),
  });
}

function readOwn(link: YangMapping, problems: ProblemList): Partial<LinkAttributes> {
  const key = link.keyOf('attributes', CAIRN);
  if (!link.mapping.has(key)) return {};
  const own = Mapping.of(link.mapping.raw(key), [...link.mapping.path, key], OWN_KEYS, problems);
  return own === undefined ? {} : readLinkAttributes(own);
}

function readStatus(container: YangMapping | undefined, name: string): boolean | undefined {
  if (container === undefined) return undefined;
  const status = container.mapping.choice(container.keyOf(name), STATUSES);
  return status === undefined ? undefined : !NOT_OPERATIONAL.includes(status);
}

function readBandwidth(container: YangMapping | undefined): number | undefined {
  const bandwidth = container?.container('te-bandwidth');
  const text = bandwidth?.text('generic');
  if (bandwidth === undefined || text === undefined) return undefined;
  const bytes = teBandwidth(text);
  if (bytes === undefined) {
    const what = `${showValue(text)} is not a bandwidth`;
    bandwidth.refuse('generic', what, 'bytes per second, such as 0x1.2a05f2p30 (RFC 8294)');
    return undefined;
  }
  const bits = fromBytesPerSecond(bytes);
  const problem = numberProblem(bits, BANDWIDTH);
  if (problem !== undefined) bandwidth.refuse('generic', problem, describeRange('a number', BANDWIDTH));
  return bits;
}

/** Priorities of which nothing is said have nothing unreserved. */
function readUnreserved(attributes: YangMapping | undefined): readonly number[] | undefined {
  const entries = attributes?.list('unreserved-bandwidth') ?? [];
  if (entries.length === 0) return undefined;
  const unreserved = Array<number>(PRIORITY.maximum + 1).fill(0);
  for (const entry of entries) {
    const priority = entry.whole('priority', PRIORITY);
    if (priority !== undefined) unreserved[priority] = readBandwidth(entry) ?? 0;
  }
  return unreserved;
}

function readGroups(attributes: YangMapping | undefined): readonly number[] | undefined {
  if (attributes === undefined || !attributes.has('administrative-group')) return undefined;
  const value = attributes.mapping.raw(attributes.keyOf('administrative-group'));
  const groups = typeof value === 'string' ? adminGroupsOf(value) : undefined;
  const problem =
    groups === undefined
      ? `${showValue(value)} is not a hex-string`
      : numberProblem(Math.max(0, ...groups), ADMIN_GROUP);
  if (problem === undefined) return groups;
  attributes.refuse('administrative-group', problem, 'bytes such as 00:00:00:09, at most 252');
  return undefined;
}

/** The text that names the end of a link among the termination points of its node, if it has one. */
export const pointIdOf = ({ address, interface: number }: TerminationPoint): string | undefined =>
  address ?? (number === undefined ? undefined : String(number));

export const sourcePointOf = ({ sourceAddress, sourceInterface }: TopologyLink): TerminationPoint =>
  sourceAddress === undefined ? definedFields({ interface: sourceInterface }) : { address: sourceAddress };

export const targetPointOf = ({ targetAddress, targetInterface }: TopologyLink): TerminationPoint =>
  targetAddress === undefined ? definedFields({ interface: targetInterface }) : { address: targetAddress };

/** The link's entry. What RFC 8795 has no exact place for stands under cairn-topology. */
export function writeTeLink(link: TopologyLink): Record<string, unknown> {
  const { id, source, target, ...attributes } = link;
  const from = sourcePointOf(link);
  const to = targetPointOf(link);
  const entry = {
    'link-id': id,
    source: definedFields({ 'source-node': source, 'source-tp': pointIdOf(from) }),
    destination: definedFields({ 'dest-node': target, 'dest-tp': pointIdOf(to) }),
    [`${TE}:te`]: {
      'te-link-attributes': standardAttributes(link),
      'oper-status': link.operational ? 'up' : 'down',
    },
  };
  const standard = readStandard(yangOf(entry, TOPOLOGY, new ProblemList()), from, to);
  const read = { adminGroups: [], srlgs: [], ...standard };
  const own = differences<LinkAttributes>(attributes, read);
  return own === undefined ? entry : { ...entry, [`${CAIRN}:attributes`]: linkFields(own) };
}

function standardAttributes(link: TopologyLink): Record<string, unknown> {
  return definedFields({
    name: link.name,
    'administrative-group': link.adminGroups.length > 0 ? adminGroupBytes(link.adminGroups) : undefined,
    'max-link-bandwidth': bandwidthOf(link.capacity),
    'max-resv-link-bandwidth': bandwidthOf(link.reservable),
    'unreserved-bandwidth': link.unreserved?.map((bits, priority) => ({ priority, ...bandwidthOf(bits) })),
    'te-default-metric': link.teMetric,
    'te-delay-metric': link.delay,
    'te-igp-metric': link.igpMetric,
    'te-srlgs': link.srlgs.length > 0 ? { value: link.srlgs } : undefined,
  });
}

const bandwidthOf = (bitsPerSecond: number): object => ({
  'te-bandwidth': { generic: hexFloat(toBytesPerSecond(bitsPerSecond)) },
});
