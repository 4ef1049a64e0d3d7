// Network namespaces of Linux for tests that need addresses and ports of their own (root only). Each is named after the
// process that made it, so that the next run finds and removes what a crashed one left behind.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { peerProgram } from './peers.js';

const PREFIX = 'cairn-test';

let made = 0;

const ip = (...args: readonly string[]): string =>
  execFileSync(peerProgram('iproute2', 'ip'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Why this process can't make network namespaces; undefined when it can. */
export function missingRights(): string | undefined {
  return process.getuid?.() === 0 ? undefined : 'network namespaces need root';
}

export class NetworkNamespace {
  readonly name: string;

  /** A new namespace whose loopback interface is up and has the given addresses, with their prefix lengths. */
  constructor(addresses: readonly string[] = []) {
    removeLeftovers();
    this.name = `${PREFIX}-${process.pid}-${++made}`;
    ip('netns', 'add', this.name);
    this.ip('link', 'set', 'lo', 'up');
    for (const address of addresses) this.ip('addr', 'add', address, 'dev', 'lo');
  }

  /** Runs `ip` with these arguments inside. */
  ip(...args: readonly string[]): string {
    return ip('-n', this.name, ...args);
  }

  /** Joins this namespace to another one by a cable: a pair of interfaces with these names, both up. */
  connect(name: string, other: NetworkNamespace, otherName: string): void {
    ip('link', 'add', name, 'netns', this.name, 'type', 'veth', 'peer', otherName, 'netns', other.name);
    this.ip('link', 'set', name, 'up');
    other.ip('link', 'set', otherName, 'up');
  }

  /** Program and arguments that run `program` inside: with the process id that the caller's `spawn` gets. */
  command(program: string, args: readonly string[]): readonly [string, readonly string[]] {
    return [peerProgram('iproute2', 'ip'), ['netns', 'exec', this.name, program, ...args]];
  }

  /** Ends whatever still runs inside, and the namespace. */
  remove(): void {
    removeNamespace(this.name);
  }
}

function removeNamespace(name: string): void {
  for (const pid of ip('netns', 'pids', name).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended by itself meanwhile.
    }
  }
  ip('netns', 'del', name);
}

/** Of test runs whose process is gone. */
function removeLeftovers(): void {
  for (const line of ip('netns', 'list').split('\n')) {
    const [name = ''] = line.split(' ');
    const [, owner] = /^cairn-test-(\d+)-\d+$/.exec(name) ?? [];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) removeNamespace(name);
  }
}
