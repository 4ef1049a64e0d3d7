// The tidiness that no linter here checks. Every list below is empty when all is well, so that a failure names the places.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { functionsOf } from './support/functions.js';
import { projectFiles, projectRoot, readProjectFile } from './support/project.js';

const maximumFileLines = 400;
const maximumFunctionLines = 70;

const files = projectFiles();
const isCode = (name: string): boolean => /\.(ts|mjs|cjs)$/.test(name) && !name.includes('/generated/');
const code = files.filter((name) => /^(src|test|scripts)\//.test(name) && isCode(name));
const sources = code.filter((name) => name.startsWith('src/'));
const tests = code.filter((name) => name.startsWith('test/'));
const texts = files.filter((name) => !/\.(pcap|png|ico|bin|sqlite)$/.test(name));

/** `file:line: text` of every line of `names` that matches. */
function linesMatching(names: readonly string[], pattern: RegExp): readonly string[] {
  return names.flatMap((name) =>
    readProjectFile(name)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${name}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}

describe('size', () => {
  test(`no file has more than ${maximumFileLines} lines`, () => {
    const counted = code.filter((name) => !name.startsWith('test/vectors/'));
    const lengths = counted.map((name) => ({
      name,
      lines: readProjectFile(name).trimEnd().split('\n').length,
    }));
    expect(lengths.filter(({ lines }) => lines > maximumFileLines)).toEqual([]);
  });

  test(`no function in src has more than ${maximumFunctionLines} lines`, () => {
    const all = sources.flatMap((file) =>
      functionsOf(readProjectFile(file)).map((found) => ({ file, ...found })),
    );
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ lines }) => lines > maximumFunctionLines)).toEqual([]);
  });

  test('functions are measured from their first to their last line', () => {
    const source =
      'const é = 1;\n\nexport function outer(): void {\n  const inner = () => {\n    return é;\n  };\n}\n';
    const expected = [
      { name: 'outer', line: 3, lines: 5 },
      { name: '(anonymous)', line: 4, lines: 3 },
    ];
    expect(functionsOf(source)).toEqual(expected);
    expect(functionsOf(source)).toEqual(expected);
  });
});

describe('wording', () => {
  test('no file or folder has a name that says nothing', () => {
    const hollow = /(^|[/.-])(utils?|helpers?|common|misc)([/.-]|$)/i;
    expect(code.filter((name) => hollow.test(name))).toEqual([]);
  });

  test('nothing is left for later in the code', () => {
    const marks = /\b(T[O]DO|F[I]XME|X{3})\b/;
    expect(linesMatching([...code, ...files.filter((name) => name.startsWith('bin/'))], marks)).toEqual([]);
  });

  test('no test is switched off or run alone, but for those that miss something outside the project', () => {
    const allowed = new Set(['test/support/peers.ts', 'test/support/project.ts']);
    const switched =
      /\b(test|it|describe)(\.concurrent)?\s*\.\s*(only|skip|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
    expect(
      linesMatching(
        tests.filter((name) => !allowed.has(name)),
        switched,
      ),
    ).toEqual([]);
  });
});

describe('repository', () => {
  test('every dependency has its reason in docs/adr', () => {
    const manifest: unknown = JSON.parse(readProjectFile('package.json'));
    const names = [
      'dependencies',
      'devDependencies',
      'peerDependencies',
      'optionalDependencies',
      'overrides',
    ].flatMap((kind) => Object.keys(Object(Object(manifest)[kind])));
    const decisions = files
      .filter((name) => name.startsWith('docs/adr/'))
      .map(readProjectFile)
      .join('\n');
    const reasoned = (name: string): boolean =>
      decisions
        .split('\n')
        .some((line) => line.startsWith(`| \`${name}\` |`) && line.length > name.length + 40);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !reasoned(name))).toEqual([]);
  });

  test('package-lock.json names no download address', () => {
    expect(linesMatching(['package-lock.json'], /"resolved"|https?:\/\/[^"]*\.tgz/)).toEqual([]);
  });

  test('no file names a folder of the machine it was written on or a package registry', () => {
    const beside = path.dirname(projectRoot);
    const folders = ['work', 'root', 'Users'].map((name) => `(^|[\\s"'\`=(:])/${name}/[\\w.]`);
    if (beside.split(path.sep).length > 2) folders.push(`${beside.replaceAll(/[.+]/g, '\\$&')}/`);
    const hosts = [
      ['registry', '(npmjs|yarnpkg)'],
      ['deb', 'debian'],
      ['npm', 'pkg', 'github'],
    ].map((parts) => parts.join('\\.'));
    expect(linesMatching(texts, new RegExp([...folders, ...hosts].join('|')))).toEqual([]);
  });
});

interface LayerRule {
  readonly name: string;
  readonly from: { readonly path: string };
}

/** `^src/domain/(lsp|service)(/|$)` -> `domain/lsp`, `domain/service`. */
function layersOf(rule: LayerRule): readonly string[] {
  const pattern = rule.from.path
    .replace(/^\^src\//, '')
    .replace(/\(\/\|\$\)$/, '')
    .replaceAll('\\', '');
  const alternatives = /\(([^)]*)\)/.exec(pattern)?.[1]?.split('|') ?? [''];
  return alternatives.map((alternative) => pattern.replace(/\([^)]*\)/, alternative));
}

/** First cells of the table whose header starts with `layer`, split at commas. */
function documentedLayers(): readonly string[] {
  const [, table = ''] = readProjectFile('ARCHITECTURE.md').split(/^\| *layer *\|.*\n\|[- |:]*\|\n/im);
  const rows = table.split('\n').slice(
    0,
    Math.max(
      0,
      table.split('\n').findIndex((line) => !line.startsWith('|')),
    ),
  );
  return rows
    .flatMap((row) => (row.split('|')[1] ?? '').replaceAll('`', '').split(','))
    .map((cell) => cell.trim());
}

describe('layers', () => {
  const require = createRequire(import.meta.url);

  test('the table of ARCHITECTURE.md names the layers that .dependency-cruiser.cjs holds', () => {
    expect(existsSync(path.join(projectRoot, 'ARCHITECTURE.md'))).toBe(true);
    const { forbidden }: { forbidden: readonly LayerRule[] } = require('../.dependency-cruiser.cjs');
    const enforced = forbidden.filter(({ name }) => name.endsWith('-imports')).flatMap(layersOf);
    expect([...documentedLayers()].sort()).toEqual([...enforced].sort());
  });

  test('src obeys them', () => {
    const cruiser = path.join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const options = ['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...options], {
      cwd: projectRoot,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    if (stdout === '') throw new Error(stderr);
    const { summary }: { summary: { violations: readonly object[]; totalCruised: number } } =
      JSON.parse(stdout);
    expect(summary.totalCruised).toBeGreaterThan(0);
    expect(summary.violations).toEqual([]);
  }, 60_000);
});
