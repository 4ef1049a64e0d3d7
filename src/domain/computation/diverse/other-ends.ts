import { countsNodes, type DisjointnessLevel } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import type { Query } from '../algorithm/query.js';
import { isEnd } from './risks.js';

/**
 * What a member asks, away from the nodes where only others start or end: those have no path without them, so that where nodes
 * count nobody else can pass there.
 */
export function awayFromOtherEnds({ members }: Board, level: DisjointnessLevel, member: number): Query {
  const { query } = members[member]!;
  if (!countsNodes(level)) return query;
  const ends = members.flatMap((other) => [other.query.source, other.query.destination]);
  return {
    ...query,
    excludedNodes: [...query.excludedNodes, ...ends.filter((node) => !isEnd(query, node))],
  };
}
