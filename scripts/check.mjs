// `npm run check`: everything that must hold besides the tests, each step run even when an earlier one failed.
import { inRoot } from './paths.mjs';
import { run } from './process.mjs';
import { nodeToUse, toolEnvironment } from './setup.mjs';

const tool = (...parts) => inRoot('node_modules', ...parts);

const steps = [
  ['format', tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  ['lint', tool('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings', 'src', 'test'],
  ['types', tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
  [
    'layers',
    tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
    'src',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  ['generated', inRoot('scripts', 'generate-graphql-types.mjs'), '--check'],
];

/** Resolves to the exit code: 0 when every step passed. */
export async function check() {
  const results = [];
  for (const [name, ...args] of steps) {
    process.stdout.write(`\n--- ${name}\n`);
    const started = Date.now();
    const code = await run(nodeToUse(), args, { env: toolEnvironment() });
    if (code > 128) return code;
    results.push({ name, passed: code === 0, seconds: (Date.now() - started) / 1000 });
  }
  process.stdout.write('\n');
  for (const { name, passed, seconds } of results)
    process.stdout.write(`${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${seconds.toFixed(1)} s\n`);
  return results.every(({ passed }) => passed) ? 0 : 1;
}
