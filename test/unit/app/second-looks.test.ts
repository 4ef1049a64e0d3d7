// What must not be forgotten once it has been dealt with: moves that fail, links that fail later, PCCs that are away.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LspId, OperationId, PccId, SessionId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const ONE = LspId(A, 'one');
const state = (more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name: 'one',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 4e9,
    route: ROUTE_A_B_D,
    ...more,
  });

const changed = (change: string, ...starts: readonly string[]): string =>
  REFERENCE_NETWORK.split('\n')
    .map((line) =>
      starts.some((start) => line.includes(start)) ? line.replace(' }', `, ${change} }`) : line,
    )
    .join('\n');
const down = (...starts: readonly string[]): string => changed('operational: false', ...starts);
const A_B = 'from: A, to: B,';
const A_C = 'from: A, to: C,';

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
});
afterEach(() => cairn.stop());

const change = async (document: string): Promise<void> => {
  await cairn.topology(document, true);
  await cairn.settled();
};
const paths = (): string[] =>
  cairn.gateway.sent.flatMap((sent) =>
    sent.kind === 'update' ? [sent.intended.path.path.nodes.join('')] : [],
  );
const lastSrpId = (): number => cairn.gateway.sent.at(-1)?.srpId ?? 0;
const session = (): SessionId => cairn.gateway.sessions.get(A) ?? SessionId('none');
const refuse = async (): Promise<void> => {
  cairn.pce.operationRefused(A, session(), lastSrpId(), { errorType: 24, errorValue: 1, text: 'no' });
  await cairn.settled();
};

describe('a move that the head-end refuses', () => {
  test('is tried again, at growing intervals', async () => {
    await cairn.connect(A, [state()]);
    await change(down(A_B));
    await refuse();
    expect(paths()).toEqual(['ACD']);
    cairn.clock.advance(4_999);
    await cairn.settled();
    expect(paths()).toEqual(['ACD']);
    cairn.clock.advance(1);
    await cairn.settled();
    expect(paths()).toEqual(['ACD', 'ACD']);
    await refuse();
    cairn.clock.advance(9_999);
    await cairn.settled();
    expect(paths()).toHaveLength(2);
    cairn.clock.advance(1);
    await cairn.settled();
    expect(paths()).toHaveLength(3);
  });

  test('is not tried again once the link is back', async () => {
    await cairn.connect(A, [state()]);
    await change(down(A_B));
    await refuse();
    await change(REFERENCE_NETWORK);
    cairn.clock.advance(60_000);
    await cairn.settled();
    expect(paths()).toEqual(['ACD']);
  });
});

test('the new path fails while the head-end is at work: once it is done, the LSP is moved on', async () => {
  await cairn.connect(A, [state({ bandwidth: 1e9 })]);
  await change(down(A_B));
  expect(paths()).toEqual(['ACD']);
  await change(down(A_B, A_C));
  cairn.report(state({ bandwidth: 1e9, route: ROUTE_A_C_D }), { srpId: lastSrpId() });
  await cairn.settled();
  expect(paths().at(-1)).toBe('AD');
});

test('a link fails while its PCC is away: the LSP is moved as soon as the PCC has synchronised', async () => {
  await cairn.connect(A, [state()]);
  await cairn.disconnect(A);
  const withoutLink = REFERENCE_NETWORK.split('\n')
    .filter((line) => !line.includes(A_B))
    .join('\n');
  await change(withoutLink);
  expect(paths()).toEqual([]);
  await cairn.connect(A, [state()]);
  expect(paths()).toEqual(['ACD']);
});

test('an LSP that is delegated later, over a link that is down, is moved', async () => {
  await cairn.connect(A, [state({ delegated: false })]);
  await change(down(A_B));
  expect(paths()).toEqual([]);
  cairn.report(state());
  await cairn.settled();
  expect(paths()).toEqual(['ACD']);
});

test('node segments that lead elsewhere by themselves after a failure are no path that was chosen: it is computed again', async () => {
  const route = [{ kind: 'segment', label: 16004, node: '10.0.0.4' }] as const;
  await change(REFERENCE_NETWORK.replace('igpMetric: 1, teMetric: 20', 'igpMetric: 2, teMetric: 20'));
  await cairn.connect(A, [state({ setupType: 'SR_MPLS', route })]);
  await change(down(A_B).replace('igpMetric: 1, teMetric: 20', 'igpMetric: 2, teMetric: 20'));
  expect(paths()).toEqual(['ACD']);
});

test('one that had to stay on a link that is too small is moved when another link grows', async () => {
  await cairn.connect(A, [state(), state({ name: 'two', plspId: 2, bandwidth: 8e9, route: ROUTE_A_C_D })]);
  const small = REFERENCE_NETWORK.replace('delay: 1000, capacity: 10e9', 'delay: 1000, capacity: 3e9');
  await change(small);
  expect(paths()).toEqual([]);
  await change(small.replace('teMetric: 50, capacity: 1e9', 'teMetric: 50, capacity: 5e9'));
  expect(paths()).toEqual(['AD']);
});

describe('a synchronisation that breaks off', () => {
  test('leaves nothing that it brought, and all that was known before', async () => {
    await cairn.connect(A, [state()]);
    await cairn.disconnect(A);
    const broken = SessionId('broken');
    cairn.pce.sessionEstablished({
      pcc: A,
      session: broken,
      address: A,
      port: 1,
      keepalive: { local: 30, remote: 30 },
      deadTimer: { local: 120, remote: 120 },
      capabilities: { stateful: true, update: true, initiation: true, setupTypes: ['RSVP_TE'] },
    });
    cairn.report(state(), { session: broken, sync: true });
    cairn.report(state({ name: 'new', plspId: 2 }), { session: broken, sync: true });
    await cairn.settled();
    expect(cairn.pce.live.state.lspDb.size).toBe(2);
    cairn.pce.sessionClosed(A, broken, 'connection-lost');
    await cairn.settled();
    expect([...cairn.pce.live.state.lspDb.ids()]).toEqual([ONE]);
  });
});

describe('commands', () => {
  const create = { pcc: A, name: 'new', setupType: 'RSVP_TE', holdingPriority: 7 } as const;
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 1e9 });
  const codeOf = (result: {
    readonly ok: boolean;
    readonly error?: { readonly code: string };
  }): string | undefined => (result.ok ? undefined : result.error?.code);

  test('a pinned path has to end where the LSP does', async () => {
    await cairn.connect(A, [state()]);
    expect(codeOf(await cairn.pce.lsps.update({ id: ONE, path: ['A', 'C'] }))).toBe('INVALID_INPUT');
    expect(codeOf(await cairn.pce.lsps.update({ id: ONE, path: ['A', 'C', 'D'] }))).toBeUndefined();
  });

  test('a path begins at the head-end that is asked', async () => {
    await cairn.connect(A);
    const elsewhere = { ...create, request: { ...request, source: 'B' } };
    expect(codeOf(await cairn.pce.lsps.create(elsewhere))).toBe('INVALID_INPUT');
  });

  test('a head-end without the U flag gets no update', async () => {
    const capabilities = {
      stateful: true,
      update: false,
      initiation: true,
      setupTypes: ['RSVP_TE'],
    } as const;
    await cairn.connect(A, [state()], capabilities);
    expect(codeOf(await cairn.pce.lsps.update({ id: ONE, bandwidth: 1e9 }))).toBe('NOT_SUPPORTED');
    await change(down(A_B));
    expect(cairn.gateway.sent).toEqual([]);
  });

  test('an LSP holds its bandwidth at least as firmly as it asked for it', async () => {
    await cairn.connect(A);
    await cairn.pce.lsps.create({ ...create, request: { ...request, setupPriority: 3 } });
    const [sent] = cairn.gateway.sent;
    expect(sent?.kind === 'initiate' && sent.intended.holdingPriority).toBe(3);
  });

  test('two creations of one name at the same time are one; two deletions are one', async () => {
    await cairn.connect(A, [state({ createdByPce: true })]);
    const both = await Promise.all([1, 2].map(() => cairn.pce.lsps.create({ ...create, request })));
    expect(both.map(codeOf)).toEqual([undefined, 'NAME_IN_USE']);
    await Promise.all([1, 2].map(() => cairn.pce.lsps.remove(ONE)));
    const again = await cairn.pce.lsps.remove(ONE);
    expect(again.ok && again.value.kind).toBe('delete-lsp');
    expect(cairn.gateway.sent.filter(({ kind }) => kind === 'delete')).toHaveLength(1);
  });

  test('what a PCUpd says falls back to what was asked for where the head-end reports nothing', async () => {
    await cairn.connect(A);
    await cairn.pce.lsps.create({
      ...create,
      request: { ...request, excludeAny: [5], bounds: [{ metric: 'HOPS', max: 4 }] },
    });
    const {
      setupPriority: _setup,
      holdingPriority: _holding,
      bandwidth: _bandwidth,
      ...silent
    } = state({ name: 'new' });
    cairn.report({ ...silent, createdByPce: true }, { srpId: lastSrpId() });
    await cairn.settled();
    await change(down(A_B));
    const update = cairn.gateway.sent.at(-1);
    expect(update?.kind === 'update' && update.intended).toMatchObject({
      bandwidth: 1e9,
      setupPriority: 7,
      affinities: { excludeAny: [5] },
      bounds: [{ metric: 'HOPS', max: 4 }],
    });
  });
});

describe('after a new synchronisation', () => {
  test('an update whose bandwidth the head-end does not have yet is sent again', async () => {
    await cairn.connect(A, [state()]);
    const updated = await cairn.pce.lsps.update({ id: ONE, bandwidth: 5e9 });
    await cairn.disconnect(A);
    await cairn.connect(A, [state()]);
    expect(cairn.gateway.sent.filter(({ kind }) => kind === 'update')).toHaveLength(2);
    const id = OperationId(updated.ok ? updated.value.id : '');
    expect(cairn.pce.live.state.operations.get(id)?.state).toBe('PENDING');
    cairn.report(state({ bandwidth: 5e9 }), { srpId: lastSrpId() });
    await cairn.settled();
    expect(cairn.pce.live.state.operations.get(id)?.state).toBe('SUCCEEDED');
  });

  test('an error that the LSP had before says nothing of the operation', async () => {
    const broken = state({ operationalState: 'DOWN', errorCode: 8 });
    await cairn.connect(A, [broken]);
    const updated = await cairn.pce.lsps.update({ id: ONE, path: ['A', 'C', 'D'] });
    await cairn.disconnect(A);
    await cairn.connect(A, [broken]);
    const id = OperationId(updated.ok ? updated.value.id : '');
    expect(cairn.pce.live.state.operations.get(id)?.state).toBe('PENDING');
  });
});

test('a held path of a known LSP and the LSP itself share what they both use', async () => {
  await cairn.connect(A, [state({ bandwidth: 6e9 })]);
  const request = pathRequest({ source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 6e9 });
  const asked = { requestId: 1, request, holdingPriority: 7, setupType: 'RSVP_TE', avoid: [] } as const;
  const [answer] = await cairn.pce.pathsRequested(A, [{ ...asked, lsp: { name: 'one' } }], false);
  expect(answer?.kind).toBe('path');
  const { computer, state: known } = cairn.pce.live;
  const link = known.ted.links().find(({ id }) => id === 'A-B');
  expect(link === undefined ? undefined : computer.available(link.id, 7)).toBe(4e9);
  cairn.clock.advance(10_000);
  await cairn.settled();
  expect(link === undefined ? undefined : cairn.pce.live.computer.available(link.id, 7)).toBe(4e9);
});
