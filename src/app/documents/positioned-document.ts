import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { err, ok, type Result } from '../../domain/values/result.js';
import type { DocumentPath } from './document-path.js';

/** A YAML or JSON document as plain values that still knows the line of each of them. */
export interface PositionedDocument {
  readonly value: unknown;
  /** Line (from 1) of the key or item at `path`, or of the nearest thing around it that is there. */
  lineAt(path: DocumentPath): number | undefined;
}

/** Why a text is no document at all. */
export interface SyntaxProblem {
  readonly line?: number;
  readonly what: string;
  readonly allowed?: string;
}

const MIB = 1024 * 1024;
/** YAML takes about 100 times its size in memory and a second per MiB to parse; JSON a tenth and a hundredth of that. */
export const LARGEST_YAML = 8 * MIB;
export const LARGEST_JSON = 64 * MIB;
/** Expansions of YAML aliases, nested ones multiplied: stops "billion laughs" documents. */
const MOST_ALIASES = 10_000;

/** Reads YAML 1.2 (core schema) or JSON. A repeated key, a tag, a second document are refused like bad syntax. */
export function readDocument(text: string): Result<PositionedDocument, readonly SyntaxProblem[]> {
  if (text.length > LARGEST_JSON) return err([tooLarge(text, 'JSON', LARGEST_JSON)]);
  const json = readJson(text);
  if (json !== undefined) return ok(json);
  if (text.length > LARGEST_YAML) return err([tooLarge(text, 'YAML', LARGEST_YAML)]);
  return readYaml(text);
}

function tooLarge(text: string, format: string, limit: number): SyntaxProblem {
  return {
    what: `the document has ${Math.ceil(text.length / MIB)} MiB`,
    allowed: `at most ${limit / MIB} MiB of ${format}${limit === LARGEST_YAML ? ` or ${LARGEST_JSON / MIB} MiB of JSON` : ''}`,
  };
}

/** The document if the text is JSON without repeated keys; otherwise YAML, its superset, says what is wrong and where. */
function readJson(text: string): PositionedDocument | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (keysWritten(text) !== keysKept(value)) return undefined;
  let positions: Result<PositionedDocument, unknown> | undefined;
  return {
    value,
    lineAt(path) {
      if (text.length > LARGEST_YAML) return undefined;
      positions ??= readYaml(text);
      return positions.ok ? positions.value.lineAt(path) : undefined;
    },
  };
}

/** How many keys the (valid) JSON text has: the strings before a colon. No regular expression: strings may have megabytes. */
function keysWritten(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0; ) {
    let end = text.indexOf('"', start + 1);
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    let next = end + 1;
    while (' \t\r\n'.includes(text.charAt(next)) && next < text.length) next++;
    if (text.charAt(next) === ':') count++;
    start = text.indexOf('"', next);
  }
  return count;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text.charAt(offset - 1 - backslashes) === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** How many keys are left of them: fewer when one was repeated. */
function keysKept(root: unknown): number {
  let count = 0;
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    const items: unknown[] = Object.values(value);
    if (!Array.isArray(value)) count += items.length;
    for (const item of items) pending.push(item);
  }
  return count;
}

function readYaml(text: string): Result<PositionedDocument, readonly SyntaxProblem[]> {
  const lines = new LineCounter();
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // The library compares each key with all others; repeatedKeys() below takes linear time.
    uniqueKeys: false,
    resolveKnownTags: false,
    // With 'silent' the library says nothing of a second document either.
    logLevel: 'error',
  });
  const bad = [...document.errors, ...document.warnings];
  if (bad.length > 0) {
    return err(
      bad.map(({ pos, code, message }) => ({ line: lineOf(pos[0]), what: syntaxMessage(code, message) })),
    );
  }
  const repeated = repeatedKeys(document, lineOf);
  if (repeated.length > 0) return err(repeated);
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return ok({ value, lineAt: (path) => lineInTree(document, path, lineOf) });
  } catch (error) {
    return err([{ what: `YAML aliases: ${error instanceof Error ? error.message : String(error)}` }]);
  }
}

function syntaxMessage(code: string, message: string): string {
  switch (code) {
    case 'RESOURCE_EXHAUSTION':
      return 'values are nested too deeply';
    case 'MULTIPLE_DOCS':
      return 'a second document starts here, one is allowed';
    default:
      return `not valid YAML: ${message}`;
  }
}

function repeatedKeys(document: Document, lineOf: (offset: number) => number): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          problems.push({
            ...(key.range && { line: lineOf(key.range[0]) }),
            what: `the key ${JSON.stringify(key.value)} is given twice`,
          });
        }
        seen.add(key.value);
      }
    },
  });
  return problems;
}

function lineInTree(
  document: Document,
  path: DocumentPath,
  lineOf: (offset: number) => number,
): number | undefined {
  let node: unknown = document.contents;
  let offset = offsetOf(node);
  for (const step of path) {
    const place: unknown = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(place)
      ? place.items.find(({ key }) => isScalar(key) && key.value === step)
      : undefined;
    const item = isSeq(place) && typeof step === 'number' ? place.items[step] : undefined;
    if (pair === undefined && item === undefined) break;
    node = pair === undefined ? item : pair.value;
    offset = offsetOf(pair === undefined ? item : pair.key) ?? offset;
  }
  return offset === undefined ? undefined : lineOf(offset);
}

const offsetOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
