import type { IpAddress } from '../../domain/values/address.js';
import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import type { Message } from '../../southbound/pcep/codec/message.js';
import type { OpenObject } from '../../southbound/pcep/codec/objects/open.js';
import type { StatefulPceCapabilityTlv } from '../../southbound/pcep/codec/tlvs/stateful-pce-capability.js';
import { findTlv } from '../../southbound/pcep/codec/tlvs/tlv.js';
import { HeadEnd } from './head-end.js';
import { type LocalClock, machineClock } from './local-clock.js';
import type { Lsp, LspDefinition } from './lsp.js';
import { errorMessage } from './messages.js';
import { openObject } from './open.js';
import { type PathOutcome, PathRequests, type WantedPath } from './path-requests.js';
import { Random, seedFor } from './random.js';
import { PccSession, type PceAddress } from './session.js';
import { type Delay, REALISTIC_DELAYS, type SignallingDelays } from './signalling.js';
import { Timers } from './timers.js';

export interface SimulatedPccOptions {
  /** For people and for the seed; unique in a fleet. */
  readonly name: string;
  readonly pce: PceAddress;
  /** Source address of the connection; absent: the system's choice. */
  readonly localAddress?: string;
  /** Sent when given (RFC 8232 3.3.2): needed where several PCCs share an address. */
  readonly speakerEntityId?: string;
  /** IPv4: tunnel sender address of its LSPs, and source of its path requests. */
  readonly routerId: IpAddress;
  readonly lsps: readonly LspDefinition[];
  readonly seed: number;
  /** Seconds, as told in the Open. Default 30 and four times that. */
  readonly keepalive?: number;
  readonly deadTimer?: number;
  /** Labels it can push; 0: any number. Default 10. */
  readonly maximumSidDepth?: number;
  /** SRv6 SIDs that it can put on a packet; 0: any number. Default: it has no SRv6. */
  readonly maximumSrv6Sids?: number;
  readonly maximumInitiatedLsps?: number;
  readonly delays?: SignallingDelays;
  /** Probability that a path does not come up. */
  readonly failSetups?: number;
  /** Probability that an instruction of the PCE is neither carried out nor answered. */
  readonly silent?: number;
  /** Milliseconds before the first and the longest later attempt to reconnect: doubled each time, with jitter. */
  readonly reconnect?: Delay;
  /** Schedules that it keeps by itself (RFC 8934). Default periodic. */
  readonly scheduling?: SchedulingSupport;
  /** Whether it has the bandwidth of LSPs adjusted (RFC 8733). Default no. */
  readonly autoBandwidth?: boolean;
  /** By which it keeps them. Default the machine's. */
  readonly clock?: LocalClock;
  readonly observer?: PccObserver;
}

/** What happens to a PCC, for progress lines. */
export interface PccObserver {
  synchronized?(pcc: SimulatedPcc): void;
  /** Also called for an attempt that never became a session; not for the end by `stop`. */
  sessionEnded?(pcc: SimulatedPcc, reason: string): void;
}

const RECONNECT: Delay = { minimum: 500, maximum: 30_000 };
const KEEPALIVE_SECONDS = 30;
const MAXIMUM_DEAD_TIMER = 255;
const MAXIMUM_SID_DEPTH = 10;
const MAXIMUM_INITIATED_LSPS = 10_000;

/** One head-end router with its PCEP session: connects, synchronises, delegates, obeys, and comes back after a loss. */
export class SimulatedPcc {
  readonly #options: SimulatedPccOptions;
  readonly #random: Random;
  readonly #timers = new Timers();
  readonly #head: HeadEnd;
  readonly #requests: PathRequests;
  #session: PccSession | undefined;
  #running = false;
  #synchronized = false;
  #reports = 0;
  #attempts = 0;
  #sid = 0;
  #waiting: (() => void)[] = [];
  #stopped: (() => void)[] = [];

  constructor(options: SimulatedPccOptions) {
    this.#options = options;
    this.#random = new Random(seedFor(options.seed, options.name));
    this.#head = new HeadEnd({
      routerId: options.routerId,
      random: this.#random,
      timers: this.#timers,
      delays: options.delays ?? REALISTIC_DELAYS,
      failSetups: options.failSetups ?? 0,
      silent: options.silent ?? 0,
      lsps: options.lsps,
      maximumSidDepth: options.maximumSidDepth ?? MAXIMUM_SID_DEPTH,
      maximumSrv6Sids: options.maximumSrv6Sids,
      clock: options.clock ?? machineClock,
      maximumInitiatedLsps: options.maximumInitiatedLsps ?? MAXIMUM_INITIATED_LSPS,
    });
    this.#requests = new PathRequests(this.#head, this.#timers);
  }

  get name(): string {
    return this.#options.name;
  }

  /** True from the end of the synchronisation to the end of the session. */
  get isSynchronized(): boolean {
    return this.#synchronized;
  }

  /** State reports sent since the start, end-of-synchronisation markers included. */
  get reports(): number {
    return this.#reports;
  }

  get lsps(): ReadonlyMap<string, Lsp> {
    return this.#head.lsps;
  }

  /** Connects, and goes on connecting until `stop`. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  /** Resolves at once when the present session is synchronised, else at the end of the next synchronisation. */
  synchronized(): Promise<void> {
    return this.#synchronized ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Ends the session with Close. Resolves when the connection is gone; no timer or socket is left then. */
  async stop(): Promise<void> {
    this.#running = false;
    const session = this.#session;
    this.#timers.clear();
    this.#head.stop();
    this.#requests.giveUp();
    if (session === undefined) return;
    const ended = new Promise<void>((resolve) => this.#stopped.push(resolve));
    session.close('the simulation ends');
    await ended;
  }

  /** The line fails: no Close, LSPs stay as they are; reconnects. */
  loseSession(): void {
    this.#session?.lose('the line failed');
  }

  /** The router fails: LSPs keep their names and get new PLSP-IDs; what a PCE created is gone. Reconnects. */
  restart(): void {
    this.#head.detach();
    this.#head.restart();
    this.#session?.lose('the router restarted');
  }

  /** Asks the PCE for a path and, if there is one, sets the LSP up along it and reports it. */
  requestPath(wanted: WantedPath): Promise<PathOutcome> {
    return this.#requests.ask(
      wanted,
      (message) => this.#synchronized && (this.#session?.send(message) ?? false),
    );
  }

  /** A new LSP is configured: with its route, or to be given one by the PCE that it is delegated to. */
  configure(definition: LspDefinition): void {
    this.#head.configure(definition);
  }

  /** An LSP is taken away and reported so. False when there is no such LSP. */
  unconfigure(name: string): boolean {
    return this.#head.unconfigure(name);
  }

  /** Reports the LSP with another bandwidth (bit/s). False when it can't change now. */
  changeBandwidth(name: string, bitsPerSecond: number): boolean {
    return this.#head.changeBandwidth(name, bitsPerSecond);
  }

  /** Reports what was measured of an LSP with auto-bandwidth, bit/s (RFC 8733 5.3). False when it can't be told now. */
  reportRate(name: string, bitsPerSecond: number): boolean {
    return this.#head.changeBandwidth(name, bitsPerSecond, true);
  }

  #connect(): void {
    const { pce, localAddress } = this.#options;
    const open = this.#openObject();
    this.#sid = (this.#sid + 1) % 256;
    this.#session = new PccSession({
      pce,
      ...(localAddress === undefined ? {} : { localAddress }),
      open,
      user: {
        established: (remote) => this.#established(remote),
        received: (message) => this.#received(message),
        ended: (reason) => this.#ended(reason),
      },
    });
  }

  #established(remote: OpenObject): void {
    const session = this.#session;
    if (session === undefined) return;
    this.#attempts = 0;
    const capability = findTlv(remote.tlvs, 'STATEFUL-PCE-CAPABILITY');
    if (capability !== undefined) {
      const send = (message: Message): void => {
        if (session.send(message) && message.kind === 'PCRpt') this.#reports += 1;
      };
      const endSession = (reason: string): void => session.close(reason);
      const reporting = {
        send,
        delegation: capability.lspUpdate,
        scheduling: this.#schedulingWith(capability),
      };
      session.together(() => this.#head.synchronize(reporting, endSession));
    }
    this.#synchronized = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#options.observer?.synchronized?.(this);
  }

  #received(message: Message): void {
    switch (message.kind) {
      case 'PCUpd':
        this.#head.takeUpdates(message);
        return;
      case 'PCInitiate':
        this.#head.takeInitiation(message);
        return;
      case 'PCRep':
        this.#requests.takeReply(message, (answer) => this.#session?.send(answer));
        return;
      case 'PCErr':
        this.#requests.takeError(message);
        return;
      case 'PCNtf':
        for (const { rps } of message.notifies)
          for (const { requestId } of rps) this.#requests.cancelled(requestId);
        return;
      default:
        // RFC 5440 6.9: PCReq and PCRpt are not for a PCC, other types are unknown to it.
        this.#session?.send(errorMessage(2, 0));
    }
  }

  #ended(reason: string): void {
    this.#session = undefined;
    this.#synchronized = false;
    this.#head.detach();
    this.#requests.giveUp();
    for (const resolve of this.#stopped.splice(0)) resolve();
    if (!this.#running) return;
    this.#options.observer?.sessionEnded?.(this, reason);
    this.#timers.after(this.#backOff(), () => this.#connect());
  }

  /** Exponential back-off with jitter, at least 1 ms: never a busy loop. */
  #backOff(): number {
    const { minimum, maximum } = this.#options.reconnect ?? RECONNECT;
    const limit = Math.min(maximum, minimum * 2 ** this.#attempts);
    this.#attempts += 1;
    return Math.max(1, this.#random.between(limit / 2, limit));
  }

  /** The least of what both sides announce (RFC 8934 5.1). */
  #schedulingWith({ lspScheduling, periodicScheduling }: StatefulPceCapabilityTlv): SchedulingSupport {
    const { scheduling = 'periodic' } = this.#options;
    if (scheduling === 'none' || !lspScheduling) return 'none';
    return periodicScheduling ? scheduling : 'scheduled';
  }

  #openObject(): OpenObject {
    const {
      speakerEntityId,
      scheduling = 'periodic',
      keepalive = KEEPALIVE_SECONDS,
      maximumSidDepth = MAXIMUM_SID_DEPTH,
      maximumSrv6Sids,
      autoBandwidth = false,
    } = this.#options;
    const deadTimer = this.#options.deadTimer ?? Math.min(MAXIMUM_DEAD_TIMER, 4 * keepalive);
    const timers = { keepalive, deadTimer, sid: this.#sid };
    return openObject({
      ...timers,
      maximumSidDepth,
      maximumSrv6Sids,
      speakerEntityId,
      scheduling,
      autoBandwidth,
    });
  }
}
