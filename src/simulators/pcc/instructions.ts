import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import { PATH_SETUP_TYPE } from '../../southbound/pcep/codec/code-points.js';
import type { AttributeList } from '../../southbound/pcep/codec/messages/attribute-list.js';
import type { InitiateRequest } from '../../southbound/pcep/codec/messages/pcinitiate.js';
import type { UpdateRequest } from '../../southbound/pcep/codec/messages/pcupd.js';
import type { Srp } from '../../southbound/pcep/codec/objects/srp.js';
import type { EroSubobject } from '../../southbound/pcep/codec/subobjects/route-subobject.js';
import { findTlv, type Tlv } from '../../southbound/pcep/codec/tlvs/tlv.js';
import type { Lsp, PathAttributes, PccSetupType } from './lsp.js';
import { covers, scheduleTlvIn } from './timetable.js';

/** Why an instruction is not carried out. */
export interface Refusal {
  readonly errorType: number;
  readonly errorValue: number;
  /** RFC 8408 4: without agreement on the setup type the session ends. */
  readonly close?: true;
}

/** How many segments it can put on a packet; 0: any number. */
export interface SegmentLimits {
  /** Labels. */
  readonly maximumSidDepth: number;
  /** SRv6 SIDs; absent: no SRv6. */
  readonly maximumSrv6Sids?: number | undefined;
}

/** What of the head-end decides whether an instruction can be carried out. */
export interface HeadEndView {
  readonly imposes: SegmentLimits;
  readonly maximumInitiatedLsps: number;
  readonly routerId: string;
  readonly initiated: number;
  /** What the present session allows (RFC 8934 5.1). */
  readonly scheduling: SchedulingSupport;
  byPlspId(plspId: number): Lsp | undefined;
  byName(name: string): Lsp | undefined;
}

const UNKNOWN_PLSP_ID: Refusal = { errorType: 19, errorValue: 3 }; // RFC 8231 6.2, RFC 8281 5.4
const NOT_DELEGATED: Refusal = { errorType: 19, errorValue: 1 }; // RFC 8231 6.2
const LIMIT_REACHED: Refusal = { errorType: 19, errorValue: 6 }; // RFC 8281 5.3
const PLSP_ID_NOT_ZERO: Refusal = { errorType: 19, errorValue: 8 }; // RFC 8281 5.3
const NOT_PCE_INITIATED: Refusal = { errorType: 19, errorValue: 9 }; // RFC 8281 5.4
const UNSUPPORTED_SETUP_TYPE: Refusal = { errorType: 21, errorValue: 1, close: true }; // RFC 8408 4
const MISMATCHED_SETUP_TYPE: Refusal = { errorType: 21, errorValue: 2, close: true }; // RFC 8408 4
const NAME_IN_USE: Refusal = { errorType: 23, errorValue: 1 }; // RFC 8281 5.3
const UNACCEPTABLE_PARAMETERS: Refusal = { errorType: 24, errorValue: 1 }; // RFC 8281 5.3
const TOO_MANY_SEGMENTS: Refusal = { errorType: 10, errorValue: 3 }; // RFC 8664 4.1.2
const TOO_MANY_SRV6_SEGMENTS: Refusal = { errorType: 10, errorValue: 40 }; // RFC 9603 5.2.1
const UNEXPECTED_SRV6: Refusal = { errorType: 19, errorValue: 19 }; // RFC 9603 5.2.1
const UNRESOLVED_SEGMENT: Refusal = { errorType: 4, errorValue: 4 }; // RFC 9603 5.2.1
const SCHEDULE_MISSING: Refusal = { errorType: 6, errorValue: 16 }; // RFC 8934 6.6
const SCHEDULING_NOT_ADVERTISED: Refusal = { errorType: 19, errorValue: 15 }; // RFC 8934 5.2
const MALFORMED_ROUTE: Refusal = { errorType: 10, errorValue: 11 }; // RFC 8408 7.2

/** Judges an update request (RFC 8231 6.2). What the message lacks the codec has refused before. */
export function refusalOfUpdate({ srp, lsp, ero }: UpdateRequest, head: HeadEndView): Refusal | undefined {
  const known = head.byPlspId(lsp.plspId);
  if (known === undefined) return UNKNOWN_PLSP_ID;
  if (!known.delegated) return NOT_DELEGATED;
  if (setupTypeOf(srp) !== known.setupType) return MISMATCHED_SETUP_TYPE;
  return (
    refusalOfSchedule(lsp.tlvs, known, head.scheduling) ??
    routeFault(ero.subobjects, known.setupType, head.imposes)
  );
}

/** Judges an instantiation (RFC 8281 5.3). */
export function refusalOfInstantiation(request: InitiateRequest, head: HeadEndView): Refusal | undefined {
  const { srp, lsp, ero } = request;
  if (lsp.plspId !== 0) return PLSP_ID_NOT_ZERO;
  const setupType = setupTypeOf(srp);
  if (setupType === undefined) return UNSUPPORTED_SETUP_TYPE;
  if (setupType === 'SRV6' && head.imposes.maximumSrv6Sids === undefined) return UNSUPPORTED_SETUP_TYPE;
  if (head.byName(nameIn(request)) !== undefined) return NAME_IN_USE;
  if (head.initiated >= head.maximumInitiatedLsps) return LIMIT_REACHED;
  const subobjects = ero?.subobjects ?? [];
  if (subobjects.length === 0 || !startsHere(request, head.routerId)) return UNACCEPTABLE_PARAMETERS;
  return (
    refusalOfSchedule(lsp.tlvs, undefined, head.scheduling) ?? routeFault(subobjects, setupType, head.imposes)
  );
}

/** Whether a schedule may or must be there (RFC 8934 6.6); whether it can be kept is told in a report. */
function refusalOfSchedule(
  tlvs: readonly Tlv[],
  known: Lsp | undefined,
  support: SchedulingSupport,
): Refusal | undefined {
  const tlv = scheduleTlvIn(tlvs);
  if (tlv === undefined) return known?.schedule === undefined ? undefined : SCHEDULE_MISSING;
  // To leave the TLV out and set the LSP up at once would be worse for everybody than to refuse.
  return covers(support, tlv) ? undefined : SCHEDULING_NOT_ADVERTISED;
}

/** Judges the removal of one LSP (RFC 8281 5.4). */
export function refusalOfDeletion(known: Lsp | undefined): Refusal | undefined {
  if (known === undefined) return UNKNOWN_PLSP_ID;
  if (!known.delegated) return NOT_DELEGATED;
  return known.createdByPce ? undefined : NOT_PCE_INITIATED;
}

/** A PCE takes an orphan over: its PLSP-ID, no ERO, no R (RFC 8281 6). */
export const isTakeOver = ({ srp, lsp, ero }: InitiateRequest): boolean =>
  lsp.plspId !== 0 && ero === undefined && !srp.remove;

export function refusalOfTakeOver(known: Lsp | undefined): Refusal | undefined {
  if (known === undefined) return UNKNOWN_PLSP_ID;
  return known.createdByPce ? undefined : NOT_PCE_INITIATED;
}

/** Without the TLV RSVP-TE is meant (RFC 8408 4); undefined for what this head-end can't do. */
export function setupTypeOf({ tlvs }: Srp): PccSetupType | undefined {
  switch (findTlv(tlvs, 'PATH-SETUP-TYPE')?.pathSetupType ?? PATH_SETUP_TYPE.RSVP_TE) {
    case PATH_SETUP_TYPE.RSVP_TE:
      return 'RSVP_TE';
    case PATH_SETUP_TYPE.SR_MPLS:
      return 'SR_MPLS';
    case PATH_SETUP_TYPE.SRV6:
      return 'SRV6';
    default:
      return undefined;
  }
}

export const nameIn = ({ lsp }: Pick<InitiateRequest, 'lsp'>): string =>
  findTlv(lsp.tlvs, 'SYMBOLIC-PATH-NAME')?.text ?? '';

/** 0.0.0.0 leaves the source to the head-end (RFC 8281 5.3). END-POINTS may be missing where the route tells the end. */
function startsHere({ endPoints, ero }: InitiateRequest, routerId: string): boolean {
  if (endPoints === undefined) return ero !== undefined && endOfRoute(ero.subobjects) !== undefined;
  return endPoints.source === '0.0.0.0' || endPoints.source === routerId;
}

/** The address that the last hop names. */
export function endOfRoute(subobjects: readonly EroSubobject[]): string | undefined {
  const last = subobjects.at(-1);
  if (last?.kind === 'IPv4') return last.address;
  if (last?.kind !== 'SR') return undefined;
  if (last.nai?.kind === 'IPv4Node') return last.nai.node;
  return last.nai?.kind === 'IPv4Adjacency' ? last.nai.remote : undefined;
}

/** Mixed and inconsistent segments the codec has refused; what is left is whether they fit this LSP and head-end. */
function routeFault(
  subobjects: readonly EroSubobject[],
  setupType: PccSetupType,
  { maximumSidDepth, maximumSrv6Sids = 0 }: SegmentLimits,
): Refusal | undefined {
  const [first] = subobjects;
  if (first === undefined) return undefined;
  if (first.kind === 'SRv6' && setupType !== 'SRV6') return UNEXPECTED_SRV6;
  if ((first.kind === 'SR') !== (setupType === 'SR_MPLS')) return MALFORMED_ROUTE;
  if ((first.kind === 'SRv6') !== (setupType === 'SRV6')) return MALFORMED_ROUTE;
  const isDeeper = (most: number): boolean => most > 0 && subobjects.length > most;
  if (setupType === 'SR_MPLS') return isDeeper(maximumSidDepth) ? TOO_MANY_SEGMENTS : undefined;
  if (setupType === 'RSVP_TE') return undefined;
  const isUnresolved = subobjects.some((one) => one.kind === 'SRv6' && one.sid === undefined);
  if (isUnresolved) return UNRESOLVED_SEGMENT;
  return isDeeper(maximumSrv6Sids) ? TOO_MANY_SRV6_SEGMENTS : undefined;
}

/**
 * The attributes that an instruction gives a path. It says all that is wanted (RFC 8231 6.2), except which metric
 * matters to the head-end: a metric that is no bound stays as configured unless the instruction has one.
 */
export function attributesIn(
  instruction: AttributeList,
  ero: readonly EroSubobject[],
  before?: PathAttributes,
): PathAttributes {
  const { lspa, bandwidth, metrics } = instruction;
  const hasObjective = metrics.some(({ bound }) => !bound);
  const kept = hasObjective ? [] : (before?.metrics ?? []).filter(({ bound }) => !bound);
  return { ero, lspa, bandwidth, metrics: [...kept, ...metrics] };
}
