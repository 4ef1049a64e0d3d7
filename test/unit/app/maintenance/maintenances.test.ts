import { expect, test } from '@jest/globals';
import { LinkId, LspId, MaintenanceId, PccId } from '../../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../../src/domain/values/path-request.js';
import {
  entryOf,
  isOverB,
  lspOver,
  MINUTE,
  pass,
  plan,
  SECOND,
  workOnLink,
} from '../../../support/maintained-network.js';
import { TestPce, type TestPceOptions } from '../../../support/pce.js';
import { PlayedPccs } from '../../../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

async function network(lsps: readonly LspState[], options: TestPceOptions = {}) {
  const cairn = await TestPce.start(options);
  await cairn.topology(REFERENCE_NETWORK);
  const pccs = new PlayedPccs(['10.0.0.1', '10.0.0.2']);
  for (const lsp of lsps) pccs.lsps.set(`${lsp.pcc}/${lsp.name}`, lsp);
  await pccs.connectTo(cairn);
  return { cairn, pccs, now: cairn.clock.now() };
}

test('what is over a link is away before the work, kept away, and back afterwards', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 4e9, 1), lspOver('other', 'C', 1e9, 2)]);
  const { id, state, impact } = await plan(cairn, workOnLink(now + 5 * MINUTE, now + 10 * MINUTE));
  expect(state).toBe('PLANNED');
  expect(impact).toMatchObject({
    moves: [{ lsp: '10.0.0.1/gold', from: ['A-B', 'B-D'], to: ['A-C', 'C-D'] }],
    staying: [],
    utilization: { before: 0.4, after: 0.5 },
  });
  await pass(cairn, 4 * MINUTE - SECOND);
  expect(isOverB(pccs.lsp('gold'))).toBe(true);
  await pass(cairn, 2 * SECOND);
  expect(entryOf(cairn, id).state).toBe('DRAINING');
  expect(isOverB(pccs.lsp('gold'))).toBe(false);
  await pass(cairn, MINUTE);
  expect(entryOf(cairn, id)).toMatchObject({ state: 'IN_PROGRESS', staying: [] });
  expect(pccs.asked).toHaveLength(1);
  await pass(cairn, 5 * MINUTE);
  expect(entryOf(cairn, id)).toMatchObject({ state: 'DONE', outcome: 'DONE' });
  expect(isOverB(pccs.lsp('gold'))).toBe(true);
  expect(isOverB(pccs.lsp('other'))).toBe(false);
  expect(pccs.asked).toHaveLength(2);
  await cairn.stop();
});

test('while it is drained and worked on no new path is led over the link', async () => {
  const { cairn, now } = await network([]);
  const { id } = await plan(cairn, workOnLink(now + 2 * MINUTE, now + 4 * MINUTE));
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 0 });
  const links = () => {
    const found = cairn.pce.live.computer.findPath({ request, signalling: { setupType: 'RSVP_TE' } });
    return found?.path.links;
  };
  const pinned = () => cairn.pce.live.computer.pin('A', ['B'], { setupType: 'RSVP_TE' }).ok;
  expect(links()).toEqual(['A-B', 'B-D']);
  await pass(cairn, MINUTE + SECOND);
  expect(links()).toEqual(['A-C', 'C-D']);
  expect(pinned()).toBe(false);
  // Routers still forward over it: what a node segment stands for is what it was.
  const segment = [{ kind: 'segment', label: 16002 }] as const;
  expect(cairn.pce.live.computer.resolve('A', segment)).toMatchObject({ value: { links: ['A-B'] } });
  await pass(cairn, 3 * MINUTE);
  expect(entryOf(cairn, id).state).toBe('DONE');
  expect(links()).toEqual(['A-B', 'B-D']);
  expect(pinned()).toBe(true);
  await cairn.stop();
});

test('a dry run says what would happen, and nothing does', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 4e9, 1)]);
  const head = cairn.store.head();
  const simulated = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE, { dryRun: true }));
  expect(simulated).toMatchObject({ state: 'SIMULATED', impact: { moves: [{ to: ['A-C', 'C-D'] }] } });
  expect(cairn.store.head()).toBe(head);
  await pass(cairn, 3 * MINUTE);
  expect(pccs.asked).toEqual([]);
  await cairn.stop();
});

test('refused when what must move has nowhere to go, and nothing else happens', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 8e9, 1), lspOver('full', 'C', 8e9, 2)]);
  const refused = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE));
  expect(refused).toMatchObject({
    state: 'REFUSED',
    impact: { staying: [{ lsp: '10.0.0.1/gold', reason: 'NO_PATH', noPath: ['BANDWIDTH', 'EXCLUSION'] }] },
  });
  await pass(cairn, 3 * MINUTE);
  expect(pccs.asked).toEqual([]);
  await cairn.stop();
});

test("what is not this PCE's to move is in the way, unless it may stay", async () => {
  const undelegated = { ...lspOver('gold', 'B', 1e9, 1), delegated: false };
  const { cairn, now } = await network([undelegated, lspOver('silver', 'B', 1e9, 2)]);
  const window = [now + 2 * MINUTE, now + 4 * MINUTE] as const;
  const refused = await plan(cairn, workOnLink(...window));
  expect(refused).toMatchObject({ state: 'REFUSED', impact: { staying: [{ reason: 'NOT_DELEGATED' }] } });
  const { id, state } = await plan(cairn, workOnLink(...window, { whatCannotMove: 'LEAVE' }));
  expect(state).toBe('PLANNED');
  await pass(cairn, 2 * MINUTE + SECOND);
  expect(entryOf(cairn, id)).toMatchObject({
    state: 'IN_PROGRESS',
    staying: [{ lsp: '10.0.0.1/gold', reason: 'NOT_DELEGATED' }],
    moved: [{ lsp: '10.0.0.1/silver' }],
  });
  await cairn.stop();
});

test('work on a node is in the way of LSPs that end there', async () => {
  const { cairn, now } = await network([lspOver('gold', 'B', 1e9, 1)]);
  const about = { links: [], nodes: ['Dortmund'] };
  const refused = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE, about));
  expect(refused).toMatchObject({ state: 'REFUSED', impact: { staying: [{ reason: 'ENDS_THERE' }] } });
  const through = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE, { links: [], nodes: ['B'] }));
  expect(through).toMatchObject({ state: 'PLANNED', impact: { moves: [{ to: ['A-C', 'C-D'] }] } });
  await cairn.stop();
});

test('work on a risk group frees all its links', async () => {
  const { cairn, now } = await network([lspOver('gold', 'B', 1e9, 1)]);
  const group = workOnLink(now + MINUTE, now + 2 * MINUTE, { links: [], srlgs: [4_000_000_000] });
  expect(await plan(cairn, group)).toMatchObject({ impact: { moves: [{ from: ['A-B', 'B-D'] }] } });
  await cairn.stop();
});

test('called off at its start when something is still there, and what was moved goes back', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 1e9, 1), lspOver('stuck', 'B', 1e9, 2)]);
  pccs.fault = (sent) => (sent.kind === 'update' && sent.plspId === 2 ? 'refuse' : undefined);
  const { id } = await plan(cairn, workOnLink(now + 2 * MINUTE, now + 9 * MINUTE));
  await pass(cairn, 2 * MINUTE - SECOND);
  expect(isOverB(pccs.lsp('gold'))).toBe(false);
  expect(entryOf(cairn, id)).toMatchObject({ state: 'DRAINING', failure: { code: 'PCEP_ERROR' } });
  const attempts = pccs.asked.filter((sent) => sent.kind === 'update' && sent.plspId === 2);
  expect(attempts.length).toBeGreaterThan(3);
  expect(attempts.length).toBeLessThan(9);
  await pass(cairn, 5 * SECOND);
  expect(entryOf(cairn, id)).toMatchObject({
    state: 'REFUSED',
    staying: [{ lsp: '10.0.0.1/stuck', reason: 'MOVE_FAILED' }],
  });
  expect(isOverB(pccs.lsp('gold'))).toBe(true);
  expect(cairn.pce.live.state.operations.pending().next().done).toBe(true);
  await cairn.stop();
});

test('a silent head-end does not keep the start waiting', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 1e9, 1)], { operationTimeout: 90_000 });
  pccs.fault = () => 'silent';
  const { id } = await plan(cairn, workOnLink(now + 2 * MINUTE, now + 9 * MINUTE));
  await pass(cairn, 2 * MINUTE + 5 * SECOND);
  expect(entryOf(cairn, id)).toMatchObject({ state: 'REFUSED', staying: [{ lsp: '10.0.0.1/gold' }] });
  await cairn.stop();
});

test('cancelled while it is drained, everything goes back; cancelled in service, the work is done', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 1e9, 1)]);
  const first = await plan(cairn, workOnLink(now + 2 * MINUTE, now + 9 * MINUTE, { revert: false }));
  await pass(cairn, 90 * SECOND);
  expect(isOverB(pccs.lsp('gold'))).toBe(false);
  await cairn.pce.maintenances.cancel(first.id);
  await cairn.settled();
  expect(entryOf(cairn, first.id).state).toBe('CANCELLED');
  expect(isOverB(pccs.lsp('gold'))).toBe(true);
  const second = await plan(cairn, workOnLink(now + 2 * MINUTE, now + 9 * MINUTE, { revert: false }));
  await pass(cairn, MINUTE);
  expect(entryOf(cairn, second.id).state).toBe('IN_PROGRESS');
  await cairn.pce.maintenances.cancel(second.id);
  await cairn.settled();
  expect(entryOf(cairn, second.id).state).toBe('DONE');
  expect(isOverB(pccs.lsp('gold'))).toBe(false);
  expect(await cairn.pce.maintenances.cancel(MaintenanceId('nobody'))).toMatchObject({ ok: false });
  await cairn.stop();
});

test('extended in service it lasts until its new end', async () => {
  const { cairn, now } = await network([]);
  const { id } = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE));
  await pass(cairn, 90 * SECOND);
  await cairn.pce.maintenances.extend(id, now + 4 * MINUTE);
  await pass(cairn, 2 * MINUTE);
  expect(entryOf(cairn, id).state).toBe('IN_PROGRESS');
  await pass(cairn, MINUTE);
  expect(entryOf(cairn, id).state).toBe('DONE');
  await cairn.stop();
});

test('a booking over the link within the window gets another path at once; one to come keeps off it', async () => {
  const { cairn, now } = await network([]);
  const book = async (name: string, start: number, end: number) => {
    const booked = await cairn.pce.bookings.book({
      name,
      request: pathRequest({ source: 'A', destination: 'D', bandwidth: 4e9 }),
      setupType: 'SR_MPLS',
      holdingPriority: 7,
      window: { start, end },
      timeZone: 'UTC',
    });
    if (!booked.ok) throw new Error(booked.error.message);
    return booked.value;
  };
  const linksOf = (id: Awaited<ReturnType<typeof book>>['id']) =>
    cairn.pce.live.state.bookings.get(id)?.occurrences[0]?.path?.path.links;
  const before = await book('before', now + 30 * MINUTE, now + 60 * MINUTE);
  expect(linksOf(before.id)).toEqual(['A-B', 'B-D']);
  const window = await plan(cairn, workOnLink(now + 40 * MINUTE, now + 50 * MINUTE));
  expect(window.impact?.bookings).toMatchObject([{ booking: before.id, to: ['A-C', 'C-D'] }]);
  await cairn.settled();
  expect(linksOf(before.id)).toEqual(['A-C', 'C-D']);
  const after = await book('after', now + 45 * MINUTE, now + 70 * MINUTE);
  expect(linksOf(after.id)).toEqual(['A-C', 'C-D']);
  const elsewhen = await book('elsewhen', now + 51 * MINUTE, now + 70 * MINUTE);
  expect(linksOf(elsewhen.id)).toEqual(['A-B', 'B-D']);
  await cairn.stop();
});

test('refused for a booking that has no other path, and extended no further than the next one', async () => {
  const { cairn, now } = await network([lspOver('full', 'C', 8e9, 1)]);
  const booked = await cairn.pce.bookings.book({
    name: 'booked',
    request: pathRequest({ source: 'A', destination: 'D', bandwidth: 4e9 }),
    setupType: 'SR_MPLS',
    holdingPriority: 7,
    window: { start: now + 30 * MINUTE, end: now + 60 * MINUTE },
    timeZone: 'UTC',
  });
  expect(booked).toMatchObject({ value: { state: 'ADMITTED' } });
  const refused = await plan(cairn, workOnLink(now + 20 * MINUTE, now + 31 * MINUTE));
  expect(refused).toMatchObject({ state: 'REFUSED', impact: { staying: [] } });
  const { id } = await plan(cairn, workOnLink(now + 20 * MINUTE, now + 25 * MINUTE));
  expect(await cairn.pce.maintenances.extend(id, now + 31 * MINUTE)).toMatchObject({
    ok: false,
    error: { code: 'NO_ROOM' },
  });
  expect(await cairn.pce.maintenances.extend(id, now + 29 * MINUTE)).toMatchObject({ ok: true });
  await cairn.stop();
});

test('an LSP that turns up over the link while it is drained is moved too', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 1e9, 1)]);
  await plan(cairn, workOnLink(now + 2 * MINUTE, now + 9 * MINUTE));
  await pass(cairn, 70 * SECOND);
  const late = lspOver('late', 'B', 1e9, 7);
  pccs.lsps.set('10.0.0.1/late', late);
  cairn.report(late);
  await cairn.settled();
  expect(isOverB(pccs.lsp('late'))).toBe(false);
  await cairn.stop();
});

test('an LSP without bandwidth is moved like any other', async () => {
  const { cairn, pccs, now } = await network([lspOver('free', 'B', 0, 1)]);
  const { id } = await plan(cairn, workOnLink(now, now + MINUTE));
  await pass(cairn, SECOND);
  expect(entryOf(cairn, id).state).toBe('IN_PROGRESS');
  expect(isOverB(pccs.lsp('free'))).toBe(false);
  await cairn.stop();
});

test('an LSP that was moved by somebody else meanwhile does not go back', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 1e9, 1)]);
  await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE));
  await pass(cairn, 70 * SECOND);
  await cairn.pce.lsps.update({ id: LspId(PccId('10.0.0.1'), 'gold'), path: ['A', 'D'] });
  await pass(cairn, 2 * MINUTE);
  expect(pccs.lsp('gold')?.route).toEqual([{ kind: 'address', address: '10.1.4.2' }]);
  await cairn.stop();
});

test('a link that is still down at the end is not gone back to', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 1e9, 1)]);
  const { id } = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE));
  await pass(cairn, 70 * SECOND);
  await cairn.topology(REFERENCE_NETWORK.replace(/ {2}- \{ from: A, to: B.*\n/, ''), true);
  await pass(cairn, 2 * MINUTE);
  expect(entryOf(cairn, id).state).toBe('DONE');
  expect(isOverB(pccs.lsp('gold'))).toBe(false);
  await cairn.stop();
});

test('what has no room is looked at again, and what comes meanwhile is moved at once', async () => {
  const { cairn, pccs, now } = await network([lspOver('gold', 'B', 6e9, 1), lspOver('full', 'C', 6e9, 2)]);
  const work = workOnLink(now + 2 * MINUTE, now + 60 * MINUTE, { whatCannotMove: 'LEAVE' });
  const { id } = await plan(cairn, work);
  await pass(cairn, 2 * MINUTE + SECOND);
  const waiting = { state: 'IN_PROGRESS', staying: [{ lsp: '10.0.0.1/gold', reason: 'NO_PATH' }] };
  expect(entryOf(cairn, id)).toMatchObject(waiting);
  const rounds = entryOf(cairn, id).round;
  expect(rounds).toBeLessThan(9);
  const late = lspOver('late', 'B', 1e9, 7);
  pccs.lsps.set('10.0.0.1/late', late);
  cairn.report(late);
  await cairn.settled();
  expect(isOverB(pccs.lsp('late'))).toBe(false);
  expect(entryOf(cairn, id)).toMatchObject(waiting);
  pccs.lose(cairn, 'full');
  await pass(cairn, 11 * MINUTE);
  expect(isOverB(pccs.lsp('gold'))).toBe(false);
  expect(entryOf(cairn, id).round).toBeLessThan(rounds + 5);
  await cairn.stop();
});

test('the same key makes one window', async () => {
  const { cairn, now } = await network([]);
  const command = workOnLink(now + MINUTE, now + 2 * MINUTE, { idempotencyKey: 'change-1' });
  const [one, two] = await Promise.all([plan(cairn, command), plan(cairn, command)]);
  expect(one.id).toBe(two.id);
  await cairn.stop();
});

test('the same key for other work is refused, not taken for the first', async () => {
  const { cairn, now } = await network([]);
  const key = { idempotencyKey: 'change-1' };
  const { id } = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE, key));
  expect((await cairn.pce.maintenances.extend(id, now + 3 * MINUTE)).ok).toBe(true);
  expect((await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE, key))).id).toBe(id);
  const other = workOnLink(now + MINUTE, now + 2 * MINUTE, { ...key, links: ['A-C'] });
  expect(await cairn.pce.maintenances.plan(other)).toMatchObject({
    ok: false,
    error: { code: 'INVALID_INPUT', message: expect.stringContaining(id) },
  });
  await cairn.stop();
});

test.each([
  ['no resources', { links: [] }, 'INVALID_INPUT'],
  ['an unknown link', { links: ['A-Z'] }, 'INVALID_INPUT'],
  ['an unknown node', { nodes: ['Z'] }, 'UNKNOWN_NODE'],
  ['an end before the start', { end: 0 }, 'INVALID_INPUT'],
  ['a drain time below 0', { drainTime: -1 }, 'INVALID_INPUT'],
])('%s is not taken', async (_what, more, code) => {
  const { cairn, now } = await network([]);
  const result = await cairn.pce.maintenances.plan(workOnLink(now + MINUTE, now + 2 * MINUTE, more));
  expect(result).toMatchObject({ ok: false, error: { code } });
  await cairn.stop();
});

test('both directions of a link are out of use, or the one alone', async () => {
  const { cairn, now } = await network([]);
  const both = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE));
  expect(both.order.resources.links).toEqual([LinkId('A-B'), LinkId('B-A')]);
  const one = await plan(cairn, workOnLink(now + MINUTE, now + 2 * MINUTE, { bothDirections: false }));
  expect(one.order.resources.links).toEqual([LinkId('A-B')]);
  await cairn.stop();
});

test('the moves that drain a link are reproduced by the audit', async () => {
  const { cairn, now } = await network([lspOver('gold', 'B', 1e9, 1), lspOver('silver', 'B', 2e9, 2)]);
  await plan(cairn, workOnLink(now + 2 * MINUTE, now + 3 * MINUTE));
  await pass(cairn, 4 * MINUTE);
  const { findings } = await cairn.pce.audit({ after: 0, to: cairn.store.head(), first: 100 });
  const verdicts = findings.map(({ verdict }) => verdict);
  expect(verdicts.filter((verdict) => verdict === 'reproduced')).toHaveLength(3);
  expect(verdicts).not.toContain('different');
  await cairn.stop();
});

test('more LSPs than are moved at a time are all moved, and all come back', async () => {
  const lsps = Array.from({ length: 700 }, (_, at) => lspOver(`lsp-${at}`, 'B', 5e6, at + 1));
  const { cairn, pccs, now } = await network(lsps);
  let [underWay, most] = [0, 0];
  pccs.fault = () => {
    underWay -= 1;
    return undefined;
  };
  const obey = cairn.gateway.onSent;
  cairn.gateway.onSent = (sent) => {
    most = Math.max(most, ++underWay);
    obey?.(sent);
  };
  const { id } = await plan(cairn, workOnLink(now + 2 * MINUTE, now + 3 * MINUTE));
  await pass(cairn, 2 * MINUTE + SECOND);
  expect(entryOf(cairn, id)).toMatchObject({ state: 'IN_PROGRESS', staying: [] });
  expect(lsps.filter(({ name }) => isOverB(pccs.lsp(name)))).toEqual([]);
  await pass(cairn, MINUTE + 10 * SECOND);
  expect(entryOf(cairn, id).state).toBe('DONE');
  expect(lsps.filter(({ name }) => !isOverB(pccs.lsp(name)))).toEqual([]);
  expect(pccs.asked).toHaveLength(1_400);
  expect(most).toBeLessThanOrEqual(64);
  expect(cairn.telemetry.entries.filter(({ event }) => event === 'request-failed')).toEqual([]);
  await cairn.stop();
});
