import type { SourceName } from '../../domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';

/** What one topology document says. Links are single directions, in the order of the document. */
export interface TopologyDocument {
  readonly source: SourceName;
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
  /** What is accepted but probably not meant, for the operator to read. */
  readonly warnings: readonly string[];
}

/** A network to be written, with the name that the document gives it. */
export interface WrittenTopology {
  readonly name: string;
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}

export interface DocumentProblem {
  /** Such as `links[3].capacity`; empty for the document as a whole. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  readonly what: string;
  readonly allowed?: string;
}

export interface DocumentError {
  readonly code: 'invalid-document';
  /** In the order in which they were found; never empty. */
  readonly problems: readonly DocumentProblem[];
  /** How many more were found than `problems` lists. */
  readonly omitted: number;
}

/** One line per problem: where, what, what is allowed. */
export function describeDocumentError(error: DocumentError): string {
  const lines = error.problems.map(describeProblem);
  if (error.omitted > 0) lines.push(`and ${error.omitted} more`);
  return lines.join('\n');
}

function describeProblem({ path, line, what, allowed }: DocumentProblem): string {
  const where = [path, line === undefined ? '' : `line ${line}`].filter((part) => part !== '').join(', ');
  return `${where === '' ? 'document' : where}: ${what}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`;
}

/** Document formats, named as in the GraphQL enumeration `TopologyFormat` (which has AUTO besides). */
export const TOPOLOGY_FORMATS = [
  'CAIRN',
  'SNDLIB_XML',
  'SNDLIB_NATIVE',
  'GRAPHML',
  'REPETITA',
  'RFC8345',
] as const;
export type TopologyFormat = (typeof TOPOLOGY_FORMATS)[number];

/** Those that can be written too: only they have room for all that Cairn knows. */
export const WRITTEN_FORMATS = ['CAIRN', 'RFC8345'] as const;
export type WrittenFormat = (typeof WRITTEN_FORMATS)[number];

export const isTopologyFormat = (format: string): format is TopologyFormat =>
  TOPOLOGY_FORMATS.some((known) => known === format);

export const isWrittenFormat = (format: string): format is WrittenFormat =>
  WRITTEN_FORMATS.some((known) => known === format);

export const describeUnknownFormat = (format: string): string =>
  `format ${format} is not known; known: ${TOPOLOGY_FORMATS.join(', ')}`;

export const describeUnwrittenFormat = (format: string): string =>
  `a topology can't be written as ${format}; written: ${WRITTEN_FORMATS.join(', ')}`;
