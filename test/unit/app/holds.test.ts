// Bandwidth granted to answers whose LSPs are still being set up (RFC 4655 6.8, RFC 8051 3.4.2).
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ObservedPathRequest, PathAnswer } from '../../../src/app/ports/pcc-observer.js';
import { LinkId, PccId } from '../../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const asks = (
  requestId: number,
  more: Partial<PathRequest> = {},
  of: Partial<ObservedPathRequest> = {},
): ObservedPathRequest => ({
  requestId,
  request: pathRequest({ source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 6e9, ...more }),
  holdingPriority: 7,
  setupType: 'RSVP_TE',
  avoid: [],
  ...of,
});

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  await cairn.connect(A);
});

afterEach(() => cairn.stop());

async function answerOf(asked: ObservedPathRequest, pce = cairn): Promise<PathAnswer> {
  const [answer] = await pce.pce.pathsRequested(A, [asked], false);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

const nodesOf = (answer: PathAnswer): string =>
  answer.kind === 'path' ? answer.path.path.nodes.join('') : answer.noPath.reasons.join(' ');
const reserved = (link: string, pce = cairn): number => pce.pce.live.computer.reserved(LinkId(link));

describe('a granted answer', () => {
  test('takes its bandwidth until the hold expires', async () => {
    expect(nodesOf(await answerOf(asks(1)))).toBe('ABD');
    expect(reserved('A-B')).toBe(6e9);
    cairn.clock.advance(9_999);
    await cairn.settled();
    expect(nodesOf(await answerOf(asks(2)))).toBe('ACD');
    cairn.clock.advance(1);
    await cairn.settled();
    expect(reserved('A-B')).toBe(0);
  });

  test('C44: two requests in the same moment do not share the scarce link', async () => {
    const [first, second, third] = await Promise.all([
      answerOf(asks(1)),
      answerOf(asks(2)),
      answerOf(asks(3)),
    ]);
    expect([first, second, third].map(nodesOf)).toEqual(['ABD', 'ACD', 'BANDWIDTH']);
    // The audit record: the decision saw what stands before it in the log.
    expect(reserved('A-B')).toBe(6e9);
    expect(reserved('A-C')).toBe(6e9);
  });

  test('C44: nor do requests of one message that are not synchronised', async () => {
    const answers = await cairn.pce.pathsRequested(A, [asks(1), asks(2)], false);
    expect(answers.map(nodesOf)).toEqual(['ABD', 'ACD']);
  });

  test('C44: nor does a command of an operator in the same moment', async () => {
    const created = cairn.pce.lsps.create({
      pcc: A,
      name: 'new',
      request: asks(0).request,
      setupType: 'RSVP_TE',
      holdingPriority: 7,
    });
    const answer = answerOf(asks(1));
    expect(await created).toMatchObject({
      ok: true,
      value: { intended: { path: { path: { nodes: ['A', 'B', 'D'] } } } },
    });
    expect(nodesOf(await answer)).toBe('ACD');
  });

  test('what is only on its way to the log does not show in queries', async () => {
    const answer = answerOf(asks(1));
    expect(reserved('A-B')).toBe(0);
    await answer;
    expect(reserved('A-B')).toBe(6e9);
  });

  test('is released when its LSP is reported, which then counts itself', async () => {
    await answerOf(asks(1));
    const reportedLsp = lspState({
      pcc: A,
      name: 'one',
      source: '10.0.0.1',
      destination: '10.0.0.4',
      bandwidth: 6e9,
      route: ROUTE_A_B_D,
    });
    cairn.report({ ...reportedLsp, name: 'other', plspId: 2, bandwidth: 0, route: ROUTE_A_C_D });
    await cairn.settled();
    expect(cairn.pce.live.state.holds.size).toBe(1);
    cairn.report(reportedLsp);
    await cairn.settled();
    expect(cairn.pce.live.state.holds.size).toBe(0);
    expect(reserved('A-B')).toBe(6e9);
    // What it was asked for with is known from now on.
    const intent = cairn.pce.live.state.intents.get(cairn.pce.live.state.lspDb.byName(A, 'one')?.id as never);
    expect(intent?.request.bandwidth).toBe(6e9);
  });

  test('of a request that is sent again for the same LSP does not stand in its own way', async () => {
    const forOne = { lsp: { name: 'one' } };
    expect(nodesOf(await answerOf(asks(1, {}, forOne)))).toBe('ABD');
    expect(nodesOf(await answerOf(asks(2, {}, forOne)))).toBe('ABD');
    expect(reserved('A-B')).toBe(6e9);
    expect(cairn.pce.live.state.holds.size).toBe(1);
  });

  test('goes on being held over a restart, for the rest of its time', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    const first = await TestPce.start({ log, clock });
    await first.topology(REFERENCE_NETWORK);
    await answerOf(asks(1), first);
    await first.stop();
    clock.advance(4_000);
    const second = await TestPce.start({ log, clock });
    expect(reserved('A-B', second)).toBe(6e9);
    clock.advance(6_000);
    await second.settled();
    expect(reserved('A-B', second)).toBe(0);
    await second.stop();
  });
});

test('C43: what a stateless request says that its LSP has (RRO) is free for it', async () => {
  expect(nodesOf(await answerOf(asks(1)))).toBe('ABD');
  const previous = { hops: ROUTE_A_B_D, bandwidth: 6e9 };
  const exclude = ['C'];
  expect(nodesOf(await answerOf(asks(2, { exclude })))).toBe('BANDWIDTH EXCLUSION');
  expect(nodesOf(await answerOf(asks(3, { exclude }, { previous })))).toBe('ABD');
});

test('the answer records what it was decided from', async () => {
  const position = cairn.store.head();
  await answerOf(asks(7));
  const [event] = await cairn.store.readAll(position, 1);
  expect(event).toMatchObject({
    type: 'PathRequestAnswered',
    data: { pcc: A, requestId: 7, computation: { position, request: { bandwidth: 6e9 } } },
  });
});

test('what should be avoided is used when there is no other way (RFC 5521 2.1.1)', async () => {
  expect(nodesOf(await answerOf(asks(1, {}, { avoid: ['B'] })))).toBe('ACD');
  expect(nodesOf(await answerOf(asks(2, {}, { avoid: ['B', 'C'] })))).toBe('ABD');
});
