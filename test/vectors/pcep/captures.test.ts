// Every PCEP message that real peers sent into the captures of the reference folder (and the hand-crafted ones there) decodes
// without a complaint about its form and encodes back to the same bytes.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PCEP_FRAME_FORMAT } from '../../../src/southbound/pcep/codec/framing.js';
import {
  decodeMessage,
  decodeObjects,
  encodeMessage,
  encodeObjects,
} from '../../../src/southbound/pcep/codec/message.js';
import { Framer } from '../../../src/southbound/wire/framer.js';
import { readSegments, reassemble } from '../../support/pcap.js';
import { describeWithShared } from '../../support/project.js';

const PCEP = 4189;

/** Captures of third-party peers; the others hold BGP-LS, TLS, or messages without a TCP stream around them. */
const isPeerCapture = (name: string): boolean => /^(f84|frr844)-.*\.pcap$/.test(name);

const messagesOf = (file: string): readonly Uint8Array[] =>
  reassemble(readSegments(file).filter((s) => s.sourcePort === PCEP || s.destinationPort === PCEP)).flatMap(
    ({ bytes }) => {
      const { frames, failure } = new Framer(PCEP_FRAME_FORMAT).push(bytes);
      expect(failure).toBeUndefined();
      return frames;
    },
  );

/** In f84-unkmsg the PCE sends a message of this type, with a body that is no list of objects. */
const UNASSIGNED_TYPE = 99;
/** Here the PCE says of an SRv6 segment that its SID is absent (S) and its NAI is not, and sends a SID and no NAI. */
const CONTRADICTORY = 'f84-srv6.pcap';

/** Each object's bytes, sorted. */
function objectsInAnyOrder(message: Uint8Array): readonly string[] {
  const decoded = decodeObjects(message);
  if (!decoded.ok) return [hex(message)];
  const { messageType, objects } = decoded.value;
  return objects.map((object) => hex(encodeObjects({ messageType, objects: [object] }))).sort();
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describeWithShared('captures of FRR 8.4.4', ['peers', 'captures'], (folder) => {
  const names = readdirSync(folder).filter(isPeerCapture);

  test('are there in number', () => {
    expect(names.length).toBeGreaterThan(20);
  });

  test.each(names)('%s comes back byte for byte', (name) => {
    const messages = messagesOf(path.join(folder, name));
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) {
      if (message[1] === UNASSIGNED_TYPE) continue;
      const decoded = decodeObjects(message);
      if (!decoded.ok && name === CONTRADICTORY) continue;
      if (!decoded.ok) throw new Error(`${hex(message)}: ${decoded.error.what}`);
      expect(hex(encodeObjects(decoded.value))).toBe(hex(message));
    }
  });

  test.each(names)('%s keeps its objects through the grammars', (name) => {
    for (const message of messagesOf(path.join(folder, name))) {
      const decoded = decodeMessage(message);
      if (!decoded.ok) throw new Error(`${hex(message)}: ${decoded.error.what}`);
      // What is refused is left out; what is understood keeps every object, though perhaps in another order.
      if (decoded.value.failures.length > 0) continue;
      const again = encodeMessage(decoded.value.message);
      expect(objectsInAnyOrder(again)).toEqual(objectsInAnyOrder(message));
    }
  });

  test('only what was sent to provoke the peer is refused', () => {
    const refused = names.flatMap((name) =>
      messagesOf(path.join(folder, name)).flatMap((message) => {
        const decoded = decodeMessage(message);
        return decoded.ok
          ? decoded.value.failures.map(({ what }) => `${name}: ${what}`)
          : [`${name}: whole message`];
      }),
    );
    expect(refused).toEqual([
      'f84-noero.pcap: instantiation without ERO',
      'f84-noname.pcap: instantiation without SYMBOLIC-PATH-NAME',
      `${CONTRADICTORY}: SRv6 segment with an NAI of no type`,
    ]);
  });
});

describeWithShared('damaged captures', ['peers', 'captures'], (folder) => {
  test('never make the codec throw, whichever octet is wrong', () => {
    const messages = readdirSync(folder)
      .filter(isPeerCapture)
      .slice(0, 6)
      .flatMap((name) => messagesOf(path.join(folder, name)));
    const distinct = new Map(messages.map((message) => [hex(message), message]));
    for (const message of distinct.values()) {
      for (let at = 0; at < message.byteLength; at++) {
        for (const value of [0, 1, 0x7f, 0xff]) {
          const damaged = Uint8Array.from(message);
          damaged[at] = value;
          const decoded = decodeMessage(damaged);
          if (!decoded.ok) expect(decoded.error.what).not.toBe('');
        }
        const cut = Uint8Array.from(message.subarray(0, at));
        if (at >= 4) new DataView(cut.buffer).setUint16(2, at);
        decodeMessage(cut);
      }
    }
  });
});

describeWithShared(
  'hand-crafted objects of many RFCs',
  ['peers', 'captures', 'crafted-pcep-objects.pcap'],
  (file) => {
    const messages = readSegments(file).map(({ payload }) => payload);
    test.each(messages.map((message) => [hex(message)]))('%s', (text) => {
      const decoded = decodeObjects(Buffer.from(text, 'hex'));
      if (!decoded.ok) throw new Error(`${decoded.error.path.join(' ')}: ${decoded.error.what}`);
      expect(hex(encodeObjects(decoded.value))).toBe(text);
    });
  },
);

describe('what FRR 8.4.4 says when it opens a session', () => {
  // The whole Open, as documented with the captures.
  const bytes = Buffer.from(
    '2001002801100024200a28000010000400000005002200100000000101000000001a000400000008',
    'hex',
  );

  test('is understood', () => {
    const decoded = decodeMessage(bytes);
    expect(decoded).toEqual({
      ok: true,
      value: {
        failures: [],
        message: {
          kind: 'Open',
          others: [],
          open: {
            kind: 'OPEN',
            p: false,
            i: false,
            version: 1,
            keepalive: 10,
            deadTimer: 40,
            sid: 0,
            tlvs: [
              {
                kind: 'STATEFUL-PCE-CAPABILITY',
                lspUpdate: true,
                includeDbVersion: false,
                lspInstantiation: true,
                triggeredResync: false,
                deltaLspSync: false,
                triggeredInitialSync: false,
                lspScheduling: false,
                periodicScheduling: false,
              },
              {
                kind: 'PATH-SETUP-TYPE-CAPABILITY',
                pathSetupTypes: [1],
                subTlvs: [{ kind: 'SR-PCE-CAPABILITY', resolvesNai: false, unlimitedMsd: false, msd: 8 }],
              },
            ],
          },
        },
      },
    });
  });
});
