// An LSP that an operator creates or enlarges: those it would push off are moved first, make-before-break (RFC 8051 3.1.3).
import { afterEach, describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../../src/events/stores/memory/open.js';
import { auditOf, notReproduced } from '../../support/audits.js';
import { lspState, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const IMPORTANT = { setupPriority: 0, holdingPriority: 0 };
const GOLD = state('gold', 50, { bandwidth: 1e9, createdByPce: true, ...IMPORTANT });

let cairn: TestPce;
let pccs: PlayedPccs;

afterEach(() => cairn.stop());

function state(name: string, plspId: number, more: Partial<LspState> = {}): LspState {
  return lspState({
    pcc: A,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 8e9,
    route: ROUTE_A_B_D,
    ...more,
  });
}

async function networkWith(lsps: readonly LspState[], fault?: Fault, log?: MemoryLog): Promise<void> {
  cairn = await TestPce.start(log === undefined ? {} : { log });
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  for (const lsp of lsps) pccs.lsps.set(`${A}/${lsp.name}`, lsp);
  await pccs.connectTo(cairn);
  pccs.fault = (sent) => (sent.kind === 'update' && sent.plspId !== GOLD.plspId ? fault : undefined);
}

async function createGold(): Promise<string> {
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 5e9, setupPriority: 0 });
  const created = await cairn.pce.lsps.create({
    pcc: A,
    name: 'gold',
    request,
    setupType: 'RSVP_TE',
    holdingPriority: 0,
  });
  if (!created.ok) throw new Error(created.error.message);
  await cairn.settled();
  return created.value.id;
}

const asked = (): readonly string[] =>
  pccs.asked.flatMap((sent) => {
    if (sent.kind === 'delete') return [];
    const name =
      sent.kind === 'initiate'
        ? `new ${sent.name}`
        : [...pccs.lsps.values()].find(({ plspId }) => plspId === sent.plspId)?.name;
    return [`${name} ${sent.intended.path.path.nodes.join('')}`];
  });

const typesOf = async (lsp: string): Promise<readonly string[]> =>
  (await cairn.store.readAll(0, 1_000)).flatMap(({ type, data }) =>
    'lsp' in data && data.lsp === LspId(A, lsp) ? [type] : [],
  );

describe('createLsp', () => {
  test('who is in the way is moved, and has reported it before the LSP is asked for', async () => {
    await networkWith([state('low', 1)]);
    const id = await createGold();
    expect(asked()).toEqual(['low ACD', 'new gold ABD']);
    const log = (await cairn.store.readAll(0, 1_000)).filter(({ type }) => type.startsWith('Operation'));
    expect(log.map(({ type, data }) => [type, 'operation' in data && data.operation === id])).toEqual([
      ['OperationDispatched', false],
      ['OperationSucceeded', false],
      ['OperationDispatched', true],
      ['OperationSucceeded', true],
    ]);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  test('nobody moves for an LSP of no more importance, which takes the way that is free', async () => {
    await networkWith([state('low', 1, IMPORTANT)]);
    await createGold();
    expect(asked()).toEqual(['new gold ACD']);
  });

  test('who has nowhere to go is preempted at once', async () => {
    await networkWith([state('low', 1), state('full', 2, { route: ROUTE_A_C_D, ...IMPORTANT })]);
    await createGold();
    expect(asked()).toEqual(['new gold ABD']);
    // Segment routing pushes nobody off by itself: that there is no other path for it is in the log, and tried again.
    expect(await typesOf('low')).toContain('LspNotReroutable');
    expect([...cairn.pce.live.state.unplaced.all()]).toMatchObject([{ lsp: LspId(A, 'low') }]);
  });

  test('it waits no longer when the move is refused', async () => {
    await networkWith([state('low', 1)], 'refuse');
    await createGold();
    expect(asked().slice(0, 2)).toEqual(['low ACD', 'new gold ABD']);
    expect(await typesOf('gold')).toContain('OperationSucceeded');
  });

  test('it waits no longer than the head-end has to answer', async () => {
    await networkWith([state('low', 1)], 'silent');
    await createGold();
    expect(asked()).toEqual(['low ACD']);
    cairn.clock.advance(30_000);
    await cairn.settled();
    expect(asked().slice(0, 2)).toEqual(['low ACD', 'new gold ABD']);
    expect(await typesOf('gold')).toContain('OperationSucceeded');
  });

  test('a restart in between changes nothing: first the move, then the LSP, once', async () => {
    const log = emptyLog();
    await networkWith([state('low', 1)], 'silent', log);
    await createGold();
    await cairn.stop();
    pccs.fault = () => undefined;
    cairn = await TestPce.start({ log });
    await pccs.connectTo(cairn);
    await cairn.settled();
    expect(asked()).toEqual(['low ACD', 'low ACD', 'new gold ABD']);
  });

  test('it waits for one that is moving away already', async () => {
    await networkWith([state('low', 1)], 'silent');
    const moved = await cairn.pce.lsps.update({ id: LspId(A, 'low'), path: ['A', 'C', 'D'] });
    expect(moved.ok).toBe(true);
    await cairn.settled();
    await createGold();
    expect(asked()).toEqual(['low ACD']);
    cairn.clock.advance(30_000);
    await cairn.settled();
    expect(asked()).toContain('new gold ABD');
  });
});

describe('updateLsp', () => {
  const grow = async (bandwidth: number): Promise<void> => {
    const updated = await cairn.pce.lsps.update({ id: LspId(A, 'gold'), bandwidth });
    expect(updated.ok).toBe(true);
    await cairn.settled();
  };

  test('more bandwidth than is left: who is in the way is moved first', async () => {
    await networkWith([state('low', 1), GOLD]);
    await grow(5e9);
    expect(asked()).toEqual(['low ACD', 'gold ABD']);
  });

  test('its own bandwidth is room for it', async () => {
    await networkWith([state('low', 1), GOLD]);
    await grow(2e9);
    expect(asked()).toEqual(['gold ABD']);
  });
});
