// One set-up or build at a time, over processes: a second `npm test` waits for the first one's set-up and then finds it done.
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDir } from './paths.mjs';
import { say } from './process.mjs';

const lockFile = path.join(cacheDir, 'setup.lock');
const heartbeat = 5_000;
const abandonedAfter = 60_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function unlessMissing(read) {
  try {
    return read();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Creates the lock with our pid inside in one step; false when somebody holds it. */
function take() {
  const draft = `${lockFile}.${process.pid}`;
  writeFileSync(draft, `${process.pid}\n`);
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const age = (file) => unlessMissing(() => Date.now() - statSync(file).mtimeMs) ?? 0;

/** A lock outlives its holder after a kill -9: its process is gone, or (a reused pid) it stopped touching the file. */
function isAbandoned() {
  const pid = Number(unlessMissing(() => readFileSync(lockFile, 'utf8')));
  return pid > 0 && (!isRunning(pid) || age(lockFile) > abandonedAfter);
}

/** Under a directory as a second lock, so that of two processes that see the dead lock none removes the other's new one. */
function removeIfAbandoned() {
  const guard = `${lockFile}.removing`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (age(guard) > abandonedAfter) unlessMissing(() => rmdirSync(guard));
    return;
  }
  try {
    if (isAbandoned()) rmSync(lockFile, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

async function acquire() {
  mkdirSync(cacheDir, { recursive: true });
  let said = false;
  while (!take()) {
    if (isAbandoned()) removeIfAbandoned();
    else {
      if (!said) say('another set-up of this folder is running, waiting for it');
      said = true;
      await sleep(200);
    }
  }
}

/** Runs `work` while holding the set-up lock. */
export async function exclusively(work) {
  await acquire();
  const beat = setInterval(
    () => unlessMissing(() => utimesSync(lockFile, new Date(), new Date())),
    heartbeat,
  );
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lockFile, { force: true });
  }
}
