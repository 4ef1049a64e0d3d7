// Child processes: quiet ones with a log for the set-up, and the one that takes over the terminal.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { cacheDir, inRoot, root } from './paths.mjs';

export class SetupError extends Error {}

export const say = (text) => process.stderr.write(`cairn: ${text}\n`);

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A Ctrl-C reaches us twice (from the terminal and relayed by npm): within this time it is one. */
const sameKeystroke = 1000;

/**
 * Relays signals to the child until it has ended; we stay, so that nobody gets the prompt back before the child is gone.
 * The terminal sends SIGINT to the child itself, being in the same process group: relaying it would make it two.
 */
function relaySignals(child) {
  const relayedAt = new Map();
  const relay = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    const now = Date.now();
    if (now - (relayedAt.get(signal) ?? -Infinity) < sameKeystroke) return;
    relayedAt.set(signal, now);
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, relay);
  return () => {
    for (const signal of signals) process.off(signal, relay);
  };
}

/** Resolves to the exit code as a shell would give it: 128 + n for a child ended by signal n. */
function ended(child) {
  const stopRelaying = relaySignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      stopRelaying();
      reject(new SetupError(`cannot start ${child.spawnfile}: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      stopRelaying();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Runs a program on our own terminal. `stdout: 'stderr'` keeps standard output free for the program that comes after. */
export function run(program, args, { env = process.env, stdout = 'inherit' } = {}) {
  const stdio = ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'];
  return ended(spawn(program, args, { cwd: root, env, stdio }));
}

/** Says every ten seconds that it still goes on; returns what stops that. */
function sayItGoesOn() {
  const started = Date.now();
  const timer = setInterval(() => say(`... ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
  return () => clearInterval(timer);
}

/** Runs a program with its output in .cache/NAME.log; shows the end of that log when it fails. Resolves to success. */
export async function runQuietly(name, program, args, env = process.env) {
  mkdirSync(cacheDir, { recursive: true });
  const logFile = path.join(cacheDir, `${name}.log`);
  const log = openSync(logFile, 'w');
  const stopSaying = sayItGoesOn();
  let code;
  try {
    code = await ended(spawn(program, args, { cwd: root, env, stdio: ['ignore', log, log] }));
  } finally {
    stopSaying();
    closeSync(log);
  }
  if (code === 0) return true;
  const lines = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => !line.includes('EBADENGINE'));
  process.stderr.write(`${lines.slice(-40).join('\n')}\n`);
  say(
    `${program} ${args.join(' ')} ended with ${code}; all of its output is in ${path.relative(root, logFile)}`,
  );
  if (code > 128) throw new SetupError('interrupted');
  return false;
}

/**
 * The environment with `first` ahead in PATH and this project's own node_modules/.bin taken out (npm puts it there):
 * npm must not run on a Node that it is just about to replace.
 */
export function withPath(first) {
  const own = inRoot('node_modules', '.bin');
  const rest = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => path.resolve(entry) !== own);
  return { ...process.env, PATH: [...first, ...rest].join(path.delimiter) };
}
