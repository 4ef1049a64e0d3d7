import { describe, expect, test } from '@jest/globals';
import type { Capability } from '../../../../../src/southbound/bgp-ls/codec/capabilities/capability.js';
import { loserOf } from '../../../../../src/southbound/bgp-ls/session/collision.js';
import { judgeOpen, localOpen } from '../../../../../src/southbound/bgp-ls/session/negotiation.js';

const LOCAL = { localAs: 65_000, routerId: '10.10.10.10', holdTime: 90 };
const REMOTE = { localAs: 65_000, routerId: '10.0.0.1', holdTime: 60 };
const OPEN = localOpen(REMOTE);

const judged = (changes: Partial<typeof OPEN>, expectedAs?: number) => {
  const verdict = judgeOpen({ ...OPEN, ...changes }, LOCAL, expectedAs);
  return verdict.kind === 'acceptable' ? verdict.agreed : verdict.refusal.error.join('/');
};
const without = (kind: Capability['kind']) => ({
  capabilities: OPEN.capabilities.filter((capability) => capability.kind !== kind),
});

describe('the peer’s OPEN', () => {
  test('is taken with the smaller hold time, and a keepalive at a third of it', () => {
    expect(judged({})).toEqual({
      asNumber: 65_000,
      bgpIdentifier: '10.0.0.1',
      holdTime: 60,
      keepaliveTime: 20,
      refreshes: true,
      context: { fourOctetAs: true, internal: true },
    });
  });

  test('may want no keepalives at all', () => {
    expect(judged({ holdTime: 0 })).toMatchObject({ holdTime: 0, keepaliveTime: 0 });
    expect(judgeOpen(OPEN, { ...LOCAL, holdTime: 0 }, undefined)).toMatchObject({ agreed: { holdTime: 0 } });
  });

  test.each([1, 2])('is refused with hold time %i: 2/6', (holdTime) => {
    expect(judged({ holdTime })).toBe('2/6');
  });

  test('has its AS number in the capability when that is longer', () => {
    const open = localOpen({ ...REMOTE, localAs: 4_200_000_001 });
    expect(open.asNumber).toBe(23_456);
    expect(judged(open)).toMatchObject({
      asNumber: 4_200_000_001,
      context: { fourOctetAs: true, internal: false },
    });
  });

  test('is taken from a speaker of two-octet AS numbers', () => {
    expect(judged(without('FourOctetAs'))).toMatchObject({
      asNumber: 65_000,
      context: { fourOctetAs: false, internal: true },
    });
  });

  test('is refused with another AS number than the operator says, 0, or AS_TRANS: 2/2', () => {
    expect(judged({}, 65_000)).toMatchObject({ asNumber: 65_000 });
    expect(judged({}, 65_001)).toBe('2/2');
    expect(judged({ ...without('FourOctetAs'), asNumber: 0 })).toBe('2/2');
    expect(judged({ ...without('FourOctetAs'), asNumber: 23_456 })).toBe('2/2');
  });

  test('is refused with identifier 0, or our own in our autonomous system: 2/3', () => {
    expect(judged({ bgpIdentifier: '0.0.0.0' })).toBe('2/3');
    expect(judged({ bgpIdentifier: '10.10.10.10' })).toBe('2/3');
    expect(
      judged({ ...localOpen({ ...REMOTE, localAs: 65_001 }), bgpIdentifier: '10.10.10.10' }),
    ).toMatchObject({
      asNumber: 65_001,
    });
  });

  test('is refused without the link-state family: 2/7 with the capability that is missing', () => {
    const verdict = judgeOpen({ ...OPEN, ...without('Multiprotocol') }, LOCAL, undefined);
    if (verdict.kind === 'acceptable') throw new Error('accepted');
    expect(verdict.refusal.error).toEqual([2, 7]);
    expect(Buffer.from(verdict.refusal.data ?? []).toString('hex')).toBe('010440040047');
  });

  test('may leave out route refresh', () => {
    expect(judged(without('RouteRefresh'))).toMatchObject({ refreshes: false });
  });
});

describe('of two connections between the same speakers', () => {
  const dialled = (state: string) => ({ dialled: true, state });
  const accepted = (state: string) => ({ dialled: false, state });
  const low = '10.0.0.1';
  const high = '192.0.2.1';

  test('an established one stays', () => {
    expect(loserOf(accepted('OpenSent'), dialled('Established'), low, high)).toBe('opened');
    expect(loserOf(dialled('OpenSent'), accepted('Established'), high, low)).toBe('opened');
  });

  test('the one stays that the speaker with the higher identifier has opened', () => {
    expect(loserOf(accepted('OpenSent'), dialled('OpenConfirm'), low, high)).toBe('other');
    expect(loserOf(accepted('OpenSent'), dialled('OpenConfirm'), high, low)).toBe('opened');
    expect(loserOf(dialled('OpenSent'), accepted('OpenConfirm'), low, high)).toBe('opened');
    expect(loserOf(dialled('OpenSent'), accepted('OpenConfirm'), high, low)).toBe('other');
  });

  test('identifiers are compared as numbers, not as text', () => {
    expect(loserOf(accepted('OpenSent'), dialled('OpenConfirm'), '9.0.0.1', '10.0.0.1')).toBe('other');
  });

  test('the later one stays when one side has opened both', () => {
    expect(loserOf(accepted('OpenSent'), accepted('OpenConfirm'), high, low)).toBe('other');
  });

  test('nothing is decided while the other one has got no OPEN', () => {
    expect(loserOf(accepted('OpenSent'), dialled('OpenSent'), low, high)).toBeUndefined();
    expect(loserOf(accepted('OpenSent'), dialled('Connect'), low, high)).toBeUndefined();
  });
});
