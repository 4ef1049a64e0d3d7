// The paths of one LSP: make-before-break, and LSP-ID 0, which is that of an LSP not signalled yet (RFC 8231 7.3.1).
import { describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { LspDb } from '../../../src/projections/lsp-db/lsp-db.js';
import { lspState } from '../../support/pce.js';

const A = PccId('10.0.0.1');
const id = LspId(A, 'one');

const path = (
  lspId: number,
  operationalState: LspState['operationalState'],
  more: Partial<LspState> = {},
): LspState => ({
  ...lspState({ pcc: A, name: 'one', source: '10.0.0.1', destination: '10.0.0.4', ...more }),
  operationalState,
  identifiers: { sender: '10.0.0.1', lspId, tunnelId: 1, extendedTunnelId: '10.0.0.1', endpoint: '10.0.0.4' },
});

/** LSP-IDs and states of the paths after these reports, and the LSP-ID of the current one. */
function after(...reports: readonly LspState[]): readonly [readonly string[], number | undefined] {
  const db = new LspDb();
  for (const [index, data] of reports.entries()) {
    const place = {
      id: `e${index}`,
      position: index + 1,
      stream: 's',
      version: index + 1,
      schemaVersion: 1,
      time: 0,
    };
    db.apply({ type: 'LspReported', data, ...place });
  }
  const entry = db.get(id);
  const shown = entry?.paths.map(
    ({ identifiers, operationalState }) => `${identifiers?.lspId} ${operationalState}`,
  );
  return [shown ?? [], entry?.current.identifiers?.lspId];
}

describe('the PLSP-ID of an LSP', () => {
  const reported = (db: LspDb, position: number, name: string, plspId: number): void => {
    const data = lspState({ pcc: A, name, plspId, source: '10.0.0.1', destination: '10.0.0.4' });
    const place = { id: `e${position}`, stream: 's', version: position, schemaVersion: 1, time: 0 };
    db.apply({ type: 'LspReported', data, position, ...place });
  };

  test('finds it, also when a restarted head-end numbers its LSPs anew', () => {
    const db = new LspDb();
    reported(db, 1, 'one', 1);
    reported(db, 2, 'two', 2);
    expect(db.byPlspId(A, 2)?.current.name).toBe('two');
    reported(db, 3, 'two', 1);
    expect(db.byPlspId(A, 1)?.current.name).toBe('two');
    expect(db.byPlspId(A, 2)).toBeUndefined();
    reported(db, 4, 'one', 2);
    expect([1, 2].map((plspId) => db.byPlspId(A, plspId)?.current.name)).toEqual(['two', 'one']);
    const restored = new LspDb();
    restored.restore(db.capture());
    expect([1, 2].map((plspId) => restored.byPlspId(A, plspId)?.current.name)).toEqual(['two', 'one']);
  });

  test('is known of LSPs that came from a snapshot and that nobody has asked for yet', () => {
    const db = new LspDb();
    reported(db, 1, 'one', 1);
    reported(db, 2, 'two', 2);
    const restored = new LspDb();
    restored.restore(db.capture());
    expect([restored.countOf(A), Array.from(restored.ofPcc(A), ({ id }) => id)]).toEqual([
      2,
      [id, LspId(A, 'two')],
    ]);
    reported(restored, 3, 'one', 3);
    expect([1, 2, 3].map((plspId) => restored.byPlspId(A, plspId)?.current.name)).toEqual([
      undefined,
      'two',
      'one',
    ]);
    expect(restored.countOf(A)).toBe(2);
  });

  test('changes with a report that says nothing else', () => {
    const db = new LspDb();
    const route = lspState({ pcc: A, name: 'one', source: '10.0.0.1', destination: '10.0.0.4' }).route;
    for (const [position, plspId] of [
      [1, 1],
      [2, 1],
      [3, 2],
    ] as const) {
      const data = { ...path(7, 'UP'), plspId, route };
      const place = { id: `e${position}`, stream: 's', version: position, schemaVersion: 1, time: 0 };
      db.apply({ type: 'LspReported', data, position, ...place });
      expect(db.get(id)).toMatchObject({ position, current: { plspId }, paths: [{ plspId }] });
      expect([1, 2].map((number) => db.byPlspId(A, number)?.current.plspId)).toEqual(
        plspId === 1 ? [1, undefined] : [undefined, 2],
      );
    }
  });
});

describe('the paths of an LSP', () => {
  test('while the new path comes up the old one stays, and carries the traffic', () => {
    expect(after(path(1, 'UP'), path(2, 'GOING_UP'))).toEqual([['1 UP', '2 GOING_UP'], 1]);
    expect(after(path(1, 'UP'), path(2, 'GOING_UP'), path(2, 'UP'))).toEqual([['1 UP', '2 UP'], 2]);
  });

  test('a path that was not signalled yet gives way to the one that is', () => {
    expect(after(path(0, 'GOING_UP'), path(1, 'UP'))).toEqual([['1 UP'], 1]);
  });

  test('down without an LSP-ID means that there is no path left', () => {
    expect(after(path(1, 'UP'), path(0, 'DOWN'))).toEqual([['0 DOWN'], 0]);
  });

  test('another PLSP-ID is another session: nothing of the one before stays', () => {
    expect(after(path(1, 'UP'), path(2, 'UP', { plspId: 9 }))).toEqual([['2 UP'], 2]);
  });

  test('a head-end that never takes a path back loses the oldest, not the memory of the PCE', () => {
    const [paths] = after(...Array.from({ length: 20 }, (_, index) => path(index + 1, 'UP')));
    expect(paths).toEqual(['13 UP', '14 UP', '15 UP', '16 UP', '17 UP', '18 UP', '19 UP', '20 UP']);
  });
});
