import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from './protocol.js';

/**
 * Starts the worker beside this module: worker.js where Cairn is built. Where the sources themselves run (tests),
 * it is worker.ts: Node strips the types, and the hook below finds the .ts file of an import that says .js. So the
 * tests always run the worker that is in the sources, never one built earlier.
 */
export function startWorker(options: WorkerOptions): Worker {
  const fromSources = import.meta.url.endsWith('.ts');
  const entry = new URL(fromSources ? './worker.ts' : './worker.js', import.meta.url);
  const execArgv = fromSources ? ['--no-warnings', '--import', TYPESCRIPT_IMPORTS] : [];
  return new Worker(entry, { workerData: options, execArgv, name: 'event-store' });
}

/** For `node --import`: lets Node run the sources as they are. */
export const TYPESCRIPT_IMPORTS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const own = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
      return next(own ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
    },
  });
`)}`;
