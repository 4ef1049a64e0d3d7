import { err, ok, type Result } from '../../domain/values/result.js';
import { showValue } from '../documents/document-path.js';
import { syntaxError } from './problem-list.js';
import type { DocumentError, TopologyFormat } from './topology-document.js';

/**
 * Which format a document has, by its beginning. What is none of the others is taken for a Cairn document, whose
 * reader says best what is wrong with it. O(length of the text) at worst.
 */
export function detectFormat(text: string): Result<TopologyFormat, DocumentError> {
  const start = text
    .slice(0, LONGEST_START)
    .trimStart()
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('<')) return xmlFormat(start);
  if (start.startsWith('?SNDlib')) return ok('SNDLIB_NATIVE');
  if (/^NODES\s+\d/.test(start)) return ok('REPETITA');
  if (/^DEMANDS\s+\d/.test(start)) {
    return err(
      syntaxError([
        { line: 1, what: 'a REPETITA file of demands, which is no topology', allowed: 'its .graph file' },
      ]),
    );
  }
  const isCairn = /(^|[{,\n])\s*"?cairn"?\s*:/.test(start);
  return ok(start.startsWith('{') && !isCairn && /"ietf-network:network/.test(text) ? 'RFC8345' : 'CAIRN');
}

/** Long enough for the comments before a root element. */
const LONGEST_START = 64 * 1024;

const ROOTS: Readonly<Record<string, TopologyFormat>> = { graphml: 'GRAPHML', network: 'SNDLIB_XML' };

function xmlFormat(start: string): Result<TopologyFormat, DocumentError> {
  const root = rootName(start);
  const format = root === undefined ? undefined : Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  if (format !== undefined) return ok(format);
  const what = root === undefined ? 'XML without an element' : `XML whose root element is ${showValue(root)}`;
  return err(syntaxError([{ what, allowed: 'graphml (GraphML), network (SNDlib)' }]));
}

/** The local name of the first start tag; only a guess for the reader of that format to check. */
function rootName(xml: string): string | undefined {
  let rest = xml;
  for (;;) {
    const open = rest.indexOf('<');
    if (open < 0) return undefined;
    rest = rest.slice(open);
    const closing = rest.startsWith('<!--')
      ? '-->'
      : rest.startsWith('<?')
        ? '?>'
        : rest.startsWith('<!')
          ? '>'
          : undefined;
    if (closing === undefined) return /^<(?:[^\s<>/:]+:)?([^\s<>/:]+)/.exec(rest)?.[1];
    const end = rest.indexOf(closing);
    if (end < 0) return undefined;
    rest = rest.slice(end + closing.length);
  }
}
