// PCEP messages as a PCC sends them, from a few words.
import type { Message } from '../../src/southbound/pcep/codec/message.js';
import type { PathComputationRequest, PCReq } from '../../src/southbound/pcep/codec/messages/pcreq.js';
import type { PCRpt, StateReport } from '../../src/southbound/pcep/codec/messages/pcrpt.js';
import type { OpenObject } from '../../src/southbound/pcep/codec/objects/open.js';
import type { Tlv } from '../../src/southbound/pcep/codec/tlvs/tlv.js';

export interface OpenWords {
  readonly keepalive?: number;
  readonly deadTimer?: number;
  readonly speaker?: string;
  readonly stateful?: boolean;
  /** Flags B and PD (RFC 8934 5.1); default none. */
  readonly scheduling?: 'none' | 'scheduled' | 'periodic';
  /** AUTO-BANDWIDTH-CAPABILITY (RFC 8733 5.1). */
  readonly autoBandwidth?: boolean;
}

/** The OPEN of an active stateful PCC that accepts PCE-initiated LSPs, RSVP-TE only. */
export const openObject = ({
  keepalive = 30,
  deadTimer = 120,
  speaker,
  stateful = true,
  scheduling = 'none',
  autoBandwidth = false,
}: OpenWords = {}): OpenObject => ({
  kind: 'OPEN',
  version: 1,
  keepalive,
  deadTimer,
  sid: 1,
  tlvs: [
    ...(stateful
      ? [
          {
            ...STATEFUL,
            lspScheduling: scheduling !== 'none',
            periodicScheduling: scheduling === 'periodic',
          },
        ]
      : []),
    ...(autoBandwidth ? [{ kind: 'AUTO-BANDWIDTH-CAPABILITY', flags: 0 } as const] : []),
    ...(speaker === undefined ? [] : [{ kind: 'SPEAKER-ENTITY-ID', text: speaker } as const]),
  ],
});

const STATEFUL = {
  kind: 'STATEFUL-PCE-CAPABILITY',
  lspUpdate: true,
  includeDbVersion: false,
  lspInstantiation: true,
  triggeredResync: false,
  deltaLspSync: false,
  triggeredInitialSync: false,
  lspScheduling: false,
  periodicScheduling: false,
} as const;

export const openMessage = (open: OpenObject = openObject()): Message => ({ kind: 'Open', open, others: [] });
export const KEEPALIVE: Message = { kind: 'Keepalive' };

export interface ReportWords {
  readonly plspId: number;
  /** Absent: no SYMBOLIC-PATH-NAME. */
  readonly name?: string | undefined;
  readonly srpId?: number;
  readonly sync?: boolean;
  readonly remove?: boolean;
  readonly delegate?: boolean;
  readonly create?: boolean;
  /** 0 DOWN, 1 UP, 2 ACTIVE, 3 GOING-DOWN, 4 GOING-UP. */
  readonly operational?: number;
  readonly source?: string;
  readonly destination?: string;
  /** RSVP LSP-ID; null: no LSP-IDENTIFIERS at all. */
  readonly lspId?: number | null;
  /** Bit/s. */
  readonly bandwidth?: number;
  readonly priority?: number;
  /** Interface addresses, strict. */
  readonly route?: readonly string[];
  readonly errorCode?: number;
  readonly tlvs?: readonly Tlv[];
}

export function stateReport(words: ReportWords): StateReport {
  const { plspId, srpId, bandwidth = 0, priority = 7, route = [] } = words;
  return {
    ...(srpId === undefined ? {} : { srp: { kind: 'SRP', srpId, remove: words.remove ?? false, tlvs: [] } }),
    lsp: {
      kind: 'LSP',
      plspId,
      delegate: words.delegate ?? true,
      sync: words.sync ?? false,
      remove: words.remove ?? false,
      administrative: true,
      operational: words.operational ?? 1,
      create: words.create ?? false,
      tlvs: lspTlvs(words),
    },
    associations: [],
    ero: eroOf(route),
    lspa: lspaOf(priority),
    bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: bandwidth / 8 },
    metrics: [],
    others: [],
  };
}

const lspaOf = (priority: number) =>
  ({
    kind: 'LSPA',
    excludeAny: 0,
    includeAny: 0,
    includeAll: 0,
    setupPriority: priority,
    holdingPriority: priority,
    localProtectionDesired: false,
    tlvs: [],
  }) as const;

function lspTlvs(words: ReportWords): readonly Tlv[] {
  const { name, lspId = 1, source = '10.0.0.1', destination = '10.0.0.4', errorCode, tlvs = [] } = words;
  const given: Tlv[] = name === undefined ? [] : [{ kind: 'SYMBOLIC-PATH-NAME', text: name }];
  if (lspId !== null) {
    const tunnelId = words.plspId;
    given.push({
      kind: 'IPV4-LSP-IDENTIFIERS',
      sender: source,
      lspId,
      tunnelId,
      extendedTunnelId: source,
      endpoint: destination,
    });
  }
  if (errorCode !== undefined) given.push({ kind: 'LSP-ERROR-CODE', code: errorCode });
  return [...given, ...tlvs];
}

const eroOf = (route: readonly string[]) =>
  ({
    kind: 'ERO',
    subobjects: route.map((address) => ({ kind: 'IPv4', address, prefixLength: 32, loose: false }) as const),
  }) as const;

export const pcrpt = (...reports: readonly ReportWords[]): PCRpt => ({
  kind: 'PCRpt',
  reports: reports.map(stateReport),
});

/** The end-of-synchronisation marker (RFC 8231 5.6). */
export const END_OF_SYNC: PCRpt = {
  kind: 'PCRpt',
  reports: [
    {
      lsp: {
        kind: 'LSP',
        plspId: 0,
        delegate: false,
        sync: false,
        remove: false,
        administrative: false,
        operational: 0,
        create: false,
        tlvs: [],
      },
      associations: [],
      ero: { kind: 'ERO', subobjects: [] },
      metrics: [],
      others: [],
    },
  ],
};

export interface RequestWords {
  readonly requestId: number;
  readonly source?: string;
  readonly destination?: string;
  /** Bit/s. */
  readonly bandwidth?: number;
  /** Setup and holding priority; absent: no LSPA. */
  readonly priority?: number;
}

export const pathComputationRequest = ({
  requestId,
  source = '10.0.0.1',
  destination = '10.0.0.4',
  bandwidth = 0,
  priority,
}: RequestWords): PathComputationRequest => ({
  rp: {
    kind: 'RP',
    p: true,
    requestId,
    priority: 0,
    reoptimization: false,
    bidirectional: false,
    loose: false,
    supplyObjectiveFunction: false,
    tlvs: [],
  },
  endPoints: { kind: 'END-POINTS', p: true, source, destination },
  ...(priority === undefined ? {} : { lspa: lspaOf(priority) }),
  ...(bandwidth === 0
    ? {}
    : { bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: bandwidth / 8 } as const }),
  associations: [],
  metrics: [],
  others: [],
});

export const pcreq = (...requests: readonly RequestWords[]): PCReq => ({
  kind: 'PCReq',
  svecs: [],
  requests: requests.map(pathComputationRequest),
});

/** Requests that are to be computed together (RFC 5440 7.13); `ids` may name more than there are. */
export const synchronizedPcreq = (requests: readonly RequestWords[], ids: readonly number[]): PCReq => ({
  kind: 'PCReq',
  svecs: [
    {
      svec: { kind: 'SVEC', linkDiverse: false, nodeDiverse: false, srlgDiverse: false, requestIds: ids },
      metrics: [],
      others: [],
    },
  ],
  requests: requests.map(pathComputationRequest),
});
