import { describe, expect, test } from '@jest/globals';
import {
  LARGEST_JSON,
  LARGEST_YAML,
  readDocument,
  type SyntaxProblem,
} from '../../../../src/app/documents/positioned-document.js';

function refusal(text: string): readonly SyntaxProblem[] {
  const document = readDocument(text);
  if (document.ok) throw new Error('the document was taken');
  return document.error;
}

describe('syntax', () => {
  test('bad YAML is refused with its line', () => {
    expect(refusal('a: 1\nb: [1, 2\nc: 3\n')[0]).toMatchObject({
      line: 3,
      what: expect.stringContaining('not valid YAML'),
    });
  });

  test('bad JSON that is no YAML either is refused with its line', () => {
    expect(refusal('{"a": 1,\n "b": }}')[0]).toMatchObject({ line: 2 });
  });

  test.each([
    ['YAML', 'a: 1\nb: 2\na: 3\n', 3],
    ['JSON', '{"a": 1,\n "b\\"": ":",\n "a" : 3}', 3],
    ['JSON inside a list', '{"x": [{"b": 1,\n "b": 2}]}', 2],
  ])('a repeated key in %s is refused with its line', (_, text, line) => {
    expect(refusal(text)).toEqual([{ line, what: expect.stringMatching(/^the key "[ab]" is given twice$/) }]);
  });

  test('a second document is refused', () => {
    expect(refusal('a: 1\n---\nb: 2\n')[0]?.what).toContain('a second document');
  });

  test('tags are refused', () => expect(refusal('a: !!binary aGk=\n')).toHaveLength(1));

  test('keys that are no text are refused', () => expect(refusal('? [1, 2]\n: 3\n')).toHaveLength(1));

  test('an alias without an anchor is refused', () => expect(refusal('a: *b\n')).toHaveLength(1));
});

describe('bounds', () => {
  test('deep nesting is refused', () => {
    expect(refusal('['.repeat(50_000))[0]?.what).toBe('values are nested too deeply');
  });

  test('aliases of aliases of aliases are refused', () => {
    const levels = Array.from({ length: 9 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
    );
    expect(refusal(levels.join('\n'))[0]?.what).toContain('YAML aliases');
  });

  test('YAML beyond its limit is refused and JSON pointed to', () => {
    expect(refusal(`# ${'x'.repeat(LARGEST_YAML)}`)).toEqual([
      { what: 'the document has 9 MiB', allowed: 'at most 8 MiB of YAML or 64 MiB of JSON' },
    ]);
  });

  test('JSON beyond the limit of YAML is read, without lines', () => {
    const document = readDocument(JSON.stringify({ text: '"'.repeat(LARGEST_YAML / 2), after: 1 }));
    if (!document.ok) throw new Error('refused');
    expect(document.value.value).toMatchObject({ after: 1 });
    expect(document.value.lineAt(['after'])).toBeUndefined();
  });

  test('JSON beyond its limit is refused', () => {
    expect(refusal(' '.repeat(LARGEST_JSON + 1))).toEqual([
      { what: 'the document has 65 MiB', allowed: 'at most 64 MiB of JSON' },
    ]);
  });
});

describe('lines', () => {
  const yaml = readDocument('a:\n  - b: 1\n  - &x\n    c: 2\nd: *x\n');
  const json = readDocument('{\n "a": [\n  {"b": 1},\n  {"c": 2}],\n "d": 3}');

  test.each([
    [['a'], 1],
    [['a', 1], 4],
    [['a', 1, 'c'], 4],
    [['a', 1, 'absent'], 4],
    [['d', 'c'], 4],
    [[], 1],
  ])('of %j in YAML', (path, line) => expect(yaml.ok && yaml.value.lineAt(path)).toBe(line));

  test.each([
    [['a', 1, 'c'], 4],
    [['d'], 5],
  ])('of %j in JSON', (path, line) => expect(json.ok && json.value.lineAt(path)).toBe(line));
});
