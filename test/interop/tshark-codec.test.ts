// Wireshark reads what the codec writes: every object and TLV, no complaint, and the values that were put in.
import { describe, expect, test } from '@jest/globals';
import { encodeMessage } from '../../src/southbound/pcep/codec/message.js';
import { describeWithPeers } from '../support/peers.js';
import { dissect, valuesOf } from '../support/tshark.js';
import { cases } from './tshark-codec-cases.js';

describeWithPeers(['tshark'], 'tshark reads what the codec writes', () => {
  const dissections = dissect(cases.map(({ message }) => encodeMessage(message)));

  test('message for message', () => {
    expect(dissections).toHaveLength(cases.length);
  });

  describe.each(cases.map((each, index) => [each.name, each, index] as const))(
    '%s',
    (_name, { fields }, index) => {
      test('without a complaint', () => {
        expect(dissections[index]?.complaints).toEqual([]);
      });

      test('with the values that were put in', () => {
        const seen = dissections[index]?.fields ?? {};
        const found = Object.fromEntries(Object.keys(fields).map((field) => [field, valuesOf(seen, field)]));
        expect(found).toEqual(fields);
      });
    },
  );
});
