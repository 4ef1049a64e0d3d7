// An important LSP without a path: whoever is in its way is moved first, make-before-break (RFC 8051 3.1.3).
import { afterEach, describe, expect, test } from '@jest/globals';
import { nextOwner } from '../../../src/app/claim-owners.js';
import { fewestToLeave, type MovableClaim } from '../../../src/app/making-way.js';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { auditOf, notReproduced } from '../../support/audits.js';
import { lspState, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
let cairn: TestPce;
let pccs: PlayedPccs;

const state = (name: string, plspId: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 3e9,
    route: ROUTE_A_B_D,
    ...more,
  });

/** LSPs that are up, and then one of 5 Gbit/s and priority 0 that is delegated without a path. */
async function goldArrives(lsps: readonly LspState[], fault?: Fault, log = emptyLog()): Promise<void> {
  cairn = await TestPce.start({ log });
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  for (const lsp of lsps) pccs.lsps.set(`${A}/${lsp.name}`, lsp);
  await pccs.connectTo(cairn);
  pccs.fault = (sent) => (sent.kind === 'update' && sent.plspId !== GOLD ? fault : undefined);
  const gold = state('gold', GOLD, {
    bandwidth: 5e9,
    setupPriority: 0,
    holdingPriority: 0,
    operationalState: 'DOWN',
    route: [],
  });
  pccs.lsps.set(`${A}/gold`, gold);
  cairn.report(gold);
  await cairn.settled();
}

const GOLD = 50;

/** What was asked for, in order: the LSP and its nodes. */
const asked = (): readonly string[] =>
  pccs.asked.flatMap((sent) => {
    if (sent.kind !== 'update') return [];
    const name = [...pccs.lsps.values()].find(({ plspId }) => plspId === sent.plspId)?.name;
    return [`${name} ${sent.intended.path.path.nodes.join('')}`];
  });

/** Like `asked`, with when each was done. */
async function story(): Promise<readonly string[]> {
  const events = await cairn.store.readAll(0, 1_000);
  return events.flatMap(({ type, data }) => {
    if (type === 'OperationDispatched') {
      const operation = cairn.pce.live.state.operations.get(data.operation);
      return [`${operation?.name} asked, ${operation?.reason}`];
    }
    if (type === 'OperationSucceeded') return [`${data.lsp.split('/')[1]} done`];
    return type === 'OperationFailed' ? [`${data.lsp.split('/')[1]} failed`] : [];
  });
}

afterEach(() => cairn.stop());

test('every decision can be computed again', async () => {
  await goldArrives([state('a', 1), state('b', 2, { bandwidth: 2e9 }), state('c', 3, { bandwidth: 5e9 })]);
  const findings = await auditOf(cairn.pce);
  expect(findings.map(({ event }) => event.type)).toContain('PathsComputedTogether');
  expect(notReproduced(findings)).toEqual([]);
});

test('whoever waits is an operation that says what it waits for, and keeps its room meanwhile', async () => {
  await goldArrives([state('low', 1, { bandwidth: 8e9 })], 'silent');
  const [low, gold] = [...cairn.pce.live.state.operations.pending()];
  expect([low?.name, gold?.name, gold?.after]).toEqual(['low', 'gold', [low?.id]]);
  expect(gold?.dispatched).toBeUndefined();
  const { links = [] } = cairn.pce.live.computer.claimedPath(nextOwner(LspId(A, 'gold'))) ?? {};
  expect(links).toEqual(['A-B', 'B-D']);
  // Its own time begins when that of the other is over.
  cairn.clock.advance(59_000);
  await cairn.settled();
  expect(asked().slice(0, 2)).toEqual(['low ACD', 'gold ABD']);
});

test('a process that ends while others move is followed by one that sets the LSP up', async () => {
  const log = emptyLog();
  await goldArrives([state('low', 1, { bandwidth: 8e9 })], 'silent', log);
  expect(asked()).toEqual(['low ACD']);
  await cairn.stop();
  pccs.fault = () => undefined;
  cairn = await TestPce.start({ log });
  await pccs.connectTo(cairn);
  await cairn.settled();
  expect(asked().slice(0, 3)).toEqual(['low ACD', 'low ACD', 'gold ABD']);
});

test('who is in the way is moved, and then the LSP is set up', async () => {
  await goldArrives([state('low', 1, { bandwidth: 8e9 })]);
  expect(asked()).toEqual(['low ACD', 'gold ABD']);
  expect((await story()).slice(0, 3)).toEqual([
    'low asked, in-the-way',
    'low done',
    'gold asked, path-missing',
  ]);
});

test('of three that could move the fewest do', async () => {
  await goldArrives([state('a', 1), state('b', 2, { bandwidth: 2e9 }), state('c', 3, { bandwidth: 5e9 })]);
  expect(asked()).toEqual(['c ACD', 'gold ABD']);
});

test('nobody moves where there is room', async () => {
  await goldArrives([state('a', 1)]);
  expect(asked()).toEqual(['gold ABD']);
});

test('nobody moves who is as important', async () => {
  await goldArrives([state('a', 1, { bandwidth: 8e9, setupPriority: 0, holdingPriority: 0 })]);
  expect(asked()).toEqual(['gold ACD']);
});

test('who has nowhere to go is preempted at once', async () => {
  const full = state('full', 2, { bandwidth: 8e9, route: ROUTE_A_C_D, setupPriority: 0, holdingPriority: 0 });
  await goldArrives([state('low', 1, { bandwidth: 8e9 }), full]);
  expect(asked()).toEqual(['gold ABD']);
});

test('where many need a path at once they do not wait', async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  const many = Array.from({ length: 21 }, (_, index) =>
    state(`gold-${index}`, GOLD + index, {
      bandwidth: 2e8,
      setupPriority: 0,
      holdingPriority: 0,
      operationalState: 'DOWN',
      route: [],
    }),
  );
  for (const lsp of [state('low', 1, { bandwidth: 9e9 }), ...many]) pccs.lsps.set(`${A}/${lsp.name}`, lsp);
  await pccs.connectTo(cairn);
  await cairn.settled();
  const first = asked().slice(0, many.length);
  expect(first).toHaveLength(many.length);
  for (const update of first) expect(update).toMatch(/^gold-\d+ ABD$/);
});

test('when the move is refused the LSP waits no longer', async () => {
  await goldArrives([state('low', 1, { bandwidth: 8e9 })], 'refuse');
  expect(asked().slice(0, 2)).toEqual(['low ACD', 'gold ABD']);
  expect((await story()).slice(0, 3)).toEqual([
    'low asked, in-the-way',
    'low failed',
    'gold asked, path-missing',
  ]);
});

test('when the head-end says nothing the LSP is set up after its time', async () => {
  await goldArrives([state('low', 1, { bandwidth: 8e9 })], 'silent');
  expect(asked()).toEqual(['low ACD']);
  cairn.clock.advance(31_000);
  await cairn.settled();
  expect(asked().slice(0, 2)).toEqual(['low ACD', 'gold ABD']);
});

describe('the fewest to leave', () => {
  const claim = (id: string, bandwidth: number, holdingPriority = 7): MovableClaim => ({
    id: LspId(A, id),
    bandwidth,
    holdingPriority,
  });
  const chosen = (...shortages: Parameters<typeof fewestToLeave>[0]): readonly string[] =>
    fewestToLeave(shortages).map(({ id }) => id.split('/')[1] ?? '');
  const [both, one, other] = [claim('both', 2), claim('one', 5), claim('other', 5)];

  test('are counted once, on however many links they are', () => {
    expect(
      chosen({ lacking: 2, candidates: [one, both] }, { lacking: 2, candidates: [other, both] }),
    ).toEqual(['both']);
  });

  test('of equally many are the less important ones', () => {
    expect(chosen({ lacking: 2, candidates: [claim('gold', 2, 3), claim('low', 4, 7)] })).toEqual(['low']);
  });

  test('of equally important ones are the smaller', () => {
    expect(chosen({ lacking: 2, candidates: [claim('large', 4), claim('small', 3)] })).toEqual(['small']);
  });

  test('are nobody where all together are not enough', () => {
    expect(chosen({ lacking: 9, candidates: [one] })).toEqual([]);
  });
});
