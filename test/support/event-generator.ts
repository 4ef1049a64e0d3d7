// Random but valid sequences of events about a few PCCs, LSPs, operations, holds and links, from numbers.
import fc from 'fast-check';
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
import type { LspState, OperationalState } from '../../src/domain/values/lsp.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { type DomainEvent, type RecordedEvent, SCHEMA_VERSIONS } from '../../src/events/catalogue/event.js';
import type { IntendedLsp } from '../../src/events/catalogue/operation.js';
import { BOOKING_MAKERS } from './booking-event-generator.js';
import { MAINTENANCE_MAKERS } from './maintenance-event-generator.js';
import { REOPTIMIZATION_MAKERS } from './reoptimization-event-generator.js';

/** Four numbers decide one event. */
export type Seed = readonly [number, number, number, number];

const pick = <Value>(values: readonly Value[], index: number): Value =>
  values[index % values.length] as Value;

const pccOf = (a: number): PccId => PccId(`10.0.0.${(a % 3) + 1}`);
const nameOf = (b: number): string => `lsp-${b % 4}`;
const lspOf = (a: number, b: number): LspId => LspId(pccOf(a), nameOf(b));
const operationOf = (a: number): OperationId => OperationId(`operation-${a % 12}`);
const holdOf = (a: number): HoldId => HoldId(`hold-${a % 6}`);
const FEEDS = ['bgp-ls:192.0.2.7', 'bgp-ls:192.0.2.8'];
const feedOf = (a: number): SourceName => SourceName(pick(FEEDS, a));
const sourceOf = (a: number): SourceName => SourceName(pick(['igp', 'file', ...FEEDS], a));
const collectorOf = (a: number): SourceName => SourceName(pick(['telemetry:x', 'telemetry:y'], a));
const sessionOf = (a: number, b: number): SessionId => SessionId(`session-${a % 3}-${b % 3}`);
const STATES: readonly OperationalState[] = ['DOWN', 'UP', 'ACTIVE', 'GOING_DOWN', 'GOING_UP'];

const pathOf = (a: number): SignalledPath => ({
  path: {
    nodes: [NodeId('A'), NodeId('B')],
    links: [LinkId(`link-${a % 5}`)],
    igpMetric: a,
    teMetric: a + 1,
  },
  route: [{ kind: 'address', address: `10.1.0.${a % 5}` }],
});

/** Groups that LSPs share, and leave again. */
const associationsOf = (a: number): readonly Association[] => {
  const disjoint: Association = {
    kind: 'disjoint',
    group: { type: 2, id: (a % 2) + 1, source: '10.0.0.100' },
    constraint: { level: 'srlg', strict: a % 3 === 0 },
    shortestFirst: a % 5 === 0,
    ...(a % 4 === 0 ? { from: [lspOf(a + 1, a + 1)] } : {}),
  };
  const protection: Association = {
    kind: 'protection',
    group: { type: 1, id: 1, source: '10.0.0.100' },
    role: a % 2 === 0 ? 'working' : 'protection',
    secondary: a % 2 === 1,
    protectionType: 2,
  };
  return a % 3 === 0 ? [disjoint] : [protection, disjoint];
};

const stateOf = ([, a, b, c]: Seed): LspState => ({
  pcc: pccOf(a),
  name: nameOf(b),
  plspId: (c % 2) + 1,
  setupType: pick(['RSVP_TE', 'SR_MPLS'], c >> 1),
  operationalState: pick(STATES, c),
  administrative: true,
  delegated: c % 3 !== 0,
  createdByPce: c % 5 === 0,
  source: pccOf(a),
  destination: '10.0.0.9',
  identifiers: {
    sender: pccOf(a),
    lspId: (c % 3) + 1,
    tunnelId: 1,
    extendedTunnelId: pccOf(a),
    endpoint: '10.0.0.9',
  },
  bandwidth: c * 1_000,
  ...(b % 2 === 0 ? {} : { associations: associationsOf(c) }),
  route: pathOf(c).route,
});

const intendedOf = (a: number): IntendedLsp => ({
  setupType: 'RSVP_TE',
  source: '10.0.0.1',
  destination: '10.0.0.9',
  bandwidth: a,
  setupPriority: 7,
  holdingPriority: a % 8,
  administrative: true,
  ...(a % 3 === 0 ? {} : { associations: associationsOf(a) }),
  path: pathOf(a),
});

const computationOf = (a: number) => ({
  position: a,
  request: pathRequest({ source: 'A', destination: 'B', bandwidth: a }),
});

const requestedOf = ([, a, b, c]: Seed) => ({
  operation: operationOf(c),
  lsp: lspOf(a, b),
  pcc: pccOf(a),
  name: nameOf(b),
  deadline: c,
  reason: 'operator' as const,
});

const linkOf = (a: number, b: number): TopologyLink => ({
  id: LinkId(`link-${a % 5}`),
  source: NodeId('A'),
  target: NodeId('B'),
  capacity: b,
  reservable: b,
  adminGroups: [],
  srlgs: [],
  operational: b % 2 === 0,
});

type Make = (seed: Seed) => DomainEvent;

const MAKERS: readonly Make[] = [
  (seed) => ({ type: 'LspReported', data: stateOf(seed) }),
  (seed) => ({ type: 'LspReported', data: stateOf(seed) }),
  ([, a, b, c]) => {
    const whole = c % 2 === 0 ? {} : { lspId: (c % 3) + 1 };
    return {
      type: 'LspRemoved',
      data: { pcc: pccOf(a), name: nameOf(b), plspId: 1, ...whole, reason: 'reported' },
    };
  },
  ([, a, b]) => ({
    type: 'SessionEstablished',
    data: {
      pcc: pccOf(a),
      session: sessionOf(a, b),
      address: pccOf(a),
      port: 4189,
      keepalive: { local: 30, remote: 30 },
      deadTimer: { local: 120, remote: 120 },
      capabilities: { stateful: true, update: true, initiation: b % 2 === 0, setupTypes: ['RSVP_TE'] },
    },
  }),
  ([, a, b]) => ({
    type: 'SessionSynchronized',
    data: { pcc: pccOf(a), session: sessionOf(a, b), reported: a, removed: b },
  }),
  ([, a, b]) => ({
    type: 'SessionClosed',
    data: { pcc: pccOf(a), session: sessionOf(a, b), reason: 'connection-lost' },
  }),
  ([, a, b]) => ({ type: 'PccForgotten', data: { pcc: pccOf(a), reason: 'operator', lsps: b } }),
  ([, a, b]) => ({
    type: 'NodeObserved',
    data: { source: sourceOf(a), node: { id: NodeId(`N${b % 4}`), name: `n${a}` } },
  }),
  ([, a, b]) => ({ type: 'NodeWithdrawn', data: { source: sourceOf(a), node: NodeId(`N${b % 4}`) } }),
  ([, a, b, c]) => ({ type: 'LinkObserved', data: { source: sourceOf(a), link: linkOf(b, c) } }),
  ([, a, b, c]) => ({
    type: 'LinksMeasured',
    data: {
      source: collectorOf(a),
      links: [{ link: LinkId(`link-${b % 5}`), utilizedBandwidth: c, ...(c % 2 === 0 ? {} : { delay: b }) }],
    },
  }),
  ([, a, b]) => ({
    type: 'LinksUnmeasured',
    data: { source: collectorOf(a), links: [LinkId(`link-${b % 5}`)] },
  }),
  ([, a]) => ({ type: 'TopologyFeedClosed', data: { source: collectorOf(a), reason: 'no samples' } }),
  ([, a, b]) => ({ type: 'LinkWithdrawn', data: { source: sourceOf(a), link: LinkId(`link-${b % 5}`) } }),
  ([, a, b]) => ({
    type: 'TopologyFileApplied',
    data: { source: sourceOf(a), digest: `d${b}`, nodes: a, links: b },
  }),
  ([, a, b, c]) => {
    const source = feedOf(a);
    if (c % 4 === 0)
      return { type: 'TopologyFeedSynchronized', data: { source, nodes: a, links: b, removed: c } };
    const peer = { address: '192.0.2.7', asNumber: 65_000, routerId: '192.0.2.7', holdTime: b };
    return { type: 'TopologyFeedOpened', data: { source, ...peer } };
  },
  ([, a, b, c]) => {
    const source = feedOf(a);
    if (c % 4 === 0) return { type: 'TopologySourceExpired', data: { source } };
    return { type: 'TopologyFeedClosed', data: { source, reason: `reason ${b}` } };
  },
  ([, a, b, c]) => {
    const answer = { pcc: pccOf(a), requestId: b, computation: computationOf(b) };
    if (c % 4 === 0) return { type: 'PathRequestAnswered', data: { ...answer, noPath: ['BANDWIDTH'] } };
    const lsp = c % 3 === 0 ? {} : { lsp: lspOf(a, b) };
    const groups = b % 2 === 0 ? {} : { associations: associationsOf(b) };
    const hold = { id: holdOf(c), ...lsp, holdingPriority: 7, ...groups, until: c };
    return { type: 'PathRequestAnswered', data: { ...answer, path: pathOf(b), hold } };
  },
  ([, a, b, c]) => {
    const reported =
      c % 2 === 0 ? ({ lsp: lspOf(a, b), reason: 'reported' } as const) : ({ reason: 'expired' } as const);
    return { type: 'BandwidthHoldReleased', data: { hold: holdOf(c), pcc: pccOf(a), ...reported } };
  },
  ([, a, b, c]) => ({
    type: 'PathsComputedTogether',
    data: {
      set: ComputationSetId(`set-${c}`),
      position: b,
      inFlight: a,
      members: [{ request: computationOf(b).request, links: pathOf(b).path.links }],
    },
  }),
  ([, a, b]) => ({
    type: 'LspNotReroutable',
    data: { lsp: lspOf(a, b), computation: computationOf(b), reasons: ['UNREACHABLE'] },
  }),
  (seed) => ({
    type: 'LspInitiationRequested',
    data: { ...requestedOf(seed), intended: intendedOf(seed[2]), computation: computationOf(seed[1]) },
  }),
  (seed) => ({
    type: 'LspUpdateRequested',
    data: {
      ...requestedOf(seed),
      intended: intendedOf(seed[2]),
      ...(seed[3] % 3 === 0 ? {} : { computation: computationOf(seed[1]) }),
      ...(seed[3] % 2 === 0 ? {} : { revert: { to: pathOf(seed[1]), wait: seed[1] } }),
    },
  }),
  (seed) => ({ type: 'LspDeletionRequested', data: requestedOf(seed) }),
  ([, a, b, c]) => ({
    type: 'OperationDispatched',
    data: { operation: operationOf(c), pcc: pccOf(a), session: sessionOf(a, b), srpId: b + 1 },
  }),
  ([, a, b, c]) => ({ type: 'OperationSucceeded', data: { operation: operationOf(c), lsp: lspOf(a, b) } }),
  ([, a, b, c]) => ({
    type: 'OperationFailed',
    data: { operation: operationOf(c), lsp: lspOf(a, b), code: 'LSP_ERROR', message: 'no' },
  }),
  ([, a, b, c]) => ({
    type: 'OperationTimedOut',
    data: { operation: operationOf(c), lsp: lspOf(a, b), message: 'late' },
  }),
  ([, a, b, c]) => ({
    type: 'OperationCancelled',
    data: { operation: operationOf(c), lsp: lspOf(a, b), message: 'superseded' },
  }),
  ([, a, b, c]) => ({
    type: 'LspRateMeasured',
    data: { lsp: lspOf(a, b), rate: (c * 7) % 100, measuredAt: c, source: 'telemetry' },
  }),
  ([, a, b, c]) => ({
    type: 'LspAutoBandwidthSet',
    data: { lsp: lspOf(a, b), ...(c % 3 === 0 ? {} : { isAdjusted: c % 2 === 0 }) },
  }),
  ([, a, b, c]) => ({
    type: 'LspOutOfProfile',
    data: { lsp: lspOf(a, b), demand: c + 10, attainable: c % 50, sharedWith: [lspOf(b, a)] },
  }),
  ...BOOKING_MAKERS,
  ...REOPTIMIZATION_MAKERS,
  ([, a, b, c]) => ({
    type: 'LspReversionScheduled',
    data: {
      reversion: operationOf(a),
      lsp: lspOf(a, b),
      due: c,
      ...(c % 2 === 0 ? {} : { obstacle: 'no room' }),
      ...(c % 3 === 0 ? { movedTo: pathOf(a) } : {}),
    },
  }),
  ([, a, b]) => ({ type: 'LspPlaced', data: { lsp: lspOf(a, b) } }),
  ([, a, b]) => ({
    type: 'LspReversionSuspended',
    data: { reversion: operationOf(a), lsp: lspOf(a, b), obstacle: 'down' },
  }),
  ([, a, b, c]) => ({
    type: 'LspReversionEnded',
    data: {
      reversion: operationOf(a),
      lsp: lspOf(a, b),
      outcome: pick(['REVERTED', 'CHANGED', 'CANCELLED'] as const, c),
    },
  }),
  ([, a, , c]) => ({
    type: 'SagaTimerFired',
    data: { saga: { kind: 'reversion', id: operationOf(a) }, timer: `restore-${c % 3}`, due: c },
  }),
  ([, a, b]) => ({
    type: 'LinkDampingConfigured',
    data:
      b % 4 === 0
        ? {}
        : { policy: { halfLife: a + 1, suppress: 1 + (b % 2), reuse: 0.5, longest: 9 * a + 1 } },
  }),
  ([, a, b, c]) => ({
    type: 'SagaTimerFired',
    data: {
      saga: { kind: 'damping', id: `link-${a % 5}@${sourceOf(b)}` },
      timer: 'reuse',
      due: c % 2 === 0 ? 0 : Number.MAX_SAFE_INTEGER,
    },
  }),
  ...MAINTENANCE_MAKERS,
];

/** The events as a log would have them. */
export const recordedFrom = (seeds: readonly Seed[], after = 0): RecordedEvent[] =>
  seeds.map((seed, index) => recordedEvent(pick(MAKERS, seed[0])(seed), after + index + 1));

export const recordedEvent = (event: DomainEvent, position: number): RecordedEvent => ({
  ...event,
  id: `event-${position}`,
  position,
  stream: 'any',
  version: position,
  schemaVersion: SCHEMA_VERSIONS[event.type],
  time: 1_700_000_000_000 + position * 10,
});

const number = fc.nat(99);
export const eventSeeds = (maxLength: number): fc.Arbitrary<Seed[]> =>
  fc.array(fc.tuple(fc.nat(MAKERS.length - 1), number, number, number), { maxLength, size: 'max' });

/** How many different kinds the generator knows, for a test to check that none is forgotten. */
export const GENERATED_TYPES: ReadonlySet<string> = new Set(
  MAKERS.flatMap((make) => [make([0, 1, 1, 1]).type, make([0, 0, 0, 0]).type]),
);
