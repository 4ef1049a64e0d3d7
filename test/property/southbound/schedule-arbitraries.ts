// Generators of the schedule TLVs of RFC 8934.
import fc from 'fast-check';

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const flag = fc.boolean();

const fields = {
  relativeStart: flag,
  pccResponsible: flag,
  activated: flag,
  gracePeriods: flag,
  startTime: u32,
  duration: u32,
  before: u16,
  after: u16,
};

/** The four flags that nobody has assigned; absent where none is set, as decoding leaves them. */
const unassigned = fc
  .integer({ min: 0, max: 0xf })
  .map((bits) => (bits === 0 ? {} : { otherFlags: bits << 4 }));

const withUnassigned = <T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.tuple(value, unassigned).map(([main, extra]) => ({ ...main, ...extra }));

export const scheduleTlvArbitraries = {
  'SCHED-LSP-ATTRIBUTE': withUnassigned(
    fc.record({ kind: fc.constant('SCHED-LSP-ATTRIBUTE' as const), ...fields }),
  ),
  'SCHED-PD-LSP-ATTRIBUTE': withUnassigned(
    fc.record({
      kind: fc.constant('SCHED-PD-LSP-ATTRIBUTE' as const),
      ...fields,
      option: fc.integer({ min: 0, max: 0xf }),
      repeats: fc.integer({ min: 0, max: 0xfff }),
      repeatTimeLength: u32,
    }),
  ),
};
