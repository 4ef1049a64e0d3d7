// npm's scripts: sets up whatever is missing, then runs the command on Node 24. Starts on any Node from 18 on, with nothing installed.
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { inRoot } from './paths.mjs';
import { run, SetupError, say } from './process.mjs';
import { nodeToUse, setUp, toolEnvironment } from './setup.mjs';

const onNode = (...args) => run(nodeToUse(), args, { env: toolEnvironment() });
const jest = (args, env = {}) =>
  run(
    nodeToUse(),
    ['--experimental-vm-modules', '--no-warnings', inRoot('node_modules', 'jest', 'bin', 'jest.js'), ...args],
    { env: { ...toolEnvironment(), ...env } },
  );

/** Properties on cases that `npm test` does not ask: ten times as many, from a seed drawn now unless one is given. */
function explore(args) {
  const { CAIRN_SEED = `${randomInt(2 ** 31)}`, CAIRN_CASES = '10' } = process.env;
  say(`seed ${CAIRN_SEED}: CAIRN_SEED=${CAIRN_SEED} CAIRN_CASES=${CAIRN_CASES} npm run explore repeats this`);
  const chosen = args.length > 0 ? args : ['test/property', 'property.test', 'test/scenarios/week'];
  return jest(chosen, { CAIRN_SEED, CAIRN_CASES });
}

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
    return jest(args);
  },
  check,
  build: async () => {
    await build();
    return 0;
  },
  bench,
  explore,
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
