// LSPs whose head-end keeps a schedule (RFC 8934), as the rest of the PCE sees them.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { outcomeOf, type Wanted } from '../../../src/domain/lsp/operation-outcome.js';
import { LinkId, LspId, NodeId, OperationId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import type { LspSchedule } from '../../../src/domain/values/lsp-schedule.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { IntendedLsp } from '../../../src/events/catalogue/operation.js';
import { operationStream } from '../../../src/events/catalogue/streams.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const HOUR = 3_600_000;
const planned: LspSchedule = {
  start: Date.UTC(2026, 2, 2),
  end: Date.UTC(2026, 2, 2) + HOUR,
  trigger: 'PCC',
  activated: false,
};
const active: LspSchedule = { ...planned, activated: true };
const state = (more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name: 'one',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 4e9,
    route: ROUTE_A_B_D,
    createdByPce: true,
    ...more,
  });

const PATH_A_B_D = {
  nodes: ['A', 'B', 'D'].map((node) => NodeId(node)),
  links: [LinkId('A-B'), LinkId('B-D')],
  igpMetric: 2,
  teMetric: 20,
};
const intended = (schedule: LspSchedule): IntendedLsp => ({
  setupType: 'RSVP_TE',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  bandwidth: 4e9,
  setupPriority: 7,
  holdingPriority: 7,
  administrative: true,
  schedule,
  path: { path: PATH_A_B_D, route: ROUTE_A_B_D },
});

describe('in a running PCE', () => {
  let cairn: TestPce;
  beforeEach(async () => {
    cairn = await TestPce.start();
    await cairn.topology(REFERENCE_NETWORK);
  });
  afterEach(() => cairn.stop());

  const breakLink = async (): Promise<void> => {
    const broken = REFERENCE_NETWORK.split('\n').map((line) =>
      line.includes('from: A, to: B,') ? line.replace(' }', ', operational: false }') : line,
    );
    await cairn.topology(broken.join('\n'), true);
    await cairn.settled();
  };

  test('the schedule is known of the LSP, and of none that is reported without', async () => {
    await cairn.connect(A, [state({ schedule: planned }), state({ name: 'two' })]);
    const schedules = ['one', 'two'].map(
      (name) => cairn.pce.live.state.lspDb.byName(A, name)?.current.schedule,
    );
    expect(schedules).toEqual([planned, undefined]);
  });

  test('a failure moves the LSP while it is active, and every PCUpd has its schedule', async () => {
    await cairn.connect(A, [state({ schedule: active })]);
    await breakLink();
    expect(cairn.gateway.sent).toMatchObject([{ kind: 'update', intended: { schedule: active } }]);
  });

  test('a failure before its time does not', async () => {
    await cairn.connect(A, [state({ schedule: planned, operationalState: 'DOWN' })]);
    await breakLink();
    expect(cairn.gateway.sent).toEqual([]);
  });

  test.each([
    ['before its time nothing', planned, 'ABD'],
    ['in its time what it will take', active, 'ACD'],
  ] as const)('an operation under way claims %s', async (_what, schedule, nodes) => {
    const requested = {
      operation: OperationId('op'),
      lsp: LspId(A, 'new'),
      pcc: A,
      name: 'new',
      deadline: cairn.clock.now() + HOUR,
      reason: 'operator',
      intended: { ...intended(schedule), path: { path: PATH_A_B_D, route: ROUTE_A_B_D } },
    } as const;
    const event = { type: 'LspInitiationRequested', data: requested } as const;
    await cairn.store.append(operationStream(requested.operation), 'any', [event]);
    await cairn.settled();
    const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 8e9 });
    const found = cairn.pce.live.computer.compute({ request, signalling: { setupType: 'RSVP_TE' } });
    expect(found.kind === 'path' ? found.path.path.nodes.join('') : found.noPath.reasons).toBe(nodes);
  });

  test('it is given no path of the present where it has none yet', async () => {
    await cairn.connect(A, [state({ schedule: planned, operationalState: 'DOWN', route: [] })]);
    expect(cairn.gateway.sent).toEqual([]);
  });
});

describe('an operation that gives an LSP a schedule', () => {
  const rounded: LspSchedule = { ...planned, start: planned.start + 400, end: planned.end - 400 };
  const later: LspSchedule = { ...planned, end: planned.end + HOUR };

  test.each<[string, LspSchedule, Partial<LspState>, string]>([
    ['waits with it', planned, { operationalState: 'DOWN', schedule: planned }, 'succeeded'],
    ['is up for it already', planned, { operationalState: 'UP', schedule: active }, 'succeeded'],
    ['has it in whole seconds', rounded, { operationalState: 'DOWN', schedule: planned }, 'succeeded'],
    ['has another one', later, { operationalState: 'DOWN', schedule: planned }, 'open'],
    ['has none', planned, { operationalState: 'UP' }, 'open'],
    ['has another route', planned, { schedule: planned, route: ROUTE_A_C_D }, 'open'],
    ['is not up yet, but should be', active, { operationalState: 'DOWN', schedule: planned }, 'open'],
    ['is up as it should be', active, { operationalState: 'UP', schedule: active }, 'succeeded'],
    ['does not accept it', planned, { operationalState: 'DOWN', errorCode: 4 }, 'failed'],
  ])('when the LSP %s', (_what, schedule, reported, outcome) => {
    const wanted: Wanted = { kind: 'create-lsp', intended: intended(schedule) };
    expect(outcomeOf(wanted, { state: state(reported), answers: true }).kind).toBe(outcome);
  });
});
