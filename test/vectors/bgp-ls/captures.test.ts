// Every message of the captured BGP-LS speakers decodes without a fault and encodes back to the same bytes.
import { expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage } from '../../../src/southbound/bgp-ls/codec/message.js';
import { CAPTURES, contextOf, GOBGP, messagesOf } from '../../support/bgp-captures.js';
import { describeWithShared } from '../../support/project.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** GoBGP 4.8 puts the SRv6 SID (518) before the multi-topology id (263); the codec puts descriptors in order. */
const IN_SENDERS_ORDER = '02060010fc00000000010100000000000000000001070002'.concat('0002');
const IN_ORDER = '01070002000202060010fc000000000101000000000000000000';

describeWithShared('captures of FRR 10.7.1 and GoBGP 4.8.0', ['peers', 'captures'], (folder) => {
  test.each(CAPTURES)('$name comes back byte for byte', (capture) => {
    const messages = messagesOf(folder, capture);
    expect(messages.length).toBeGreaterThan(15);
    for (const message of messages) {
      const decoded = decodeMessage(message, contextOf(capture));
      if (!decoded.ok) throw new Error(`${hex(message)}: ${decoded.error.what}`);
      expect(decoded.value.faults).toEqual([]);
      const again = hex(encodeMessage(decoded.value.message, contextOf(capture)));
      const parameters = decoded.value.message.kind === 'Open';
      // FRR puts each capability into a parameter of its own; the codec puts all into one.
      if (!parameters) expect(again).toBe(hex(message).replace(IN_SENDERS_ORDER, IN_ORDER));
    }
  });

  test('GoBGP sends an NLRI whose descriptors are out of order', () => {
    expect(messagesOf(folder, GOBGP).map(hex).join('')).toContain(IN_SENDERS_ORDER);
  });

  test.each(CAPTURES)('$name opens with the link-state family and four-octet AS numbers', (capture) => {
    const [first] = messagesOf(folder, capture);
    const decoded = decodeMessage(first ?? new Uint8Array(0), contextOf(capture));
    if (!decoded.ok || decoded.value.message.kind !== 'Open') throw new Error('no OPEN');
    expect(decoded.value.message.capabilities).toContainEqual({
      kind: 'Multiprotocol',
      afi: 16388,
      safi: 71,
    });
    expect(decoded.value.message.capabilities).toContainEqual({
      kind: 'FourOctetAs',
      asNumber: capture === GOBGP ? 65001 : 65000,
    });
  });
});
