import type { LabelBlock } from '../../../domain/values/topology.js';
import { ISIS_ADJACENCY_FLAG, OSPF_ADJACENCY_FLAG } from '../codec/code-points.js';
import type { LabelRangesTlv } from '../codec/tlvs/label-ranges.js';
import type { Sid } from '../codec/tlvs/sid.js';
import { isOspf } from './node-identity.js';

/** The label blocks of a node: those of all prefix segments, and those of its own adjacency segments. */
export interface NodeLabels {
  readonly global: readonly LabelBlock[] | undefined;
  readonly local: readonly LabelBlock[] | undefined;
}

const HIGHEST_LABEL = 0xf_ffff;

/** Undefined when a range does not start with a label: then no index can be counted through the ranges. */
export function labelBlocks(tlv: LabelRangesTlv | undefined): readonly LabelBlock[] | undefined {
  if (tlv === undefined || tlv.ranges.length === 0) return undefined;
  if (tlv.ranges.some(({ first, size }) => first.kind !== 'label' || size === 0)) return undefined;
  return tlv.ranges.map(({ first, size }) => ({ base: first.value, size }));
}

/** The label of an index: the ranges are counted through in their order (RFC 8402 3.1.2, RFC 8667 3.1). */
export function labelOfIndex(index: number, blocks: readonly LabelBlock[] | undefined): number | undefined {
  let left = index;
  for (const { base, size } of blocks ?? []) {
    if (left < size) return base + left <= HIGHEST_LABEL ? base + left : undefined;
    left -= size;
  }
  return undefined;
}

/** A segment of an adjacency as it is advertised. */
export interface AdjacencySegment {
  readonly flags: number;
  readonly sid: Sid;
}

/**
 * The label to use of several for one adjacency, or undefined. In this order: for IPv4 traffic before for IPv6, not
 * protected before protected (a path that was computed should not silently take a detour), kept over restarts before
 * not, of this adjacency alone before of a set, the lowest label.
 */
export function adjacencyLabel(
  protocol: number,
  segments: readonly AdjacencySegment[],
  labels: () => NodeLabels,
): number | undefined {
  const candidates = segments.flatMap(({ flags, sid }) => {
    const local = (flags & (isOspf(protocol) ? OSPF_ADJACENCY_FLAG.L : ISIS_ADJACENCY_FLAG.L)) !== 0;
    const label =
      sid.kind === 'label' ? sid.value : labelOfIndex(sid.value, labels()[local ? 'local' : 'global']);
    return label === undefined ? [] : [{ label, penalty: penaltyOf(protocol, flags) }];
  });
  return candidates.sort((a, b) => a.penalty - b.penalty || a.label - b.label)[0]?.label;
}

function penaltyOf(protocol: number, flags: number): number {
  const { B, P } = isOspf(protocol) ? OSPF_ADJACENCY_FLAG : ISIS_ADJACENCY_FLAG;
  const set = isOspf(protocol) ? OSPF_ADJACENCY_FLAG.G : ISIS_ADJACENCY_FLAG.S;
  const ipv6 = isOspf(protocol) ? 0 : ISIS_ADJACENCY_FLAG.F;
  const penalties = [(flags & ipv6) !== 0, (flags & B) !== 0, (flags & P) === 0, (flags & set) !== 0];
  return penalties.reduce((sum, bad) => 2 * sum + (bad ? 1 : 0), 0);
}
