import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Hop } from '../../src/domain/values/hop.js';
import { RoutePool } from '../../src/domain/values/route-pool.js';
import { fromStored, toStored } from '../../src/events/catalogue/stored-form.js';

const loose = fc.constantFrom({}, { loose: true } as const);
const address = fc.constantFrom('10.0.0.1', '10.1.2.3', '2001:db8::1');
const hop: fc.Arbitrary<Hop> = fc.oneof(
  fc.tuple(address, loose).map(([text, more]) => ({ kind: 'address', address: text, ...more }) as const),
  fc
    .tuple(address, fc.nat(31))
    .map(([text, prefixLength]) => ({ kind: 'address', address: text, prefixLength }) as const),
  fc.tuple(fc.nat(0xfffff), loose).map(([label, more]) => ({ kind: 'segment', label, ...more }) as const),
  fc.nat(0xfffff).map((label) => ({ kind: 'label', label }) as const),
  fc.nat(65_535).map((as) => ({ kind: 'as', as }) as const),
);

test('what is read back from the log is what was recorded, whatever the routes are made of', () => {
  const routes = fc.record({
    route: fc.array(hop),
    recordedRoute: fc.option(fc.array(hop), { nil: undefined }),
  });
  fc.assert(
    fc.property(routes, fc.string(), ({ route, recordedRoute }, name) => {
      const data = { name, route, ...(recordedRoute === undefined ? {} : { recordedRoute }) };
      const before = structuredClone(data);
      const text = JSON.stringify(toStored('LspReported', data));
      expect(data).toStrictEqual(before);
      expect(fromStored('LspReported', JSON.parse(text), new RoutePool())).toStrictEqual(before);
    }),
  );
});

test('a strict host hop is stored as its address alone, every other hop in full', () => {
  const route: Hop[] = [
    { kind: 'address', address: '10.0.0.1' },
    { kind: 'address', address: '10.0.0.2', loose: true },
    { kind: 'segment', label: 16001 },
  ];
  expect(toStored('LspReported', { route })).toEqual({ route: ['10.0.0.1', route[1], route[2]] });
});

test('events of other types stand in the log as they are', () => {
  const data = { route: [{ kind: 'address', address: '10.0.0.1' }] };
  expect(toStored('LspUpdateRequested', data)).toBe(data);
});
