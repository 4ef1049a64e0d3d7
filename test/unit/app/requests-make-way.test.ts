// A PCReq of high priority: those that its path would push off are moved before the answer (RFC 8051 3.1.3).
import { afterEach, expect, test } from '@jest/globals';
import type { PathAnswer } from '../../../src/app/ports/pcc-observer.js';
import { LinkId, LspId, PccId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { auditOf, notReproduced } from '../../support/audits.js';
import { lspState, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const WAIT = 5_000;

let cairn: TestPce;
let pccs: PlayedPccs;

afterEach(() => cairn.stop());

/** One LSP over B, of the lowest priority. */
async function network(fault?: Fault, makeWayTime = WAIT, bandwidth = 8e9): Promise<void> {
  cairn = await TestPce.start({ makeWayTime });
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  const ends = { source: '10.0.0.1', destination: '10.0.0.4' };
  pccs.lsps.set(
    `${A}/low`,
    lspState({ pcc: A, name: 'low', plspId: 1, ...ends, bandwidth, route: ROUTE_A_B_D }),
  );
  await pccs.connectTo(cairn);
  pccs.fault = () => fault;
}

interface Asked {
  answer: string | undefined;
  readonly done: Promise<unknown>;
}

/** 5 Gbit/s from A to D. */
function ask(requestId: number, setupPriority = 0, bandwidth = 5e9): Asked {
  const request = pathRequest({ source: A, destination: '10.0.0.4', bandwidth, setupPriority });
  const of = { holdingPriority: setupPriority, setupType: 'RSVP_TE', avoid: [] } as const;
  const answers = cairn.pce.pathsRequested(A, [{ requestId, request, ...of }], false);
  const asked: Asked = { answer: undefined, done: answers.then(([one]) => (asked.answer = textOf(one))) };
  return asked;
}

const textOf = (answer: PathAnswer | undefined): string =>
  answer?.kind === 'path' ? answer.path.path.nodes.join('') : (answer?.noPath.reasons.join() ?? 'none');
const wayOfLow = (): string => (JSON.stringify(pccs.lsp('low')?.route).includes('10.1.3.2') ? 'ACD' : 'ABD');
const moves = () => pccs.asked.filter(({ kind }) => kind === 'update');

test('the answer comes when the others have moved', async () => {
  await network();
  const gold = ask(1);
  gold.done.then(() => expect(wayOfLow()).toBe('ACD')).catch((error) => cairn.fatal.push(error));
  await cairn.settled();
  expect([gold.answer, wayOfLow(), cairn.fatal]).toEqual(['ABD', 'ACD', []]);
  const events = (await cairn.store.readAll(0, 1_000)).map(({ type }) => type);
  expect(events.indexOf('LspUpdateRequested')).toBeGreaterThan(0);
  expect(events.indexOf('PathRequestAnswered')).toBeGreaterThan(events.indexOf('LspUpdateRequested'));
  expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
});

test('where the others do not move in time the answer is given all the same', async () => {
  await network('silent');
  const gold = ask(1);
  cairn.clock.advance(WAIT - 1);
  await cairn.settled();
  expect([gold.answer, moves().length]).toEqual([undefined, 1]);
  cairn.clock.advance(1);
  await cairn.settled();
  expect(gold.answer).toBe('ABD');
});

test('where they are refused it waits no longer', async () => {
  await network('refuse');
  const gold = ask(1);
  await cairn.settled();
  expect([gold.answer, wayOfLow()]).toEqual(['ABD', 'ABD']);
});

test('nobody else gets the room meanwhile, and it is held for as long after as ever', async () => {
  await network('silent');
  const gold = ask(1);
  const other = ask(2, 1);
  await cairn.settled();
  expect(other.answer).not.toBe('ABD');
  cairn.clock.advance(WAIT);
  await cairn.settled();
  expect(gold.answer).toBe('ABD');
  cairn.clock.advance(9_999);
  await cairn.settled();
  expect(cairn.pce.live.computer.reserved(LinkId('A-B'))).toBeGreaterThanOrEqual(13e9);
  cairn.clock.advance(1);
  await cairn.settled();
  expect(cairn.pce.live.computer.reserved(LinkId('A-B'))).toBe(8e9);
});

test('a request that pushes nobody off is answered at once', async () => {
  await network('silent');
  const low = ask(1, 7);
  await cairn.settled();
  expect([low.answer, moves().length]).toEqual(['ACD', 0]);
});

test('the own move of an LSP, under way already, is not waited for', async () => {
  await network('silent');
  const updated = await cairn.pce.lsps.update({ id: LspId(A, 'low'), bandwidth: 9e9 });
  expect(updated.ok).toBe(true);
  const request = pathRequest({ source: A, destination: '10.0.0.4', bandwidth: 9e9, setupPriority: 0 });
  const of = { holdingPriority: 0, setupType: 'RSVP_TE', avoid: [], lsp: { plspId: 1 } } as const;
  const answers = await cairn.pce.pathsRequested(A, [{ requestId: 1, request, ...of }], false);
  expect(answers.map(textOf)).toEqual(['ABD']);
});

test('where that is configured nobody is waited for', async () => {
  await network('silent', 0);
  const gold = ask(1);
  await cairn.settled();
  expect([gold.answer, moves().length]).toEqual(['ABD', 0]);
});

test('when many wait the next one does not', async () => {
  await network('silent', WAIT, 10e9);
  const asked = Array.from({ length: 21 }, (_, at) => ask(at + 1, 0, 1e8));
  await cairn.settled();
  expect(asked.flatMap(({ answer }, at) => (answer === undefined ? [] : [`${at} ${answer}`]))).toEqual([
    '20 ABD',
  ]);
  cairn.clock.advance(WAIT);
  await cairn.settled();
  expect(asked.every(({ answer }) => answer === 'ABD')).toBe(true);
  expect(moves()).toHaveLength(1);
});
