// An LSP that a failure has moved goes back to its path when that has been usable for long enough, unless somebody changed it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LspId, OperationId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import type { Reversion } from '../../../src/domain/values/reversion.js';
import { auditOf } from '../../support/audits.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const SECOND = 1_000;
const restoration = { revert: { wait: 10 * SECOND } };
const A_B = '{ from: A, to: B,';
const A_C = '{ from: A, to: C,';

const down = (...starts: readonly string[]): string =>
  REFERENCE_NETWORK.split('\n')
    .map((line) =>
      starts.some((start) => line.includes(start)) ? line.replace(' }', ', operational: false }') : line,
    )
    .join('\n');
const lsp = (name: string, plspId: number, bandwidth: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth,
    route: ROUTE_A_B_D,
    ...more,
  });

let cairn: TestPce;
let pccs: PlayedPccs;

beforeEach(async () => {
  cairn = await TestPce.start({ restoration });
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  pccs.lsps.set(`${A}/gold`, lsp('gold', 1, 4e9));
  await pccs.connectTo(cairn);
});
afterEach(() => cairn.stop());

const set = async (document: string): Promise<void> => {
  await cairn.topology(document, true);
  await cairn.settled();
};
const pass = async (seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second++) {
    cairn.clock.advance(SECOND);
    await cairn.settled();
  }
};
const place = (name = 'gold'): string | undefined => {
  const route = JSON.stringify(pccs.lsp(name)?.route);
  return ['10.1.2.2', '10.1.3.2', '10.1.4.2'].find((hop) => route.includes(hop));
};
const B = '10.1.2.2';
const C = '10.1.3.2';
const D = '10.1.4.2';
const reversion = (): Reversion | undefined => [...cairn.pce.live.state.reversions.all()].at(-1);

test('it goes back when its path has been up for the wait-to-restore time', async () => {
  await set(down(A_B));
  expect(place()).toBe(C);
  await pass(20);
  expect(place()).toBe(C);
  await set(REFERENCE_NETWORK);
  await pass(9);
  expect(place()).toBe(C);
  await pass(2);
  expect(place()).toBe(B);
  expect(reversion()).toMatchObject({ phase: 'ENDED', outcome: 'REVERTED' });
  const [first, last] = [...cairn.pce.live.state.operations.capture()];
  expect([first?.reason, last?.reason]).toEqual(['path-broken', 'reversion']);
});

test('its time begins anew when its path fails meanwhile', async () => {
  await set(down(A_B));
  await set(REFERENCE_NETWORK);
  await pass(8);
  await set(down(A_B));
  await set(REFERENCE_NETWORK);
  await pass(8);
  expect(place()).toBe(C);
  await pass(4);
  expect(place()).toBe(B);
});

test('moved a second time it still goes back to where it was first', async () => {
  pccs.change(cairn, lsp('gold', 1, 1e9));
  await cairn.settled();
  await set(down(A_B));
  await set(down(A_B, A_C));
  expect(place()).toBe(D);
  await set(down(A_C));
  await pass(12);
  expect(place()).toBe(B);
  expect([...cairn.pce.live.state.reversions.all()]).toHaveLength(1);
});

test('where there is no room any more it waits, and says why', async () => {
  await set(down(A_B));
  pccs.change(cairn, lsp('thief', 7, 8e9, { delegated: false }));
  await set(REFERENCE_NETWORK);
  await pass(12);
  expect(place()).toBe(C);
  expect(reversion()?.obstacle).toBe('link A-B has 2000000000 bit/s left of 4000000000');
  pccs.lose(cairn, 'thief');
  await pass(12);
  expect(place()).toBe(B);
});

describe('it stays where it is', () => {
  test('when an operator has changed it', async () => {
    await set(down(A_B));
    const changed = await cairn.pce.lsps.update({ id: LspId(A, 'gold'), bandwidth: 2e9 });
    await cairn.settled();
    await set(REFERENCE_NETWORK);
    await pass(30);
    expect([changed.ok, reversion()?.outcome]).toEqual([true, 'CHANGED']);
  });

  test('when its head-end has led it elsewhere', async () => {
    await set(down(A_B));
    pccs.change(cairn, lsp('gold', 1, 1e9, { route: [{ kind: 'address', address: '10.1.4.2' }] }));
    await cairn.settled();
    await set(REFERENCE_NETWORK);
    await pass(30);
    expect([place(), reversion()?.outcome]).toEqual([D, 'CHANGED']);
  });

  test('when it is gone', async () => {
    await set(down(A_B));
    pccs.lose(cairn, 'gold');
    await pass(2);
    expect(reversion()?.outcome).toBe('GONE');
  });

  test('when nothing else was configured', async () => {
    await cairn.stop();
    cairn = await TestPce.start();
    await cairn.topology(REFERENCE_NETWORK);
    await pccs.connectTo(cairn);
    await set(down(A_B));
    await set(REFERENCE_NETWORK);
    await pass(60);
    expect([place(), reversion()]).toEqual([C, undefined]);
  });
});

test('a head-end that refuses is asked again later, under another id', async () => {
  await set(down(A_B));
  pccs.fault = () => 'refuse';
  await set(REFERENCE_NETWORK);
  await pass(11);
  expect(reversion()).toMatchObject({ attempts: 1, obstacle: expect.stringContaining('refused') });
  pccs.fault = () => undefined;
  await pass(12);
  expect(place()).toBe(B);
});

describe("two that are in each other's way back", () => {
  const WIDE = (...starts: readonly string[]): string =>
    down(...starts).replace('capacity: 1e9', 'capacity: 10e9');
  const A_D = '{ from: A, to: D,';

  /** Gold has its home over B and is over C, silver the other way round; there is no room for both anywhere. */
  const crossed = async (): Promise<void> => {
    pccs.change(cairn, lsp('gold', 1, 6e9));
    pccs.change(cairn, lsp('silver', 2, 6e9, { route: ROUTE_A_C_D }));
    await cairn.settled();
    await set(WIDE(A_B));
    await set(WIDE(A_C));
    await set(WIDE(A_D));
    expect([place('gold'), place('silver')]).toEqual([C, B]);
  };
  const outcomes = () => [...cairn.pce.live.state.reversions.all()].map(({ outcome }) => outcome);

  test('go back, one of them over a temporary path', async () => {
    await crossed();
    await set(WIDE());
    await pass(60);
    expect([place('gold'), place('silver'), ...outcomes()]).toEqual([B, C, 'REVERTED', 'REVERTED']);
    const moves = [...cairn.pce.live.state.operations.capture()].filter(
      ({ reason }) => reason === 'reversion',
    );
    expect(moves.map(({ name, intended }) => `${name} ${intended?.path.path.links.join()}`)).toEqual([
      expect.stringMatching(/^(gold|silver) A-D$/),
      expect.not.stringMatching(/ A-D$/),
      expect.not.stringMatching(/ A-D$/),
    ]);
    const findings = await auditOf(cairn.pce);
    expect(findings.filter(({ verdict }) => verdict === 'different')).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'reproduced').length).toBeGreaterThan(3);
  });

  test('stay where there is no such path, and say why, until there is one', async () => {
    await crossed();
    await pass(40);
    expect([place('gold'), place('silver')]).toEqual([C, B]);
    expect(cairn.pce.live.state.reversions.ofLsp(LspId(A, 'gold'))?.obstacle).toContain(
      `${A}/silver and it are in each other's way, and it has no path aside`,
    );
    await set(WIDE());
    await pass(400);
    expect([place('gold'), place('silver'), ...outcomes()]).toEqual([B, C, 'REVERTED', 'REVERTED']);
  });

  test('go back later when the head-end refuses the temporary path', async () => {
    await crossed();
    let refused = 0;
    pccs.fault = () => (refused++ === 0 ? 'refuse' : undefined);
    await set(WIDE());
    await pass(400);
    expect([place('gold'), place('silver'), ...outcomes()]).toEqual([B, C, 'REVERTED', 'REVERTED']);
  });
});

test('one whose second move was refused goes back to where it was first', async () => {
  pccs.change(cairn, lsp('gold', 1, 1e9));
  await cairn.settled();
  await set(down(A_B));
  pccs.fault = () => 'refuse';
  await set(down(A_B, A_C));
  pccs.fault = () => undefined;
  await pass(12);
  expect(place()).toBe(D);
  await set(down(A_C));
  await pass(12);
  expect(place()).toBe(B);
});

describe('GraphQL', () => {
  let client: GraphqlClient;
  beforeEach(async () => {
    client = await GraphqlClient.start(cairn);
  });
  afterEach(() => client.server.close());

  test('shows who is to go back, and lets an operator call it off', async () => {
    await set(down(A_B));
    await set(REFERENCE_NETWORK);
    const query = '{ reversions { id lspId lsp { name } home due obstacle outcome } }';
    const { reversions } = await client.data(query);
    const [shown] = reversions as { id: string }[];
    expect(shown).toMatchObject({ lspId: `${A}/gold`, home: ['A-B', 'B-D'], outcome: null });
    const cancel = 'mutation ($id: ID!) { cancelReversion(id: $id) { outcome due } }';
    const cancelled = await client.data(cancel, { id: shown?.id });
    expect(cancelled['cancelReversion']).toEqual({ outcome: 'CANCELLED', due: null });
    await pass(30);
    expect(place()).toBe(C);
    const unknown = await cairn.pce.reversions.cancel(OperationId('nobody'));
    expect(unknown.ok).toBe(false);
  });

  test('shows LSPs without a path, and since when, also of the past', async () => {
    pccs.change(cairn, lsp('iron', 3, 3e9, { route: ROUTE_A_C_D }));
    await cairn.settled();
    await set(down(A_B, A_C));
    const found = new Date(cairn.clock.now()).toISOString();
    await pass(5);
    const query = 'query ($asOf: AsOf) { unplacedLsps(asOf: $asOf) { lspId since reasons lsp { name } } }';
    const { unplacedLsps } = await client.data(query);
    expect(unplacedLsps).toEqual([
      { lspId: `${A}/gold`, since: found, reasons: ['BANDWIDTH'], lsp: { name: 'gold' } },
      { lspId: `${A}/iron`, since: found, reasons: ['BANDWIDTH'], lsp: { name: 'iron' } },
    ]);
    const position = String(cairn.store.head());
    await set(REFERENCE_NETWORK);
    expect((await client.data(query))['unplacedLsps']).toEqual([]);
    expect((await client.data(query, { asOf: { position } }))['unplacedLsps']).toHaveLength(2);
  });
});
