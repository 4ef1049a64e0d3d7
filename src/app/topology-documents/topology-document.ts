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

/** Document formats that this version reads, named as in the GraphQL enumeration `TopologyFormat`. */
export const SUPPORTED_FORMATS = ['CAIRN'] as const;
export type SupportedFormat = (typeof SUPPORTED_FORMATS)[number];

export const isSupportedFormat = (format: string): format is SupportedFormat =>
  SUPPORTED_FORMATS.some((supported) => supported === format);

export const describeUnsupportedFormat = (format: string): string =>
  `format ${format} is not supported by this version; supported: ${SUPPORTED_FORMATS.join(', ')}`;
