import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CAIRN = fileURLToPath(new URL('../../../dist/entry/cairn.js', import.meta.url));
/** By then what the start left behind has been collected, if it is going to be. */
const SETTLING = 5_000;

/** Octets that `cairn serve` has resident some seconds after it started on a store, HTTP listener and all. */
export async function residentOfServe(dataDir: string): Promise<number> {
  const environment = { ...process.env, CAIRN_DATA_DIR: dataDir, CAIRN_HTTP_PORT: '0', CAIRN_PCEP_PORT: '0' };
  const cairn = spawn(process.execPath, [CAIRN, 'serve'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await listening(cairn, 'pcep');
    await new Promise((resolve) => setTimeout(resolve, SETTLING));
    return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(cairn.pid)], { encoding: 'utf8' }));
  } finally {
    const ended = once(cairn, 'exit');
    cairn.kill('SIGTERM');
    await ended;
  }
}

async function listening(cairn: ChildProcess, what: string): Promise<void> {
  if (cairn.stdout === null) throw new Error('cairn serve has no output');
  for await (const line of createInterface({ input: cairn.stdout })) {
    if ((JSON.parse(line) as { readonly listening: string }).listening === what) return;
  }
  throw new Error('cairn serve ended before it listened');
}
