// Observation and outcome, as tables.
import { describe, expect, test } from '@jest/globals';
import {
  observeRemoval,
  observeReport,
  pathKey,
  sweepUnreported,
} from '../../../../src/domain/lsp/observation.js';
import {
  type Evidence,
  outcomeOf,
  sameRoute,
  type Wanted,
} from '../../../../src/domain/lsp/operation-outcome.js';
import type { Hop } from '../../../../src/domain/values/hop.js';
import { PccId } from '../../../../src/domain/values/identifiers.js';
import type { LspState, OperationalState, SetupType } from '../../../../src/domain/values/lsp.js';
import { lspState } from '../../../support/pce.js';

const pcc = PccId('10.0.0.1');
const address = (text: string): Hop => ({ kind: 'address', address: text });
const ROUTE = [address('10.1.2.2'), address('10.2.4.2')];
const OTHER = [address('10.1.3.2')];
const path = (lspId: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc,
    name: 'one',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    route: ROUTE,
    identifiers: {
      sender: '10.0.0.1',
      lspId,
      tunnelId: 1,
      extendedTunnelId: '10.0.0.1',
      endpoint: '10.0.0.4',
    },
    ...more,
  });
const removal = (lspId: number | undefined, reason: string) => ({
  type: 'LspRemoved',
  data: { pcc, name: 'one', plspId: 1, ...(lspId === undefined ? {} : { lspId }), reason },
});

describe('a report', () => {
  test('that tells nothing new is no event', () => {
    expect(observeReport([path(1)], structuredClone(path(1)))).toEqual([]);
    expect(observeReport([path(1), path(2)], path(2))).toEqual([]);
  });

  test('that differs in anything is one', () => {
    for (const changed of [
      path(1, { bandwidth: 1 }),
      path(1, { plspId: 2 }),
      path(1, { errorCode: 1 }),
      path(2),
    ]) {
      expect(observeReport([path(1)], changed)).toEqual([{ type: 'LspReported', data: changed }]);
    }
  });
});

describe('a removal', () => {
  test.each([
    ['of one of two paths', [path(1), path(2)], 1, [removal(1, 'reported')]],
    ['of the only path', [path(1)], 1, [removal(undefined, 'reported')]],
    ['of all (LSP-ID 0)', [path(1), path(2)], 0, [removal(undefined, 'reported')]],
    ['of a path that is not known', [path(1)], 7, []],
    ['of an LSP that is not known', [], 0, []],
  ] as const)('%s', (_name, known, lspId, events) => {
    expect(observeRemoval(known, path(lspId))).toEqual(events);
  });
});

describe('the sweep', () => {
  const swept = (known: LspState[], reported: LspState[]) =>
    sweepUnreported([known], new Set(reported.map(pathKey)));

  test('takes what was not reported: whole LSPs, or single paths', () => {
    expect(swept([path(1), path(2)], [])).toEqual([removal(undefined, 'not-resynchronized')]);
    expect(swept([path(1), path(2)], [path(2)])).toEqual([removal(1, 'not-resynchronized')]);
    expect(swept([path(1)], [path(1, { bandwidth: 9 })])).toEqual([]);
  });

  test('a segment-routed LSP is the same one whatever its LSP-ID', () => {
    const setupType = 'SR_MPLS';
    expect(swept([path(1, { setupType })], [path(5, { setupType })])).toEqual([]);
  });
});

const intended = {
  setupType: 'RSVP_TE',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  bandwidth: 0,
  setupPriority: 7,
  holdingPriority: 7,
  administrative: true,
  path: { path: { nodes: [], links: [], igpMetric: 1, teMetric: 1 }, route: ROUTE },
} as const;
const CREATE: Wanted = { kind: 'create-lsp', intended };
const UPDATE: Wanted = { kind: 'update-lsp', intended };
const DOWN: Wanted = { kind: 'update-lsp', intended: { ...intended, administrative: false } };
const DELETE: Wanted = { kind: 'delete-lsp' };

const shown = (wanted: Wanted, evidence: Evidence): string => {
  const outcome = outcomeOf(wanted, evidence);
  return outcome.kind === 'failed' ? outcome.code : outcome.kind;
};

describe('an operation', () => {
  const gone = undefined;
  test.each<[string, Wanted, LspState | undefined, boolean, string]>([
    ['create: up on the intended route', CREATE, path(1), true, 'succeeded'],
    ['create: not its answer', CREATE, path(1), false, 'open'],
    ['create: still another route', CREATE, path(1, { route: OTHER }), true, 'open'],
    [
      'create: administratively down is intended to be up',
      UPDATE,
      path(1, { operationalState: 'DOWN' }),
      true,
      'open',
    ],
    ['create: not there yet', CREATE, gone, false, 'open'],
    ['create: there, and gone again', CREATE, gone, true, 'LSP_REMOVED'],
    ['update: gone', UPDATE, gone, false, 'LSP_REMOVED'],
    ['update: LSP-ERROR-CODE in the answer', UPDATE, path(1, { errorCode: 4 }), true, 'LSP_ERROR'],
    ['update: an old LSP-ERROR-CODE', UPDATE, path(1, { errorCode: 4 }), false, 'open'],
    [
      'update to down: down',
      DOWN,
      path(1, { administrative: false, operationalState: 'DOWN' }),
      true,
      'succeeded',
    ],
    ['update to down: still up', DOWN, path(1), true, 'open'],
    ['delete: gone', DELETE, gone, false, 'succeeded'],
    ['delete: still there', DELETE, path(1), true, 'open'],
    ['delete: refused with an LSP-ERROR-CODE', DELETE, path(1, { errorCode: 2 }), true, 'LSP_ERROR'],
  ])('%s', (_name, wanted, state, answers, expected) => {
    expect(shown(wanted, { state, answers })).toBe(expected);
  });

  test.each<[SetupType, OperationalState, string]>([
    ['RSVP_TE', 'UP', 'succeeded'],
    ['RSVP_TE', 'ACTIVE', 'succeeded'],
    ['RSVP_TE', 'GOING_UP', 'open'],
    ['SR_MPLS', 'GOING_UP', 'succeeded'],
    ['SR_MPLS', 'DOWN', 'open'],
    ['RSVP_TE', 'GOING_DOWN', 'open'],
  ])('%s that is %s: %s', (setupType, operationalState, expected) => {
    expect(shown(UPDATE, { state: path(1, { setupType, operationalState }), answers: true })).toBe(expected);
  });

  test('failures name the code of RFC 8231 7.3.3', () => {
    const outcome = outcomeOf(UPDATE, { state: path(1, { errorCode: 7 }), answers: true });
    expect(outcome).toMatchObject({ message: expect.stringContaining('LSP preempted') });
  });
});

describe('routes are the same', () => {
  const label = (value: number, more = {}): Hop => ({ kind: 'segment', label: value, ...more });
  test.each<[readonly Hop[], readonly Hop[], boolean]>([
    [ROUTE, structuredClone(ROUTE), true],
    [ROUTE, ROUTE.slice(1), false],
    [ROUTE, ROUTE.toReversed(), false],
    [[label(16_001, { node: '10.0.0.1' })], [label(16_001)], true],
    [[label(16_001)], [label(16_002)], false],
    [[label(1)], [address('10.0.0.1')], false],
    [[address('10.0.0.1')], [{ kind: 'address', address: '10.0.0.1', loose: true }], false],
    [[{ kind: 'as', as: 1 }], [{ kind: 'as', as: 1 }], true],
    [[], [], true],
  ])('%j, %j: %s', (a, b, same) => {
    expect(sameRoute(a, b)).toBe(same);
    expect(sameRoute(b, a)).toBe(same);
  });
});
