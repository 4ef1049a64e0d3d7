import type { IpAddress } from '../../domain/values/address.js';
import { toBytesPerSecond } from '../../domain/values/bandwidth.js';
import type { Hop } from '../../domain/values/hop.js';
import type { Metric } from '../../domain/values/metric.js';
import { METRIC_TYPE, OPERATIONAL, PATH_SETUP_TYPE } from '../../southbound/pcep/codec/code-points.js';
import type { Association } from '../../southbound/pcep/codec/objects/association.js';
import type { Bandwidth } from '../../southbound/pcep/codec/objects/bandwidth.js';
import type { Lspa } from '../../southbound/pcep/codec/objects/lspa.js';
import type { Metric as MetricObject } from '../../southbound/pcep/codec/objects/metric.js';
import type { EroSubobject } from '../../southbound/pcep/codec/subobjects/route-subobject.js';
import type { AutoBandwidthSubTlv } from '../../southbound/pcep/codec/tlvs/auto-bandwidth-attributes.js';
import { eroOfRoute } from './route.js';
import type { Timetable } from './timetable.js';

/** The setup types that a simulated head-end knows. */
export type PccSetupType = 'RSVP_TE' | 'SR_MPLS' | 'SRV6';

export const setupTypeCode = (setupType: PccSetupType): number => PATH_SETUP_TYPE[setupType];

/** An LSP as it is configured on its head-end. Bandwidth is bit/s. */
export interface LspDefinition {
  readonly name: string;
  readonly setupType: PccSetupType;
  /** Router id of the tail-end, IPv4. */
  readonly destination: IpAddress;
  readonly bandwidth: number;
  readonly setupPriority: number;
  readonly holdingPriority: number;
  /** What the head-end wants to be minimal; nothing is said about it when absent. */
  readonly metric?: Metric;
  readonly delegated: boolean;
  /** Its bandwidth is to be adjusted, by these attributes (RFC 8733 5.2); the session has to have the capability. */
  readonly autoBandwidth?: readonly AutoBandwidthSubTlv[];
  /** Addresses for RSVP-TE, segments for SR-MPLS and SRv6. */
  readonly route: readonly Hop[];
  /** The groups that it is in (RFC 8697). */
  readonly associations?: readonly Association[];
  /** RSVP-TE tunnel id, where several LSPs are one tunnel (RFC 8745 3.1); default: one of its own. */
  readonly tunnelId?: number;
}

/** What a path is signalled with: in RFC 8231 6.1 the intended path and its attributes. */
export interface PathAttributes {
  readonly ero: readonly EroSubobject[];
  readonly lspa: Lspa | undefined;
  readonly bandwidth: Bandwidth | undefined;
  readonly metrics: readonly MetricObject[];
}

/** One path of an LSP: during make-before-break there are two. Segment-routed ones have no LSP-ID: 0. */
export interface LspPath {
  readonly lspId: number;
  readonly operational: number;
  readonly attributes: PathAttributes;
}

/** An LSP on its head-end. What changes it is in head-end.ts and signalling.ts. */
export interface Lsp {
  readonly name: string;
  readonly setupType: PccSetupType;
  readonly destination: IpAddress;
  readonly tunnelId: number;
  readonly createdByPce: boolean;
  /** Delegated again at every session. */
  readonly delegable: boolean;
  plspId: number;
  delegated: boolean;
  administrative: boolean;
  current: LspPath;
  /** Being set up to replace `current`, or to be it. */
  pending: LspPath | undefined;
  /** RSVP-TE: replaced, and not torn down yet. */
  readonly leaving: Set<LspPath>;
  /** When it is up (RFC 8934); undefined: always. */
  schedule: Timetable | undefined;
  lastLspId: number;
  /** As configured, and as PCEs have asked since. In every report, as head-ends of the field have it. */
  associations: readonly Association[];
}

const LSP_ID_MAX = 0xffff;

/** The LSP-ID of the next path (RFC 3209 4.6.2.1); always 0 for segment routing. */
export function nextLspId(lsp: Lsp): number {
  if (lsp.setupType !== 'RSVP_TE') return 0;
  lsp.lastLspId = lsp.lastLspId >= LSP_ID_MAX ? 1 : lsp.lastLspId + 1;
  return lsp.lastLspId;
}

export interface LspNumbers {
  readonly plspId: number;
  readonly tunnelId: number;
}

/** A configured LSP that is up before any PCE asks. */
export function configuredLsp(definition: LspDefinition, { plspId, tunnelId }: LspNumbers): Lsp {
  const { name, setupType, destination, delegated } = definition;
  const lspId = setupType === 'RSVP_TE' ? 1 : 0;
  return {
    name,
    setupType,
    destination,
    tunnelId: definition.tunnelId ?? tunnelId,
    createdByPce: false,
    delegable: delegated,
    plspId,
    delegated,
    administrative: true,
    current: { lspId, operational: OPERATIONAL.UP, attributes: attributesOf(definition) },
    pending: undefined,
    leaving: new Set(),
    schedule: undefined,
    lastLspId: lspId,
    associations: definition.associations ?? [],
  };
}

/** An LSP that a PCE creates, on its way up. */
export function initiatedLsp({
  attributes,
  ...asked
}: Pick<
  Lsp,
  'name' | 'setupType' | 'destination' | 'plspId' | 'tunnelId' | 'administrative' | 'associations'
> & { readonly attributes: PathAttributes }): Lsp {
  const lspId = asked.setupType === 'RSVP_TE' ? 1 : 0;
  return {
    ...asked,
    createdByPce: true,
    delegable: true,
    delegated: true,
    current: { lspId, operational: OPERATIONAL.GOING_UP, attributes },
    pending: undefined,
    leaving: new Set(),
    schedule: undefined,
    lastLspId: lspId,
  };
}

export function attributesOf(definition: Omit<LspDefinition, 'name' | 'delegated'>): PathAttributes {
  const { route, bandwidth, metric, setupPriority, holdingPriority, autoBandwidth } = definition;
  const lspa = lspaObject(setupPriority, holdingPriority);
  return {
    ero: eroOfRoute(route),
    lspa:
      autoBandwidth === undefined
        ? lspa
        : { ...lspa, tlvs: [{ kind: 'AUTO-BANDWIDTH-ATTRIBUTES', subTlvs: autoBandwidth }] },
    bandwidth: bandwidthObject(bandwidth),
    metrics: metric === undefined ? [] : [objectiveMetric(metric)],
  };
}

export const lspaObject = (setupPriority: number, holdingPriority: number): Lspa => ({
  kind: 'LSPA',
  excludeAny: 0,
  includeAny: 0,
  includeAll: 0,
  setupPriority,
  holdingPriority,
  localProtectionDesired: false,
  tlvs: [],
});

export const bandwidthObject = (bitsPerSecond: number): Bandwidth => ({
  kind: 'BANDWIDTH',
  of: 'requested',
  bytesPerSecond: Math.fround(toBytesPerSecond(bitsPerSecond)),
});

const METRIC_TYPES: Readonly<Record<Metric, number>> = {
  IGP: METRIC_TYPE.IGP,
  TE: METRIC_TYPE.TE,
  HOPS: METRIC_TYPE.HOP_COUNT,
  DELAY: METRIC_TYPE.PATH_DELAY,
  DELAY_VARIATION: METRIC_TYPE.PATH_DELAY_VARIATION,
  LOSS: METRIC_TYPE.PATH_LOSS,
};

/** A METRIC that is no bound: what is to be minimal (RFC 5440 7.8). */
export const objectiveMetric = (metric: Metric): MetricObject => ({
  kind: 'METRIC',
  metricType: METRIC_TYPES[metric],
  bound: false,
  computed: false,
  value: 0,
});

/** The groups of an LSP after an instruction: of each only what was said last (RFC 8697 6.3.1). The status is the PCE's. */
export function associationsAfter(
  known: readonly Association[],
  said: readonly Association[],
): readonly Association[] {
  const others = known.filter((one) => !said.some((other) => isSameGroup(one, other)));
  const joined = said
    .filter(({ remove }) => !remove)
    .map((one) => ({ ...one, tlvs: one.tlvs.filter(({ kind }) => kind !== 'DISJOINTNESS-STATUS') }));
  return [...others, ...joined];
}

const isSameGroup = (a: Association, b: Association): boolean =>
  a.associationType === b.associationType && a.associationId === b.associationId && a.source === b.source;
