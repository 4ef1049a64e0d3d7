import type { Association } from '../../src/domain/values/association.js';
import {
  ComputationSetId,
  HoldId,
  LinkId,
  LspId,
  NodeId,
  OperationId,
  PccId,
  SessionId,
  SourceName,
} from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { ComputationInputs, ComputationRecord } from '../../src/events/catalogue/computation.js';
import type { DomainEvent, EventType } from '../../src/events/catalogue/event.js';
import type { IntendedLsp } from '../../src/events/catalogue/operation.js';
import { bookingEventVectors } from './booking-events.js';
import { maintenanceEventVectors } from './maintenance-events.js';
import { reoptimizationEventVectors } from './reoptimization-events.js';

const pcc = PccId('192.0.2.1');
const session = SessionId('01HSESSION000000000000000A');
const operation = OperationId('01HOPERATION0000000000000A');
const lsp = LspId(pcc, 'ber-muc-gold');
const source = SourceName('nobel-germany');

const path: SignalledPath = {
  path: {
    nodes: [NodeId('Berlin'), NodeId('Leipzig'), NodeId('Muenchen')],
    links: [LinkId('Berlin-Leipzig'), LinkId('Leipzig-Muenchen')],
    igpMetric: 20,
    teMetric: 35,
    delay: 2450,
  },
  route: [
    { kind: 'address', address: '198.51.100.2' },
    { kind: 'address', address: '198.51.100.6', prefixLength: 32, loose: true },
    { kind: 'unnumbered', routerId: '192.0.2.3', interfaceId: 7 },
    { kind: 'as', as: 64500 },
    { kind: 'segment', label: 16003, node: '192.0.2.3' },
    { kind: 'segment', index: 4, local: '198.51.100.9', remote: '198.51.100.10' },
    { kind: 'opaque', type: 36, body: '00ff10' },
  ],
};

const associations: readonly Association[] = [
  {
    kind: 'protection',
    group: { type: 1, id: 7, source: '192.0.2.1' },
    role: 'protection',
    secondary: true,
    protectionType: 4,
  },
  {
    kind: 'disjoint',
    group: { type: 2, id: 9, source: '192.0.2.100', globalSource: 64_500, extendedId: 'c0ffee01' },
    constraint: { level: 'srlg', strict: true },
    saysLinks: true,
    shortestFirst: false,
    objective: 'SHARED_SRLGS',
    from: [LspId(pcc, 'ber-muc-bronze')],
    reached: 'srlg',
  },
];

const inputs = {
  signalling: { setupType: 'SR_MPLS', maximumSidDepth: 8 },
  holdingPriority: 3,
  previous: { hops: [{ kind: 'address', address: '198.51.100.14' }], bandwidth: 1_000_000_000 },
  request: pathRequest({
    source: 'Berlin',
    destination: 'Muenchen',
    bandwidth: 2_500_000_000,
    setupPriority: 3,
    bounds: [{ metric: 'DELAY', max: 5000 }],
    excludeAny: [5],
    exclude: ['Frankfurt'],
    excludeSrlgs: [1001],
    alternatives: 1,
  }),
  ownLsp: lsp,
  protects: LspId(pcc, 'ber-muc-working'),
  diversity: {
    disjointness: { level: 'srlg', strict: true },
    objective: 'SHARED_SRLGS',
    from: [LspId(pcc, 'ber-muc-bronze')],
  },
} satisfies ComputationInputs;

const computation: ComputationRecord = {
  position: 4711,
  inFlight: 2,
  ...inputs,
  memberOf: { set: ComputationSetId('01HSET0000000000000000000A'), member: 1 },
  together: [LspId(pcc, 'ber-muc-silver')],
  alternatives: [[LinkId('Berlin-Hannover'), LinkId('Hannover-Muenchen')]],
};

const lspState: LspState = {
  pcc,
  name: 'ber-muc-gold',
  plspId: 17,
  setupType: 'RSVP_TE',
  operationalState: 'UP',
  administrative: true,
  delegated: true,
  createdByPce: false,
  source: '192.0.2.1',
  destination: '192.0.2.3',
  identifiers: {
    sender: '192.0.2.1',
    lspId: 2,
    tunnelId: 100,
    extendedTunnelId: '192.0.2.1',
    endpoint: '192.0.2.3',
  },
  bandwidth: 2_500_000_000,
  setupPriority: 3,
  holdingPriority: 3,
  affinities: { includeAny: [1, 2], includeAll: [], excludeAny: [31] },
  bounds: [{ metric: 'HOPS', max: 8 }],
  metric: 'TE',
  route: path.route,
  recordedRoute: [
    { kind: 'address', address: '198.51.100.2', prefixLength: 32 },
    { kind: 'label', label: 24005 },
  ],
  autoBandwidth: {
    sampleInterval: 60,
    adjustmentPercentage: { percentage: 10, minimum: 1_000_000 },
    overflowThreshold: { count: 3, bandwidth: 50_000_000 },
  },
  associations,
  errorCode: 4,
};

const saga = { kind: 'booking', id: '01HBOOKING00000000000000A' } as const;

const requested = {
  operation,
  lsp,
  pcc,
  name: 'ber-muc-gold',
  deadline: 1_790_000_030_000,
  reason: 'operator',
} as const;

const intended: IntendedLsp = {
  setupType: 'RSVP_TE',
  source: '192.0.2.1',
  destination: '192.0.2.3',
  bandwidth: 2_500_000_000,
  setupPriority: 3,
  holdingPriority: 3,
  affinities: { includeAny: [1], includeAll: [], excludeAny: [] },
  bounds: [{ metric: 'DELAY', max: 5000 }],
  associations,
  leaves: [{ type: 2, id: 10, source: '192.0.2.100' }],
  administrative: true,
  path,
};

/** One event of every type with every optional field: equal to the goldens of the current versions in schema/events. */
export const EVENT_VECTORS = {
  SessionEstablished: {
    type: 'SessionEstablished',
    data: {
      pcc,
      session,
      address: '192.0.2.1',
      port: 49152,
      speakerEntityId: '726f757465722d31',
      keepalive: { local: 30, remote: 30 },
      deadTimer: { local: 120, remote: 120 },
      capabilities: {
        stateful: true,
        update: true,
        initiation: true,
        setupTypes: ['RSVP_TE', 'SR_MPLS'],
        maximumSidDepth: 8,
        autoBandwidth: true,
        associationTypes: [1, 2],
      },
    },
  },
  SessionSynchronized: { type: 'SessionSynchronized', data: { pcc, session, reported: 120, removed: 3 } },
  SessionClosed: {
    type: 'SessionClosed',
    data: { pcc, session, reason: 'dead-timer', detail: 'nothing heard for 120 s' },
  },
  PccForgotten: { type: 'PccForgotten', data: { pcc, reason: 'operator', lsps: 120 } },
  LspReported: { type: 'LspReported', data: lspState },
  LspRemoved: {
    type: 'LspRemoved',
    data: { pcc, name: 'ber-muc-gold', plspId: 17, lspId: 2, reason: 'not-resynchronized' },
  },
  NodeObserved: {
    type: 'NodeObserved',
    data: {
      source,
      node: {
        id: NodeId('Muenchen'),
        name: 'München',
        routerId: '192.0.2.3',
        latitude: 48.1374,
        longitude: 11.5755,
        prefixSid: 16003,
        management: { protocol: 'NETCONF', profile: 'openroadm', address: '203.0.113.3', port: 830 },
      },
    },
  },
  NodeWithdrawn: { type: 'NodeWithdrawn', data: { source, node: NodeId('Muenchen') } },
  LinkObserved: {
    type: 'LinkObserved',
    data: {
      source,
      link: {
        id: LinkId('Berlin-Leipzig'),
        source: NodeId('Berlin'),
        target: NodeId('Leipzig'),
        sourceAddress: '198.51.100.1',
        targetAddress: '198.51.100.2',
        igpMetric: 10,
        teMetric: 15,
        delay: 800,
        capacity: 100_000_000_000,
        reservable: 120_000_000_000,
        adminGroups: [1, 4],
        srlgs: [1001, 1002],
        adjacencySid: 24001,
        operational: true,
      },
    },
  },
  LinksMeasured: {
    type: 'LinksMeasured',
    data: {
      source: SourceName('telemetry:gnmi-1'),
      links: [
        {
          link: LinkId('Berlin-Leipzig'),
          utilizedBandwidth: 41_250_000_000,
          delay: 812,
          minDelay: 790,
          maxDelay: 1_204,
          delayVariation: 6,
          loss: 0.0003,
        },
        { link: LinkId('Leipzig-Berlin'), utilizedBandwidth: 9_000_000_000 },
      ],
    },
  },
  LinksUnmeasured: {
    type: 'LinksUnmeasured',
    data: { source: SourceName('telemetry:gnmi-1'), links: [LinkId('Leipzig-Berlin')] },
  },
  LinkWithdrawn: { type: 'LinkWithdrawn', data: { source, link: LinkId('Berlin-Leipzig') } },
  TopologyFileApplied: {
    type: 'TopologyFileApplied',
    data: {
      source,
      digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      nodes: 32,
      links: 122,
    },
  },
  TopologyFeedOpened: {
    type: 'TopologyFeedOpened',
    data: {
      source: SourceName('bgp-ls:192.0.2.7'),
      address: '192.0.2.7',
      asNumber: 4_200_000_001,
      routerId: '198.51.100.7',
      holdTime: 90,
    },
  },
  TopologyFeedSynchronized: {
    type: 'TopologyFeedSynchronized',
    data: { source: SourceName('bgp-ls:192.0.2.7'), nodes: 17, links: 52, removed: 2 },
  },
  TopologyFeedClosed: {
    type: 'TopologyFeedClosed',
    data: { source: SourceName('bgp-ls:192.0.2.7'), reason: 'hold timer expired' },
  },
  LinkDampingConfigured: {
    type: 'LinkDampingConfigured',
    data: { policy: { halfLife: 300_000, suppress: 2.5, reuse: 1, longest: 1_800_000 } },
  },
  TopologySourceExpired: {
    type: 'TopologySourceExpired',
    data: { source: SourceName('bgp-ls:192.0.2.7') },
  },
  PathsComputedTogether: {
    type: 'PathsComputedTogether',
    data: {
      set: ComputationSetId('01HSET0000000000000000000A'),
      position: 4711,
      inFlight: 2,
      disjointness: { level: 'srlg-node', strict: false },
      objective: 'SHARED_LINKS',
      from: [lsp],
      members: [
        { ...inputs, links: path.path.links },
        { ...inputs, noPath: ['BANDWIDTH'] },
      ],
    },
  },
  PathRequestAnswered: {
    type: 'PathRequestAnswered',
    data: {
      pcc,
      requestId: 9,
      computation,
      path,
      noPath: ['BANDWIDTH', 'METRIC_BOUND'],
      hold: {
        id: HoldId('01HHOLD00000000000000000A'),
        lsp,
        holdingPriority: 3,
        associations,
        until: 1_790_000_060_000,
      },
    },
  },
  BandwidthHoldReleased: {
    type: 'BandwidthHoldReleased',
    data: { hold: HoldId('01HHOLD00000000000000000A'), pcc, reason: 'reported' },
  },
  LspNotReroutable: { type: 'LspNotReroutable', data: { lsp, computation, reasons: ['UNREACHABLE'] } },
  LspInitiationRequested: {
    type: 'LspInitiationRequested',
    data: {
      ...requested,
      reason: 'booking',
      saga,
      after: [OperationId('op-7')],
      onlyIfAllSucceed: true,
      intended,
      noPath: ['BANDWIDTH'],
      computation,
    },
  },
  LspUpdateRequested: {
    type: 'LspUpdateRequested',
    data: { ...requested, reason: 'path-broken', intended, noPath: ['UNREACHABLE'], computation },
  },
  LspDeletionRequested: { type: 'LspDeletionRequested', data: requested },
  OperationDispatched: { type: 'OperationDispatched', data: { operation, pcc, session, srpId: 42 } },
  OperationSucceeded: { type: 'OperationSucceeded', data: { operation, lsp } },
  OperationFailed: {
    type: 'OperationFailed',
    data: {
      operation,
      lsp,
      code: 'PEER_ERROR',
      message: 'the PCC refused the update: PCErr 19/1',
      peerError: { type: 19, value: 1 },
    },
  },
  OperationTimedOut: {
    type: 'OperationTimedOut',
    data: { operation, lsp, message: 'the PCC did not report the LSP within 30 s' },
  },
  OperationCancelled: {
    type: 'OperationCancelled',
    data: { operation, lsp, message: 'the session to the PCC was lost' },
  },
  SagaTimerFired: {
    type: 'SagaTimerFired',
    data: { saga, timer: 'start-1', due: 1_790_000_000_000 },
  },
  LspRateMeasured: {
    type: 'LspRateMeasured',
    data: { lsp, rate: 3_100_000_000, measuredAt: 1_790_000_000_000, source: 'head-end' },
  },
  LspAutoBandwidthSet: {
    type: 'LspAutoBandwidthSet',
    data: {
      lsp,
      isAdjusted: true,
      attributes: {
        sampleInterval: 60,
        adjustmentInterval: 3_600,
        downAdjustmentInterval: 7_200,
        adjustmentThreshold: 100_000_000,
        adjustmentPercentage: { percentage: 10, minimum: 1_000_000 },
        downAdjustmentThreshold: 200_000_000,
        downAdjustmentPercentage: { percentage: 20, minimum: 2_000_000 },
        minimumBandwidth: 500_000_000,
        maximumBandwidth: 9_000_000_000,
        overflowThreshold: { count: 3, bandwidth: 50_000_000 },
        overflowPercentage: { percentage: 25, count: 2, minimum: 3_000_000 },
        underflowThreshold: { count: 5, bandwidth: 60_000_000 },
        underflowPercentage: { percentage: 50, count: 6, minimum: 4_000_000 },
      },
    },
  },
  LspOutOfProfile: {
    type: 'LspOutOfProfile',
    data: { lsp, demand: 20_000_000_000, attainable: 10_000_000_000, sharedWith: [lsp] },
  },
  LspPlaced: { type: 'LspPlaced', data: { lsp } },
  LspReversionScheduled: {
    type: 'LspReversionScheduled',
    data: {
      reversion: operation,
      lsp,
      due: 1_790_000_300_000,
      obstacle: 'link Berlin-Leipzig has 0 bit/s left',
    },
  },
  LspReversionSuspended: {
    type: 'LspReversionSuspended',
    data: { reversion: operation, lsp, obstacle: 'link Berlin-Leipzig is down or gone' },
  },
  LspReversionEnded: {
    type: 'LspReversionEnded',
    data: { reversion: operation, lsp, outcome: 'REVERTED' },
  },
  ...reoptimizationEventVectors(lsp, path),
  ...bookingEventVectors({ pcc, request: inputs.request, path, computation }),
  ...maintenanceEventVectors({ pcc, path, computation }),
} as const satisfies { readonly [Type in EventType]: Extract<DomainEvent, { type: Type }> };
