// FRRouting's pathd, a real PCC, in a network namespace of its own. zebra has to run beside it; both run as the user frr,
// which owns their folder. pathd dials out only when the loopback interface has an IPv4 and a global IPv6 address.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './cairn-process.js';
import { missingRights, NetworkNamespace } from './network-namespace.js';
import { describeWithPeers, type Peer, peerProgram } from './peers.js';

const USER = 'frr';

export class FrrRouter {
  readonly netns: NetworkNamespace;
  readonly #folder: string;
  #zebra: ChildProcess | undefined;
  #pathd: ChildProcess | undefined;

  /** @param addresses of the loopback interface, with prefix lengths: the first IPv4 one is the PCC's */
  constructor(addresses: readonly string[]) {
    this.netns = new NetworkNamespace(addresses);
    this.#folder = mkdtempSync(path.join(tmpdir(), 'cairn-frr-'));
  }

  /** Starts zebra and then pathd with this configuration (the text of pathd.conf). */
  async start(configuration: string): Promise<void> {
    writeFileSync(this.#file('zebra.conf'), '');
    writeFileSync(this.#file('pathd.conf'), configuration);
    execFileSync('chown', ['-R', `${USER}:`, this.#folder]);
    this.#zebra = this.#daemon('zebra', []);
    await this.#appears('zserv.api');
    this.#pathd = this.#daemon('pathd', ['-M', 'pathd_pcep']);
    await this.#appears('pathd.vty');
  }

  /** What vtysh answers to these commands, in one session. */
  vtysh(...commands: readonly string[]): string {
    const args = ['--vty_socket', this.#folder, ...commands.flatMap((command) => ['-c', command])];
    return execFileSync(peerProgram('frr', 'vtysh'), args, { encoding: 'utf8', timeout: 10_000 });
  }

  /** pathd itself: to be stopped and continued. */
  signal(signal: NodeJS.Signals): void {
    this.#pathd?.kill(signal);
  }

  /** True when pathd has neither ended nor been ended by its own assertions. */
  get isAlive(): boolean {
    return this.#pathd?.exitCode === null && this.#pathd.signalCode === null;
  }

  get log(): string {
    return readFileSync(this.#file('pathd.log'), 'utf8');
  }

  /** Ends pathd as its package would: it withdraws its LSPs and closes its sessions. */
  async stopPathd(): Promise<void> {
    await end(this.#pathd, 'SIGTERM');
  }

  /** Removes everything. */
  async remove(): Promise<void> {
    await end(this.#pathd, 'SIGKILL');
    await end(this.#zebra, 'SIGKILL');
    this.netns.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #daemon(name: 'zebra' | 'pathd', extra: readonly string[]): ChildProcess {
    const { netns } = this;
    const common = ['-u', USER, '-g', USER, '-A', '127.0.0.1', '-P', '0', '--vty_socket', this.#folder];
    const files = ['-f', this.#file(`${name}.conf`), '-i', this.#file(`${name}.pid`)];
    const rest = ['-z', this.#file('zserv.api'), '--log', `file:${this.#file(`${name}.log`)}`];
    const command = netns.command(peerProgram('frr', name), [...common, ...files, ...rest, ...extra]);
    return spawn(...command, { stdio: 'ignore' });
  }

  async #appears(name: string): Promise<void> {
    await eventually(`${name} appears`, async () => existsSync(this.#file(name)) || undefined);
  }

  #file(name: string): string {
    return path.join(this.#folder, name);
  }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill(signal);
  await ended;
}

/** A group of tests in network namespaces: like `describeWithPeers`, and needs root. */
export function describeInNamespaces(peers: readonly Peer[], name: string, body: () => void): void {
  describeWithPeers([...peers, 'iproute2'], name, body, missingRights());
}
