import type { Association } from './association.js';
import type { AutoBandwidthAttributes } from './auto-bandwidth.js';
import type { Hop } from './hop.js';
import type { PccId } from './identifiers.js';
import type { LspSchedule } from './lsp-schedule.js';
import type { MetricBound } from './metric.js';

/** RFC 8408 path setup types that the core knows, and the one that Cairn provisions node by node. */
export type SetupType = 'RSVP_TE' | 'SR_MPLS' | 'SRV6' | 'MANAGED';

/** The O field of the LSP object (RFC 8231 7.3). */
export type OperationalState = 'DOWN' | 'UP' | 'ACTIVE' | 'GOING_DOWN' | 'GOING_UP';

/** What an LSP asks of the links it may use (RFC 5440 7.11). Groups are bit numbers. */
export interface LinkAffinities {
  readonly includeAny: readonly number[];
  readonly includeAll: readonly number[];
  readonly excludeAny: readonly number[];
}

export const NO_AFFINITIES: LinkAffinities = { includeAny: [], includeAll: [], excludeAny: [] };

/** RSVP-TE session and sender of one path of an LSP (RFC 8231 7.3.1). */
export interface LspIdentifiers {
  readonly sender: string;
  readonly lspId: number;
  readonly tunnelId: number;
  readonly extendedTunnelId: string;
  readonly endpoint: string;
}

/** One path of an LSP as its PCC reports it. What is absent was not reported. Bandwidth is whole bit/s. */
export interface LspState {
  readonly pcc: PccId;
  readonly name: string;
  readonly plspId: number;
  readonly setupType: SetupType;
  readonly operationalState: OperationalState;
  readonly administrative: boolean;
  readonly delegated: boolean;
  readonly createdByPce: boolean;
  readonly source: string;
  readonly destination: string;
  readonly identifiers?: LspIdentifiers;
  /**
   * Intended bandwidth (BANDWIDTH object type 1), else what is signalled; absent when the PCC reported none. With
   * `autoBandwidth` what is reserved: there the object says what was measured (RFC 8733 5.3).
   */
  readonly bandwidth?: number;
  /** 0 (highest) to 7; both absent when the PCC reported no LSPA. */
  readonly setupPriority?: number;
  readonly holdingPriority?: number;
  readonly affinities?: LinkAffinities;
  readonly bounds?: readonly MetricBound[];
  /** Which metric the head-end wants to be minimal, if it said so. */
  readonly metric?: MetricBound['metric'];
  /** Intended route (ERO); empty: no route known. */
  readonly route: readonly Hop[];
  /** Actual route (RRO), when reported. */
  readonly recordedRoute?: readonly Hop[];
  /** When it is up (RFC 8934); absent: always. */
  readonly schedule?: LspSchedule;
  /** The head-end has its bandwidth adjusted automatically, by these attributes (RFC 8733 5.2). */
  readonly autoBandwidth?: AutoBandwidthAttributes;
  /** The groups that it is in (RFC 8697), ordered; absent: none. */
  readonly associations?: readonly Association[];
  /** LSP-ERROR-CODE (RFC 8231 7.3.3). */
  readonly errorCode?: number;
}

/** True when traffic may be using the path, so that its bandwidth is taken. */
export const holdsResources = (state: Pick<LspState, 'operationalState'>): boolean =>
  state.operationalState !== 'DOWN';
