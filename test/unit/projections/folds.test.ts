// What each fold makes of its events.
import { describe, expect, test } from '@jest/globals';
import {
  HoldId,
  LinkId,
  LspId,
  NodeId,
  OperationId,
  PccId,
  SessionId,
  SourceName,
} from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { DomainEvent } from '../../../src/events/catalogue/event.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { REMEMBERED_OPERATIONS } from '../../../src/projections/operations/operations.js';
import { recordedEvent } from '../../support/event-generator.js';
import { lspState } from '../../support/pce.js';

const A = PccId('10.0.0.1');
const session = SessionId('one');

function folded(...events: readonly DomainEvent[]): NetworkState {
  const state = new NetworkState();
  for (const [index, event] of events.entries()) state.apply(recordedEvent(event, index + 1));
  return state;
}

const path = (lspId: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name: 'one',
    source: A,
    destination: '10.0.0.4',
    identifiers: { sender: A, lspId, tunnelId: 1, extendedTunnelId: A, endpoint: '10.0.0.4' },
    ...more,
  });
const reported = (state: LspState): DomainEvent => ({ type: 'LspReported', data: state });
const removed = (lspId?: number): DomainEvent => ({
  type: 'LspRemoved',
  data: { pcc: A, name: 'one', plspId: 1, ...(lspId === undefined ? {} : { lspId }), reason: 'reported' },
});

describe('LSP-DB', () => {
  const pathsOf = (state: NetworkState) =>
    state.lspDb.byName(A, 'one')?.paths.map((one) => one.identifiers?.lspId);

  test('keeps both paths of a make-before-break until the old one is removed', () => {
    const both = [reported(path(1)), reported(path(2, { operationalState: 'GOING_UP' }))];
    expect(pathsOf(folded(...both))).toEqual([1, 2]);
    expect(pathsOf(folded(...both, removed(1)))).toEqual([2]);
    expect(pathsOf(folded(...both, removed(1), removed(2)))).toBeUndefined();
    expect(pathsOf(folded(...both, removed()))).toBeUndefined();
  });

  test.each([
    [['UP', 'GOING_UP'], 0],
    [['UP', 'UP'], 1],
    [['UP', 'ACTIVE'], 1],
    [['ACTIVE', 'UP'], 0],
    [['DOWN', 'GOING_UP'], 1],
    [['DOWN', 'DOWN'], 1],
  ] as const)('of paths %j number %i carries the traffic', (states, current) => {
    const paths = states.map((operationalState, index) => path(index + 1, { operationalState }));
    expect(folded(...paths.map(reported)).lspDb.byName(A, 'one')?.current.identifiers?.lspId).toBe(
      current + 1,
    );
  });

  test('a report under another PLSP-ID is of a new session: the old paths are gone', () => {
    expect(pathsOf(folded(reported(path(1)), reported(path(2, { plspId: 9 }))))).toEqual([2]);
  });

  test('a segment-routed LSP has one path', () => {
    const sr = (lspId: number) => path(lspId, { setupType: 'SR_MPLS' });
    expect(pathsOf(folded(reported(sr(1)), reported(sr(2))))).toEqual([2]);
  });
});

describe('TED', () => {
  const node = (source: string, name: string): DomainEvent => ({
    type: 'NodeObserved',
    data: { source: SourceName(source), node: { id: NodeId('A'), name } },
  });
  const gone = (source: string): DomainEvent => ({
    type: 'NodeWithdrawn',
    data: { source: SourceName(source), node: NodeId('A') },
  });
  const shown = (...events: readonly DomainEvent[]) => folded(...events).ted.node(NodeId('A'))?.name;

  test('shows what was said last; when that source withdraws it, the one before speaks again', () => {
    expect(shown(node('igp', 'one'), node('file', 'two'))).toBe('two');
    expect(shown(node('igp', 'one'), node('file', 'two'), node('igp', 'three'))).toBe('three');
    expect(shown(node('igp', 'one'), node('file', 'two'), gone('file'))).toBe('one');
    expect(shown(node('igp', 'one'), node('file', 'two'), gone('igp'), gone('file'))).toBeUndefined();
    expect(shown(node('igp', 'one'), gone('file'))).toBe('one');
  });

  test('the order in which sources spoke outlives a snapshot', () => {
    const state = folded(node('igp', 'one'), node('file', 'two'), node('igp', 'three'));
    const restored = new NetworkState();
    restored.restore(state.capture());
    restored.apply(recordedEvent(gone('igp'), 4));
    expect(restored.ted.node(NodeId('A'))?.name).toBe('two');
  });
});

describe('sessions', () => {
  const up = (id: SessionId): DomainEvent => ({
    type: 'SessionEstablished',
    data: {
      pcc: A,
      session: id,
      address: A,
      port: 1,
      keepalive: { local: 1, remote: 1 },
      deadTimer: { local: 4, remote: 4 },
      capabilities: { stateful: true, update: true, initiation: true, setupTypes: ['RSVP_TE'] },
    },
  });
  const closed = (id: SessionId): DomainEvent => ({
    type: 'SessionClosed',
    data: { pcc: A, session: id, reason: 'dead-timer' },
  });

  test('come up, synchronise and end', () => {
    const synchronized: DomainEvent = {
      type: 'SessionSynchronized',
      data: { pcc: A, session, reported: 1, removed: 0 },
    };
    expect(folded(up(session)).sessions.get(A)).toMatchObject({ session, synchronized: false });
    expect(folded(up(session), synchronized).sessions.get(A)?.synchronized).toBe(true);
    const ended = folded(up(session), synchronized, closed(session)).sessions.get(A);
    expect(ended).toMatchObject({ synchronized: false, lastEnd: 'dead-timer' });
    expect(ended).not.toHaveProperty('session');
  });

  test('an event of an earlier session changes nothing', () => {
    const state = folded(up(session), up(SessionId('two')), closed(session));
    expect(state.sessions.get(A)?.session).toBe('two');
  });
});

const operation = OperationId('op');
const lsp = LspId(A, 'one');
const intended = {
  setupType: 'RSVP_TE',
  source: A,
  destination: '10.0.0.4',
  bandwidth: 5,
  setupPriority: 3,
  holdingPriority: 2,
  administrative: true,
  path: { path: { nodes: [], links: [LinkId('l')], igpMetric: 1, teMetric: 1 }, route: [] },
} as const;
const computation = {
  position: 0,
  request: pathRequest({ source: 'A', destination: 'D', excludeSrlgs: [7] }),
};
const requested = (id = operation): DomainEvent => ({
  type: 'LspUpdateRequested',
  data: { operation: id, lsp, pcc: A, name: 'one', deadline: 9, reason: 'operator', intended, computation },
});
const succeeded = (id = operation): DomainEvent => ({
  type: 'OperationSucceeded',
  data: { operation: id, lsp },
});

describe('operations', () => {
  test('are pending until their first outcome, which stays', () => {
    const failed: DomainEvent = {
      type: 'OperationFailed',
      data: { operation, lsp, code: 'X', message: 'x' },
    };
    expect([...folded(requested()).operations.pending()].map(({ id }) => id)).toEqual([operation]);
    const state = folded(requested(), succeeded(), failed);
    expect(state.operations.get(operation)).toMatchObject({
      state: 'SUCCEEDED',
      startedAt: 1_700_000_000_010,
      endedAt: 1_700_000_000_020,
    });
  });

  test('only the last ended ones are remembered, all pending ones are', () => {
    const events = [requested()];
    for (let count = 0; count <= REMEMBERED_OPERATIONS; count++) {
      const id = OperationId(`op-${count}`);
      events.push(requested(id), succeeded(id));
    }
    const { operations } = folded(...events);
    expect(operations.get(OperationId('op-0'))).toBeUndefined();
    expect(operations.get(OperationId('op-1'))?.state).toBe('SUCCEEDED');
    expect(operations.get(operation)?.state).toBe('PENDING');
  });
});

describe('intents and holds', () => {
  test('what was asked for becomes the intent with success, and goes with the LSP', () => {
    expect(folded(reported(path(1)), requested()).intents.get(lsp)).toBeUndefined();
    const known = [reported(path(1)), requested(), succeeded()];
    expect(folded(...known).intents.get(lsp)).toMatchObject({
      request: { excludeSrlgs: [7] },
      holdingPriority: 2,
    });
    expect(folded(...known, removed()).intents.get(lsp)).toBeUndefined();
    // Removed by the LSP-ID of its only path: the LSP is gone as well.
    expect(folded(...known, removed(1)).intents.get(lsp)).toBeUndefined();
  });

  test.each(['OperationFailed', 'OperationTimedOut', 'OperationCancelled'] as const)(
    '%s leaves no intent',
    (type) => {
      const end = { type, data: { operation, lsp, code: 'X', message: 'x' } } as DomainEvent;
      const state = folded(reported(path(1)), requested(), end, succeeded());
      expect(state.intents.get(lsp)).toBeUndefined();
      expect(state.intents.capture().proposed).toEqual([]);
    },
  );

  test('a hold lasts until it is released; taken up by an LSP it becomes its intent', () => {
    const hold = { id: HoldId('h'), holdingPriority: 4, until: 5 };
    const answered: DomainEvent = {
      type: 'PathRequestAnswered',
      data: { pcc: A, requestId: 1, computation, path: intended.path, hold },
    };
    const release = (taken: boolean): DomainEvent => ({
      type: 'BandwidthHoldReleased',
      data: { hold: hold.id, pcc: A, ...(taken ? { lsp } : {}), reason: taken ? 'reported' : 'expired' },
    });
    expect(folded(answered).holds.get(hold.id)).toMatchObject({ until: 5, request: { excludeSrlgs: [7] } });
    expect(folded(answered, release(true)).intents.get(lsp)?.holdingPriority).toBe(4);
    expect(folded(answered, release(true)).holds.size).toBe(0);
    expect(folded(answered, release(false)).intents.capture()).toEqual({ intents: [], proposed: [] });
  });
});
