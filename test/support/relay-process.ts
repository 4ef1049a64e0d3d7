// A process inside a network namespace that joins an address of it to a Unix domain socket: the way in and out.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { NetworkNamespace } from './network-namespace.js';
import { projectRoot } from './project.js';

const SCRIPT = `${projectRoot}/test/support/namespace-relay.ts`;

export class RelayProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /**
   * Carries connections from one place to the other, each the absolute path of a socket or HOST:PORT within the
   * namespace. Returns when it listens.
   */
  static async start(netns: NetworkNamespace, from: string, to: string): Promise<RelayProcess> {
    const command = netns.command(process.execPath, ['--no-warnings', SCRIPT, from, to]);
    const child = spawn(...command, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [first] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (!Buffer.isBuffer(first)) throw new Error(`the relay from ${from} to ${to} did not start`);
    return new RelayProcess(child);
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}
