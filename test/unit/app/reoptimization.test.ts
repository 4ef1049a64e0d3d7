import { describe, expect, test } from '@jest/globals';
import type { LinearEffort, LinearOutcome, LinearSolver } from '../../../src/app/ports/linear-solver.js';
import type { Planner } from '../../../src/app/ports/planner.js';
import { inlinePlanner } from '../../../src/app/reoptimization/inline-planner.js';
import type { Reoptimize } from '../../../src/app/reoptimization/reoptimizations.js';
import { LinkId, type OperationId, PccId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { Reoptimization } from '../../../src/domain/values/reoptimization.js';
import { lspState, TestPce, type TestPceOptions } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = '10.0.0.1';

const order: Reoptimize = {
  goal: 'MIN_TOTAL_METRIC',
  scope: 'INCREMENTAL',
  trigger: 'operator',
  dryRun: false,
  allowRelease: false,
  onFailure: 'ROLL_BACK',
};

async function network(options: TestPceOptions = {}) {
  const cairn = await TestPce.start(options);
  await cairn.topology(REFERENCE_NETWORK);
  const pccs = new PlayedPccs([A]);
  await pccs.connectTo(cairn);
  return { cairn, pccs };
}

async function create(cairn: TestPce, name: string, bandwidth: number): Promise<void> {
  const created = await cairn.pce.lsps.create({
    pcc: A,
    name,
    request: pathRequest({ source: 'A', destination: 'D', bandwidth }),
    setupType: 'RSVP_TE',
    holdingPriority: 7,
  });
  if (!created.ok || created.value.state === 'FAILED') throw new Error(`${name} was not created`);
  await cairn.settled();
}

/** `first` on the short way, `second` on the long one, and then `first` is gone. */
async function aLongWayRound() {
  const { cairn, pccs } = await network();
  await create(cairn, 'first', 8e9);
  await create(cairn, 'second', 8e9);
  expect(linksOf(cairn, 'second')).toEqual(['A-C', 'C-D']);
  pccs.lose(cairn, 'first');
  await cairn.settled();
  return { cairn, pccs };
}

const linksOf = (cairn: TestPce, name: string) => {
  const { lspDb } = cairn.pce.live.state;
  const entry = [...lspDb.entries()].find(({ current }) => current.name === name);
  const resolved = cairn.pce.live.computer.resolve('A', entry?.current.route ?? []);
  return resolved.ok ? resolved.value.links : undefined;
};

async function reoptimize(cairn: TestPce, wanted: Partial<Reoptimize> = {}): Promise<Reoptimization> {
  const started = await cairn.pce.reoptimizations.start({ ...order, ...wanted });
  if (!started.ok) throw new Error(started.error.message);
  await cairn.settled();
  return now(cairn, started.value.id);
}

function now(cairn: TestPce, id: OperationId): Reoptimization {
  const known = cairn.pce.live.state.reoptimizations.get(id);
  if (known === undefined) throw new Error(`there is no ${id}`);
  return known;
}

test('an LSP gets the short way that another one gave back', async () => {
  const { cairn, pccs } = await aLongWayRound();
  const done = await reoptimize(cairn);
  expect(done).toMatchObject({ phase: 'ENDED', outcome: 'SUCCEEDED', steps: [{ state: 'DONE' }] });
  expect(done.plan?.before.totalMetric).toBe(40);
  expect(done.plan?.after.totalMetric).toBe(20);
  expect(linksOf(cairn, 'second')).toEqual(['A-B', 'B-D']);
  expect(pccs.asked.at(-1)).toMatchObject({ kind: 'update' });
  await cairn.stop();
});

test('an LSP that is down has no bandwidth on the way that it had', async () => {
  const { cairn, pccs } = await network();
  // Two links from B to D: the shorter one has more than the others.
  const short = REFERENCE_NETWORK.split('\n').find((line) => line.includes('from: B, to: D')) ?? '';
  const long = short
    .replaceAll('10.2.4.', '10.9.4.')
    .replace('teMetric: 10', 'teMetric: 30')
    .replace(/, adjacencySid.* \}/, ' }');
  const wide = short.replace('capacity: 10e9', 'capacity: 20e9');
  await cairn.topology(REFERENCE_NETWORK.replace(short, `${wide}\n${long}`), true);
  await create(cairn, 'first', 5e9);
  expect(linksOf(cairn, 'first')).toEqual(['A-B', 'B-D']);
  pccs.configure(
    cairn,
    lspState({
      pcc: PccId(A),
      name: 'second',
      source: A,
      destination: '10.0.0.4',
      bandwidth: 8e9,
      operationalState: 'DOWN',
      route: [
        { kind: 'address', address: '10.1.2.2' },
        { kind: 'address', address: '10.9.4.2' },
      ],
    }),
  );
  await cairn.settled();
  await reoptimize(cairn);
  const { computer } = cairn.pce.live;
  expect(computer.available(LinkId('A-B'), 7)).toBe(5e9);
  await cairn.stop();
});

test('a dry run says what would be done, and does nothing', async () => {
  const { cairn, pccs } = await aLongWayRound();
  const asked = pccs.asked.length;
  const planned = await reoptimize(cairn, { dryRun: true });
  expect(planned).toMatchObject({ outcome: 'SUCCEEDED', steps: [{ action: 'MOVE', state: 'WAITING' }] });
  expect(pccs.asked).toHaveLength(asked);
  await cairn.stop();
});

test('nothing to be gained is a success without steps', async () => {
  const { cairn } = await network();
  await create(cairn, 'only', 1e9);
  expect(await reoptimize(cairn)).toMatchObject({ outcome: 'SUCCEEDED', steps: [] });
  await cairn.stop();
});

test('only one at a time', async () => {
  const { cairn, pccs } = await aLongWayRound();
  pccs.fault = () => 'silent';
  const first = await reoptimize(cairn);
  expect(first.phase).toBe('RUNNING');
  const second = await cairn.pce.reoptimizations.start(order);
  expect(second).toMatchObject({ ok: false, error: { code: 'UNDER_WAY' } });
  await cairn.stop();
});

test('only one at a time, also of two that are asked for at once', async () => {
  const { cairn } = await aLongWayRound();
  const both = await Promise.all([
    cairn.pce.reoptimizations.start(order),
    cairn.pce.reoptimizations.start(order),
  ]);
  expect(both.map(({ ok }) => ok)).toEqual([true, false]);
  await cairn.stop();
});

test('a plan of hundreds of moves is carried out to the end', async () => {
  const { cairn, pccs } = await network();
  await cairn.disconnect(PccId(A));
  for (let number = 1; number <= 600; number++) {
    const lsp = {
      ...lspState({ pcc: PccId(A), name: `lsp-${number}`, source: 'A', destination: 'D' }),
      plspId: number,
      bandwidth: 1e6,
      route: ROUTE_A_C_D,
    };
    pccs.lsps.set(`${A}/${lsp.name}`, lsp);
  }
  await pccs.connectTo(cairn);
  const done = await reoptimize(cairn);
  expect(done).toMatchObject({ phase: 'ENDED', outcome: 'SUCCEEDED' });
  expect(done.steps).toHaveLength(600);
  expect(cairn.telemetry.entries.filter(({ event }) => event === 'request-failed')).toEqual([]);
  await cairn.stop();
});

test('what is best but can not be reached without a release gives way to what can', async () => {
  const { cairn } = await network();
  for (const [name, bandwidth] of [
    ['large', 8e9],
    ['small', 1e9],
    ['other', 5e9],
  ] as const)
    await create(cairn, name, bandwidth);
  const done = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION', scope: 'GLOBAL' });
  expect(done.plan?.before.utilization).toBeCloseTo(0.9);
  expect(done.plan?.after.utilization).toBeCloseTo(0.8);
  await cairn.stop();
});

test('what is removed while it is planned for is left out, and the rest is done', async () => {
  let meanwhile: (() => Promise<void>) | undefined;
  const planner: Planner = {
    reoptimize: async (...asked) => {
      const planned = await inlinePlanner.reoptimize(...asked);
      await meanwhile?.();
      meanwhile = undefined;
      return planned;
    },
  };
  const { cairn, pccs } = await network({ planner });
  for (const [name, bandwidth] of [
    ['occupant', 8e9],
    ['second', 4e9],
    ['third', 4e9],
  ] as const)
    await create(cairn, name, bandwidth);
  pccs.lose(cairn, 'occupant');
  await cairn.settled();
  meanwhile = async () => {
    pccs.lose(cairn, 'second');
    await cairn.settled();
  };
  const { id } = await reoptimize(cairn);
  await cairn.settled();
  const done = now(cairn, id);
  expect(done).toMatchObject({ outcome: 'SUCCEEDED', steps: [{ lsp: `${A}/third`, state: 'DONE' }] });
  expect(done.plan?.notDone).toEqual([]);
  await cairn.stop();
});

describe('how good a plan is', () => {
  const solving = (outcome: LinearOutcome) => {
    const asked: LinearEffort[] = [];
    const linearSolver: LinearSolver = {
      mostColumns: 1_000,
      solve: (_model, effort) => {
        asked.push(effort);
        return Promise.resolve(outcome);
      },
    };
    return { asked, linearSolver };
  };

  async function planned(wanted: Partial<Reoptimize>, linearSolver?: LinearSolver) {
    const { cairn } = await network(linearSolver === undefined ? {} : { linearSolver });
    for (const name of ['one', 'two', 'three']) await create(cairn, name, 3e9);
    const { plan } = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION', ...wanted });
    await cairn.stop();
    return plan;
  }

  test('is stated by the linear program where that is solved', async () => {
    const { asked, linearSolver } = solving({ kind: 'solved', figure: 0.5 });
    const plan = await planned({ dryRun: true }, linearSolver);
    expect(plan?.bound).toEqual({ value: expect.closeTo(0.5, 5), by: 'LINEAR_PROGRAM' });
    expect(plan?.gap).toBeCloseTo(0.2, 4);
    await planned({}, linearSolver);
    // One that is carried out does not wait as long.
    expect(asked.map(({ timeLimit }) => timeLimit)).toEqual([20_000, 2_000]);
  });

  test('is stated by what is simpler where it is not, and without a solver', async () => {
    const { linearSolver } = solving({ kind: 'unsolved', reason: 'TIME_LIMIT', detail: '' });
    for (const plan of [await planned({}, linearSolver), await planned({})]) {
      expect(plan?.bound?.by).toMatch(/COMBINATORIAL|SEARCH/);
      expect(plan?.bound?.value).toBeGreaterThan(0.4);
      expect(plan?.gap).toBeGreaterThanOrEqual(0);
    }
  });

  test('does not keep waiting what has to be quick', async () => {
    const { asked, linearSolver } = solving({ kind: 'solved', figure: 0.5 });
    await planned({ trigger: 'utilization' }, linearSolver);
    expect(asked).toEqual([]);
  });

  test('is not stated of a plan that can not be made, which ends without one', async () => {
    const linearSolver = { mostColumns: 1_000, solve: () => Promise.reject(new Error('broken')) };
    const { cairn } = await network({ linearSolver });
    await create(cairn, 'only', 1e9);
    const failed = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION' });
    expect(failed).toMatchObject({ phase: 'ENDED', outcome: 'FAILED', failure: { code: 'NOT_PLANNED' } });
    expect((await cairn.pce.reoptimizations.start(order)).ok).toBe(true);
    await cairn.stop();
  });
});

describe('a level network', () => {
  /** Two LSPs share the short way while nothing is on the long one, and one is where it can't stay. */
  async function unlevel() {
    const { cairn, pccs } = await network();
    for (const name of ['one', 'two', 'three']) await create(cairn, name, 3e9);
    return { cairn, pccs };
  }

  test('moves away from the link that is used most, no more than the budget', async () => {
    const { cairn } = await unlevel();
    const done = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION', maxMoves: 1 });
    expect(done.plan?.before.utilization).toBeCloseTo(0.9);
    expect(done.plan?.after.utilization).toBeCloseTo(0.6);
    expect(done.steps).toHaveLength(1);
    expect(done.outcome).toBe('SUCCEEDED');
    await cairn.stop();
  });

  test('does not move for less than a move is worth', async () => {
    const { cairn } = await unlevel();
    const done = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION', minGain: 0.5 });
    expect(done).toMatchObject({ outcome: 'SUCCEEDED', steps: [] });
    await cairn.stop();
  });

  test('a step that is refused: those that were done go back', async () => {
    const { cairn, pccs } = await network();
    for (const name of ['a', 'b', 'c', 'd']) await create(cairn, name, 2.5e9);
    const before = ['a', 'b', 'c', 'd'].map((name) => linksOf(cairn, name));
    const asked = pccs.asked.length;
    pccs.fault = (sent) => (sent === pccs.asked[asked + 1] ? 'refuse' : undefined);
    const failed = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION' });
    expect(failed).toMatchObject({ phase: 'ENDED', outcome: 'FAILED', failure: { code: 'PCEP_ERROR' } });
    expect(failed.steps.map(({ state }) => state).sort()).toEqual(['FAILED', 'UNDONE']);
    expect(['a', 'b', 'c', 'd'].map((name) => linksOf(cairn, name))).toEqual(before);
    await cairn.stop();
  });

  test('a step that is refused: a new plan from where things are', async () => {
    const { cairn, pccs } = await network();
    for (const name of ['a', 'b', 'c', 'd']) await create(cairn, name, 2.5e9);
    const asked = pccs.asked.length;
    pccs.fault = (sent) => (sent === pccs.asked[asked + 1] ? 'refuse' : undefined);
    const done = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION', onFailure: 'REPLAN' });
    expect(done).toMatchObject({ outcome: 'SUCCEEDED', round: 2 });
    expect(done.plan?.after.utilization).toBeCloseTo(0.5);
    await cairn.stop();
  });

  test('cancelled: what is under way comes to an end, and nothing is left half done', async () => {
    const { cairn, pccs } = await unlevel();
    pccs.fault = () => 'silent';
    const { id } = await reoptimize(cairn, { goal: 'MIN_MAX_UTILIZATION', onFailure: 'STOP' });
    await cairn.pce.reoptimizations.cancel(id);
    await cairn.settled();
    expect(now(cairn, id).phase).toBe('STOPPING');
    cairn.clock.advance(30_000);
    await cairn.settled();
    expect(now(cairn, id)).toMatchObject({ phase: 'ENDED', outcome: 'CANCELLED' });
    await cairn.stop();
  });
});

describe('a member of a disjoint group', () => {
  const group = { id: 1, source: '192.0.2.1' };
  const wantedBy = (pccs: PlayedPccs, cairn: TestPce, name: string, bandwidth: number, more: object) =>
    cairn.pce.lsps
      .create({
        pcc: A,
        name,
        request: pathRequest({ source: 'A', destination: 'D', bandwidth }),
        setupType: 'RSVP_TE',
        holdingPriority: 7,
        ...more,
      })
      .then(() => cairn.settled())
      .then(() => expect(pccs.lsp(name)).toBeDefined());
  const disjoint = {
    disjoint: { constraint: { level: 'link', strict: true }, shortestFirst: false, from: [], group },
  };

  /** X on the short way; Y on the dear one from A to D, until what filled the way over C is gone. */
  const apart = async (options: TestPceOptions = {}) => {
    const { cairn, pccs } = await network(options);
    await wantedBy(pccs, cairn, 'X', 1e9, disjoint);
    await wantedBy(pccs, cairn, 'filler', 9.5e9, {});
    await wantedBy(pccs, cairn, 'Y', 1e9, disjoint);
    expect(linksOf(cairn, 'Y')).toEqual(['A-D']);
    pccs.lose(cairn, 'filler');
    await cairn.settled();
    return { cairn, pccs };
  };

  test('gets a better way that keeps away from the others', async () => {
    const { cairn } = await apart();
    await reoptimize(cairn);
    expect([linksOf(cairn, 'X'), linksOf(cairn, 'Y')]).toEqual([
      ['A-B', 'B-D'],
      ['A-C', 'C-D'],
    ]);
    await cairn.stop();
  });

  test('stays when another has come there since it was planned', async () => {
    let planned = (): void => undefined;
    const planner: Planner = {
      ...inlinePlanner,
      reoptimize: async (...asked) => {
        const computed = await inlinePlanner.reoptimize(...asked);
        planned();
        return computed;
      },
    };
    const { cairn, pccs } = await apart({ planner });
    planned = () => pccs.change(cairn, { ...pccs.lsp('X')!, route: ROUTE_A_C_D });
    const done = await reoptimize(cairn, { onFailure: 'STOP' });
    expect(done).toMatchObject({ outcome: 'FAILED', failure: { code: 'NETWORK_CHANGED' } });
    expect(linksOf(cairn, 'Y')).toEqual(['A-D']);
    await cairn.stop();
  });
});
