// The folds as such: the same events give the same state, and a captured state goes on like the one it was taken from.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SCHEMA_VERSIONS } from '../../../src/events/catalogue/event.js';
import { msgpackSnapshotCodec } from '../../../src/main/snapshot-codec.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { cases } from '../../support/cases.js';
import { eventSeeds, GENERATED_TYPES, recordedFrom } from '../../support/event-generator.js';

const fold = (events: ReturnType<typeof recordedFrom>, state = new NetworkState()): NetworkState => {
  for (const event of events) state.apply(event);
  return state;
};
const RUNS = { numRuns: cases(300) };

test('every event type is generated', () => {
  expect([...GENERATED_TYPES].sort()).toEqual(Object.keys(SCHEMA_VERSIONS).sort());
});

describe('the network state', () => {
  test('is the same for the same events, to the byte', () => {
    fc.assert(
      fc.property(eventSeeds(120), (seeds) => {
        const captures = [0, 1].map(() => JSON.stringify(fold(recordedFrom(seeds)).capture()));
        expect(captures[0]).toBe(captures[1]);
      }),
      RUNS,
    );
  });

  test('restored from a capture is what was captured, and goes on alike', () => {
    fc.assert(
      fc.property(eventSeeds(80), eventSeeds(80), (before, after) => {
        const original = fold(recordedFrom(before));
        const restored = fold(recordedFrom([[0, 1, 2, 3]]));
        restored.restore(structuredClone(original.capture()));
        expect(JSON.stringify(restored.capture())).toBe(JSON.stringify(original.capture()));
        const more = recordedFrom(after, before.length);
        expect(JSON.stringify(fold(more, restored).capture())).toBe(
          JSON.stringify(fold(more, original).capture()),
        );
      }),
      RUNS,
    );
  });

  test('a capture does not change with the state it was taken from', () => {
    fc.assert(
      fc.property(eventSeeds(60), eventSeeds(60), (before, after) => {
        const state = fold(recordedFrom(before));
        const captured = state.capture();
        const text = JSON.stringify(captured);
        fold(recordedFrom(after, before.length), state);
        expect(JSON.stringify(captured)).toBe(text);
      }),
      RUNS,
    );
  });

  test('comes back from the bytes of a snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(eventSeeds(80), async (seeds) => {
        const captured = fold(recordedFrom(seeds)).capture();
        const restored = new NetworkState();
        restored.restore(msgpackSnapshotCodec.decode(await msgpackSnapshotCodec.encode(captured)));
        expect(restored.capture()).toEqual(captured);
      }),
      { ...RUNS, numRuns: cases(100) },
    );
  });

  test('is internally consistent: indices agree, nothing outlives what it belongs to', () => {
    fc.assert(
      fc.property(eventSeeds(150), (seeds) => {
        const state = fold(recordedFrom(seeds));
        const { lspDb, operations, intents } = state;
        expect(lspDb.size).toBe(lspDb.ids().length);
        for (const entry of lspDb.entries()) {
          expect(lspDb.byName(entry.current.pcc, entry.current.name)).toBe(entry);
          expect(entry.paths).toContain(entry.current);
          const { pcc, plspId } = entry.current;
          const numbered = lspDb.byPlspId(pcc, plspId);
          if (numbered !== undefined) expect(numbered.current).toMatchObject({ pcc, plspId });
          expect(new Set(entry.paths.map(({ plspId }) => plspId)).size).toBe(1);
        }
        for (const { state: present, endedAt } of operations.capture()) {
          expect(present === 'PENDING').toBe(endedAt === undefined);
        }
        const types = recordedFrom(seeds);
        const last = types.at(-1);
        if (last?.type === 'LspRemoved') {
          const { pcc, name } = last.data;
          const gone = lspDb.byName(pcc, name) === undefined;
          if (gone) expect(intents.capture().intents.some(({ lsp }) => lsp === `${pcc}/${name}`)).toBe(false);
        }
      }),
      RUNS,
    );
  });
});
