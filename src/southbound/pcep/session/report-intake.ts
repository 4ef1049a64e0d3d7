import type { Clock } from '../../../app/ports/clock.js';
import type { PccObserver } from '../../../app/ports/pcc-observer.js';
import type { PccId, SessionId } from '../../../domain/values/identifiers.js';
import type { LspSchedule, SchedulingSupport } from '../../../domain/values/lsp-schedule.js';
import type { StateReport } from '../codec/messages/pcrpt.js';
import { findTlv, type Tlv } from '../codec/tlvs/tlv.js';
import { lspStateOf } from '../translate/report.js';
import { scheduleOf, scheduleTlvIn } from '../translate/schedule.js';

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
}

export interface IntakeOptions {
  readonly pcc: PccId;
  readonly address: string;
  readonly session: SessionId;
  readonly observer: PccObserver;
  readonly maximumLsps: number;
  readonly scheduling: SchedulingSupport;
  readonly clock: Clock;
}

/** What a report says of a schedule, and what is wrong with that. */
interface Scheduled {
  readonly schedule: LspSchedule | undefined;
  readonly refusal?: IntakeResult;
}

/** PERF: that of almost every report. */
const UNSCHEDULED: Scheduled = { schedule: undefined };

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
  readonly #clock: Clock;
  readonly #byPlspId = new Map<number, KnownLsp>();
  #synchronizing = true;

  constructor({ pcc, address, session, observer, maximumLsps, scheduling, clock }: IntakeOptions) {
    this.#pcc = pcc;
    this.#pccAddress = address;
    this.#session = session;
    this.#observer = observer;
    this.#maximumLsps = maximumLsps;
    this.#scheduling = scheduling;
    this.#clock = clock;
  }

  take(report: StateReport): IntakeResult {
    const { lsp } = report;
    if (lsp.plspId === 0) return this.#takeMarker(report);
    const name = this.#nameOf(report);
    if (name === undefined) {
      const detail = `PLSP-ID ${lsp.plspId} is not known, and its report has no SYMBOLIC-PATH-NAME`;
      return refused(20, 1, true, detail);
    }
    if (!lsp.create && findTlv(lsp.tlvs, 'SPEAKER-ENTITY-ID') !== undefined) {
      return refused(23, 2, false, `SPEAKER-ENTITY-ID on ${name}, which no PCE created (RFC 8281 5.3.2)`);
    }
    const known = this.#byPlspId.get(lsp.plspId);
    const revoked = known?.ours === true && !lsp.delegate && !lsp.remove;
    const { schedule, refusal } = this.#scheduledIn(report, known);
    if (!this.#remember(report, name, schedule)) return { kind: 'over-limit' };
    const state = lspStateOf(report, { pcc: this.#pcc, pccAddress: this.#pccAddress, name, schedule });
    if (state.setupType === 'RSVP_TE' && !hasIdentifiers(lsp.tlvs)) {
      return refused(6, 11, true, `report of RSVP-TE LSP ${name} without LSP-IDENTIFIERS`);
    }
    const srpId = report.srp?.srpId ?? 0;
    this.#observer.lspReported({ session: this.#session, state, removed: lsp.remove, sync: lsp.sync, srpId });
    // The report is the truth all the same: the refusal only tells the head-end that it must not (RFC 8281 6).
    return revoked
      ? refused(19, 7, false, `the delegation of ${name}, which this PCE created, was revoked`)
      : (refusal ?? TAKEN);
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

  #remember({ lsp }: StateReport, name: string, schedule: LspSchedule | undefined): boolean {
    const { plspId } = lsp;
    const known = this.#byPlspId.get(plspId);
    if (lsp.remove && isWhole(lsp.tlvs)) {
      this.#byPlspId.delete(plspId);
      return true;
    }
    const ours = lsp.create && lsp.delegate;
    // PERF: most reports say nothing new here.
    if (known !== undefined && known.name === name && known.ours === ours && known.schedule === schedule)
      return true;
    if (known === undefined && this.#byPlspId.size >= this.#maximumLsps) return false;
    this.#byPlspId.set(plspId, { name, ours, schedule });
    return true;
  }
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
