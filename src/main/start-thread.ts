import { Worker, type WorkerOptions } from 'node:worker_threads';
import { TYPESCRIPT_IMPORTS } from '../events/stores/sqlite/start-worker.js';

/**
 * Starts the thread whose entry is `worker.js` beside the module with this address; where the sources themselves run,
 * `worker.ts`, as `startWorker` of the store does.
 */
export function startThread(besides: string, options: WorkerOptions): Worker {
  const fromSources = besides.endsWith('.ts');
  const entry = new URL(fromSources ? './worker.ts' : './worker.js', besides);
  const execArgv = fromSources ? ['--no-warnings', '--import', TYPESCRIPT_IMPORTS] : [];
  return new Worker(entry, { ...options, execArgv });
}
