// Decisions computed again from the log (RFC 4655 9.4).
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Audit } from '../../../../src/app/audit/audit.js';
import type { Clock } from '../../../../src/app/ports/clock.js';
import type { ObservedPathRequest } from '../../../../src/app/ports/pcc-observer.js';
import { createPathComputer } from '../../../../src/domain/computation/engine.js';
import { LspId, OperationId, PccId } from '../../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../../src/domain/values/lsp.js';
import { type PathRequest, pathRequest } from '../../../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../../../src/events/stores/memory/open.js';
import { msgpackSnapshotCodec } from '../../../../src/main/snapshot-codec.js';
import { auditOf, notReproduced } from '../../../support/audits.js';
import { lspState, TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../../support/reference-network.js';

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
const state = (name: string, plspId: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 4e9,
    route: ROUTE_A_B_D,
    ...more,
  });
const DOWN_A_B = REFERENCE_NETWORK.split('\n')
  .map((line) => (line.includes('{ from: A, to: B,') ? line.replace(' }', ', operational: false }') : line))
  .join('\n');

let log: MemoryLog;
let cairn: TestPce;

beforeEach(async () => {
  log = emptyLog();
  cairn = await TestPce.start({ log });
  await cairn.topology(REFERENCE_NETWORK);
});
afterEach(() => cairn.stop());

const create = (name: string, bandwidth: number, alternatives = 0) =>
  cairn.pce.lsps.create({
    pcc: A,
    name,
    request: pathRequest({ source: 'A', destination: 'D', bandwidth, alternatives }),
    setupType: 'RSVP_TE',
    holdingPriority: 7,
  });
const verdicts = async (pce = cairn) => (await auditOf(pce.pce)).map(({ verdict }) => verdict);

/** Rewrites the one event of a type that `change` finds, as nobody who appends could. */
function tamper(type: string, change: (data: string) => string): void {
  const index = log.events.findIndex((event) => event.type === type && change(event.text) !== event.text);
  const event = log.events[index];
  if (event === undefined) throw new Error(`no ${type} to tamper with`);
  log.events[index] = { ...event, text: change(event.text) };
}

describe('F12: what was decided is reproduced', () => {
  test('answers that affect each other while they are in flight', async () => {
    await cairn.connect(A);
    const asked = [1, 2, 3].map((id) => cairn.pce.pathsRequested(A, [asks(id)], false));
    const answers = (await Promise.all(asked)).flat();
    expect(answers.map(({ kind }) => kind)).toEqual(['path', 'path', 'no-path']);
    const findings = await auditOf(cairn.pce);
    expect(notReproduced(findings)).toEqual([]);
    expect(findings).toHaveLength(3);
    // All of them saw the log before any of them was in it.
    expect(new Set(findings.map(({ computedAt }) => computedAt)).size).toBe(1);
  });

  test('a request sent again before the first answer is in the log, which takes nothing twice', async () => {
    await cairn.connect(A);
    const forOne = { lsp: { name: 'one' } };
    const both = await Promise.all([
      cairn.pce.pathsRequested(A, [asks(1, {}, forOne)], false),
      cairn.pce.pathsRequested(A, [asks(2, {}, forOne)], false),
    ]);
    expect(both.flat().map((answer) => answer.kind === 'path' && answer.path.path.nodes.join(''))).toEqual([
      'ABD',
      'ABD',
    ]);
    await cairn.settled();
    expect(cairn.pce.live.state.holds.size).toBe(1);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  test('synchronised requests, with the record of their set', async () => {
    await cairn.connect(A);
    const first = cairn.pce.pathsRequested(A, [asks(1, { bandwidth: 1e9 })], false);
    await cairn.pce.pathsRequested(A, [asks(2), asks(3, { alternatives: 2, bandwidth: 1e9 }), asks(4)], true);
    await first;
    const findings = await auditOf(cairn.pce);
    expect(notReproduced(findings)).toEqual([]);
    expect(findings.map(({ event }) => event.type)).toEqual([
      'PathRequestAnswered',
      'PathsComputedTogether',
      'PathRequestAnswered',
      'PathRequestAnswered',
      'PathRequestAnswered',
    ]);
  });

  test('requests whose paths must share nothing', async () => {
    await cairn.connect(A);
    const apart = { disjointness: { level: 'link', strict: true } } as const;
    const answers = await cairn.pce.pathsRequested(A, [asks(1), asks(2)], true, apart);
    const routes = answers.map((answer) => answer.kind === 'path' && answer.path.path.nodes.join(''));
    expect(new Set(routes)).toEqual(new Set(['ABD', 'ACD']));
    expect(await verdicts()).toEqual(Array(3).fill('reproduced'));
    tamper('PathsComputedTogether', (data) =>
      data.replace('"level":"link"', '"level":"node"').replace('A-B', 'A-C'),
    );
    expect(await verdicts()).toContain('different');
  });

  test('requests that are the best as a set by an objective of sets', async () => {
    await cairn.connect(A);
    const narrow = { bandwidth: 5e8 };
    const answers = await cairn.pce.pathsRequested(A, [asks(1, narrow), asks(2, narrow)], true, {
      objective: 'AGGREGATE_BANDWIDTH',
    });
    const routes = answers.map((answer) => answer.kind === 'path' && answer.path.path.nodes.join(''));
    expect(routes).toEqual(['AD', 'AD']);
    expect(await verdicts()).toEqual(Array(3).fill('reproduced'));
    tamper('PathsComputedTogether', (data) => data.replace('AGGREGATE_BANDWIDTH', 'CUMULATIVE_COST'));
    expect(await verdicts()).toContain('different');
  });

  test('what should be avoided if possible (RFC 5521), what the LSP has (RRO), and label stacks', async () => {
    await cairn.connect(A);
    const previous = { hops: ROUTE_A_B_D, bandwidth: 6e9 };
    const segments = { setupType: 'SR_MPLS', maximumSidDepth: 3 } as const;
    await cairn.pce.pathsRequested(A, [asks(1), asks(2, {}, { avoid: ['B', 'C'] })], false);
    await cairn.pce.pathsRequested(A, [asks(3, { exclude: ['C'] }, { previous })], false);
    await cairn.pce.pathsRequested(A, [asks(4, { bandwidth: 1e9, alternatives: 3 }, segments)], false);
    expect(await verdicts()).toEqual(Array(4).fill('reproduced'));
  });

  test('LSPs that an operator creates and updates at once, refused ones too', async () => {
    await cairn.connect(A, [state('one', 1)]);
    await Promise.all([
      create('new', 6e9, 2),
      cairn.pce.lsps.update({ id: LspId(A, 'one'), bandwidth: 5e9 }),
      create('too-much', 9e9),
      cairn.pce.pathsRequested(A, [asks(1, { bandwidth: 3e9 })], false),
    ]);
    const findings = await auditOf(cairn.pce);
    expect(notReproduced(findings)).toEqual([]);
    expect(findings).toHaveLength(4);
  });

  test('victims of a failure, which were moved together, and those that fit nowhere', async () => {
    await cairn.connect(A, [
      state('one', 1, { bandwidth: 5e9 }),
      state('two', 2, { bandwidth: 4e9 }),
      state('three', 3, { bandwidth: 1e9 }),
      state('elsewhere', 4, { bandwidth: 4e9, route: ROUTE_A_C_D }),
    ]);
    await cairn.topology(DOWN_A_B, true);
    await cairn.settled();
    const findings = await auditOf(cairn.pce);
    expect(notReproduced(findings)).toEqual([]);
    expect(findings.map(({ event }) => event.type).sort()).toEqual([
      'LspNotReroutable',
      'LspUpdateRequested',
      'LspUpdateRequested',
      'PathsComputedTogether',
    ]);
    const [operation] = cairn.pce.live.state.operations.pending();
    const record = operation?.computation;
    if (record === undefined) throw new Error('nothing was computed');
    expect(await cairn.pce.computedTogetherWith(record)).toHaveLength(2);
  });
});

describe('a log that was changed', () => {
  beforeEach(async () => {
    await cairn.connect(A, [state('one', 1), state('two', 2, { route: ROUTE_A_C_D })]);
    await Promise.all([create('new', 2e9, 1), cairn.pce.pathsRequested(A, [asks(1)], false)]);
    expect(await verdicts()).toEqual(['reproduced', 'reproduced']);
  });

  test('has another path: both answers are shown', async () => {
    tamper('PathRequestAnswered', (text) => text.replaceAll('"A-C"', '"A-B"'));
    const [, finding] = await auditOf(cairn.pce);
    expect(finding).toMatchObject({ verdict: 'different' });
    const [difference] = finding?.differences ?? [];
    expect(difference?.recorded.links).toContain('A-B');
    expect(difference?.recomputed.links).toContain('A-C');
  });

  test.each([
    ['a sum of metrics', '"teMetric":20', '"teMetric":21'],
    ['the alternatives', /"alternatives":\[\[.*?\]\]/g, '"alternatives":[]'],
    ['the bandwidth asked for', '"bandwidth":2000000000,', '"bandwidth":7000000000,'],
  ])('in %s', async (_what, from, to) => {
    tamper('LspInitiationRequested', (text) => text.replaceAll(from, to));
    expect((await verdicts())[0]).toBe('different');
  });

  test('in what the decision saw', async () => {
    tamper('PathRequestAnswered', (text) => text.replace('"inFlight":1', '"inFlight":0'));
    const [, finding] = await auditOf(cairn.pce);
    expect(finding).toMatchObject({
      verdict: 'different',
      reason: expect.stringContaining('it counted 0 decisions in flight, but the log has 1'),
    });
    tamper('PathRequestAnswered', (text) => text.replace(/"position":\d+/, '"position":4711'));
    expect((await verdicts())[1]).toBe('different');
  });

  test('in a way that can not be computed', async () => {
    tamper('PathRequestAnswered', (text) => text.replace('"exclude":[]', '"exclude":7'));
    expect((await auditOf(cairn.pce))[1]).toMatchObject({
      verdict: 'different',
      reason: expect.stringContaining('it can not be computed'),
    });
  });

  test('in the network before it', async () => {
    tamper('LinkObserved', (text) =>
      text.includes('"A-B"') ? text.replaceAll('10000000000', '1000000') : text,
    );
    expect(await verdicts()).toContain('different');
  });
});

describe('what is not computed again', () => {
  test('is a path that an operator gave', async () => {
    await cairn.connect(A, [state('one', 1)]);
    await cairn.pce.lsps.update({ id: LspId(A, 'one'), path: ['A', 'C', 'D'] });
    await cairn.pce.lsps.update({ id: LspId(A, 'one'), administrative: false });
    expect(await auditOf(cairn.pce)).toMatchObject([
      { verdict: 'not-computed', reason: expect.stringContaining('it was given') },
      { verdict: 'not-computed' },
    ]);
  });

  test('is a record of an earlier version, which does not tell all', async () => {
    await cairn.connect(A);
    await cairn.pce.pathsRequested(A, [asks(1)], false);
    tamper('PathRequestAnswered', (text) => text.replace('"inFlight":0,', ''));
    expect(await auditOf(cairn.pce)).toMatchObject([
      { verdict: 'not-computed', reason: expect.stringContaining('earlier version') },
    ]);
  });
});

describe('an audit', () => {
  beforeEach(async () => {
    await cairn.connect(A, [state('one', 1), state('two', 2, { route: ROUTE_A_C_D })]);
    for (let id = 1; id <= 4; id++) await cairn.pce.pathsRequested(A, [asks(id, { bandwidth: 1e9 })], false);
    await cairn.pce.lsps.update({ id: LspId(A, 'one'), bandwidth: 1e9 });
    await cairn.settled();
  });

  test('gives the same in pages of any size', async () => {
    const whole = await auditOf(cairn.pce);
    expect(whole).toHaveLength(5);
    expect(await auditOf(cairn.pce, { first: 1 })).toEqual(whole);
    expect(await auditOf(cairn.pce, { first: 2 })).toEqual(whole);
  });

  test('ends a page that takes long, and goes on in the next', async () => {
    let now = 0;
    let pauses = 0;
    const clock: Clock = {
      now: () => (now += 900),
      schedule: (delay, callback) => {
        if (delay > 0) return { cancel: () => undefined };
        pauses++;
        queueMicrotask(callback);
        return { cancel: () => undefined };
      },
    };
    const { store } = cairn;
    const slow = new Audit({ store, codec: msgpackSnapshotCodec, newComputer: createPathComputer, clock });
    const page = await slow.page({ after: 0, to: store.head(), first: 100 });
    expect(page.findings.length).toBeLessThan(5);
    expect(page.findings.length).toBeGreaterThan(0);
    expect(page).toMatchObject({ hasMore: true, auditedTo: page.findings.at(-1)?.event.position });
    const findings = await auditOf({ audit: (filter) => slow.page(filter), head: () => store.head() });
    expect(findings).toEqual(await auditOf(cairn.pce));
    expect(pauses).toBeGreaterThan(0);
    slow.stop();
  });

  test('is of a part of the log, an LSP, an operation or types', async () => {
    const whole = await auditOf(cairn.pce);
    const [first, second, third] = whole.map(({ event }) => event.position);
    expect(await auditOf(cairn.pce, { after: first ?? 0, to: third ?? 0 })).toEqual(whole.slice(1, 3));
    expect(await auditOf(cairn.pce, { after: third ?? 0, to: second ?? 0 })).toEqual([]);
    const updated = whole.slice(4);
    expect(await auditOf(cairn.pce, { lsp: LspId(A, 'one') })).toEqual(updated);
    expect(await auditOf(cairn.pce, { operation: updated[0]?.operation ?? OperationId('') })).toEqual(
      updated,
    );
    expect(await auditOf(cairn.pce, { types: ['LspUpdateRequested'] })).toEqual(updated);
  });

  test('is the same after a restart, and leaves the present alone', async () => {
    const whole = await auditOf(cairn.pce);
    const before = cairn.pce.live.state.capture();
    const again = await TestPce.start({ log, clock: cairn.clock });
    expect(await auditOf(again.pce)).toEqual(whole);
    expect(cairn.pce.live.state.capture()).toEqual(before);
    await again.stop();
  });
});
