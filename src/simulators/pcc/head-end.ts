import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import { LSP_ERROR_CODE, OPERATIONAL, PLSP_ID_MAX } from '../../southbound/pcep/codec/code-points.js';
import type { InitiateRequest, PCInitiate } from '../../southbound/pcep/codec/messages/pcinitiate.js';
import type { PCUpd, UpdateRequest } from '../../southbound/pcep/codec/messages/pcupd.js';
import type { EroSubobject } from '../../southbound/pcep/codec/subobjects/route-subobject.js';
import { findTlv } from '../../southbound/pcep/codec/tlvs/tlv.js';
import {
  attributesIn,
  endOfRoute,
  type HeadEndView,
  isTakeOver,
  nameIn,
  type Refusal,
  refusalOfDeletion,
  refusalOfInstantiation,
  refusalOfTakeOver,
  refusalOfUpdate,
  type SegmentLimits,
  setupTypeOf,
} from './instructions.js';
import type { LocalClock } from './local-clock.js';
import {
  associationsAfter,
  bandwidthObject,
  configuredLsp,
  initiatedLsp,
  type Lsp,
  type LspDefinition,
  type LspNumbers,
  nextLspId,
  type PathAttributes,
  type PccSetupType,
} from './lsp.js';
import { endOfSynchronization, errorMessage } from './messages.js';
import { ScheduledLsps } from './scheduled-lsps.js';
import {
  type Cause,
  drawDelay,
  OWN_ACCORD,
  type Reporting,
  Signalling,
  type SignallingDelays,
  type SignallingOptions,
} from './signalling.js';
import { type ScheduleTlv, scheduleTlvIn, timetableOf } from './timetable.js';

export interface HeadEndOptions extends SignallingOptions, SegmentLimits {
  readonly delays: SignallingDelays;
  readonly lsps: readonly LspDefinition[];
  readonly maximumInitiatedLsps: number;
  readonly clock: LocalClock;
  /** Probability that an instruction is neither carried out nor answered. */
  readonly silent: number;
}

/** Called when an instruction must end the session after its PCErr. */
export type EndSession = (reason: string) => void;

/**
 * The LSPs of one head-end and what happens to them. They outlive sessions: what changed while no PCE listened is told in
 * the next synchronisation.
 */
export class HeadEnd implements HeadEndView {
  readonly #options: HeadEndOptions;
  readonly #signalling: Signalling;
  readonly #scheduled: ScheduledLsps;
  readonly #byName = new Map<string, Lsp>();
  readonly #byPlspId = new Map<number, Lsp>();
  /** Instructions of the PCE, carried out one after the other. */
  #queue: (() => void)[] = [];
  #busy = false;
  #lastPlspId = 0;
  #lastTunnelId = 0;
  #endSession: EndSession = () => undefined;

  constructor(options: HeadEndOptions) {
    this.#options = options;
    this.#signalling = new Signalling(options);
    this.#scheduled = new ScheduledLsps(options.clock, this.#signalling, (lsp) => this.#forget(lsp));
    for (const definition of options.lsps) this.add(configuredLsp(definition, this.newNumbers()));
  }

  get routerId(): string {
    return this.#options.routerId;
  }

  get imposes(): SegmentLimits {
    return this.#options;
  }

  get maximumInitiatedLsps(): number {
    return this.#options.maximumInitiatedLsps;
  }

  get scheduling(): SchedulingSupport {
    return this.#signalling.reporting?.scheduling ?? 'none';
  }

  get initiated(): number {
    let count = 0;
    for (const { createdByPce } of this.#byName.values()) if (createdByPce) count++;
    return count;
  }

  get lsps(): ReadonlyMap<string, Lsp> {
    return this.#byName;
  }

  byPlspId(plspId: number): Lsp | undefined {
    return this.#byPlspId.get(plspId);
  }

  byName(name: string): Lsp | undefined {
    return this.#byName.get(name);
  }

  newNumbers(): LspNumbers {
    this.#lastPlspId = this.#lastPlspId >= PLSP_ID_MAX ? 1 : this.#lastPlspId + 1;
    this.#lastTunnelId = (this.#lastTunnelId % 0xffff) + 1;
    return { plspId: this.#lastPlspId, tunnelId: this.#lastTunnelId };
  }

  add(lsp: Lsp): void {
    this.#byName.set(lsp.name, lsp);
    this.#byPlspId.set(lsp.plspId, lsp);
  }

  /** A session is up: tells everything, then the end of it (RFC 8231 5.6), and from now on every change. */
  synchronize(reporting: Reporting, endSession: EndSession): void {
    this.#endSession = endSession;
    this.#signalling.reporting = reporting;
    for (const lsp of this.#byName.values()) {
      lsp.delegated = lsp.delegable;
      this.#signalling.reportPath(lsp, lsp.current, 0, { sync: true });
      if (lsp.setupType !== 'RSVP_TE') continue;
      for (const path of lsp.leaving) this.#signalling.reportPath(lsp, path, 0, { sync: true });
      const { pending } = lsp;
      if (pending !== undefined && pending !== lsp.current) {
        this.#signalling.reportPath(lsp, pending, 0, { sync: true });
      }
    }
    reporting.send(endOfSynchronization());
  }

  /** The session is gone, and with it what it asked for and was not begun. */
  detach(): void {
    this.#signalling.reporting = undefined;
    this.#queue = [];
  }

  /**
   * The router starts again: its configured LSPs come back under new PLSP-IDs and LSP-IDs, those that a PCE created are
   * gone. Whoever calls this has ended the session.
   */
  restart(): void {
    const lsps = [...this.#byName.values()];
    for (const lsp of lsps) this.#forget(lsp);
    for (const lsp of lsps) {
      if (lsp.createdByPce) continue;
      lsp.plspId = this.newNumbers().plspId;
      lsp.current = { ...lsp.current, lspId: nextLspId(lsp) };
      this.add(lsp);
    }
  }

  /** Nothing happens of its own accord any more. */
  stop(): void {
    this.#scheduled.cancelAll();
  }

  takeUpdates({ updates }: PCUpd): void {
    for (const update of updates) this.#enqueue(() => this.#update(update));
  }

  takeInitiation({ requests }: PCInitiate): void {
    for (const request of requests) this.#enqueue(() => this.#initiate(request));
  }

  /** The LSP has another bandwidth, or was measured to carry it (RFC 8733 5.3), and says so. False when it can't now. */
  changeBandwidth(name: string, bitsPerSecond: number, isMeasured = false): boolean {
    const lsp = this.#byName.get(name);
    if (lsp === undefined || lsp.pending !== undefined) return false;
    const attributes = { ...lsp.current.attributes, bandwidth: bandwidthObject(bitsPerSecond) };
    const path = { ...lsp.current, attributes };
    if (!isMeasured) lsp.current = path;
    this.#signalling.reportPath(lsp, path);
    return true;
  }

  /**
   * Someone configures an LSP. With a route it is set up and reported; without one it is reported down under LSP-ID 0,
   * which asks the PCE that it is delegated to for a path (RFC 8231 5.8.2).
   */
  configure(definition: LspDefinition): void {
    const lsp = configuredLsp(definition, this.newNumbers());
    if (definition.route.length > 0) {
      lsp.current = { ...lsp.current, operational: OPERATIONAL.GOING_UP };
      this.setUp(lsp);
      return;
    }
    this.add(lsp);
    lsp.lastLspId = 0;
    this.#waitForPath(lsp);
  }

  /** Someone takes an LSP away: it is torn down and reported with R=1. False when there is no such LSP. */
  unconfigure(name: string): boolean {
    const lsp = this.#byName.get(name);
    if (lsp === undefined) return false;
    this.#remove(lsp, 0);
    return true;
  }

  /** Down, and says so: the PCE knows of no path (any more, RFC 8800 5.6). */
  #waitForPath(lsp: Lsp, srpId = 0, more: { readonly errorCode?: number } = {}): void {
    this.#signalling.dropPending(lsp);
    const attributes = { ...lsp.current.attributes, ero: [] };
    lsp.current = { lspId: 0, operational: OPERATIONAL.DOWN, attributes };
    this.#signalling.reportPath(lsp, lsp.current, srpId, more);
  }

  /** The first path of an LSP that was configured without one. */
  #takeFirstPath(lsp: Lsp, attributes: PathAttributes, cause: Cause): void {
    lsp.current = { lspId: nextLspId(lsp), operational: OPERATIONAL.GOING_UP, attributes };
    this.#signalling.activate(lsp, cause, () => {
      this.#waitForPath(lsp, 0, { errorCode: LSP_ERROR_CODE.RSVP_SIGNALING });
    });
  }

  /** Sets up an LSP along a path that was asked for. */
  setUp(lsp: Lsp): void {
    this.add(lsp);
    this.#signalling.setUpFirstPath(lsp, OWN_ACCORD, () => this.#forget(lsp));
  }

  #enqueue(instruction: () => void): void {
    const { random, silent } = this.#options;
    if (random.chance(silent)) return;
    this.#queue.push(instruction);
    this.#work();
  }

  #work(): void {
    if (this.#busy || this.#queue.length === 0) return;
    this.#busy = true;
    const { random, delays, timers } = this.#options;
    timers.after(drawDelay(random, delays.processing), () => {
      this.#busy = false;
      this.#queue.shift()?.();
      this.#work();
    });
  }

  #update(update: UpdateRequest): void {
    const { srpId } = update.srp;
    const lsp = this.byPlspId(update.lsp.plspId);
    const refusal = refusalOfUpdate(update, this);
    if (lsp === undefined || refusal !== undefined) {
      if (refusal !== undefined) this.#refuse(refusal, srpId);
      return;
    }
    if (!update.lsp.delegate) {
      lsp.delegated = false;
      this.#signalling.reportPath(lsp, lsp.current, srpId);
      return;
    }
    const cause = this.#cause(srpId);
    const wasActive = lsp.administrative;
    lsp.administrative = update.lsp.administrative;
    const { subobjects } = update.ero;
    lsp.associations = associationsAfter(lsp.associations, update.associations);
    // An empty ERO only takes the delegation (RFC 8231 5.7.2) or says that no path is known: the LSP stays.
    const ero = subobjects.length === 0 ? lsp.current.attributes.ero : subobjects;
    const attributes = attributesIn(update, ero, lsp.current.attributes);
    const tlv = scheduleTlvIn(update.lsp.tlvs);
    if (subobjects.length === 0 && findTlv(update.lsp.tlvs, 'NO-PATH-VECTOR') !== undefined)
      this.#waitForPath(lsp, srpId);
    else if (tlv !== undefined && subobjects.length > 0) this.#reschedule(lsp, tlv, attributes, cause);
    else if (!lsp.administrative) this.#takeDown(lsp, attributes, srpId);
    else if (subobjects.length === 0 && wasActive) this.#signalling.reportPath(lsp, lsp.current, srpId);
    else if (lsp.current.attributes.ero.length === 0 && lsp.current.operational === OPERATIONAL.DOWN)
      this.#takeFirstPath(lsp, attributes, cause);
    else this.#signalling.replacePath(lsp, attributes, cause);
  }

  /** RFC 8934 6.6: what is not acceptable is said in a report, and everything stays; so does an LSP without schedule. */
  #reschedule(lsp: Lsp, tlv: ScheduleTlv, attributes: PathAttributes, cause: Cause): void {
    const timetable = timetableOf(tlv, this.#scheduled.now());
    const isOurs = lsp.schedule === undefined && !lsp.createdByPce;
    if (timetable !== undefined && !isOurs) this.#scheduled.apply(lsp, timetable, attributes, cause);
    else {
      const errorCode = LSP_ERROR_CODE.UNACCEPTABLE_PARAMETERS;
      this.#signalling.reportPath(lsp, lsp.current, cause.srpId, { errorCode });
    }
  }

  /** A schedule that is not acceptable: the LSP comes and goes in one report (RFC 8934 6.6). */
  #schedule(lsp: Lsp, tlv: ScheduleTlv, { srpId, reporting }: Cause): void {
    const timetable = timetableOf(tlv, this.#scheduled.now());
    if (timetable !== undefined) {
      this.add(lsp);
      this.#scheduled.apply(lsp, timetable, lsp.current.attributes, { srpId, reporting });
      return;
    }
    const errorCode = LSP_ERROR_CODE.UNACCEPTABLE_PARAMETERS;
    this.#signalling.reportLspRemoval(lsp, srpId, { errorCode, schedule: tlv });
  }

  #takeDown(lsp: Lsp, attributes: PathAttributes, srpId: number): void {
    this.#signalling.dropPending(lsp);
    lsp.current = { ...lsp.current, operational: OPERATIONAL.DOWN, attributes };
    this.#signalling.reportPath(lsp, lsp.current, srpId);
  }

  #initiate(request: InitiateRequest): void {
    const { srpId } = request.srp;
    if (request.srp.remove) this.#delete(request);
    else if (isTakeOver(request)) this.#takeOver(request);
    else {
      const setupType = setupTypeOf(request.srp);
      const refusal = refusalOfInstantiation(request, this);
      if (refusal !== undefined) this.#refuse(refusal, srpId);
      else if (setupType !== undefined) this.#instantiate(request, setupType);
    }
  }

  #instantiate(request: InitiateRequest, setupType: PccSetupType): void {
    const subobjects: readonly EroSubobject[] = request.ero?.subobjects ?? [];
    const lsp = initiatedLsp({
      name: nameIn(request),
      setupType,
      destination: request.endPoints?.destination ?? endOfRoute(subobjects) ?? this.routerId,
      ...this.newNumbers(),
      administrative: request.lsp.administrative,
      attributes: attributesIn(request, subobjects),
      associations: associationsAfter([], request.associations),
    });
    const tlv = scheduleTlvIn(request.lsp.tlvs);
    if (tlv !== undefined) {
      lsp.lastLspId = 0;
      this.#schedule(lsp, tlv, this.#cause(request.srp.srpId));
      return;
    }
    this.add(lsp);
    if (lsp.administrative) {
      this.#signalling.setUpFirstPath(lsp, this.#cause(request.srp.srpId), () => this.#forget(lsp));
    } else this.#takeDown(lsp, lsp.current.attributes, request.srp.srpId);
  }

  #takeOver({ srp, lsp }: InitiateRequest): void {
    const known = this.byPlspId(lsp.plspId);
    const refusal = refusalOfTakeOver(known);
    if (known === undefined || refusal !== undefined) {
      if (refusal !== undefined) this.#refuse(refusal, srp.srpId);
      return;
    }
    known.delegated = true;
    this.#signalling.reportPath(known, known.current, srp.srpId);
  }

  /** PLSP-ID 0: every LSP that a PCE created and that is delegated (RFC 8281 5.4). */
  #delete({ srp, lsp }: InitiateRequest): void {
    if (lsp.plspId === 0) {
      for (const known of this.#byName.values()) {
        if (known.createdByPce && known.delegated) this.#remove(known, srp.srpId);
      }
      return;
    }
    const known = this.byPlspId(lsp.plspId);
    const refusal = refusalOfDeletion(known);
    if (refusal !== undefined) this.#refuse(refusal, srp.srpId);
    else if (known !== undefined) this.#remove(known, srp.srpId);
  }

  #remove(lsp: Lsp, srpId: number): void {
    this.#forget(lsp);
    this.#signalling.reportLspRemoval(lsp, srpId);
  }

  #forget(lsp: Lsp): void {
    this.#scheduled.cancel(lsp);
    lsp.pending = undefined;
    lsp.leaving.clear();
    this.#byName.delete(lsp.name);
    this.#byPlspId.delete(lsp.plspId);
  }

  #refuse({ errorType, errorValue, close }: Refusal, srpId: number): void {
    this.#signalling.reporting?.send(errorMessage(errorType, errorValue, { srpId }));
    if (close === true) this.#endSession(`path setup type refused with PCErr ${errorType}/${errorValue}`);
  }

  #cause(srpId: number): Cause {
    return { srpId, reporting: this.#signalling.reporting };
  }
}
