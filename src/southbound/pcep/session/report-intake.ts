import type { Clock } from '../../../app/ports/clock.js';
import type { PccObserver } from '../../../app/ports/pcc-observer.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import type { Association } from '../../../domain/values/association.js';
import type { AutoBandwidthAttributes } from '../../../domain/values/auto-bandwidth.js';
import { LspId, type PccId, type SessionId } from '../../../domain/values/identifiers.js';
import type { LspState } from '../../../domain/values/lsp.js';
import type { LspSchedule, SchedulingSupport } from '../../../domain/values/lsp-schedule.js';
import type { PccCapabilities } from '../../../events/catalogue/session.js';
import type { StateReport } from '../codec/messages/pcrpt.js';
import { findTlv, type Tlv } from '../codec/tlvs/tlv.js';
import { bandwidthOf } from '../translate/attributes.js';
import { autoBandwidthAfter } from '../translate/auto-bandwidth.js';
import { lspStateOf } from '../translate/report.js';
import { scheduleOf, scheduleTlvIn } from '../translate/schedule.js';
import { pathSetupTypeIn, SETUP_TYPE_CODES } from '../translate/setup-type.js';
import { type AssociationIntake, type KnownAssociations, takeAssociations } from './association-intake.js';

/** What a report leads to, beside being recorded. */
export type IntakeResult =
  | { readonly kind: 'taken' }
  /** The end-of-synchronisation marker. */
  | { readonly kind: 'synchronized' }
  | {
      readonly kind: 'refused';
      readonly errorType: number;
      readonly errorValue: number;
      readonly close: boolean;
      readonly detail: string;
    }
  | { readonly kind: 'over-limit' };

const TAKEN: IntakeResult = { kind: 'taken' };
const SYNCHRONIZED: IntakeResult = { kind: 'synchronized' };

interface KnownLsp {
  readonly name: string;
  /** A PCE created it and it was delegated to this one. */
  readonly ours: boolean;
  /** As last reported: an LSP that has one always says so (RFC 8934 6.1). */
  readonly schedule: LspSchedule | undefined;
  /** As said so far, and what is reserved (bit/s), where the head-end adjusts the bandwidth (RFC 8733 5.2). */
  readonly autoBandwidth: AutoBandwidthAttributes | undefined;
  readonly reserved: number | undefined;
  /** Absent: never in a group. */
  readonly associations?: KnownAssociations;
}

export interface IntakeOptions {
  readonly pcc: PccId;
  readonly address: string;
  readonly session: SessionId;
  readonly observer: PccObserver;
  readonly maximumLsps: number;
  /** What both sides have announced. */
  readonly capabilities: Pick<PccCapabilities, 'scheduling' | 'autoBandwidth' | 'srv6'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Whether a measured rate that has come counts now. */
  readonly takesRate: () => boolean;
}

/** What a report says of a schedule, and what is wrong with that. */
interface Scheduled {
  readonly schedule: LspSchedule | undefined;
  readonly refusal?: IntakeResult;
}

/** PERF: that of almost every report. */
const UNSCHEDULED: Scheduled = { schedule: undefined };

/** What a report says of the automatic adjustment of the LSP's bandwidth. */
interface Adjusted {
  readonly autoBandwidth: AutoBandwidthAttributes | undefined;
  readonly reserved: number | undefined;
  readonly measuredRate?: number;
  readonly refusal?: IntakeResult;
}

/** PERF: that of almost every report. */
const UNADJUSTED: Adjusted = { autoBandwidth: undefined, reserved: undefined };

/**
 * State reports of one session (RFC 8231 5.6, 6.1): keeps the PLSP-IDs, which hold for this session only, tells
 * the end of the synchronisation, and checks what needs the session to be known.
 */
export class ReportIntake {
  readonly #pcc: PccId;
  readonly #pccAddress: string;
  readonly #session: SessionId;
  readonly #observer: PccObserver;
  readonly #maximumLsps: number;
  readonly #scheduling: SchedulingSupport;
  readonly #autoBandwidth: boolean;
  readonly #srv6: boolean;
  readonly #clock: Clock;
  readonly #telemetry: Telemetry;
  readonly #takesRate: () => boolean;
  readonly #byPlspId = new Map<number, KnownLsp>();
  #synchronizing = true;

  constructor(options: IntakeOptions) {
    const { pcc, address, session, observer, maximumLsps, capabilities } = options;
    this.#pcc = pcc;
    this.#pccAddress = address;
    this.#session = session;
    this.#observer = observer;
    this.#maximumLsps = maximumLsps;
    this.#scheduling = capabilities.scheduling ?? 'none';
    this.#autoBandwidth = capabilities.autoBandwidth ?? false;
    this.#srv6 = capabilities.srv6 !== undefined;
    this.#clock = options.clock;
    this.#telemetry = options.telemetry;
    this.#takesRate = options.takesRate;
  }

  take(report: StateReport): IntakeResult {
    const { lsp } = report;
    if (lsp.plspId === 0) return this.#takeMarker(report);
    const name = this.#nameOf(report);
    if (name === undefined) {
      // What it says is so already: head-ends tell of the last path first, then of the whole LSP, or do both twice.
      if (lsp.remove) return TAKEN;
      const detail = `PLSP-ID ${lsp.plspId} is not known, and its report has no SYMBOLIC-PATH-NAME`;
      return refused(20, 1, true, detail);
    }
    if (!lsp.create && findTlv(lsp.tlvs, 'SPEAKER-ENTITY-ID') !== undefined) {
      return refused(23, 2, false, `SPEAKER-ENTITY-ID on ${name}, which no PCE created (RFC 8281 5.3.2)`);
    }
    const known = this.#byPlspId.get(lsp.plspId);
    if (known !== undefined && known.name !== name) this.#renamed(report, known.name);
    const revoked = known?.ours === true && !lsp.delegate && !lsp.remove;
    const { schedule, refusal } = this.#scheduledIn(report, known);
    const { autoBandwidth, reserved, measuredRate, refusal: unadvertised } = this.#adjustedIn(report, known);
    const associated = this.#associatedIn(report, name, known);
    const associations = associated?.joined;
    const context = {
      pcc: this.#pcc,
      pccAddress: this.#pccAddress,
      name,
      schedule,
      autoBandwidth,
      reserved,
      associations,
    };
    const state = lspStateOf(report, context);
    if (!this.#remember(report, state, associated)) return { kind: 'over-limit' };
    if (state.setupType === 'RSVP_TE' && !hasIdentifiers(lsp.tlvs)) {
      return refused(6, 11, true, `report of RSVP-TE LSP ${name} without LSP-IDENTIFIERS`);
    }
    const srpId = report.srp?.srpId ?? 0;
    const observed = { session: this.#session, state, removed: lsp.remove, sync: lsp.sync, srpId };
    const isMeasured = measuredRate !== undefined && this.#takesRate();
    this.#observer.lspReported(isMeasured ? { ...observed, measuredRate } : observed);
    // The report is the truth all the same: the refusal only tells the head-end that it must not (RFC 8281 6).
    return revoked
      ? refused(19, 7, false, `the delegation of ${name}, which this PCE created, was revoked`)
      : (refusal ??
          unadvertised ??
          this.#unexpectedSrv6(report, name) ??
          refusedAssociation(associated) ??
          TAKEN);
  }

  /** SRv6 segments need PATH-SETUP-TYPE 3, and the capability of both sides (RFC 9603 5.2.1). */
  #unexpectedSrv6({ srp, ero, rro }: StateReport, name: string): IntakeResult | undefined {
    if (ero?.subobjects[0]?.kind !== 'SRv6' && rro?.subobjects[0]?.kind !== 'SRv6') return undefined;
    const announced = pathSetupTypeIn(srp?.tlvs ?? []) === SETUP_TYPE_CODES.SRV6;
    if (announced && this.#srv6) return undefined;
    const what = announced ? 'the SRv6 capability' : 'path setup type 3';
    return refused(19, 19, false, `SRv6 segments of ${name} without ${what} (RFC 9603 5.2.1)`);
  }

  /**
   * The name of an LSP must not change (RFC 8231 7.3.2), and a PLSP-ID stands for one LSP (7.3): the one that had it is gone,
   * unless its name has got another PLSP-ID meanwhile. Kept, its bandwidth would count twice.
   */
  #renamed(report: StateReport, name: string): void {
    const { lsp } = report;
    for (const [plspId, known] of this.#byPlspId) if (plspId !== lsp.plspId && known.name === name) return;
    const gone: StateReport = { ...report, lsp: { ...lsp, remove: true, tlvs: [] } };
    const state = lspStateOf(gone, { pcc: this.#pcc, pccAddress: this.#pccAddress, name });
    this.#observer.lspReported({
      session: this.#session,
      state,
      removed: true,
      sync: lsp.sync,
      srpId: 0,
    });
  }

  /** PLSP-ID 0 without S ends the synchronisation; with S, or later, it says nothing (RFC 8231 5.6). */
  #takeMarker({ lsp }: StateReport): IntakeResult {
    if (lsp.sync || !this.#synchronizing) return TAKEN;
    this.#synchronizing = false;
    return SYNCHRONIZED;
  }

  #nameOf({ lsp }: StateReport): string | undefined {
    const tlv = findTlv(lsp.tlvs, 'SYMBOLIC-PATH-NAME');
    const known = this.#byPlspId.get(lsp.plspId)?.name;
    // PERF: the text that is there already has its hash, and the new one can go.
    if (tlv === undefined || tlv.text === '' || (tlv.text === known && tlv.octets === undefined))
      return known;
    // Two names that differ only in octets that are no UTF-8 must not become one.
    return tlv.octets === undefined ? tlv.text : `0x${Buffer.from(tlv.octets).toString('hex')}`;
  }

  /** What was said before stands where the TLV is missing; one that was not negotiated is ignored (RFC 8934 6.6). */
  #scheduledIn({ lsp }: StateReport, known: KnownLsp | undefined): Scheduled {
    if (lsp.remove) return known?.schedule === undefined ? UNSCHEDULED : { schedule: known.schedule };
    const tlv = scheduleTlvIn(lsp.tlvs);
    if (tlv === undefined) {
      if (known?.schedule === undefined) return UNSCHEDULED;
      const detail = `report of scheduled LSP ${known.name} without its schedule (RFC 8934 6.6)`;
      return { schedule: known.schedule, refusal: refused(6, 16, false, detail) };
    }
    const said = scheduleOf(tlv, this.#scheduling, this.#clock.now());
    if (said.ok) return { schedule: said.value };
    const { errorType, errorValue, detail } = said.error;
    return { schedule: known?.schedule, refusal: refused(errorType, errorValue, false, detail) };
  }

  /**
   * With the TLV the BANDWIDTH object of a report that answers nothing is what was measured, and what is reserved stays as it
   * was unless the actual attributes say otherwise; in the first report, and in an answer, it is what is reserved (RFC 8733
   * 5.3, 5.6). Without the TLV the feature is off; not negotiated, it is refused and ignored (5.1, 5.2).
   */
  #adjustedIn({ lsp, lspa, srp, bandwidth, actual }: StateReport, known: KnownLsp | undefined): Adjusted {
    // Of a path that goes there are no attributes: the LSP keeps its own.
    if (lsp.remove) return { autoBandwidth: known?.autoBandwidth, reserved: known?.reserved };
    const tlv = lspa === undefined ? undefined : findTlv(lspa.tlvs, 'AUTO-BANDWIDTH-ATTRIBUTES');
    if (tlv === undefined) return UNADJUSTED;
    if (!this.#autoBandwidth) {
      const detail = 'AUTO-BANDWIDTH-ATTRIBUTES without the capability (RFC 8733 5.1)';
      return { ...UNADJUSTED, refusal: refused(19, 14, false, detail) };
    }
    const { attributes: autoBandwidth, ignored } = autoBandwidthAfter(known?.autoBandwidth, tlv);
    if (ignored.length > 0) {
      const detail = `AUTO-BANDWIDTH-ATTRIBUTES of PLSP-ID ${lsp.plspId}: ignored ${ignored.join(', ')}`;
      this.#telemetry.log({ event: 'peer-message-rejected', peer: this.#pcc, detail });
    }
    const before = known?.reserved;
    const isFirst = known?.autoBandwidth === undefined || before === undefined || lsp.sync;
    const isAnswer = (srp?.srpId ?? 0) !== 0;
    const signalled = actual?.bandwidth === undefined ? undefined : bandwidthOf(actual.bandwidth);
    const said = bandwidth === undefined ? undefined : bandwidthOf(bandwidth);
    if (isFirst || isAnswer) return { autoBandwidth, reserved: said ?? signalled ?? before };
    const reserved = signalled ?? before;
    const isMeasured = said !== undefined && said !== before;
    return { autoBandwidth, reserved, ...(isMeasured ? { measuredRate: said } : {}) };
  }

  /** PERF: most LSPs are in no group. */
  #associatedIn(
    report: StateReport,
    name: string,
    known: KnownLsp | undefined,
  ): AssociationIntake | undefined {
    const { lsp, associations } = report;
    if (associations.length === 0 || lsp.remove) return known?.associations;
    const { source, destination, identifiers } = lspStateOf(report, {
      pcc: this.#pcc,
      pccAddress: this.#pccAddress,
      name,
    });
    const joining = { lsp: LspId(this.#pcc, name), source, destination, tunnelId: identifiers?.tunnelId };
    return takeAssociations(associations, joining, known?.associations, this.#observer.associations);
  }

  /** The groups that the head-end has said the LSP is in. */
  associationsOf(plspId: number): readonly Association[] {
    return this.#byPlspId.get(plspId)?.associations?.joined ?? [];
  }

  #remember(
    { lsp }: StateReport,
    { name, schedule, autoBandwidth, bandwidth }: LspState,
    associated: AssociationIntake | undefined,
  ): boolean {
    const { plspId } = lsp;
    const known = this.#byPlspId.get(plspId);
    if (lsp.remove && isWhole(lsp.tlvs)) {
      this.#byPlspId.delete(plspId);
      return true;
    }
    const now: KnownLsp = {
      name,
      ours: lsp.create && lsp.delegate,
      schedule,
      autoBandwidth,
      reserved: autoBandwidth === undefined ? undefined : bandwidth,
      ...(associated === undefined ? {} : { associations: groupsOf(associated) }),
    };
    // PERF: most reports say nothing new here.
    if (known !== undefined && isSame(known, now)) return true;
    if (known === undefined && this.#byPlspId.size >= this.#maximumLsps) return false;
    this.#byPlspId.set(plspId, now);
    return true;
  }
}

/** PERF: of one in a group it is not looked at. */
const isSame = (a: KnownLsp, b: KnownLsp): boolean =>
  a.name === b.name &&
  a.ours === b.ours &&
  a.schedule === b.schedule &&
  a.autoBandwidth === b.autoBandwidth &&
  a.reserved === b.reserved &&
  a.associations === undefined &&
  b.associations === undefined;

const groupsOf = ({ joined, refused: told }: AssociationIntake): KnownAssociations => ({
  joined,
  refused: told,
});

/** The report is the truth all the same; that the LSP is not in the group is for the head-end to know (RFC 8697 6.4). */
function refusedAssociation(associated: AssociationIntake | undefined): IntakeResult | undefined {
  if (associated?.refusal === undefined) return undefined;
  const { errorType, errorValue, detail } = associated.refusal;
  return refused(errorType, errorValue, false, detail);
}

const refused = (errorType: number, errorValue: number, close: boolean, detail: string): IntakeResult => ({
  kind: 'refused',
  errorType,
  errorValue,
  close,
  detail,
});

function hasIdentifiers(tlvs: readonly Tlv[]): boolean {
  for (const { kind } of tlvs)
    if (kind === 'IPV4-LSP-IDENTIFIERS' || kind === 'IPV6-LSP-IDENTIFIERS') return true;
  return false;
}

/** R without an LSP-ID removes the whole LSP (RFC 8231 7.3.1). */
function isWhole(tlvs: readonly Tlv[]): boolean {
  for (const tlv of tlvs) {
    if (tlv.kind === 'IPV4-LSP-IDENTIFIERS' || tlv.kind === 'IPV6-LSP-IDENTIFIERS') return tlv.lspId === 0;
  }
  return true;
}
