// npm's scripts: sets up whatever is missing, then runs the command on Node 24. Starts on any Node from 18 on, with nothing installed.
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { inRoot } from './paths.mjs';
import { run, SetupError, say } from './process.mjs';
import { nodeToUse, setUp, toolEnvironment } from './setup.mjs';

const onNode = (...args) => run(nodeToUse(), args, { env: toolEnvironment() });

async function bench(args) {
  const entry = inRoot('test', 'bench', 'main.ts');
  if (!existsSync(entry)) throw new SetupError('there are no benchmarks yet: test/bench/main.ts is missing');
  await build();
  const loader = inRoot('scripts', 'bench-loader.mjs');
  return onNode(
    '--expose-gc',
    '--no-warnings',
    '--experimental-strip-types',
    `--import=${loader}`,
    entry,
    ...args,
  );
}

const commands = {
  start: async (args) => {
    await build();
    return onNode(inRoot('dist', 'entry', 'cairn.js'), 'demo', ...args);
  },
  test: async (args) => {
    await build();
    const jest = inRoot('node_modules', 'jest', 'bin', 'jest.js');
    return onNode('--experimental-vm-modules', '--no-warnings', jest, ...args);
  },
  check,
  build: async () => {
    await build();
    return 0;
  },
  bench,
  format: () => onNode(inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--write', '.'),
  generate: (args) => onNode(inRoot('scripts', 'generate-graphql-types.mjs'), ...args),
};

async function main([name, ...args]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) throw new SetupError(`usage: run.mjs ${Object.keys(commands).join(' | ')}`);
  await setUp();
  return command(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
