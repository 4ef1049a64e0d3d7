// GoBGP 4, a real BGP speaker that announces the link-state routes that it is given. On loopback, without rights.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './cairn-process.js';
import { peerProgram } from './peers.js';

const run = promisify(execFile);
const API_SOCKET = 'api.sock';

export interface GobgpNeighbor {
  /** Whom it knows, and where it finds it. */
  readonly address: string;
  readonly port: number;
  readonly asNumber: number;
  /** Waits for the neighbour to connect, and takes it at `GobgpSpeaker.port`. */
  readonly passive?: boolean;
  /** Seconds; 9 unless given. */
  readonly holdTime?: number;
}

export interface GobgpOptions {
  readonly asNumber: number;
  readonly routerId: string;
  /** Of loopback: where it listens, and what it dials from. */
  readonly address: string;
  readonly neighbor: GobgpNeighbor;
}

/** One route, as `gobgp global rib add -a ls` wants it: `['node', 'protocol', '2', …]`. */
export type GobgpRoute = readonly string[];

export class GobgpSpeaker {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cairn-gobgp-'));
  readonly #options: GobgpOptions;
  #process: ChildProcess | undefined;
  #log = '';
  /** Where it listens. */
  readonly port: number;

  private constructor(options: GobgpOptions, port: number) {
    this.#options = options;
    this.port = port;
  }

  /** Starts it; it has no route yet. */
  static async start(options: GobgpOptions): Promise<GobgpSpeaker> {
    const speaker = new GobgpSpeaker(options, await freePort(options.address));
    await speaker.restart();
    return speaker;
  }

  /** Starts it, again if it has been killed: without the routes of before. */
  async restart(): Promise<void> {
    await this.#ended();
    rmSync(path.join(this.#folder, API_SOCKET), { force: true });
    const file = path.join(this.#folder, 'gobgpd.toml');
    writeFileSync(file, configuration(this.#options, this.port));
    const gobgpd = [peerProgram('gobgp', 'gobgpd'), '-f', file, '--api-hosts', this.#api];
    // It ends when this process does, even by SIGKILL.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...gobgpd], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        this.#log += text;
      });
    this.#process = child;
    await eventually('GoBGP answers', () => this.#tried('global'), { describe: () => this.#log });
  }

  async announce(...routes: readonly GobgpRoute[]): Promise<void> {
    for (const route of routes) await this.#cli('global', 'rib', 'add', '-a', 'ls', ...route);
  }

  async withdraw(...routes: readonly GobgpRoute[]): Promise<void> {
    for (const route of routes) await this.#cli('global', 'rib', 'del', '-a', 'ls', ...route);
  }

  /** What it announces, in its own words: NLRI and attributes of each route. */
  async routes(): Promise<readonly string[]> {
    const said = await this.#cli('global', 'rib', '-a', 'ls');
    return said.split('\n').filter((line) => line.includes('NLRI'));
  }

  /** Of its only neighbour, such as `establ`. */
  async sessionState(): Promise<string> {
    const said = await this.#cli('neighbor', this.#options.neighbor.address);
    return /BGP state = ([A-Za-z_]+)/.exec(said)?.[1]?.toLowerCase() ?? said;
  }

  /** Announces all routes again without ending the session (a soft reset outwards). */
  async announceAgain(): Promise<void> {
    await this.#cli('neighbor', this.#options.neighbor.address, 'softresetout');
  }

  /** Ends the session with a Cease, and starts it again. */
  async reset(): Promise<void> {
    await this.#cli('neighbor', this.#options.neighbor.address, 'reset');
  }

  get log(): string {
    return this.#log;
  }

  /** To be stopped and continued. */
  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** Ends it without a word to its neighbour. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  async #ended(): Promise<void> {
    const child = this.#process;
    const ended = child === undefined || hasEnded(child) ? undefined : once(child, 'exit');
    this.kill();
    await ended;
  }

  async remove(): Promise<void> {
    await this.#ended();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #api(): string {
    return `unix://${path.join(this.#folder, API_SOCKET)}`;
  }

  async #cli(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(peerProgram('gobgp', 'gobgp'), ['--target', this.#api, ...args], {
      timeout: 10_000,
    });
    return stdout;
  }

  async #tried(...args: readonly string[]): Promise<string | undefined> {
    try {
      return await this.#cli(...args);
    } catch {
      return undefined;
    }
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** A port of this address that nobody listens on now. */
async function freePort(address: string): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const found = server.address();
  server.close();
  await once(server, 'close');
  if (found === null || typeof found === 'string') throw new Error('no port');
  return found.port;
}

/** Without graceful restart it sends no End-of-RIB. */
const configuration = (
  { asNumber, routerId, address, neighbor }: GobgpOptions,
  port: number,
): string => `[global.config]
as = ${asNumber}
router-id = "${routerId}"
port = ${port}
local-address-list = ["${address}"]
[[neighbors]]
[neighbors.config]
neighbor-address = "${neighbor.address}"
peer-as = ${neighbor.asNumber}
[neighbors.timers.config]
connect-retry = 1
idle-hold-time-after-reset = 1
hold-time = ${neighbor.holdTime ?? 9}
keepalive-interval = ${(neighbor.holdTime ?? 9) / 3}
[neighbors.transport.config]
local-address = "${address}"
remote-port = ${neighbor.port}
passive-mode = ${neighbor.passive === true}
[neighbors.graceful-restart.config]
enabled = true
restart-time = 9
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ls"
[neighbors.afi-safis.mp-graceful-restart.config]
enabled = true
`;
