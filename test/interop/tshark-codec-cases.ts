// Messages with nearly every object and TLV, and what Wireshark must show of each.
import type { Message } from '../../src/southbound/pcep/codec/message.js';
import { sidOfLabel } from '../../src/southbound/pcep/codec/subobjects/sr.js';

const NO_ATTRIBUTES = { metrics: [], others: [] };
const LSPA = {
  kind: 'LSPA',
  excludeAny: 1,
  includeAny: 2,
  includeAll: 4,
  setupPriority: 5,
  holdingPriority: 3,
  localProtectionDesired: true,
  tlvs: [],
} as const;
const RP = {
  kind: 'RP',
  p: true,
  requestId: 77,
  priority: 3,
  reoptimization: false,
  bidirectional: false,
  loose: false,
  supplyObjectiveFunction: false,
  tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 }],
} as const;
const LSP = {
  kind: 'LSP',
  plspId: 4711,
  delegate: true,
  sync: false,
  remove: false,
  administrative: true,
  operational: 2,
  create: false,
  tlvs: [
    { kind: 'SYMBOLIC-PATH-NAME', text: 'gold-7' },
    {
      kind: 'IPV4-LSP-IDENTIFIERS',
      sender: '10.0.0.1',
      lspId: 12,
      tunnelId: 34,
      extendedTunnelId: '10.0.0.1',
      endpoint: '10.0.0.9',
    },
    { kind: 'LSP-ERROR-CODE', code: 4 },
  ],
} as const;
const SRP = {
  kind: 'SRP',
  srpId: 99,
  remove: false,
  tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 }],
} as const;
const EMPTY_ERO = { kind: 'ERO', subobjects: [] } as const;

const label = (value: number) =>
  ({
    kind: 'SR',
    loose: false,
    sid: sidOfLabel(value),
    sidIsLabel: true,
    stackEntryComplete: false,
  }) as const;

export interface Case {
  readonly name: string;
  readonly message: Message;
  /** Field names of Wireshark and the values it must show. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export const cases: readonly Case[] = [
  {
    name: 'Open',
    message: {
      kind: 'Open',
      others: [],
      open: {
        kind: 'OPEN',
        version: 1,
        keepalive: 30,
        deadTimer: 120,
        sid: 5,
        tlvs: [
          {
            kind: 'STATEFUL-PCE-CAPABILITY',
            lspUpdate: true,
            includeDbVersion: true,
            lspInstantiation: true,
            triggeredResync: false,
            deltaLspSync: false,
            triggeredInitialSync: false,
            lspScheduling: false,
            periodicScheduling: false,
          },
          {
            kind: 'PATH-SETUP-TYPE-CAPABILITY',
            pathSetupTypes: [0, 1],
            subTlvs: [{ kind: 'SR-PCE-CAPABILITY', resolvesNai: false, unlimitedMsd: true, msd: 0 }],
          },
          { kind: 'OF-List', codes: [1, 2, 3] },
          { kind: 'ASSOC-Type-List', types: [1, 2] },
          { kind: 'AUTO-BANDWIDTH-CAPABILITY', flags: 0 },
          { kind: 'LSP-DB-VERSION', version: 7n },
          { kind: 'SPEAKER-ENTITY-ID', text: 'pce-1' },
        ],
      },
    },
    fields: {
      'pcep.msg': ['1'],
      'pcep.obj.open.keepalive': ['30'],
      'pcep.obj.open.deadtime': ['120'],
      'pcep.obj.open.sid': ['5'],
    },
  },
  { name: 'Keepalive', message: { kind: 'Keepalive' }, fields: { 'pcep.msg': ['2'] } },
  {
    name: 'PCReq',
    message: {
      kind: 'PCReq',
      svecs: [
        {
          svec: {
            kind: 'SVEC',
            linkDiverse: true,
            nodeDiverse: false,
            srlgDiverse: true,
            requestIds: [77, 78],
          },
          metrics: [],
          others: [],
        },
      ],
      requests: [
        {
          rp: RP,
          endPoints: { kind: 'END-POINTS', p: true, source: '10.0.0.1', destination: '10.0.0.9' },
          associations: [],
          of: { kind: 'OF', code: 2, tlvs: [] },
          lspa: LSPA,
          bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: 125000 },
          metrics: [{ kind: 'METRIC', metricType: 2, bound: true, computed: false, value: 40 }],
          iro: {
            kind: 'IRO',
            subobjects: [
              { kind: 'IPv4', loose: false, address: '10.0.0.5', prefixLength: 32 },
              { kind: 'AS', loose: true, as: 65002 },
            ],
          },
          xro: {
            kind: 'XRO',
            failed: false,
            subobjects: [
              { kind: 'IPv4', soft: true, address: '10.0.0.6', prefixLength: 32, attribute: 1 },
              { kind: 'SRLG', soft: false, srlg: 4242, attribute: 2 },
            ],
          },
          others: [],
        },
      ],
    },
    fields: {
      'pcep.msg': ['3'],
      'pcep.obj.rp.requested_id_number': ['0x0000004d'],
      'pcep.obj.svec.request_id_number': ['77', '78'],
      'pcep.obj.end_point.source_ipv4_address': ['10.0.0.1'],
      'pcep.obj.end_point.destination_ipv4_address': ['10.0.0.9'],
      'pcep.obj.lspa.exclude_any': ['0x00000001'],
      'pcep.obj.lspa.include_any': ['0x00000002'],
      'pcep.obj.lspa.include_all': ['0x00000004'],
      'pcep.obj.lspa.setup_priority': ['5'],
      'pcep.obj.lspa.holding_priority': ['3'],
      'pcep.bandwidth': ['125000'],
      'pcep.obj.metric.metric_value': ['40'],
    },
  },
  {
    name: 'PCRep with paths',
    message: {
      kind: 'PCRep',
      svecs: [],
      replies: [
        {
          rp: RP,
          ...NO_ATTRIBUTES,
          paths: [
            {
              ero: {
                kind: 'ERO',
                subobjects: [
                  { kind: 'IPv4', loose: false, address: '10.1.0.1', prefixLength: 32 },
                  { kind: 'IPv6', loose: true, address: '2001:db8::1', prefixLength: 128 },
                  { kind: 'Unnumbered', loose: false, routerId: '10.0.0.4', interfaceId: 17 },
                  { kind: 'AS', loose: false, as: 65001 },
                ],
              },
              ...NO_ATTRIBUTES,
            },
          ],
        },
      ],
    },
    fields: { 'pcep.msg': ['4'], 'pcep.subobj.ipv4.ipv4': ['10.1.0.1'] },
  },
  {
    name: 'PCRep without a path',
    message: {
      kind: 'PCRep',
      svecs: [],
      replies: [
        {
          rp: RP,
          noPath: {
            kind: 'NO-PATH',
            natureOfIssue: 0,
            unsatisfiedConstraints: true,
            tlvs: [{ kind: 'NO-PATH-VECTOR', flags: 2 }],
          },
          paths: [],
          ...NO_ATTRIBUTES,
        },
      ],
    },
    fields: { 'pcep.msg': ['4'], 'pcep.obj.rp.requested_id_number': ['0x0000004d'] },
  },
  {
    name: 'PCNtf',
    message: {
      kind: 'PCNtf',
      notifies: [
        {
          rps: [],
          notifications: [
            {
              kind: 'NOTIFICATION',
              notificationType: 2,
              notificationValue: 1,
              tlvs: [{ kind: 'OVERLOADED-DURATION', seconds: 60 }],
            },
          ],
          others: [],
        },
      ],
    },
    fields: { 'pcep.msg': ['5'], 'pcep.obj.notification.value': ['0x01'] },
  },
  {
    name: 'PCErr',
    message: {
      kind: 'PCErr',
      entries: [
        {
          rps: [],
          srps: [SRP],
          lsps: [LSP],
          errors: [{ kind: 'PCEP-ERROR', errorType: 19, errorValue: 3, tlvs: [] }],
          others: [],
        },
      ],
    },
    fields: { 'pcep.msg': ['6'], 'pcep.error.type': ['19'] },
  },
  {
    name: 'Close',
    message: { kind: 'Close', close: { kind: 'CLOSE', reason: 2, tlvs: [] }, others: [] },
    fields: { 'pcep.msg': ['7'] },
  },
  {
    name: 'PCRpt of an SR LSP',
    message: {
      kind: 'PCRpt',
      reports: [
        {
          srp: SRP,
          lsp: LSP,
          associations: [
            {
              kind: 'ASSOCIATION',
              remove: false,
              associationType: 2,
              associationId: 9,
              source: '10.0.0.100',
              tlvs: [],
            },
          ],
          ero: {
            kind: 'ERO',
            subobjects: [label(16010), { ...label(16020), nai: { kind: 'IPv4Node', node: '10.0.0.5' } }],
          },
          rro: {
            kind: 'RRO',
            subobjects: [{ kind: 'SR', sid: sidOfLabel(16010), sidIsLabel: true, stackEntryComplete: false }],
          },
          actual: {
            bandwidth: { kind: 'BANDWIDTH', of: 'existing', bytesPerSecond: 1000 },
            metrics: [{ kind: 'METRIC', metricType: 2, bound: false, computed: true, value: 30 }],
          },
          lspa: LSPA,
          bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: 2000 },
          metrics: [{ kind: 'METRIC', metricType: 1, bound: false, computed: false, value: 0 }],
          others: [],
        },
      ],
    },
    fields: {
      'pcep.msg': ['10'],
      'pcep.obj.lsp.plsp-id': ['4711'],
      'pcep.obj.lsp.flags.operational': ['2'],
      'pcep.tlv.symbolic-path-name': ['gold-7'],
      'pcep.subobj.sr.sid.label': ['16010', '16020', '16010'],
      'pcep.obj.srp.id-number': ['99'],
      'pcep.obj.metric.metric_value': ['30', '0'],
      'pcep.bandwidth': ['1000', '2000'],
    },
  },
  {
    name: 'PCRpt of an RSVP-TE LSP with IPv6',
    message: {
      kind: 'PCRpt',
      reports: [
        {
          lsp: {
            ...LSP,
            tlvs: [
              { kind: 'SYMBOLIC-PATH-NAME', text: 'six' },
              {
                kind: 'IPV6-LSP-IDENTIFIERS',
                sender: '2001:db8::1',
                lspId: 1,
                tunnelId: 2,
                extendedTunnelId: '2001:db8::1',
                endpoint: '2001:db8::9',
              },
            ],
          },
          associations: [],
          ero: EMPTY_ERO,
          rro: {
            kind: 'RRO',
            subobjects: [
              {
                kind: 'IPv4',
                address: '10.1.0.1',
                prefixLength: 32,
                localProtectionAvailable: true,
                localProtectionInUse: false,
              },
              { kind: 'Label', upstream: false, global: true, cType: 1, words: [300] },
            ],
          },
          ...NO_ATTRIBUTES,
        },
      ],
    },
    fields: {
      'pcep.msg': ['10'],
      'pcep.tlv.symbolic-path-name': ['six'],
      'pcep.tlv.ipv6-lsp-id.tunnel-endpoint-addr': ['2001:db8::9'],
    },
  },
  {
    name: 'PCUpd',
    message: {
      kind: 'PCUpd',
      updates: [{ srp: SRP, lsp: LSP, associations: [], ero: EMPTY_ERO, ...NO_ATTRIBUTES }],
    },
    fields: { 'pcep.msg': ['11'], 'pcep.obj.lsp.plsp-id': ['4711'] },
  },
  {
    name: 'PCInitiate',
    message: {
      kind: 'PCInitiate',
      requests: [
        {
          srp: SRP,
          lsp: { ...LSP, plspId: 0, create: true, tlvs: [{ kind: 'SYMBOLIC-PATH-NAME', text: 'new-1' }] },
          endPoints: { kind: 'END-POINTS', source: '2001:db8::1', destination: '2001:db8::9' },
          ero: {
            kind: 'ERO',
            subobjects: [
              { ...label(24001), nai: { kind: 'IPv4Adjacency', local: '10.1.0.1', remote: '10.1.0.2' } },
            ],
          },
          associations: [],
          metrics: [],
          others: [{ kind: 'VENDOR-INFORMATION', enterpriseNumber: 9, bytes: Uint8Array.of(0, 1, 0, 4) }],
        },
      ],
    },
    fields: {
      'pcep.msg': ['12'],
      'pcep.tlv.symbolic-path-name': ['new-1'],
      'pcep.subobj.sr.sid.label': ['24001'],
    },
  },
];
