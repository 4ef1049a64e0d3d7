// Room that is there in pieces: LSPs of the same priority are moved so that another one fits (RFC 8051 3.7).
import { afterEach, describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { auditOf, notReproduced } from '../../support/audits.js';
import { lspState, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';

const A = PccId('10.0.0.1');
const MINUTE = 60_000;

/** A bundle of links from A to B. */
const bundle = (...capacities: readonly number[]): string =>
  [
    'cairn: topology/1',
    'name: bundle',
    'nodes:',
    '  - { id: A, routerId: 10.0.0.1 }',
    '  - { id: B, routerId: 10.0.0.2 }',
    'links:',
    ...capacities.map(
      (capacity, at) =>
        `  - { id: m${at}, from: A, to: B, fromAddress: 10.1.${at}.1, toAddress: 10.1.${at}.2, teMetric: 1, capacity: ${capacity}e9 }`,
    ),
  ].join('\n');

let cairn: TestPce;
let pccs: PlayedPccs;

afterEach(() => cairn.stop());

const on = (member: number, name: string, gigabits: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name,
    source: '10.0.0.1',
    destination: '10.0.0.2',
    bandwidth: gigabits * 1e9,
    route: [{ kind: 'address', address: `10.1.${member}.2` }],
    ...more,
  });

async function networkWith(
  capacities: readonly number[],
  lsps: readonly LspState[],
  { fault, makeRoom = false }: { fault?: Fault; makeRoom?: boolean } = {},
): Promise<void> {
  cairn = await TestPce.start({ reoptimization: { makeRoom } });
  await cairn.topology(bundle(...capacities));
  pccs = new PlayedPccs([A]);
  for (const [at, lsp] of lsps.entries()) pccs.lsps.set(`${A}/${lsp.name}`, { ...lsp, plspId: at + 1 });
  await pccs.connectTo(cairn);
  pccs.fault = (sent) => (sent.kind === 'update' ? fault : undefined);
}

async function create(gigabits: number, makeRoom?: boolean, setupPriority = 7) {
  const created = await cairn.pce.lsps.create({
    pcc: A,
    name: 'large',
    request: pathRequest({ source: 'A', destination: 'B', bandwidth: gigabits * 1e9, setupPriority }),
    setupType: 'RSVP_TE',
    holdingPriority: setupPriority,
    ...(makeRoom === undefined ? {} : { makeRoom }),
  });
  if (!created.ok) throw new Error(created.error.message);
  await cairn.settled();
  return cairn.pce.live.state.operations.get(created.value.id);
}

const asked = (): readonly string[] =>
  pccs.asked.flatMap((sent) => {
    if (sent.kind === 'delete') return [];
    const known = [...pccs.lsps.values()].find((lsp) => sent.kind === 'update' && lsp.plspId === sent.plspId);
    return [`${sent.kind === 'initiate' ? sent.name : known?.name} ${sent.intended.path.path.links.join()}`];
  });

const THREE = [on(0, 'one', 3), on(0, 'two', 3), on(1, 'three', 3)];

describe('createLsp', () => {
  test('moves the one LSP whose leaving joins the pieces, and then sets the new one up', async () => {
    await networkWith([10, 10], THREE);
    expect((await create(8, true))?.state).toBe('SUCCEEDED');
    expect(asked()).toEqual(['three m0', 'large m1']);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  test('moves nobody unless that is wanted', async () => {
    await networkWith([10, 10], THREE);
    expect((await create(8))?.error?.code).toBe('NO_PATH');
    expect(asked()).toEqual([]);
  });

  test('the configuration may want it, and the command not', async () => {
    await networkWith([10, 10], THREE, { makeRoom: true });
    expect((await create(8, false))?.error?.code).toBe('NO_PATH');
    expect((await create(8))?.state).toBe('SUCCEEDED');
  });

  test('moves nobody where the pieces are not enough', async () => {
    await networkWith([10, 10], [...THREE, on(1, 'four', 3)], { makeRoom: true });
    expect((await create(8))?.error?.code).toBe('NO_PATH');
    expect(asked()).toEqual([]);
  });

  test('moves nobody who is more important, or not delegated', async () => {
    const held = [
      on(0, 'one', 5, { holdingPriority: 0, setupPriority: 0 }),
      on(1, 'two', 5, { delegated: false }),
    ];
    await networkWith([10, 10], held, { makeRoom: true });
    expect((await create(8))?.error?.code).toBe('NO_PATH');
    expect(asked()).toEqual([]);
  });

  test('one that makes room for another who makes room goes first', async () => {
    // 6 fit on m0 when `big` has left for m1, which has room when `small` has left for m2.
    await networkWith([7, 5, 2], [on(0, 'big', 4), on(1, 'small', 2)]);
    expect((await create(6, true))?.state).toBe('SUCCEEDED');
    expect(asked()).toEqual(['small m2', 'big m1', 'large m0']);
  });

  test('is not sent when who was to make room is refused', async () => {
    await networkWith([10, 10], THREE, { fault: 'refuse' });
    expect((await create(8, true))?.error?.code).toBe('ROOM_NOT_MADE');
    expect(asked().filter((what) => what.startsWith('large'))).toEqual([]);
  });

  test('nor when he does not answer in time', async () => {
    await networkWith([10, 10], THREE, { fault: 'silent' });
    const pending = await create(8, true);
    expect(pending?.state).toBe('PENDING');
    cairn.clock.advance(30_000);
    await cairn.settled();
    expect(cairn.pce.live.state.operations.get(pending!.id)?.error?.code).toBe('ROOM_NOT_MADE');
    expect(asked()).toEqual(['three m0']);
  });
});

describe('updateLsp', () => {
  test('more bandwidth than there is in one piece', async () => {
    await networkWith([10, 10], [on(0, 'grows', 4), on(0, 'beside', 4), on(1, 'other', 5)], {
      makeRoom: true,
    });
    const updated = await cairn.pce.lsps.update({ id: LspId(A, 'grows'), bandwidth: 9e9 });
    expect(updated.ok).toBe(true);
    await cairn.settled();
    expect(asked()).toEqual(['beside m1', 'grows m0']);
  });
});

describe('an LSP that is delegated without a path', () => {
  const waiting = on(0, 'waiting', 8, { route: [], operationalState: 'DOWN' });

  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 1_000) {
      cairn.clock.advance(1_000);
      await cairn.settled();
    }
  }

  test('gets one when others have moved together', async () => {
    await networkWith([10, 10], [...THREE, waiting], { makeRoom: true });
    await pass(MINUTE);
    expect(asked()).toEqual(['three m0', 'waiting m1']);
    const [made] = cairn.pce.live.state.reoptimizations.all();
    expect(made).toMatchObject({ order: { trigger: 'unplaced' }, outcome: 'SUCCEEDED' });
  });

  test('for which nothing helps is tried for once', async () => {
    await networkWith([10, 10], [...THREE, on(1, 'four', 3), waiting], { makeRoom: true });
    await pass(5 * MINUTE);
    expect([...cairn.pce.live.state.reoptimizations.all()]).toHaveLength(1);
    expect(asked()).toEqual([]);
  });
});
