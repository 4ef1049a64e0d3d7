// Four real routers (FRRouting 10) in network namespaces of their own: IS-IS with traffic engineering and segment routing,
// and BGP-LS from one of them to a collector, which has a namespace too. Each router runs by chroot from the installed
// folder, with a folder of its own mounted where FRR keeps its sockets; the mounts end with the processes.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './cairn-process.js';
import {
  COLLECTOR_ADDRESS,
  COLLECTOR_INTERFACE,
  EXPORTER,
  type FrrLinkEnd,
  type FrrRouterSettings,
  type Igp,
  LINK_ENDS,
  ROUTERS,
  routerConfiguration,
} from './frr-bgpls-network.js';
import { NetworkNamespace } from './network-namespace.js';
import { FRR_BGP_LS_ROOT } from './peers.js';

const RUN_FOLDER = '/run/frr';
/** Arguments: root folder, folder of the router, host name, program, its arguments. */
const ENTER = `set -e; root=$1 own=$2 name=$3; shift 3
mount --bind "$own" "$root${RUN_FOLDER}"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
hostname "$name"
exec chroot "$root" "$@"`;

type Daemon = 'mgmtd' | 'zebra' | 'isisd' | 'ospfd' | 'bgpd';
/** How often zebra notes that one of these has connected to it, once the last of its connections is up. */
const HELLOS: Readonly<Partial<Record<Daemon, readonly [protocol: string, connections: number]>>> = {
  isisd: ['isis', 1],
  ospfd: ['ospf', 1],
  bgpd: ['bgp', 2],
};

/** One router: its daemons in its namespace. */
class FrrBgpLsRouter {
  readonly netns = new NetworkNamespace();
  readonly #name: string;
  readonly #folder: string;
  readonly #daemons = new Map<Daemon, ChildProcess>();
  /** How long the log was when a daemon started. */
  readonly #logged = new Map<Daemon, number>();
  #log = '';

  constructor(name: string, folder: string) {
    this.#name = name;
    this.#folder = path.join(folder, name);
    mkdirSync(this.#folder);
    // FRR's user there, who owns the same folder of the installation.
    const { uid, gid } = frrAccount();
    chownSync(this.#folder, uid, gid);
  }

  start(daemon: Daemon): void {
    const args = ['-u', 'frr', '-g', 'frr', '-A', '127.0.0.1', '-P', '0', '--log', 'stdout'];
    const command = this.#command(`/usr/lib/frr/${daemon}`, args);
    const child = spawn(...command, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        // What libyang looks for when it starts is of no use to anybody.
        this.#log += text.replace(/^.*libyang: .*\n/gm, '');
      });
    this.#daemons.set(daemon, child);
    this.#logged.set(daemon, this.#log.length);
  }

  /**
   * Waits until they can be configured: those that are clients of zebra have to be known to it, or bgpd falls over its
   * own request for the link-state database.
   */
  async answer(...daemons: readonly Daemon[]): Promise<void> {
    const ready = async (): Promise<true | undefined> =>
      daemons.every((daemon) => this.#isReady(daemon)) || undefined;
    await eventually(`${daemons.join(', ')} of ${this.#name}`, ready, { describe: () => this.#log });
  }

  #isReady(daemon: Daemon): boolean {
    const [protocol, connections] = HELLOS[daemon] ?? ['', 0];
    const since = this.#log.slice(this.#logged.get(daemon));
    const hellos = since.split(`bids fair to announce only ${protocol} routes`).length - 1;
    return hellos >= connections && existsSync(path.join(this.#folder, `${daemon}.vty`));
  }

  /** Takes in what a configuration file would say. */
  async configure(text: string): Promise<void> {
    writeFileSync(path.join(this.#folder, 'frr.conf'), text);
    await this.#run('vtysh', ['-f', `${RUN_FOLDER}/frr.conf`]);
  }

  vtysh(...commands: readonly string[]): Promise<string> {
    return this.#run(
      'vtysh',
      commands.flatMap((command) => ['-c', command]),
    );
  }

  signal(daemon: Daemon, signal: NodeJS.Signals): void {
    this.#daemons.get(daemon)?.kill(signal);
  }

  async end(daemon: Daemon, signal: NodeJS.Signals): Promise<void> {
    const child = this.#daemons.get(daemon);
    this.#daemons.delete(daemon);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    rmSync(path.join(this.#folder, `${daemon}.vty`), { force: true });
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#daemons.keys()].map((daemon) => this.end(daemon, 'SIGKILL')));
  }

  async remove(): Promise<void> {
    await this.endAll();
    this.netns.remove();
  }

  get log(): string {
    return this.#log;
  }

  async #run(program: string, args: readonly string[]): Promise<string> {
    const [file, all] = this.#command(program, args);
    try {
      const { stdout } = await promisify(execFile)(file, all, { timeout: 20_000, maxBuffer: 2 ** 24 });
      return stdout;
    } catch (cause) {
      throw new Error(`${program} of ${this.#name} failed. Its daemons have logged:\n${this.#log}`, {
        cause,
      });
    }
  }

  #command(program: string, args: readonly string[]): readonly [string, readonly string[]] {
    const place = ['sh', FRR_BGP_LS_ROOT, this.#folder, this.#name];
    const inside = ['--mount', '--uts', 'sh', '-c', ENTER, ...place, program, ...args];
    return this.netns.command('unshare', inside);
  }
}

const frrAccount = (): { readonly uid: number; readonly gid: number } =>
  statSync(path.join(FRR_BGP_LS_ROOT, RUN_FOLDER));

/** All of it. Where Cairn shall listen or dial from is `COLLECTOR_ADDRESS` in the namespace `collector`. */
export class FrrBgpLsNetwork {
  readonly collector = new NetworkNamespace();
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cairn-bgp-ls-'));
  readonly #routers = new Map<string, FrrBgpLsRouter>();

  readonly #igp: Igp;

  private constructor(igp: Igp) {
    this.#igp = igp;
  }

  /** Starts it; returns when the routers have their configuration, not when IS-IS knows everything. */
  static async start(igp: Igp = 'isis'): Promise<FrrBgpLsNetwork> {
    const network = new FrrBgpLsNetwork(igp);
    try {
      await network.#start();
    } catch (error) {
      await network.remove();
      throw error;
    }
    return network;
  }

  async #start(): Promise<void> {
    for (const { name } of ROUTERS) this.#routers.set(name, new FrrBgpLsRouter(name, this.#folder));
    this.#connect();
    for (const [name, router] of this.#routers)
      for (const daemon of daemonsOf(name, this.#igp)) router.start(daemon);
    await Promise.all(ROUTERS.map((settings) => this.#configured(settings)));
  }

  async #configured(settings: FrrRouterSettings): Promise<void> {
    const router = this.#router(settings.name);
    await router.answer(...daemonsOf(settings.name, this.#igp));
    await router.configure(routerConfiguration(settings, this.#igp));
  }

  #connect(): void {
    const paired = new Set<string>();
    for (const { router, interface: name, neighbor } of LINK_ENDS) {
      const other = LINK_ENDS.find((end) => end.router === neighbor && end.neighbor === router);
      if (other === undefined || paired.has(other.interface)) continue;
      paired.add(name);
      this.#router(router).netns.connect(name, this.#router(neighbor).netns, other.interface);
    }
    this.#router(EXPORTER).netns.connect(COLLECTOR_INTERFACE, this.collector, EXPORTER);
    this.collector.ip('addr', 'add', `${COLLECTOR_ADDRESS}/24`, 'dev', EXPORTER);
  }

  /** What vtysh of a router answers. */
  vtysh(router: string, ...commands: readonly string[]): Promise<string> {
    return this.#router(router).vtysh(...commands);
  }

  /** Changes the configuration of a router, beginning at its top level. */
  async configure(router: string, ...lines: readonly string[]): Promise<void> {
    await this.vtysh(router, 'configure terminal', ...lines);
  }

  /** Takes the interface down at this end. */
  linkDown({ router, interface: name }: FrrLinkEnd): void {
    this.#router(router).netns.ip('link', 'set', name, 'down');
  }

  linkUp({ router, interface: name }: FrrLinkEnd): void {
    this.#router(router).netns.ip('link', 'set', name, 'up');
  }

  /** Ends all of a router at once, as a loss of power does; its interfaces stay up. */
  killRouter(name: string): Promise<void> {
    return this.#router(name).endAll();
  }

  /** To stop and continue the exporter's bgpd. */
  signalBgp(signal: NodeJS.Signals): void {
    this.#router(EXPORTER).signal('bgpd', signal);
  }

  /** Ends the exporter's bgpd without a word, and starts it again. */
  async restartBgp(): Promise<void> {
    const settings = ROUTERS.find(({ name }) => name === EXPORTER);
    if (settings === undefined) throw new Error('no exporter');
    const router = this.#router(EXPORTER);
    await router.end('bgpd', 'SIGKILL');
    router.start('bgpd');
    await router.answer('bgpd');
    await router.configure(routerConfiguration(settings, this.#igp));
  }

  /** What the daemons of a router have logged. */
  log(router: string): string {
    return this.#router(router).log;
  }

  /** Removes everything, whatever has happened before. */
  async remove(): Promise<void> {
    await Promise.all([...this.#routers.values()].map((router) => router.remove()));
    this.collector.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #router(name: string): FrrBgpLsRouter {
    const router = this.#routers.get(name);
    if (router === undefined) throw new Error(`no router ${name}`);
    return router;
  }
}

function daemonsOf(name: string, igp: Igp): readonly Daemon[] {
  const all: readonly Daemon[] = ['mgmtd', 'zebra', igp === 'isis' ? 'isisd' : 'ospfd'];
  return name === EXPORTER ? [...all, 'bgpd'] : all;
}
