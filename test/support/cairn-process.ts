// Cairn as operators run it: a process of its own, driven through its GraphQL API and by signals.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { NetworkNamespace } from './network-namespace.js';
import { projectRoot } from './project.js';
import { RelayProcess } from './relay-process.js';

export interface CairnOptions {
  /** Beside this process's own environment. Without CAIRN_DATA_DIR the data are gone with the process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Content of the configuration file. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Command and options; `serve` unless given. */
  readonly args?: readonly string[];
  readonly netns?: NetworkNamespace;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

interface Listener {
  readonly host: string;
  readonly port: number;
}

/** A line of Cairn's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A started process, whether it listens or not. */
export class CairnChild {
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #listeners = new Map<string, Listener>();
  readonly #killAtExit: () => void;
  #stdout = '';
  #stderr = '';
  #onLine = (): void => undefined;

  constructor(options: CairnOptions) {
    this.#folder = mkdtempSync(path.join(tmpdir(), 'cairn-process-'));
    const entry = path.join(projectRoot, 'dist', 'entry', 'cairn.js');
    if (!existsSync(entry))
      throw new Error(`${entry} is missing: npm run build makes it (npm test does so itself)`);
    const plain = [process.execPath, ['--no-warnings', entry, ...this.#arguments(options)]] as const;
    const [program, args] = options.netns?.command(...plain) ?? plain;
    const child = spawn(program, args, {
      env: { ...process.env, CAIRN_DATA_DIR: path.join(this.#folder, 'data'), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#killAtExit = () => child.kill('SIGKILL');
    process.once('exit', this.#killAtExit);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    createInterface(child.stdout).on('line', (line) => this.#take(line));
    this.exited = once(child, 'close').then(([code, signal]) => {
      process.removeListener('exit', this.#killAtExit);
      rmSync(this.#folder, { recursive: true, force: true });
      return { code, signal };
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Everything it has written to standard error so far: its log, and its last words. */
  get stderr(): string {
    return this.#stderr;
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** Its log so far, as far as its lines are JSON. */
  get log(): readonly LogLine[] {
    const lines = this.#stderr.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** Resolves in the very turn in which its standard output has the words, or when it has ended. */
  says(words: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#stdout.includes(words)) resolve();
      };
      this.#onLine = look;
      void this.exited.then(() => resolve());
      look();
    });
  }

  /** Where it listens, once it does. @throws when it ends or stays silent instead. */
  async listening(seconds = 20): Promise<{ readonly http: Listener; readonly pcep: Listener }> {
    for (
      const deadline = Date.now() + seconds * 1000;
      Date.now() < deadline && this.#isRunning();
      await pause(10)
    ) {
      const http = this.#listeners.get('http');
      const pcep = this.#listeners.get('pcep');
      if (http !== undefined && pcep !== undefined) return { http, pcep };
    }
    this.#child.kill('SIGKILL');
    await this.exited;
    throw new Error(`cairn did not start listening:\n${this.#stderr}`);
  }

  /** Sends the signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Exit> {
    this.signal(signal);
    return this.exited;
  }

  /** Sends a signal that it may live on with (SIGSTOP, SIGCONT). */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #arguments({ args = ['serve'], config }: CairnOptions): readonly string[] {
    if (config === undefined) return args;
    const file = path.join(this.#folder, 'cairn.yaml');
    // JSON is YAML.
    writeFileSync(file, JSON.stringify(config));
    return [...args, '--config', file];
  }

  #take(line: string): void {
    this.#stdout += `${line}\n`;
    this.#onLine();
    if (!line.startsWith('{')) return;
    const { listening, host, port } = JSON.parse(line) as { listening?: string; host: string; port: number };
    if (listening !== undefined) this.#listeners.set(listening, { host, port });
  }
}

/** A Cairn that listens. */
export class CairnProcess {
  readonly #child: CairnChild;
  readonly #relay: Relay | undefined;
  readonly hosts: { readonly http: string; readonly pcep: string };
  readonly ports: { readonly http: number; readonly pcep: number };

  constructor(child: CairnChild, listeners: { http: Listener; pcep: Listener }, relay: Relay | undefined) {
    this.#child = child;
    this.#relay = relay;
    this.hosts = { http: listeners.http.host, pcep: listeners.pcep.host };
    this.ports = { http: listeners.http.port, pcep: listeners.pcep.port };
  }

  get pid(): number {
    return this.#child.pid;
  }

  get stderr(): string {
    return this.#child.stderr;
  }

  get log(): readonly LogLine[] {
    return this.#child.log;
  }

  get exited(): Promise<Exit> {
    return this.#child.exited;
  }

  /** The data of an answer. @throws when the answer has errors. */
  async graphql<Data = Record<string, unknown>>(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Data> {
    const { data, errors } = await this.ask(query, variables);
    if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
    return data as Data;
  }

  /** The answer as it is, errors and all. */
  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GraphqlAnswer> {
    const { body } = await this.#http('POST', '/graphql', JSON.stringify({ query, variables }));
    return JSON.parse(body) as GraphqlAnswer;
  }

  /** A plain GET of the same listener (metrics, health). */
  get(address: string): Promise<{ readonly status: number; readonly body: string }> {
    return this.#http('GET', address);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.signal(signal);
  }

  /** Sends the signal and waits for the end. */
  async kill(signal: NodeJS.Signals): Promise<Exit> {
    const exit = await this.#child.kill(signal);
    this.#relay?.end();
    return exit;
  }

  /** Asks it to end as an operator does. */
  stop(): Promise<Exit> {
    return this.kill('SIGTERM');
  }

  #http(
    method: string,
    address: string,
    body?: string,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const place = this.#relay?.place ?? { host: this.hosts.http, port: this.ports.http };
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const sent = request({ ...place, method, path: address, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** A way from outside to the HTTP listener of a Cairn in a network namespace. */
class Relay {
  readonly place: { readonly socketPath: string };
  readonly #process: RelayProcess;
  readonly #folder: string;

  private constructor(process: RelayProcess, folder: string, socketPath: string) {
    this.#process = process;
    this.#folder = folder;
    this.place = { socketPath };
  }

  static async start(netns: NetworkNamespace, { host, port }: Listener): Promise<Relay> {
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-relay-'));
    const socketPath = path.join(folder, 'http');
    return new Relay(await RelayProcess.start(netns, socketPath, `${host}:${port}`), folder, socketPath);
  }

  end(): void {
    this.#process.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Starts Cairn and waits until it listens. Ports are free ones of loopback unless given. */
export async function startCairn(options: CairnOptions = {}): Promise<CairnProcess> {
  const free = { CAIRN_HTTP_PORT: '0', CAIRN_PCEP_PORT: '0' };
  const child = new CairnChild({ ...options, env: { ...free, ...options.env } });
  const listeners = await child.listening();
  const relay = options.netns && (await Relay.start(options.netns, listeners.http));
  return new CairnProcess(child, listeners, relay);
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Asks again and again until the answer is there. @throws with `what` and the last answer when it stays away. */
export async function eventually<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  { seconds = 15, every = 50, describe = (): unknown => '' } = {},
): Promise<Value> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await pause(every)) {
    const value = await ask();
    if (value !== undefined) return value;
  }
  throw new Error(`not within ${seconds} s: ${what}\n${String(await describe())}`);
}
