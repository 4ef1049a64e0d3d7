import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RoutePool } from '../../../src/domain/values/route-pool.js';
import { type EventType, SCHEMA_VERSIONS } from '../../../src/events/catalogue/event.js';
import { fromStored, toStored } from '../../../src/events/catalogue/stored-form.js';
import { UPCASTERS, upcast } from '../../../src/events/catalogue/upcast.js';
import { EVENT_VECTORS } from '../../vectors/events.js';

const folder = resolve(import.meta.dirname, '../../../schema/events');

interface Golden {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

const golden = (file: string): Golden => JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Golden;

const types = Object.entries(SCHEMA_VERSIONS) as [EventType, number][];
const versionsOf = (current: number): number[] => Array.from({ length: current }, (_, index) => index + 1);
const expected = types.flatMap(([type, current]) =>
  versionsOf(current).map((version) => `${type}.v${version}.json`),
);

describe('the golden stored forms in schema/events', () => {
  test('are exactly those of all types and versions', () => {
    expect(readdirSync(folder).sort()).toEqual([...expected].sort());
  });

  test.each(expected)('%s says what it is and loads as the present shape', (file) => {
    const { type, schemaVersion, data } = golden(file);
    expect(`${type}.v${schemaVersion}.json`).toBe(file);
    const loaded = upcast(type, schemaVersion, data);
    expect(Object.keys(loaded)).toEqual(['type', 'data']);
    expect(loaded.type).toBe(type);
    expect(loaded.data).toEqual(expect.any(Object));
  });

  test.each(types)('of %s, the current one (v%d) is the typed vector', (type, current) => {
    const { type: _, schemaVersion: __, data } = golden(`${type}.v${current}.json`);
    expect(data).toStrictEqual(JSON.parse(JSON.stringify(toStored(type, EVENT_VECTORS[type].data))));
    expect(fromStored(type, data, new RoutePool())).toStrictEqual(
      JSON.parse(JSON.stringify(EVENT_VECTORS[type].data)),
    );
  });

  test('no upcaster is for a type or version that never was', () => {
    const steps = types.flatMap(([type, current]) =>
      versionsOf(current - 1).map((version) => `${type}.v${version}`),
    );
    expect(Object.keys(UPCASTERS).sort()).toEqual(steps.sort());
  });
});

describe('upcast', () => {
  const current = { LspRemoved: 3 };
  const table = {
    'LspRemoved.v1': (data: unknown) => ({ ...(data as object), second: true }),
    'LspRemoved.v2': (data: unknown) => ({ ...(data as object), third: true }),
  };

  test('goes through every version in between', () => {
    expect(upcast('LspRemoved', 1, { a: 1 }, table, current).data).toEqual({
      a: 1,
      second: true,
      third: true,
    });
    expect(upcast('LspRemoved', 2, { a: 1 }, table, current).data).toEqual({ a: 1, third: true });
    expect(upcast('LspRemoved', 3, { a: 1 }, table, current).data).toEqual({ a: 1 });
  });

  test.each([
    ['Nonsense', 1],
    ['LspRemoved', 4],
    ['LspRemoved', 0],
  ])('refuses %s of version %d, which it does not know', (type, version) => {
    expect(() => upcast(type, version, {}, table, current)).toThrow(`schema version ${version}`);
  });
});
