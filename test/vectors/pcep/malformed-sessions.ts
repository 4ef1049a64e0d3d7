// Faults of the messages that open, keep and close a session.
import {
  CLOSE,
  ERO,
  error,
  errorAndClose,
  hex,
  INVALID_OPEN,
  LSP_5,
  MALFORMED,
  type MalformedMessage,
  message,
  OPEN,
  PCERR,
  PCNTF,
  PCRPT,
  RP_1,
  rows,
} from './malformed-row.js';

export const opens = rows('OpenWait', [
  ['Open without OPEN', 'RFC 5440 6.2', message(1), INVALID_OPEN],
  ['Open with two OPENs', 'RFC 5440 6.2', message(1, OPEN, OPEN), INVALID_OPEN],
  ['Open with another object only', 'RFC 5440 6.2', message(1, RP_1), INVALID_OPEN],
  ['OPEN cut short', 'RFC 5440 7.3', message(1, '01100004'), INVALID_OPEN],
  ['OPEN of length 0', 'RFC 5440 7.2', message(1, '01100000 201e7800'), INVALID_OPEN],
  ['OPEN of length 2', 'RFC 5440 7.2', message(1, '01100002 201e7800'), INVALID_OPEN],
  ['OPEN of length 7', 'RFC 5440 7.2', message(1, '01100007 201e7800'), INVALID_OPEN],
  ['OPEN beyond the message', 'RFC 5440 7.2', message(1, '0110000c 201e7800'), INVALID_OPEN],
  ['OPEN with a TLV header cut off', 'RFC 5440 7.1', message(1, '0110000a 201e7800 0010'), INVALID_OPEN],
  ['OPEN with a TLV beyond it', 'RFC 5440 7.1', message(1, '0110000c 201e7800 00100004'), INVALID_OPEN],
  [
    'STATEFUL-PCE-CAPABILITY of length 3',
    'RFC 8231 7.1.1',
    message(1, '01100010 201e7800 00100003 00000500'),
    INVALID_OPEN,
  ],
  [
    'STATEFUL-PCE-CAPABILITY of length 8',
    'RFC 8231 7.1.1',
    message(1, '01100014 201e7800 00100008 00000005 00000000'),
    INVALID_OPEN,
  ],
  ['OF-List of odd length', 'RFC 5541 2.1', message(1, '01100010 201e7800 00040003 00010200'), INVALID_OPEN],
  [
    'PATH-SETUP-TYPE-CAPABILITY without types',
    'RFC 8408 3',
    message(1, '01100010 201e7800 00220004 00000000'),
    errorAndClose(10, 11),
  ],
  [
    'PATH-SETUP-TYPE-CAPABILITY with fewer types than it says',
    'RFC 8408 3',
    message(1, '01100014 201e7800 00220005 00000003 00000000'),
    INVALID_OPEN,
  ],
  [
    'SR-PCE-CAPABILITY of length 2',
    'RFC 8664 4.1.2',
    message(1, '0110001c 201e7800 00220010 00000001 01000000 001a0002 00080000'),
    INVALID_OPEN,
  ],
  [
    'LSP-DB-VERSION of length 4',
    'RFC 8232 3.3.1',
    message(1, '01100010 201e7800 00170004 00000001'),
    INVALID_OPEN,
  ],
  [
    'empty SPEAKER-ENTITY-ID',
    'RFC 8232 3.3.2',
    message(1, '0110000c 201e7800 00180000'),
    errorAndClose(20, 7),
  ],
  ['OPEN of version 2', 'RFC 5440 7.3', message(1, '01100008 401e7800'), errorAndClose(1, 8)],
  ['Open message of version 0', 'RFC 5440 6.1', hex('0001000c 01100008 201e7800'), errorAndClose(1, 8)],
  ['Open message of version 3', 'RFC 5440 6.1', hex('6001000c 01100008 201e7800'), errorAndClose(1, 8)],
]);

export const headers = rows('Up', [
  ['message of version 2', 'RFC 5440 6.1', hex('40020004'), MALFORMED],
  ['Keepalive with a body', 'RFC 5440 6.3', message(2, '00000000'), MALFORMED],
  ['message length not a multiple of four', 'RFC 5440 6.1', hex('20020006 0000'), MALFORMED],
  ['Close without CLOSE', 'RFC 5440 6.8', message(CLOSE), MALFORMED],
  ['CLOSE cut short', 'RFC 5440 7.17', message(CLOSE, '0f100004'), MALFORMED],
  ['object header cut off by a length', 'RFC 5440 7.2', message(PCRPT, '2010ffff'), MALFORMED],
]);

export const others = rows('Up', [
  ['PCNtf without NOTIFICATION', 'RFC 5440 6.6', message(PCNTF, RP_1), error(10, 11, { requestId: 1 })],
  ['NOTIFICATION without a body', 'RFC 5440 7.14', message(PCNTF, '0c100004'), error(10, 11)],
  ['PCErr without PCEP-ERROR', 'RFC 5440 6.7', message(PCERR, RP_1), MALFORMED],
  ['PCEP-ERROR without a body', 'RFC 5440 7.15', message(PCERR, '0d100004'), MALFORMED],
]);

const needsSession = true;
export const sessionRules: readonly MalformedMessage[] = [
  {
    name: 'Keepalive before Open',
    reference: 'RFC 5440 6.2',
    state: 'OpenWait',
    bytes: message(2),
    expected: INVALID_OPEN,
    needsSession,
  },
  {
    name: 'PCRpt before Open',
    reference: 'RFC 5440 6.2',
    state: 'OpenWait',
    bytes: message(PCRPT, LSP_5, ERO),
    expected: INVALID_OPEN,
    needsSession,
  },
  {
    name: 'second Open on a session that is up',
    reference: 'RFC 5440 6.2',
    state: 'Up',
    bytes: message(1, OPEN),
    expected: MALFORMED,
    needsSession,
  },
  {
    name: 'unknown message type',
    reference: 'RFC 5440 6.9',
    state: 'Up',
    bytes: message(99, '00000000'),
    expected: error(2, 0),
    needsSession,
  },
  {
    name: 'message length 0',
    reference: 'RFC 5440 6.1',
    state: 'Up',
    bytes: hex('20020000'),
    expected: MALFORMED,
    needsSession,
  },
  {
    name: 'message length 3',
    reference: 'RFC 5440 6.1',
    state: 'Up',
    bytes: hex('20020003'),
    expected: MALFORMED,
    needsSession,
  },
];
