import type { Association } from '../../../domain/values/association.js';
import type { AutoBandwidthAttributes } from '../../../domain/values/auto-bandwidth.js';
import type { PccId } from '../../../domain/values/identifiers.js';
import type { LspIdentifiers, LspState, OperationalState, SetupType } from '../../../domain/values/lsp.js';
import type { LspSchedule } from '../../../domain/values/lsp-schedule.js';
import type { StateReport } from '../codec/messages/pcrpt.js';
import type { Ipv4LspIdentifiersTlv } from '../codec/tlvs/ipv4-lsp-identifiers.js';
import type { Ipv6LspIdentifiersTlv } from '../codec/tlvs/ipv6-lsp-identifiers.js';
import { affinitiesOf, bandwidthOf, boundsOf, objectiveOf } from './attributes.js';
import { hopsOfEro, hopsOfRro } from './route.js';
import { setupTypeOf } from './setup-type.js';

/** O field of the LSP object (RFC 8231 7.3); 5 to 7 are reserved and read as DOWN. */
const OPERATIONAL: readonly OperationalState[] = ['DOWN', 'UP', 'ACTIVE', 'GOING_DOWN', 'GOING_UP'];

/** What the session knows of the LSP beside the report. */
export interface ReportContext {
  readonly pcc: PccId;
  readonly pccAddress: string;
  /** Symbolic path name, from this report or the first one of the session. */
  readonly name: string;
  /** The groups that it is in. */
  readonly associations?: readonly Association[] | undefined;
  /** What its schedule TLV means at the time of the report. */
  readonly schedule?: LspSchedule | undefined;
  readonly autoBandwidth?: AutoBandwidthAttributes | undefined;
  /** Bit/s, where the BANDWIDTH object is not what is reserved. */
  readonly reserved?: number | undefined;
}

type Draft = { -readonly [Key in keyof LspState]: LspState[Key] };

/**
 * A state report in the core's terms. PERF: on the path of every report; no closures, no spreading.
 */
export function lspStateOf(report: StateReport, context: ReportContext): LspState {
  const { lsp, ero, rro, lspa, metrics } = report;
  const tlvs = tlvsOfReport(report);
  const { identifiers } = tlvs;
  const route = ero === undefined ? [] : hopsOfEro(ero.subobjects);
  const draft: Draft = {
    pcc: context.pcc,
    name: context.name,
    plspId: lsp.plspId,
    setupType: setupTypeOfReport(report),
    operationalState: OPERATIONAL[lsp.operational] ?? 'DOWN',
    administrative: lsp.administrative,
    delegated: lsp.delegate,
    createdByPce: lsp.create,
    source: known(identifiers?.sender) ?? context.pccAddress,
    destination: known(identifiers?.endpoint) ?? lastAddress(route),
    route,
  };
  if (identifiers !== undefined && !isEmpty(identifiers)) draft.identifiers = identifiersOf(identifiers);
  // RFC 8231 6.1: where nothing is intended, what is signalled stands for it.
  const bandwidth = report.bandwidth ?? report.actual?.bandwidth;
  const reserved = context.reserved ?? (bandwidth === undefined ? undefined : bandwidthOf(bandwidth));
  if (reserved !== undefined) draft.bandwidth = reserved;
  if (lspa !== undefined) {
    draft.setupPriority = lspa.setupPriority;
    draft.holdingPriority = lspa.holdingPriority;
  }
  const affinities = affinitiesOf(lspa);
  if (affinities !== undefined) draft.affinities = affinities;
  const bounds = boundsOf(metrics);
  if (bounds !== undefined) draft.bounds = bounds;
  const metric = objectiveOf(metrics);
  if (metric !== undefined) draft.metric = metric;
  if (rro !== undefined && rro.subobjects.length > 0) draft.recordedRoute = hopsOfRro(rro.subobjects);
  if (context.schedule !== undefined) draft.schedule = context.schedule;
  if (context.autoBandwidth !== undefined) draft.autoBandwidth = context.autoBandwidth;
  if (context.associations !== undefined) draft.associations = context.associations;
  if (tlvs.errorCode !== undefined) draft.errorCode = tlvs.errorCode;
  return draft;
}

/** PATH-SETUP-TYPE of the SRP; a head-end that leaves it out shows by its route what it means (RFC 8664 5.2.1, RFC 9603 5.2.1). */
export function setupTypeOfReport(report: StateReport): SetupType {
  for (const tlv of report.srp?.tlvs ?? []) {
    if (tlv.kind === 'PATH-SETUP-TYPE') return setupTypeOf(tlv.pathSetupType) ?? 'RSVP_TE';
  }
  const first = report.ero?.subobjects[0]?.kind;
  if (first === 'SRv6') return 'SRV6';
  return first === 'SR' ? 'SR_MPLS' : 'RSVP_TE';
}

interface ReportTlvs {
  identifiers: Ipv4LspIdentifiersTlv | Ipv6LspIdentifiersTlv | undefined;
  errorCode: number | undefined;
}

function tlvsOfReport(report: StateReport): ReportTlvs {
  const found: ReportTlvs = { identifiers: undefined, errorCode: undefined };
  for (const tlv of report.lsp.tlvs) {
    if (tlv.kind === 'IPV4-LSP-IDENTIFIERS' || tlv.kind === 'IPV6-LSP-IDENTIFIERS') found.identifiers ??= tlv;
    else if (tlv.kind === 'LSP-ERROR-CODE') found.errorCode ??= tlv.code;
  }
  return found;
}

const UNSPECIFIED = new Set(['0.0.0.0', '::']);

const known = (address: string | undefined): string | undefined =>
  address === undefined || UNSPECIFIED.has(address) ? undefined : address;

const isEmpty = ({
  sender,
  endpoint,
  lspId,
  tunnelId,
}: Ipv4LspIdentifiersTlv | Ipv6LspIdentifiersTlv): boolean =>
  lspId === 0 && tunnelId === 0 && UNSPECIFIED.has(sender) && UNSPECIFIED.has(endpoint);

function identifiersOf(tlv: Ipv4LspIdentifiersTlv | Ipv6LspIdentifiersTlv): LspIdentifiers {
  const { sender, lspId, tunnelId, extendedTunnelId, endpoint } = tlv;
  return { sender, lspId, tunnelId, extendedTunnelId, endpoint };
}

/** Where the route ends as far as its last hop says; empty text when it says nothing. */
function lastAddress(route: LspState['route']): string {
  const last = route.at(-1);
  if (last?.kind === 'address') return last.address;
  if (last?.kind === 'segment') return last.node ?? last.remote ?? '';
  return '';
}
