// src/ -> dist/: only when something changed, and never half: the compiler writes beside, then the folders are swapped.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { exclusively } from './lock.mjs';
import { cacheDir, inRoot } from './paths.mjs';
import { run, SetupError, say } from './process.mjs';
import { nodeToUse, toolEnvironment } from './setup.mjs';

const dist = inRoot('dist');
const stampFile = path.join(dist, '.build-stamp');
const inputs = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** Every file below src, as sorted paths relative to it. */
function sources(folder = '') {
  return readdirSync(inRoot('src', folder), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      return entry.isDirectory() ? sources(name) : [name];
    })
    .sort();
}

function inputHash() {
  const hash = createHash('sha256');
  const files = [...inputs, ...sources().map((name) => path.join('src', name))];
  for (const file of files) {
    const content = readFileSync(inRoot(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const isCurrent = (hash) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;

/** What is not TypeScript (a page of the console, a statement file) goes along as it is. */
function copyAssets(target) {
  for (const name of sources().filter((file) => !file.endsWith('.ts'))) {
    mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
    copyFileSync(inRoot('src', name), path.join(target, name));
  }
}

function replaceDist(compiled) {
  const old = path.join(cacheDir, 'dist-old');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(compiled, dist);
  rmSync(old, { recursive: true, force: true });
}

async function compile(hash) {
  say('compiling src to dist ...');
  const started = Date.now();
  const compiled = path.join(cacheDir, 'dist-new');
  rmSync(compiled, { recursive: true, force: true });
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', compiled];
  const code = await run(nodeToUse(), args, { env: toolEnvironment(), stdout: 'stderr' });
  if (code !== 0) throw new SetupError('src does not compile; dist is left as it was');
  copyAssets(compiled);
  writeFileSync(path.join(compiled, '.build-stamp'), hash);
  replaceDist(compiled);
  say(`compiled in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Compiles unless dist is already what src says. Throws SetupError on type errors, which the compiler has then printed. */
export async function build() {
  if (isCurrent(inputHash())) return;
  await exclusively(async () => {
    const hash = inputHash();
    if (!isCurrent(hash)) await compile(hash);
  });
}
