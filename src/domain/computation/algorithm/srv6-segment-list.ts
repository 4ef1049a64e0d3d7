import type { Srv6Hop } from '../../values/hop.js';
import type { Result } from '../../values/result.js';
import type { Srv6Sid } from '../../values/topology.js';
import type { TeGraph } from '../graph/te-graph.js';
import { fewestSegments, type NoSegment, type Segment, stretchStart } from './fewest-segments.js';
import type { IgpTrees } from './igp-trees.js';

/** End and End.X with any of the flavours PSP, USP and USD (RFC 8986 10.2). Others do more than pass a packet on. */
const END: ReadonlySet<number> = new Set([1, 2, 3, 4, 28, 29, 30, 31]);
const END_X: ReadonlySet<number> = new Set([5, 6, 7, 8, 32, 33, 34, 35]);

/**
 * The fewest SRv6 SIDs that make packets take exactly these links. A SID is routed to its node along the shortest path of
 * its algorithm, which must be the only one; End stays there, End.X (RFC 8986 4.2) goes on over its link, so that unlike
 * an adjacency label it may be used from afar. Preferences and cost as for `segmentList`.
 */
export function srv6SegmentList(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  preferred = 0,
): Result<readonly Srv6Hop[], NoSegment> {
  const rank = ({ algorithm = 0 }: Srv6Sid): number => (algorithm === preferred ? -1 : algorithm);
  const startTowards = ({ algorithm = 0 }: Srv6Sid, position: number): number | undefined => {
    const own = trees.of(algorithm);
    return own === undefined ? undefined : stretchStart(graph, own, links, position);
  };
  const usable = (sids: readonly Srv6Sid[] | undefined, behaviors: ReadonlySet<number>): readonly Srv6Sid[] =>
    (sids ?? [])
      .filter(({ behavior }) => behaviors.has(behavior))
      .sort((a, b) => rank(a) - rank(b) || (a.sid < b.sid ? -1 : 1));
  const segments = links.map((link, position): readonly Segment<Srv6Hop>[] => {
    const { srv6Sids, sourceAddress, targetAddress } = graph.links[link]!;
    const end = graph.nodes[graph.target[link]!]!;
    const address = end.ipv6RouterId ?? end.routerId;
    const ends =
      sourceAddress === undefined || targetAddress === undefined
        ? {}
        : { local: sourceAddress, remote: targetAddress };
    return [
      ...usable(end.srv6Sids, END).flatMap((sid) => {
        const from = startTowards(sid, position + 1);
        const named = address === undefined ? {} : { node: address };
        return from === undefined || from > position ? [] : [{ from, hop: hopOf(sid, named) }];
      }),
      ...usable(srv6Sids, END_X).flatMap((sid) => {
        const from = startTowards(sid, position);
        return from === undefined ? [] : [{ from, hop: hopOf(sid, ends) }];
      }),
    ];
  });
  return fewestSegments(links, segments);
}

const hopOf = (
  { sid, behavior, structure }: Srv6Sid,
  named: Pick<Srv6Hop, 'node' | 'local' | 'remote'>,
): Srv6Hop => ({
  kind: 'srv6',
  sid,
  behavior,
  ...(structure === undefined ? {} : { structure }),
  ...named,
});
