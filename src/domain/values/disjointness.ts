/**
 * What no single failure may take from two paths at once: a link, in whichever direction each of them uses it; with
 * `node` a node too; with `srlg` a shared risk link group too (RFC 5440 7.13.2, RFC 8800 4). A link is always a risk of its own.
 */
export type DisjointnessLevel = 'link' | 'node' | 'srlg' | 'srlg-node';

export const DISJOINTNESS_LEVELS: readonly DisjointnessLevel[] = ['link', 'node', 'srlg', 'srlg-node'];

export interface DisjointnessConstraint {
  readonly level: DisjointnessLevel;
  /** False: where nothing is disjoint, the paths that share least (RFC 8800 4.2, T flag). */
  readonly strict: boolean;
}

export const countsNodes = (level: DisjointnessLevel): boolean => level === 'node' || level === 'srlg-node';
export const countsRiskGroups = (level: DisjointnessLevel): boolean =>
  level === 'srlg' || level === 'srlg-node';
