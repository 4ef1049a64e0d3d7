import { type DocumentPath, formatPath } from '../documents/document-path.js';
import type { SyntaxProblem } from '../documents/positioned-document.js';
import type { DocumentError } from './topology-document.js';

/** More problems than this are counted, not listed. */
const MOST_LISTED = 20;

interface Found {
  readonly path: DocumentPath;
  readonly what: string;
  readonly allowed?: string;
  readonly line?: number;
}

/** Collects what is wrong with a document, so that one reading tells the author everything. */
export class ProblemList {
  readonly #found: Found[] = [];
  #count = 0;

  add(path: DocumentPath, what: string, allowed?: string): void {
    this.#count++;
    if (this.#count <= MOST_LISTED)
      this.#found.push({ path, what, ...(allowed !== undefined && { allowed }) });
  }

  /** A problem whose line is known already. */
  addAt(line: number, path: DocumentPath, what: string, allowed?: string): void {
    this.#count++;
    if (this.#count <= MOST_LISTED)
      this.#found.push({ path, what, line, ...(allowed !== undefined && { allowed }) });
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** `lineAt` is asked for listed problems without a line only: a line number may cost a second parse. */
  toError(lineAt: (path: DocumentPath) => number | undefined = () => undefined): DocumentError {
    const problems = this.#found.map(({ path, what, allowed, line: knownLine }) => {
      const line = knownLine ?? lineAt(path);
      return {
        path: formatPath(path),
        ...(line !== undefined && { line }),
        what,
        ...(allowed !== undefined && { allowed }),
      };
    });
    return { code: 'invalid-document', problems, omitted: this.#count - problems.length };
  }
}

/** The text is no document at all: its problems have lines but no paths. */
export function syntaxError(found: readonly SyntaxProblem[]): DocumentError {
  const problems = found.slice(0, MOST_LISTED).map((problem) => ({ path: '', ...problem }));
  return { code: 'invalid-document', problems, omitted: found.length - problems.length };
}
