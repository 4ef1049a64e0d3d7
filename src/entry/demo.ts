import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunningCairn } from '../main/compose.js';
import type { Config } from '../main/config/config.js';
import { configure, failed, serve } from '../main/serve.js';
import { showTour } from './tour.js';

export interface DemoOptions {
  readonly config?: string;
  readonly seed: string;
  readonly lsps: string;
}

const SAMPLE_NETWORK = fileURLToPath(new URL('../../samples/network.yaml', import.meta.url));
const CAIRN = fileURLToPath(new URL('./cairn.js', import.meta.url));

/** The PCE on a sample network, with simulated routers in a process of their own: what a newcomer sees first. */
export async function demo(options: DemoOptions): Promise<void> {
  const config = forDemo(configure(options.config, process.env));
  let simulators: ChildProcess | undefined;
  const endSimulators = (): void => {
    simulators?.kill('SIGTERM');
  };
  process.on('exit', endSimulators);
  const running = await serve(config);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endSimulators);
  simulators = startSimulators(running, options);
  simulators.on('error', failed);
  simulators.once('message', () => showTour(running));
}

/** The sample network unless another one is configured; logs only of what needs attention. */
function forDemo(config: Config): Config {
  const files = config.topology.files.length > 0 ? config.topology.files : [SAMPLE_NETWORK];
  const level = config.log.level === 'info' ? 'error' : config.log.level;
  return { ...config, topology: { ...config.topology, files }, log: { level } };
}

function startSimulators({ http, pcep }: RunningCairn, { seed, lsps }: DemoOptions): ChildProcess {
  const pce = `${reachable(pcep.host)}:${pcep.port}`;
  const graphql = `http://${reachable(http.host)}:${http.port}/graphql`;
  const args = [
    CAIRN,
    'simulate',
    'pcc',
    '--pce',
    pce,
    '--graphql',
    graphql,
    '--seed',
    seed,
    '--lsps',
    lsps,
    '--speaker-ids',
    'always',
  ];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/** An address to connect to, for one that listens on all of them. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};
