// A network of RFC 8051 with Cairn as its PCE: nodes are letters, a head-end stands at any of them and speaks PCEP.

import type { Reoptimize } from '../../../src/app/reoptimization/reoptimizations.js';
import type { AutoBandwidthAttributes } from '../../../src/domain/values/auto-bandwidth.js';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { Reoptimization } from '../../../src/domain/values/reoptimization.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { Subscription } from '../../../src/events/store.js';
import type { LspEntry } from '../../../src/projections/lsp-db/lsp-db.js';
import type { LspDefinition } from '../../../src/simulators/pcc/lsp.js';
import type { WantedPath } from '../../../src/simulators/pcc/path-requests.js';
import { NO_DELAYS, type SignallingDelays } from '../../../src/simulators/pcc/signalling.js';
import { SimulatedPcc } from '../../../src/simulators/pcc/simulated-pcc.js';
import { OPERATIONAL } from '../../../src/southbound/pcep/codec/code-points.js';
import type { AutoBandwidthSubTlv } from '../../../src/southbound/pcep/codec/tlvs/auto-bandwidth-attributes.js';
import { eventually } from '../../support/cairn-process.js';
import type { FakeClock } from '../../support/fake-clock.js';
import { ServedPce } from '../../support/served-pce.js';

/** Metric, capacity (Gbit/s), shared risk groups and number of parallel links, by the ends; both directions. */
export interface ScenarioLink {
  readonly metric: number;
  readonly capacity: number;
  readonly srlgs?: readonly number[];
  readonly down?: boolean;
}
export type ScenarioLinks = Readonly<Record<string, ScenarioLink | readonly ScenarioLink[]>>;

export const GBIT = 1e9;
const numberOf = (node: string): number => node.charCodeAt(0) - 64;
/** Also the address that its head-end speaks from, by which Cairn knows where it stands. */
export const routerIdOf = (node: string): string => `127.0.2.${numberOf(node)}`;

const membersOf = (of: ScenarioLink | readonly ScenarioLink[]): readonly ScenarioLink[] =>
  Array.isArray(of) ? (of as readonly ScenarioLink[]) : [of as ScenarioLink];

/** `10.<from>.<to>.<2 x member + side>`: the ends of a link can be read off its addresses. */
export function topologyOf(links: ScenarioLinks): string {
  const nodes = [...new Set(Object.keys(links).join(''))].sort();
  return JSON.stringify({
    cairn: 'topology/1',
    name: 'scenario',
    nodes: nodes.map((id) => ({ id, name: id, routerId: routerIdOf(id) })),
    links: Object.entries(links).flatMap(([ends, of]) =>
      membersOf(of).flatMap(({ metric, capacity, srlgs = [], down = false }, member) => {
        const [from, to] = [ends[0]!, ends[1]!];
        const prefix = `10.${numberOf(from)}.${numberOf(to)}`;
        if (down) return [];
        return [
          {
            from,
            to,
            fromAddress: `${prefix}.${2 * member}`,
            toAddress: `${prefix}.${2 * member + 1}`,
            igpMetric: metric,
            teMetric: metric,
            capacity: capacity * GBIT,
            srlgs,
          },
        ];
      }),
    ),
  });
}

/** The node that an interface of `topologyOf` belongs to, and the number of the parallel link from 1. */
function arrivalOf(address: string): readonly [node: string, member: number] {
  const [, from = 0, to = 0, host = 0] = address.split('.').map(Number);
  return [String.fromCharCode(64 + (host % 2 === 0 ? from : to)), Math.floor(host / 2) + 1];
}

export const pathOf = (start: string, addresses: readonly string[]): string =>
  addresses.reduce((path, address) => {
    const [node, member] = arrivalOf(address);
    return member === 1 ? `${path}-${node}` : `${path}=${member}=${node}`;
  }, start);

export interface WantedLsp {
  readonly name: string;
  /** The head-end and the far end. */
  readonly ends: string;
  /** Gbit/s. */
  readonly bandwidth: number;
  readonly priority?: number;
}

export interface NetworkOptions {
  readonly heads: string;
  readonly delays?: SignallingDelays;
  /** Cairn's; default the machine's. */
  readonly clock?: FakeClock;
  /** Whether head-ends keep schedules by themselves (RFC 8934), by the same clock as Cairn. */
  readonly scheduling?: boolean;
  /** Whether bandwidth that is given back makes Cairn look for better paths. */
  readonly onFreed?: boolean;
  /** Whether LSPs are moved so that one of the same priority finds room. */
  readonly makeRoom?: boolean;
  /** Whether the bandwidth of LSPs that are measured is adjusted; the head-ends have it anyway (RFC 8733). */
  readonly adjusted?: boolean;
}

export class ScenarioNetwork {
  readonly cairn: ServedPce;
  readonly #pccs: ReadonlyMap<string, SimulatedPcc>;

  /** LSPs that Cairn has said to have no other path. */
  readonly #stranded = new Set<LspId>();
  readonly #subscription: Subscription;

  private constructor(cairn: ServedPce, pccs: ReadonlyMap<string, SimulatedPcc>) {
    this.cairn = cairn;
    this.#pccs = pccs;
    const take = (events: readonly RecordedEvent[]): void => {
      for (const { type, data } of events) if (type === 'LspNotReroutable') this.#stranded.add(data.lsp);
    };
    this.#subscription = cairn.pce.follow(0, take, (error) => cairn.fatal.push(error));
  }

  /** Runs `act` in a network of its own; what it leaves open is closed. */
  static async run<Outcome>(
    links: ScenarioLinks,
    options: NetworkOptions,
    act: (network: ScenarioNetwork) => Promise<Outcome>,
  ): Promise<Outcome> {
    const { clock } = options;
    const cairn = await ServedPce.start({
      topology: topologyOf(links),
      ...(clock === undefined ? {} : { clock }),
      reoptimization: { onFreed: options.onFreed ?? false, makeRoom: options.makeRoom ?? false },
      autoBandwidth: {
        enabled: options.adjusted ?? false,
        attributes: ADJUSTED,
        forecast: 2 * SAMPLE_INTERVAL,
      },
    });
    const pccs = new Map(options.heads.split('').map((node) => [node, headEnd(node, cairn.port, options)]));
    const network = new ScenarioNetwork(cairn, pccs);
    try {
      for (const pcc of pccs.values()) pcc.start();
      await network.until('all head-ends are synchronised', () =>
        [...pccs.keys()].every((node) => cairn.pce.live.state.sessions.get(pccOf(node))?.synchronized),
      );
      const outcome = await act(network);
      if (cairn.fatal.length > 0) throw cairn.fatal[0];
      return outcome;
    } finally {
      network.#subscription.close();
      await Promise.all([...pccs.values()].map((pcc) => pcc.stop()));
      await cairn.stop();
    }
  }

  head(node: string): SimulatedPcc {
    const pcc = this.#pccs.get(node);
    if (pcc === undefined) throw new Error(`there is no head-end at ${node}`);
    return pcc;
  }

  async until(what: string, isSo: () => boolean | undefined): Promise<void> {
    await eventually(what, async () => (isSo() === true ? true : undefined), {
      every: 5,
      describe: () => JSON.stringify([...this.cairn.pce.live.state.lspDb.entries()], undefined, 1),
    });
  }

  /**
   * What a PCE gives without state of its own to act on: the head-end asks (PCReq), keeps control of the LSP, sets it up
   * and reports it. Resolves with its nodes, or a dash, when Cairn has seen it.
   */
  async ask(wanted: WantedLsp, more: Partial<WantedPath> = {}): Promise<string> {
    const { name, ends, bandwidth, priority = 7 } = wanted;
    const answer = await this.head(ends[0]!).requestPath({
      name,
      destination: routerIdOf(ends[1]!),
      bandwidth: bandwidth * GBIT,
      setupPriority: priority,
      delegated: false,
      ...more,
    });
    if (answer.kind === 'no-path') return NOWHERE;
    if (answer.kind !== 'path') throw new Error(`${name}: ${answer.kind}`);
    await this.until(`${name} is up`, () => this.entry(wanted)?.current.operationalState === 'UP');
    return this.where(wanted);
  }

  /**
   * Configures the LSP on its head-end without a path and delegates it. Resolves when it is up, or when Cairn has said
   * that there is no path.
   */
  async delegate(wanted: WantedLsp, more: Partial<LspDefinition> = {}): Promise<void> {
    const { name, ends, bandwidth, priority = 7 } = wanted;
    const definition: LspDefinition = {
      name,
      setupType: 'RSVP_TE',
      destination: routerIdOf(ends[1]!),
      bandwidth: bandwidth * GBIT,
      setupPriority: priority,
      holdingPriority: priority,
      delegated: true,
      route: [],
      ...more,
    };
    this.head(ends[0]!).configure(definition);
    await this.until(`${name} is decided`, () => this.where(wanted) !== NOWHERE || this.isStranded(wanted));
    await this.settled();
  }

  /** Whether Cairn has said, at any time, that there is no path for it. */
  isStranded({ name, ends }: WantedLsp): boolean {
    return this.#stranded.has(LspId(pccOf(ends[0]!), name));
  }

  async untilAt(wanted: WantedLsp, path: string): Promise<void> {
    await this.until(`${wanted.name} is on ${path}`, () => this.where(wanted) === path);
    await this.settled();
  }

  /** As `delegate`, with the path that it was set up on by others: its nodes, `A=2=B` over the second of parallel links. */
  async place(
    wanted: WantedLsp,
    path: string,
    delegated = true,
    more: Partial<LspDefinition> = {},
  ): Promise<void> {
    const { name, ends, bandwidth, priority = 7 } = wanted;
    this.head(ends[0]!).configure({
      name,
      setupType: 'RSVP_TE',
      destination: routerIdOf(ends[1]!),
      bandwidth: bandwidth * GBIT,
      setupPriority: priority,
      holdingPriority: priority,
      delegated,
      route: this.routeOf(path),
      ...more,
    });
    await this.until(`${name} is on ${path}`, () => this.where(wanted) === path);
  }

  /** As `place`, with its bandwidth to be adjusted by these attributes (RFC 8733). */
  async adjust(
    wanted: WantedLsp,
    path: string,
    autoBandwidth: readonly AutoBandwidthSubTlv[],
  ): Promise<void> {
    await this.place(wanted, path, true, { autoBandwidth });
  }

  /** Strict, by the interfaces that are arrived at. */
  routeOf(path: string): readonly { readonly kind: 'address'; readonly address: string }[] {
    const hops = [...path.matchAll(/(?:-|=(\d)=)([A-Z])/g)];
    let from = path[0]!;
    return hops.map(([, member = '1', to = '']) => {
      const links = [...this.cairn.pce.live.state.ted.links()].filter(
        ({ source, target }) => source === from && target === to,
      );
      from = to;
      const address = links.map(({ targetAddress = '' }) => targetAddress).sort()[Number(member) - 1];
      if (address === undefined) throw new Error(`there is no link on ${path}`);
      return { kind: 'address', address };
    });
  }

  /** Reoptimizes as an operator would, and waits for the end. */
  async reoptimize(order: Partial<Reoptimize> & Pick<Reoptimize, 'goal' | 'scope'>): Promise<Reoptimization> {
    const { pce } = this.cairn;
    const started = await pce.reoptimizations.start({
      trigger: 'operator',
      dryRun: false,
      allowRelease: false,
      onFailure: 'STOP',
      ...order,
    });
    if (!started.ok) throw new Error(started.error.message);
    const { id } = started.value;
    const get = (): Reoptimization | undefined => pce.live.state.reoptimizations.get(id);
    await this.until('the reoptimization has ended', () => get()?.phase === 'ENDED');
    await this.settled();
    return get()!;
  }

  entry({ name, ends }: WantedLsp): LspEntry | undefined {
    return this.cairn.pce.live.state.lspDb.byName(pccOf(ends[0]!), name);
  }

  /** Where Cairn knows the LSP to be, by the last report: its nodes, `C=2=D` over the second of parallel links. */
  where(wanted: WantedLsp): string {
    const entry = this.entry(wanted);
    if (entry === undefined || entry.current.operationalState !== 'UP' || entry.current.route.length === 0)
      return NOWHERE;
    return pathOf(
      wanted.ends[0]!,
      entry.current.route.map((hop) => (hop.kind === 'address' ? hop.address : '')),
    );
  }

  /** Until nothing is under way and the log has been still for a while. */
  async settled(): Promise<void> {
    let head = -1;
    let since = 0;
    await this.until('the network is at rest', () => {
      const { state } = this.cairn.pce.live;
      const now = this.cairn.pce.head();
      const isStill = now === head && state.position === now;
      head = now;
      const open = [...state.reoptimizations.open()].length > 0;
      since = isStill && !open && !this.isBusy() ? since + 1 : 0;
      return since > 8;
    });
  }

  /** Whether Cairn knows of each LSP of its head-end what that has. */
  isInformed(node: string): boolean {
    const known = [...this.cairn.pce.live.state.lspDb.ofPcc(pccOf(node))];
    const own = [...this.head(node).lsps.values()];
    if (known.length !== own.length) return false;
    return own.every(({ name, current }) => {
      const entry = known.find((one) => one.current.name === name);
      return (entry?.current.operationalState === 'UP') === (current.operational === OPERATIONAL.UP);
    });
  }

  isBusy(): boolean {
    const { live } = this.cairn.pce;
    return [...live.state.lspDb.entries()].some(({ id }) => live.pendingOperations(id).length > 0);
  }

  /** Says that the network is another one now. */
  async change(links: ScenarioLinks): Promise<void> {
    const report = await this.cairn.pce.importTopology(topologyOf(links), 'CAIRN', true);
    if (!report.ok) throw new Error(report.error.message);
  }

  /** Events of these types after a position, oldest first. */
  async events<Type extends RecordedEvent['type']>(
    types: readonly Type[],
    after = 0,
  ): Promise<readonly Extract<RecordedEvent, { readonly type: Type }>[]> {
    const { events } = await this.cairn.pce.events({ types: [...types], after, first: 500 });
    return events as unknown as readonly Extract<RecordedEvent, { readonly type: Type }>[];
  }

  /**
   * What was asked of head-ends and what came of it, in order: `LSP1 asked` (PCUpd or PCInitiate was sent), `LSP1 done` (its
   * head-end reports the new path).
   */
  async story(after = 0): Promise<readonly string[]> {
    const types = ['OperationDispatched', 'OperationSucceeded', 'OperationFailed'] as const;
    const events = await this.events(types, after);
    const { operations } = this.cairn.pce.live.state;
    return events.map(({ type, data }) => `${operations.get(data.operation)?.name} ${WORDS[type]}`);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  OperationDispatched: 'asked',
  OperationSucceeded: 'done',
  OperationFailed: 'failed',
};

/** Milliseconds from one sample to the next, and how LSPs are adjusted that are measured from outside. */
export const SAMPLE_INTERVAL = 300_000;
const ADJUSTED: AutoBandwidthAttributes = {
  sampleInterval: SAMPLE_INTERVAL / 1_000,
  overflowPercentage: { percentage: 10, count: 1, minimum: 0 },
};

/** Not set up. */
export const NOWHERE = 'none';
export const pccOf = (node: string): PccId => PccId(`head-${node}`);

const headEnd = (
  node: string,
  port: number,
  { delays = NO_DELAYS, scheduling, clock }: NetworkOptions,
): SimulatedPcc =>
  new SimulatedPcc({
    name: pccOf(node),
    speakerEntityId: pccOf(node),
    pce: { host: '127.0.0.1', port },
    localAddress: routerIdOf(node),
    routerId: routerIdOf(node),
    lsps: [],
    seed: 1,
    delays,
    ...(scheduling === true && clock !== undefined ? { scheduling: 'scheduled', clock } : {}),
    autoBandwidth: true,
  });
