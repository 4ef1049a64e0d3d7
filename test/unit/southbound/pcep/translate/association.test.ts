// Associations as bytes, written by hand from RFC 8697 6.1, RFC 8800 5.2 and RFC 8745 3.2, in the core's terms.
import { describe, expect, test } from '@jest/globals';
import { decodeMessage } from '../../../../../src/southbound/pcep/codec/message.js';
import { associationOf } from '../../../../../src/southbound/pcep/translate/association.js';

const LSP = '20100010 00005019 00110004 6c737035';
const ERO = '0710000c 0108 0a000002 2000';
const DISJOINT_9 = '0002 0009 0a000064';
const PROTECTION_3 = '0001 0003 0a000064';

/** The association of a state report with this object; `body` from the association type on. */
function reported(body: string) {
  const bytes = `0000 0000 ${body}`.replaceAll(' ', '');
  const length = (4 + bytes.length / 2).toString(16).padStart(4, '0');
  const objects = [LSP, `2810${length}${bytes}`, ERO].join('').replaceAll(' ', '');
  const payload = Buffer.from(objects, 'hex');
  const decoded = decodeMessage(Buffer.concat([Buffer.from([0x20, 10, 0, 4 + payload.length]), payload]));
  if (!decoded.ok || decoded.value.message.kind !== 'PCRpt') throw new Error('no report');
  expect(decoded.value.failures).toEqual([]);
  const [object] = decoded.value.message.reports[0]?.associations ?? [];
  if (object === undefined) throw new Error('no association');
  return associationOf(object);
}

describe('disjoint association (RFC 8800)', () => {
  const group = { type: 2, id: 9, source: '10.0.0.100' };

  test.each([
    ['00000001', { level: 'link', strict: false }],
    ['00000002', { level: 'node', strict: false }],
    ['00000004', { level: 'srlg', strict: false }],
    ['00000016', { level: 'srlg-node', strict: true }],
    ['00000011', { level: 'link', strict: true }],
  ])('flags %s are %j', (flags, constraint) => {
    expect(reported(`${DISJOINT_9} 002e0004 ${flags}`)).toEqual({
      ok: true,
      value: { kind: 'disjoint', group, constraint, shortestFirst: false },
    });
  });

  test('keeps in mind that L was asked for beside N', () => {
    expect(reported(`${DISJOINT_9} 002e0004 00000003`)).toMatchObject({
      ok: true,
      value: { constraint: { level: 'node', strict: false }, saysLinks: true },
    });
  });

  test('without any of L, N and S nothing is asked for', () => {
    expect(reported(`${DISJOINT_9} 002e0004 00000010`)).toEqual({
      ok: true,
      value: { kind: 'disjoint', group, shortestFirst: false },
    });
  });

  test('says who is computed first, and what is to be least', () => {
    expect(reported(`${DISJOINT_9} 002e0004 00000009 00040004 000f0010`)).toMatchObject({
      ok: true,
      value: { shortestFirst: true, objective: 'SHARED_LINKS' },
    });
  });

  test('is another group under another global source, and with another extended id', () => {
    expect(reported(`${DISJOINT_9} 001f0004 c0ffee01 002e0004 00000001`)).toMatchObject({
      ok: true,
      value: { group: { ...group, extendedId: 'c0ffee01' } },
    });
    expect(reported(`${DISJOINT_9} 001e0004 0000fde8 002e0004 00000001`)).toMatchObject({
      ok: true,
      value: { group: { ...group, globalSource: 65_000 } },
    });
  });

  test('without its configuration is refused with 6/15', () => {
    expect(reported(DISJOINT_9)).toMatchObject({ ok: false, error: { errorType: 6, errorValue: 15 } });
  });

  test('with an objective function of something else is refused with 10/32', () => {
    const refused = reported(`${DISJOINT_9} 002e0004 00000001 00040002 00040000`);
    expect(refused).toMatchObject({ ok: false, error: { errorType: 10, errorValue: 32 } });
  });
});

describe('path protection association (RFC 8745)', () => {
  const group = { type: 1, id: 3, source: '10.0.0.100' };

  test.each([
    ['08000000', 'working', false, 2],
    ['08000001', 'protection', false, 2],
    ['40000003', 'protection', true, 16],
    // S says nothing without P.
    ['40000002', 'working', false, 16],
  ])('flags %s are a %s LSP, secondary %s, of type %s', (flags, role, secondary, protectionType) => {
    expect(reported(`${PROTECTION_3} 00260004 ${flags}`)).toEqual({
      ok: true,
      value: { kind: 'protection', group, role, secondary, protectionType },
    });
  });

  test('without its TLV is that of a working LSP', () => {
    expect(reported(PROTECTION_3)).toMatchObject({
      ok: true,
      value: { role: 'working', secondary: false, protectionType: 0 },
    });
  });
});

test('an association of another type is refused with 26/1', () => {
  expect(reported('0003 0003 0a000064')).toMatchObject({
    ok: false,
    error: { errorType: 26, errorValue: 1 },
  });
});
