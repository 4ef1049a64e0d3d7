import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import { LSP_ERROR_CODE, OPERATIONAL } from '../../southbound/pcep/codec/code-points.js';
import type { Message } from '../../southbound/pcep/codec/message.js';
import type { PCRpt } from '../../southbound/pcep/codec/messages/pcrpt.js';
import { type Lsp, type LspPath, nextLspId, type PathAttributes } from './lsp.js';
import {
  admissionFailure,
  errorMessage,
  lspRemoval,
  pathRemoval,
  pathReport,
  type ReportContext,
} from './messages.js';
import type { Random } from './random.js';
import type { Timers } from './timers.js';
import { covers } from './timetable.js';

/** Milliseconds, evenly distributed. */
export interface Delay {
  readonly minimum: number;
  readonly maximum: number;
}

export interface SignallingDelays {
  /** From a PCUpd or PCInitiate to the beginning of its execution. */
  readonly processing: Delay;
  /** Until a path is up. */
  readonly setup: Delay;
  /** Until the path that was replaced is torn down. */
  readonly teardown: Delay;
}

export const REALISTIC_DELAYS: SignallingDelays = {
  processing: { minimum: 1, maximum: 5 },
  setup: { minimum: 20, maximum: 80 },
  teardown: { minimum: 10, maximum: 40 },
};

const NONE: Delay = { minimum: 0, maximum: 0 };
/** Everything happens at once: for tests. */
export const NO_DELAYS: SignallingDelays = { processing: NONE, setup: NONE, teardown: NONE };

export const drawDelay = (random: Random, { minimum, maximum }: Delay): number =>
  maximum <= 0 ? 0 : random.between(minimum, maximum);

/** The session that reports go to: SRP-IDs are of one session. */
export interface Reporting {
  readonly send: (message: Message) => void;
  /** The PCE may be delegated LSPs (RFC 8231 5.4: both sides have the U flag). */
  readonly delegation: boolean;
  /** What both sides have announced (RFC 8934 5.1). */
  readonly scheduling: SchedulingSupport;
}

export interface SignallingOptions {
  readonly routerId: string;
  readonly random: Random;
  readonly timers: Timers;
  readonly delays: SignallingDelays;
  /** Probability that a path does not come up. */
  readonly failSetups: number;
}

/** What asked for a path: a request of the PCE, or nothing of that kind. */
export interface Cause {
  readonly srpId: number;
  readonly reporting: Reporting | undefined;
}

export const OWN_ACCORD: Cause = { srpId: 0, reporting: undefined };

/**
 * Sets up and tears down paths and reports each step (RFC 8231 6.1, 7.3): the new path GOING_UP with the SRP-ID of the
 * request, UP, then for RSVP-TE the removal of the replaced path with SRP-ID 0. A segment-routed LSP has one path, which changes.
 */
export class Signalling {
  readonly #options: SignallingOptions;
  #reporting: Reporting | undefined;

  constructor(options: SignallingOptions) {
    this.#options = options;
  }

  get reporting(): Reporting | undefined {
    return this.#reporting;
  }

  set reporting(reporting: Reporting | undefined) {
    this.#reporting = reporting;
  }

  reportPath(lsp: Lsp, path: LspPath, srpId = 0, more: Pick<ReportContext, 'sync' | 'errorCode'> = {}): void {
    this.#send(lsp, srpId, (context) => pathReport(lsp, path, { ...context, ...more }));
  }

  reportLspRemoval(lsp: Lsp, srpId: number, more: Pick<ReportContext, 'errorCode' | 'schedule'> = {}): void {
    this.#send(lsp, srpId, (context) => lspRemoval(lsp, { ...context, ...more }));
  }

  /** Replaces the path of an LSP that exists, make-before-break. */
  replacePath(lsp: Lsp, attributes: PathAttributes, cause: Cause): void {
    this.dropPending(lsp);
    const path: LspPath = { lspId: nextLspId(lsp), operational: OPERATIONAL.GOING_UP, attributes };
    lsp.pending = path;
    this.reportPath(lsp, path, cause.srpId);
    this.#afterSetup(lsp, path, (isUp) => {
      lsp.pending = undefined;
      if (isUp) this.#switchOver(lsp, path);
      else this.#replacementFailed(lsp, path);
    });
  }

  /** Sets up the first path of a new LSP; `failed` is to forget the LSP. */
  setUpFirstPath(lsp: Lsp, cause: Cause, failed: () => void): void {
    this.activate(lsp, cause, () => {
      this.#relayFailure(lsp, cause);
      this.reportLspRemoval(lsp, 0);
      failed();
    });
  }

  /** Sets up the only path of an LSP that is known already; `failed` when it does not come up. */
  activate(lsp: Lsp, cause: Cause, failed: () => void): void {
    const path = lsp.current;
    lsp.pending = path;
    this.reportPath(lsp, path, cause.srpId);
    this.#afterSetup(lsp, path, (isUp) => {
      lsp.pending = undefined;
      if (!isUp) return failed();
      lsp.current = { ...path, operational: OPERATIONAL.UP };
      this.reportPath(lsp, lsp.current);
    });
  }

  /** Gives a path up that is being set up, because something else is wanted by now. */
  dropPending(lsp: Lsp): void {
    const { pending } = lsp;
    if (pending === undefined) return;
    lsp.pending = undefined;
    if (lsp.setupType === 'RSVP_TE' && pending !== lsp.current) this.#reportPathRemoval(lsp, pending);
  }

  /** `done` unless the path was given up meanwhile. */
  #afterSetup(lsp: Lsp, path: LspPath, done: (isUp: boolean) => void): void {
    const { random, timers, delays, failSetups } = this.#options;
    const isUp = !random.chance(failSetups);
    timers.after(drawDelay(random, delays.setup), () => {
      if (lsp.pending === path) done(isUp);
    });
  }

  #switchOver(lsp: Lsp, path: LspPath): void {
    const replaced = lsp.current;
    lsp.current = { ...path, operational: OPERATIONAL.UP };
    this.reportPath(lsp, lsp.current);
    if (lsp.setupType !== 'RSVP_TE') return;
    lsp.leaving.add(replaced);
    const { random, timers, delays } = this.#options;
    timers.after(drawDelay(random, delays.teardown), () => {
      if (lsp.leaving.delete(replaced)) this.#reportPathRemoval(lsp, replaced);
    });
  }

  /** The LSP stays where it is (RFC 8231 6.2); segment-routed, its one path is reported as it was. */
  #replacementFailed(lsp: Lsp, path: LspPath): void {
    if (lsp.setupType !== 'RSVP_TE') {
      this.reportPath(lsp, lsp.current, 0, { errorCode: LSP_ERROR_CODE.INTERNAL });
      return;
    }
    const failed = { ...path, operational: OPERATIONAL.DOWN };
    this.reportPath(lsp, failed, 0, { errorCode: LSP_ERROR_CODE.RSVP_SIGNALING });
    this.#reportPathRemoval(lsp, failed);
  }

  /** RFC 8281 5.3: a PCE-initiated LSP that does not come up is answered with PCErr 24/3. */
  #relayFailure({ setupType }: Lsp, { srpId, reporting }: Cause): void {
    if (reporting === undefined || reporting !== this.#reporting) return;
    const tlvs = setupType === 'RSVP_TE' ? [admissionFailure(this.#options.routerId)] : [];
    reporting.send(errorMessage(24, 3, { srpId, tlvs }));
  }

  #reportPathRemoval(lsp: Lsp, path: LspPath): void {
    this.#send(lsp, 0, (context) => pathRemoval(lsp, { ...path, operational: OPERATIONAL.DOWN }, context));
  }

  #send(lsp: Lsp, srpId: number, build: (context: ReportContext) => PCRpt): void {
    const reporting = this.#reporting;
    if (reporting === undefined) return;
    const delegate = lsp.delegated && reporting.delegation;
    const told = lsp.schedule?.tlv;
    const schedule = told !== undefined && covers(reporting.scheduling, told) ? told : undefined;
    reporting.send(build({ sender: this.#options.routerId, srpId, delegate, schedule }));
  }
}
