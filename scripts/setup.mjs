// What a fresh clone lacks: the npm packages, and Node 24, which is one of them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from './lock.mjs';
import { inRoot, shippedNode } from './paths.mjs';
import { runQuietly, SetupError, say, withPath } from './process.mjs';

const stampFile = inRoot('node_modules', '.cairn-stamp');

/** Written when npm has no Node for this platform, so that it is not asked again at every start. */
const noNodeFile = inRoot('node_modules', '.cairn-no-node');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex');

/** True when node_modules is what package-lock.json says although we have not installed it (somebody ran npm by hand). */
function installedByHand() {
  const record = read(inRoot('node_modules', '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const same = ([name, entry]) =>
    wanted[name]?.version === entry.version && wanted[name]?.integrity === entry.integrity;
  const present = ([name, entry]) => name === '' || entry.optional || installed[name] !== undefined;
  return Object.entries(installed).every(same) && Object.entries(wanted).every(present);
}

async function installPackages() {
  const hash = lockHash();
  if (read(stampFile) === hash) return;
  if (!installedByHand()) {
    say('installing the npm packages of package-lock.json (about a minute on a first run) ...');
    rmSync(stampFile, { force: true });
    const started = Date.now();
    if (!(await runQuietly('npm-ci', 'npm', ['ci', '--no-audit', '--no-fund'], withPath([]))))
      throw new SetupError('the npm packages could not be installed');
    say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  writeFileSync(stampFile, hash);
}

function versionOf(node) {
  const result = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** The version that package.json pins, as `node --version` prints it. */
const pinnedVersion = () =>
  `v${JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).devDependencies.node}`;

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

function shippedNodeWorks() {
  if (!existsSync(shippedNode)) return false;
  const isOurself = realpathSync(process.execPath) === shippedNode;
  return (isOurself ? process.version : versionOf(shippedNode)) === pinnedVersion();
}

const canGoOnWithout = () => existsSync(noNodeFile) && isNewEnough(process.version);

/**
 * Node's own package gets its platform's binary package from npm in its preinstall script. That is the one install script
 * that is run: .npmrc switches all others off, so nothing is ever compiled on this machine.
 */
async function fetchNode() {
  say(`getting Node ${pinnedVersion()} as an npm package ...`);
  const args = ['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts'];
  if ((await runQuietly('npm-node', 'npm', args, withPath([]))) && shippedNodeWorks()) return;
  if (!isNewEnough(process.version))
    throw new SetupError(
      `Node ${pinnedVersion()} could not be installed from npm, and the Node running here is ${process.version}: install Node 22.15 or newer`,
    );
  say(`going on with the Node that is here, ${process.version}`);
  rmSync(shippedNode, { force: true });
  writeFileSync(noNodeFile, '');
}

/** The Node to run everything with: the shipped one, else (its platform has none) the one running this script. */
export const nodeToUse = () => (existsSync(shippedNode) ? shippedNode : process.execPath);

const isReady = () => read(stampFile) === lockHash() && (shippedNodeWorks() || canGoOnWithout());

/** Installs whatever is missing; returns at once when nothing is. */
export async function setUp() {
  if (isReady()) return;
  await exclusively(async () => {
    await installPackages();
    if (!shippedNodeWorks() && !canGoOnWithout()) await fetchNode();
  });
}

/** For programs that we start: our Node and the packages' commands first in PATH. */
export const toolEnvironment = () => withPath([path.dirname(nodeToUse()), inRoot('node_modules', '.bin')]);
