// Generators of the auto-bandwidth TLVs of RFC 8733.
import fc from 'fast-check';
import { bytes, f32, k, record, u32 } from './field-arbitraries.js';

const percentage = fc.integer({ min: 0, max: 0x7f });
const count = fc.integer({ min: 0, max: 0x1f });

/** Sub-TLVs that have no codec, and ones whose length is not that of their type. */
const unknown = fc
  .oneof(
    fc.record({ kind: k('Unknown'), type: fc.integer({ min: 14, max: 0xffff }), bytes: bytes(9) }),
    fc.record({
      kind: k('Unknown'),
      type: fc.integer({ min: 0, max: 13 }),
      bytes: fc.oneof(bytes(3), fc.uint8Array({ minLength: 5, maxLength: 7 }), bytes(12)),
    }),
  )
  .filter(({ type, bytes: { length } }) => !KNOWN.has(`${type} ${length}`));

const EIGHT = new Set([5, 7, 10, 11, 12, 13]);
const KNOWN = new Set(
  Array.from({ length: 13 }, (_, index) => `${index + 1} ${EIGHT.has(index + 1) ? 8 : 4}`),
);

export const autoBandwidthSubTlv = fc.oneof(
  unknown,
  fc.record({
    kind: fc.constantFrom('Sample-Interval', 'Adjustment-Interval', 'Down-Adjustment-Interval'),
    seconds: u32,
  }),
  fc.record({
    kind: fc.constantFrom(
      'Adjustment-Threshold',
      'Down-Adjustment-Threshold',
      'Minimum-Bandwidth',
      'Maximum-Bandwidth',
    ),
    bytesPerSecond: f32,
  }),
  fc.record({
    kind: fc.constantFrom('Adjustment-Threshold-Percentage', 'Down-Adjustment-Threshold-Percentage'),
    percentage,
    minimumThreshold: f32,
  }),
  fc.record({
    kind: fc.constantFrom('Overflow-Threshold', 'Underflow-Threshold'),
    count,
    bytesPerSecond: f32,
  }),
  fc.record({
    kind: fc.constantFrom('Overflow-Threshold-Percentage', 'Underflow-Threshold-Percentage'),
    percentage,
    count,
    minimumThreshold: f32,
  }),
);

export const autoBandwidthTlvArbitraries = {
  'AUTO-BANDWIDTH-CAPABILITY': record({ kind: k('AUTO-BANDWIDTH-CAPABILITY'), flags: u32 }),
  'AUTO-BANDWIDTH-ATTRIBUTES': fc.record({
    kind: k('AUTO-BANDWIDTH-ATTRIBUTES'),
    subTlvs: fc.array(autoBandwidthSubTlv, { maxLength: 8 }),
  }),
};
