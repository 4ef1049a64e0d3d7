import { parseSync } from '@swc/core';

export interface FoundFunction {
  readonly name: string;
  /** First line, counted from 1. */
  readonly line: number;
  readonly lines: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
  'GetterProperty',
  'SetterProperty',
]);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isSpan(value: unknown): value is Span {
  return isObject(value) && typeof value['start'] === 'number' && typeof value['end'] === 'number';
}

function nameOf(node: Record<string, unknown>): string {
  const name = node['identifier'] ?? node['key'] ?? node['id'];
  return isObject(name) && typeof name['value'] === 'string' ? name['value'] : '(anonymous)';
}

/** Method nodes of classes keep their span in `span` and their body in `function`, which has none of its own. */
function collect(node: unknown, found: (name: string, span: Span) => void): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found);
    return;
  }
  if (!isObject(node)) return;
  if (typeof node['type'] === 'string' && functionTypes.has(node['type']) && isSpan(node['span'])) {
    found(nameOf(node), node['span']);
  }
  for (const child of Object.values(node)) collect(child, found);
}

/** Every function of a TypeScript source, nested ones included. */
export function functionsOf(source: string): readonly FoundFunction[] {
  // swc counts positions in bytes and goes on counting from one parse to the next; the semicolon marks where this one begins.
  const marked = Buffer.from(`;${source}`);
  const { body } = parseSync(marked.toString(), { syntax: 'typescript', target: 'es2023' });
  const [marker] = body;
  if (marker === undefined || !('span' in marker) || !isSpan(marker.span))
    throw new Error('swc gave no span');
  const base = marker.span.start;
  const linesBetween = (from: number, to: number): number =>
    marked
      .subarray(from - base, to - base)
      .toString()
      .split('\n').length;
  const functions: FoundFunction[] = [];
  collect(body, (name, { start, end }) => {
    functions.push({ name, line: linesBetween(base, start), lines: linesBetween(start, end) });
  });
  return functions;
}
