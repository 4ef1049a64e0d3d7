// Grammar: which object of a message means what. Bytes are written by hand from RFC 8231 section 6.1 and RFC 5440 section 6.
import { describe, expect, test } from '@jest/globals';
import { describeError } from '../../../../src/southbound/pcep/codec/error-codes.js';
import { type DecodedMessage, decodeMessage } from '../../../../src/southbound/pcep/codec/message.js';

const SRP_7 = '2110000c 00000000 00000007';
const LSP_5 = '20100010 00005019 00110004 6c737035';
const LSP_6_REMOVED = '20100010 0000601c 00110004 6c737036';
const ERO = '0710000c 0108 0a000002 2000';
const RRO = '0810000c 0108 0a000002 2000';
const REQUESTED_1 = '05100008 3f800000';
const EXISTING_2 = '05200008 40000000';
const METRIC_3 = '0610000c 00000002 40400000';
const METRIC_4 = '0610000c 00000001 40800000';
const ASSOCIATION = '28100010 00000000 00020009 0a000064';

function decode(type: number, ...objects: readonly string[]): DecodedMessage {
  const body = Buffer.from(objects.join('').replaceAll(' ', ''), 'hex');
  const decoded = decodeMessage(Buffer.concat([Buffer.from([0x20, type, 0, 4 + body.length]), body]));
  if (!decoded.ok) throw new Error(decoded.error.what);
  return decoded.value;
}

function reportsOf(...objects: readonly string[]) {
  const { message, failures } = decode(10, ...objects);
  expect(failures).toEqual([]);
  if (message.kind !== 'PCRpt') throw new Error(message.kind);
  return message.reports;
}

describe('PCRpt', () => {
  test('takes attributes in front of an RRO for the actual ones', () => {
    const [report] = reportsOf(SRP_7, LSP_5, ERO, EXISTING_2, METRIC_3, RRO, REQUESTED_1, METRIC_4);
    expect(report?.actual).toMatchObject({ bandwidth: { bytesPerSecond: 2 }, metrics: [{ value: 3 }] });
    expect(report).toMatchObject({ bandwidth: { bytesPerSecond: 1 }, metrics: [{ value: 4 }] });
  });

  test('takes the same attributes for intended ones where no RRO follows', () => {
    const [report] = reportsOf(SRP_7, LSP_5, ERO, REQUESTED_1, METRIC_3);
    expect(report?.actual).toBeUndefined();
    expect(report).toMatchObject({ bandwidth: { bytesPerSecond: 1 }, metrics: [{ value: 3 }] });
  });

  test('never takes an existing bandwidth for an intention', () => {
    const [report] = reportsOf(LSP_5, ERO, EXISTING_2, REQUESTED_1);
    expect(report?.actual?.bandwidth?.bytesPerSecond).toBe(2);
    expect(report?.bandwidth?.bytesPerSecond).toBe(1);
  });

  test('does not look for the RRO in the next report', () => {
    const [first, second] = reportsOf(LSP_5, ERO, METRIC_3, LSP_5, ERO, RRO);
    expect(first).toMatchObject({ actual: undefined, rro: undefined, metrics: [{ value: 3 }] });
    expect(second?.rro?.subobjects).toHaveLength(1);
  });

  test('lets a removed LSP go without an ERO', () => {
    const [first, second] = reportsOf(LSP_6_REMOVED, LSP_5, ERO);
    expect(first).toMatchObject({ lsp: { plspId: 6, remove: true }, ero: undefined });
    expect(second?.lsp.plspId).toBe(5);
  });

  test('is read in any order of its objects', () => {
    const [report] = reportsOf(LSP_5, SRP_7, METRIC_4, ERO, ASSOCIATION);
    expect(report).toMatchObject({
      srp: { srpId: 7 },
      associations: [{ associationId: 9 }],
      metrics: [{ value: 4 }],
    });
  });

  test('keeps unknown objects and repeated ones', () => {
    const [report] = reportsOf(LSP_5, ERO, 'c8120008 01020304', ERO);
    expect(report?.others.map(({ kind }) => kind)).toEqual(['Unknown', 'ERO']);
  });
});

describe('PCErr', () => {
  const error = (value: string): string => `0d100008 000013${value}`;

  test('groups identifiers with the errors behind them', () => {
    const { message } = decode(6, SRP_7, error('01'), SRP_7, SRP_7, error('03'), error('05'));
    if (message.kind !== 'PCErr') throw new Error(message.kind);
    expect(message.entries.map(({ srps, errors }) => [srps.length, errors.length])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test('takes identifiers behind the last error too', () => {
    const { message } = decode(6, error('03'), LSP_5, SRP_7);
    if (message.kind !== 'PCErr') throw new Error(message.kind);
    expect(message.entries).toHaveLength(1);
    expect(message.entries[0]).toMatchObject({ srps: [{ srpId: 7 }], lsps: [{ plspId: 5 }] });
  });
});

describe('PCReq', () => {
  const rp = (id: string): string => `0212000c 00000000 000000${id}`;
  const endPoints = '0412000c 0a000001 0a000002';

  test('keeps what belongs to the set apart from what belongs to a request', () => {
    const svec = '0b100010 00000001 00000001 00000002';
    const { message, failures } = decode(
      3,
      svec,
      METRIC_3,
      rp('01'),
      endPoints,
      METRIC_4,
      rp('02'),
      endPoints,
    );
    expect(failures).toEqual([]);
    if (message.kind !== 'PCReq') throw new Error(message.kind);
    expect(message.svecs).toMatchObject([{ svec: { requestIds: [1, 2] }, metrics: [{ value: 3 }] }]);
    expect(message.requests.map(({ metrics }) => metrics.length)).toEqual([1, 0]);
  });

  test('counts the first END-POINTS', () => {
    const { message } = decode(3, rp('01'), endPoints, '0412000c 0a000003 0a000004');
    if (message.kind !== 'PCReq') throw new Error(message.kind);
    expect(message.requests[0]).toMatchObject({
      endPoints: { source: '10.0.0.1' },
      others: [{ kind: 'END-POINTS' }],
    });
  });

  test('ignores an unknown object that need not be processed', () => {
    const { message, failures } = decode(3, rp('01'), endPoints, 'c8100004');
    expect(failures).toEqual([]);
    expect(message).toMatchObject({ requests: [{ others: [{ kind: 'Unknown', objectClass: 200 }] }] });
  });
});

describe('a failure', () => {
  test('says where the fault is', () => {
    const { failures } = decode(10, SRP_7, '20100014 00005019 00120008 0a000001 00010001', ERO);
    expect(failures).toMatchObject([
      {
        path: ['PCRpt', 'LSP', 'TLV 18'],
        offset: 36,
        treatment: { errorType: 10, errorValue: 11, srpId: 7 },
      },
    ]);
  });
});

describe('what was decoded', () => {
  test('does not change when the receive buffer is used again', () => {
    const buffer = Buffer.from(`200a002c${LSP_5}${ERO}c8100008ffeeddcc`.replaceAll(' ', ''), 'hex');
    buffer.writeUInt16BE(buffer.length, 2);
    const decoded = decodeMessage(buffer);
    const before = JSON.stringify(decoded);
    buffer.fill(0);
    expect(JSON.stringify(decoded)).toBe(before);
  });
});

describe('describeError', () => {
  test.each([
    [6, 8, 'mandatory object missing: LSP object missing'],
    [2, 0, 'capability not supported'],
    [19, 200, 'invalid operation: value 200'],
    [99, 1, 'error type 99, value 1'],
  ])('type %d value %d', (type, value, text) => {
    expect(describeError(type, value)).toBe(text);
  });
});
