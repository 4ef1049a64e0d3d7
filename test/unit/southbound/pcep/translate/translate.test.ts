// Between the wire and the core: what is said is what was meant, in both directions.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PathAnswer } from '../../../../../src/app/ports/pcc-observer.js';
import type { Hop } from '../../../../../src/domain/values/hop.js';
import { LinkId, NodeId, PccId } from '../../../../../src/domain/values/identifiers.js';
import type { IntendedLsp } from '../../../../../src/events/catalogue/operation.js';
import {
  decodeMessage,
  encodeMessage,
  type Message,
} from '../../../../../src/southbound/pcep/codec/message.js';
import type { PathComputationRequest } from '../../../../../src/southbound/pcep/codec/messages/pcreq.js';
import {
  deleteMessage,
  initiateMessage,
  updateMessage,
} from '../../../../../src/southbound/pcep/translate/instruction.js';
import { replyMessage } from '../../../../../src/southbound/pcep/translate/path-reply.js';
import { observedRequest } from '../../../../../src/southbound/pcep/translate/path-request.js';
import { lspStateOf } from '../../../../../src/southbound/pcep/translate/report.js';
import { eroOfHops, hopsOfEro } from '../../../../../src/southbound/pcep/translate/route.js';
import { cases } from '../../../../support/cases.js';
import { pathComputationRequest, stateReport } from '../../../../support/pcep-messages.js';

/** As it comes out on the other side of the wire. */
function overTheWire<Kind extends Message['kind']>(message: Extract<Message, { readonly kind: Kind }>) {
  const decoded = decodeMessage(encodeMessage(message));
  if (!decoded.ok) throw new Error(decoded.error.what);
  expect(decoded.value.failures).toEqual([]);
  return decoded.value.message as Extract<Message, { readonly kind: Kind }>;
}

const ipv4 = fc.ipV4().filter((text) => !text.startsWith('0.'));
const ipv6 = fc.integer({ min: 1, max: 0xffff }).map((last) => `2001:db8::${last.toString(16)}`);
const loose = fc.constantFrom({}, { loose: true as const });
const label = fc.integer({ min: 16, max: 0xfffff });
const hop: fc.Arbitrary<Hop> = fc.oneof(
  fc
    .tuple(fc.oneof(ipv4, ipv6), loose)
    .map(([address, more]) => ({ kind: 'address', address, ...more }) as const),
  fc.tuple(ipv4, fc.integer({ min: 0, max: 31 }), loose).map(([address, prefixLength, more]) => ({
    kind: 'address' as const,
    address,
    prefixLength,
    ...more,
  })),
  fc.tuple(ipv4, fc.nat(0xffff_ffff), loose).map(([routerId, interfaceId, more]) => ({
    kind: 'unnumbered' as const,
    routerId,
    interfaceId,
    ...more,
  })),
  fc.tuple(fc.nat(0xffff), loose).map(([as, more]) => ({ kind: 'as', as, ...more }) as const),
  fc
    .tuple(
      fc.oneof(
        label.map((value) => ({ label: value })),
        fc.nat(0xffff).map((index) => ({ index })),
      ),
      fc.oneof(
        fc.constant({}),
        fc.oneof(ipv4, ipv6).map((node) => ({ node })),
        fc.tuple(ipv4, ipv4).map(([local, remote]) => ({ local, remote })),
        fc.tuple(ipv6, ipv6).map(([local, remote]) => ({ local, remote })),
      ),
      loose,
    )
    .map(([value, identity, more]) => ({ kind: 'segment', ...value, ...identity, ...more }) as const),
  fc
    .tuple(
      fc.record({ kind: fc.constant('srv6' as const), sid: ipv6 }),
      fc.oneof(
        fc.constant({}),
        fc.integer({ min: 1, max: 0xffff }).map((behavior) => ({ behavior })),
      ),
      fc.oneof(
        fc.constant({}),
        fc.constant({ structure: { block: 32, node: 16, function: 16, argument: 0 } }),
      ),
      fc.oneof(
        fc.constant({}),
        ipv6.map((node) => ({ node })),
        fc.tuple(ipv6, ipv6).map(([local, remote]) => ({ local, remote })),
      ),
      loose,
    )
    .map(([value, behavior, structure, identity, more]) => ({
      ...value,
      ...behavior,
      ...structure,
      ...identity,
      ...more,
    })),
);

test('a route comes back from its ERO as it was', () => {
  fc.assert(
    fc.property(fc.array(hop, { maxLength: 12 }), (route) => {
      expect(hopsOfEro(eroOfHops(route))).toEqual(route);
    }),
    { numRuns: cases(500) },
  );
});

test('recorded labels say nothing in an ERO', () => {
  expect(eroOfHops([{ kind: 'label', label: 17 }])).toEqual([]);
});

const intended: IntendedLsp = {
  setupType: 'RSVP_TE',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  bandwidth: 2_500_000_000,
  setupPriority: 3,
  holdingPriority: 2,
  affinities: { includeAny: [0, 31], includeAll: [5], excludeAny: [7] },
  bounds: [{ metric: 'DELAY', max: 5000 }],
  administrative: true,
  path: {
    path: { nodes: [NodeId('A'), NodeId('D')], links: [LinkId('A-D')], igpMetric: 1, teMetric: 2 },
    route: [{ kind: 'address', address: '10.1.4.2' }],
  },
};

const ATTRIBUTES = {
  ero: { subobjects: [{ kind: 'IPv4', address: '10.1.4.2', prefixLength: 32, loose: false }] },
  lspa: { setupPriority: 3, holdingPriority: 2, includeAny: 0x8000_0001, includeAll: 0x20, excludeAny: 0x80 },
  bandwidth: { bytesPerSecond: 312_500_000 },
  metrics: [{ metricType: 12, bound: true, value: 5000 }],
};

describe('instructions', () => {
  test('PCUpd says everything that is wanted, and keeps the delegation', () => {
    expect(overTheWire(updateMessage(7, 3, intended)).updates).toMatchObject([
      {
        srp: { srpId: 7, remove: false, tlvs: [] },
        lsp: { plspId: 3, delegate: true, administrative: true },
        ...ATTRIBUTES,
      },
    ]);
  });

  test('PCUpd of a segment-routed LSP says so (RFC 8408 4)', () => {
    const route = [{ kind: 'segment', label: 16_004, node: '10.0.0.4' } as const];
    const message = updateMessage(7, 3, {
      ...intended,
      setupType: 'SR_MPLS',
      path: { ...intended.path, route },
    });
    const [update] = overTheWire(message).updates;
    expect(update?.srp.tlvs).toEqual([{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 }]);
    expect(hopsOfEro(update?.ero.subobjects ?? [])).toEqual(route);
  });

  test('PCInitiate names the LSP and its ends, with PLSP-ID 0', () => {
    expect(overTheWire(initiateMessage(8, 'new', intended)).requests).toMatchObject([
      {
        srp: { srpId: 8 },
        lsp: { plspId: 0, create: true, delegate: true, tlvs: [{ kind: 'SYMBOLIC-PATH-NAME', text: 'new' }] },
        endPoints: { source: '10.0.0.1', destination: '10.0.0.4' },
        ...ATTRIBUTES,
      },
    ]);
  });

  test('each names an LSP that has a schedule with it (RFC 8934 5.2)', () => {
    const schedule = { start: 3_600_000, end: 7_200_000, trigger: 'PCC', activated: false } as const;
    const [update] = overTheWire(updateMessage(7, 3, { ...intended, schedule })).updates;
    const [created] = overTheWire(initiateMessage(8, 'new', { ...intended, schedule })).requests;
    const old = { plspId: 3, name: 'old', setupType: 'RSVP_TE', schedule } as const;
    const [deleted] = overTheWire(deleteMessage(9, old)).requests;
    for (const { lsp } of [update!, created!, deleted!]) {
      expect(lsp.tlvs.at(-1)).toMatchObject({ kind: 'SCHED-LSP-ATTRIBUTE', startTime: 3600, duration: 3600 });
    }
  });

  test('a deletion has the R flag in its SRP and no ERO', () => {
    const [request] = overTheWire(
      deleteMessage(9, { plspId: 3, name: 'old', setupType: 'RSVP_TE' }),
    ).requests;
    expect(request).toMatchObject({ srp: { srpId: 9, remove: true }, lsp: { plspId: 3 } });
    expect(request?.ero).toBeUndefined();
  });
});

describe('reports', () => {
  const context = { pcc: PccId('lyon'), pccAddress: '192.0.2.1', name: 'one' };

  test('become what the core knows of an LSP', () => {
    const report = stateReport({
      plspId: 5,
      name: 'one',
      bandwidth: 8e9,
      priority: 3,
      route: ['10.1.4.2'],
      lspId: 2,
    });
    expect(lspStateOf(report, context)).toEqual({
      pcc: 'lyon',
      name: 'one',
      plspId: 5,
      setupType: 'RSVP_TE',
      operationalState: 'UP',
      administrative: true,
      delegated: true,
      createdByPce: false,
      source: '10.0.0.1',
      destination: '10.0.0.4',
      identifiers: {
        sender: '10.0.0.1',
        lspId: 2,
        tunnelId: 5,
        extendedTunnelId: '10.0.0.1',
        endpoint: '10.0.0.4',
      },
      bandwidth: 8e9,
      setupPriority: 3,
      holdingPriority: 3,
      route: [{ kind: 'address', address: '10.1.4.2' }],
    });
  });

  test.each(['DOWN', 'UP', 'ACTIVE', 'GOING_DOWN', 'GOING_UP', 'DOWN', 'DOWN', 'DOWN'] as const)(
    'O field: %s',
    (state) => {
      const operational = ['DOWN', 'UP', 'ACTIVE', 'GOING_DOWN', 'GOING_UP'].indexOf(state);
      expect(lspStateOf(stateReport({ plspId: 1, operational }), context).operationalState).toBe(state);
    },
  );

  test('reserved values of the O field count as down', () => {
    for (const operational of [5, 6, 7]) {
      expect(lspStateOf(stateReport({ plspId: 1, operational }), context).operationalState).toBe('DOWN');
    }
  });

  test('without identifiers the head-end is where the session comes from', () => {
    const state = lspStateOf(stateReport({ plspId: 1, lspId: null, route: ['10.9.9.9'] }), context);
    expect(state).toMatchObject({ source: '192.0.2.1', destination: '10.9.9.9' });
    expect(state).not.toHaveProperty('identifiers');
  });

  test('a bound of -0 is 0: events have no other one', () => {
    const metric = { kind: 'METRIC', metricType: 2, bound: true, computed: false, value: -0 } as const;
    const { bounds } = lspStateOf({ ...stateReport({ plspId: 1 }), metrics: [metric, metric] }, context);
    expect(bounds).toHaveLength(1);
    expect(Object.is(bounds?.[0]?.max, 0)).toBe(true);
  });
});

const asked = (more: Partial<PathComputationRequest> = {}): PathComputationRequest => ({
  ...pathComputationRequest({ requestId: 7, bandwidth: 8e9 }),
  ...more,
});

describe('requests', () => {
  test('become what is to be computed', () => {
    const request = asked({
      lspa: {
        kind: 'LSPA',
        includeAny: 1,
        includeAll: 2,
        excludeAny: 0x8000_0000,
        setupPriority: 4,
        holdingPriority: 3,
        localProtectionDesired: false,
        tlvs: [],
      },
      metrics: [
        { kind: 'METRIC', metricType: 12, bound: true, computed: false, value: 900 },
        { kind: 'METRIC', metricType: 1, bound: false, computed: true, value: 0 },
      ],
      iro: {
        kind: 'IRO',
        subobjects: [{ kind: 'IPv4', address: '10.0.0.2', prefixLength: 32, loose: false }],
      },
    });
    const observed = observedRequest(request, { maximumSidDepth: 8 });
    expect(observed).toMatchObject({
      ok: true,
      value: {
        requestId: 7,
        holdingPriority: 3,
        setupType: 'RSVP_TE',
        maximumSidDepth: 8,
        request: {
          source: '10.0.0.1',
          destination: '10.0.0.4',
          bandwidth: 8e9,
          setupPriority: 4,
          metric: 'IGP',
          bounds: [{ metric: 'DELAY', max: 900 }],
          includeAny: [0],
          includeAll: [1],
          excludeAny: [31],
          include: ['strict 10.0.0.2'],
        },
      },
    });
  });

  const { rp } = asked();
  const metric = { kind: 'METRIC', metricType: 99, bound: true, computed: false, value: 1 } as const;
  test.each<[string, Partial<PathComputationRequest>, string]>([
    ['bidirectional', { rp: { ...rp, bidirectional: true } }, '4/4'],
    [
      'an objective function that must be processed',
      { of: { kind: 'OF', p: true, code: 6, tlvs: [] } },
      '4/4',
    ],
    ['a metric that must be processed', { metrics: [{ ...metric, p: true }] }, '4/4'],
    ['SRv6', { rp: { ...rp, tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 3 }] } }, '21/1'],
    [
      'a prefix to keep off',
      {
        xro: {
          kind: 'XRO',
          failed: false,
          subobjects: [{ kind: 'IPv4', soft: false, address: '10.0.0.0', prefixLength: 8, attribute: 1 }],
        },
      },
      '4/4',
    ],
  ])('%s is refused, not left out', (_name, more, error) => {
    const refused = observedRequest(asked(more), undefined);
    expect(refused.ok ? 'accepted' : `${refused.error.errorType}/${refused.error.errorValue}`).toBe(error);
  });

  test('what need not be processed is ignored', () => {
    expect(
      observedRequest(asked({ metrics: [metric], of: { kind: 'OF', code: 6, tlvs: [] } }), undefined).ok,
    ).toBe(true);
  });
});

describe('replies', () => {
  const reply = (answer: PathAnswer, more: Partial<PathComputationRequest> = {}) => {
    const request = asked(more);
    const observed = observedRequest(request, undefined);
    if (!observed.ok) throw new Error(observed.error.detail);
    const [one] = overTheWire(replyMessage([{ asked: request, observed: observed.value, answer }])).replies;
    if (one === undefined) throw new Error('no reply');
    return one;
  };

  test('carry the route, the bandwidth and the metrics that were asked for', () => {
    const metrics = [{ kind: 'METRIC', metricType: 1, bound: false, computed: true, value: 0 } as const];
    expect(reply({ kind: 'path', path: intended.path }, { metrics })).toMatchObject({
      rp: { requestId: 7 },
      paths: [
        {
          ero: ATTRIBUTES.ero,
          bandwidth: { bytesPerSecond: 1e9 },
          metrics: [{ metricType: 1, computed: true, bound: false, value: 1 }],
        },
      ],
    });
  });

  test('without a path name the constraint, and the value that would do', () => {
    const relaxations = [
      { constraint: 'bandwidth', from: '8000000000', to: '4000000000', path: intended.path.path },
    ];
    const one = reply({ kind: 'no-path', noPath: { reasons: ['BANDWIDTH'], relaxations } });
    expect(one).toMatchObject({
      noPath: { unsatisfiedConstraints: true, tlvs: [{ kind: 'NO-PATH-VECTOR', flags: 0x4000 }] },
      bandwidth: { bytesPerSecond: 5e8 },
      paths: [],
    });
  });

  test('without a path because of what is excluded list that, but not what was only to be avoided', () => {
    const hard = { kind: 'IPv4', soft: false, address: '10.0.0.2', prefixLength: 32, attribute: 1 } as const;
    const soft = { ...hard, soft: true, address: '10.0.0.3' };
    const xro = { kind: 'XRO', failed: false, subobjects: [soft, hard] } as const;
    const noPath = { reasons: ['EXCLUSION' as const], relaxations: [] };
    const one = reply({ kind: 'no-path', noPath }, { xro });
    expect(one).toMatchObject({
      noPath: { unsatisfiedConstraints: true, tlvs: [] },
      others: [{ kind: 'XRO', subobjects: [hard] }],
    });
    const other = reply({ kind: 'no-path', noPath: { ...noPath, reasons: ['BANDWIDTH'] } }, { xro });
    expect(other.others).toEqual([]);
  });

  test.each([
    ['UNKNOWN_DESTINATION', 2],
    ['UNKNOWN_SOURCE', 4],
  ] as const)('%s sets its bit in the NO-PATH-VECTOR', (reason, flags) => {
    const { noPath } = reply({ kind: 'no-path', noPath: { reasons: [reason], relaxations: [] } });
    expect(noPath).toMatchObject({
      unsatisfiedConstraints: false,
      tlvs: [{ kind: 'NO-PATH-VECTOR', flags }],
    });
  });
});
