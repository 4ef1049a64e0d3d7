import { readFileSync } from 'node:fs';
import type { RunningCairn } from './compose.js';
import type { Config } from './config/config.js';
import { describeConfigError } from './config/config-error.js';
import { loadConfig } from './config/load-config.js';
import { messageOf, StartError } from './start-error.js';

/** The same distance from `src` and from `dist`. */
const PACKAGE = new URL('../../package.json', import.meta.url);

export const packageVersion = (): string =>
  (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version;

/** The configuration of file and environment. @throws StartError */
export function configure(file: string | undefined, environment: NodeJS.ProcessEnv): Config {
  const config = loadConfig({ ...(file === undefined ? {} : { file }), environment });
  if (!config.ok) throw new StartError(describeConfigError(config.error));
  return config.value;
}

/**
 * Runs Cairn until `stop` is called or the process is asked to end (SIGINT, SIGTERM). Standard output carries one
 * JSON line per listener. A failure that ends it shows one message on standard error and exit code 1.
 */
export async function serve(config: Config): Promise<RunningCairn> {
  let heard = false;
  // Handled before anybody can know that it runs: whoever reads the first line may ask it to end at once.
  endWhenAsked((signal) => {
    // Nobody was told anything yet, and what a start writes is on disk or not at all.
    if (!heard) process.exit(0);
    void starting.then((running) => running.stop(signal)).then(() => process.exit(0));
  });
  // Loaded when it is needed: the commands that only ask a running PCE start faster without it.
  const starting = import('./compose.js').then(({ startCairn }) =>
    startCairn(config, {
      version: packageVersion(),
      name: 'Cairn',
      announce: (listening, host, port) => {
        heard = true;
        process.stdout.write(`${JSON.stringify({ listening, host, port })}\n`);
      },
      onFatal: (error) => failed(error),
    }),
  );
  return await starting;
}

function endWhenAsked(end: (signal: NodeJS.Signals) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal));
}

/** Ends the process with a message. What was acknowledged is on disk; there is nothing to save. */
export function failed(error: unknown): never {
  process.stderr.write(`cairn: ${messageOf(error)}\n`);
  process.exit(1);
}
