// The small rules of a session: what Open is accepted, how many unknown things, which numbers.
import { describe, expect, test } from '@jest/globals';
import type { Tlv } from '../../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import {
  acceptsProposal,
  judgeOpen,
  speakerEntityIdOf,
} from '../../../../../src/southbound/pcep/session/negotiation.js';
import { MinuteLimit } from '../../../../../src/southbound/pcep/session/rate-limit.js';
import { SrpIds } from '../../../../../src/southbound/pcep/session/srp-ids.js';
import { openObject } from '../../../../support/pcep-messages.js';

const judged = (open: ReturnType<typeof openObject>, minimumKeepalive = 0): string => {
  const verdict = judgeOpen(open, { minimumKeepalive });
  if (verdict.kind === 'unacceptable') return `${verdict.errorType}/${verdict.errorValue}`;
  return verdict.kind === 'negotiable'
    ? `${verdict.proposal.keepalive},${verdict.proposal.deadTimer}`
    : 'acceptable';
};
const setupTypes = (pathSetupTypes: readonly number[], subTlvs: readonly Tlv[] = []): Tlv => ({
  kind: 'PATH-SETUP-TYPE-CAPABILITY',
  pathSetupTypes,
  subTlvs: subTlvs as never,
});
const sr = (msd: number, unlimitedMsd: boolean): Tlv => ({
  kind: 'SR-PCE-CAPABILITY',
  resolvesNai: false,
  unlimitedMsd,
  msd,
});
const srv6 = (...msds: readonly (readonly [number, number])[]): Tlv =>
  ({
    kind: 'SRv6-PCE-CAPABILITY',
    resolvesNai: false,
    msds: msds.map(([type, value]) => ({ type, value })),
  }) as unknown as Tlv;
const withTlvs = (...tlvs: readonly Tlv[]) => ({ ...openObject(), tlvs });

describe('an Open', () => {
  test.each([
    ['of today', openObject(), 'acceptable'],
    ['of another version (RFC 5440 7.15)', { ...openObject(), version: 2 }, '1/8'],
    ['without keepalives (RFC 5440 7.3)', openObject({ keepalive: 0, deadTimer: 0 }), 'acceptable'],
    ['with a dead timer below its keepalive', openObject({ keepalive: 30, deadTimer: 20 }), '30,120'],
    [
      'with a dead timer that can not be four times as long',
      openObject({ keepalive: 200, deadTimer: 20 }),
      '200,255',
    ],
    ['with no setup type that is known (RFC 8408 3)', withTlvs(setupTypes([9])), '21/2'],
    ['with one that is not known among others', withTlvs(setupTypes([0, 9])), 'acceptable'],
    ['with SR and no SR-PCE-CAPABILITY (RFC 8664 4.1.2)', withTlvs(setupTypes([0, 1])), '10/12'],
    ['with MSD 0 and no X flag (RFC 8664 4.1.2)', withTlvs(setupTypes([1], [sr(0, false)])), '10/21'],
    ['with SRv6 and no SRv6-PCE-CAPABILITY (RFC 9603 5.1)', withTlvs(setupTypes([0, 3])), '10/34'],
    ['with SRv6 and SR, of which one says nothing', withTlvs(setupTypes([1, 3], [srv6()])), '10/12'],
    ['with SRv6 and no MSD (RFC 9603 4.1.1)', withTlvs(setupTypes([0, 3], [srv6()])), 'acceptable'],
    ['with an SRv6 MSD of 0', withTlvs(setupTypes([0, 3], [srv6([44, 0])])), 'acceptable'],
    [
      'with all MSDs of SRv6 (RFC 9352 4)',
      withTlvs(setupTypes([3], [srv6([41, 9], [42, 3], [44, 5], [45, 7])])),
      'acceptable',
    ],
    ['with an MSD of MPLS for SRv6 (RFC 9603 5.1)', withTlvs(setupTypes([3], [srv6([1, 9])])), '1/1'],
    [
      'with SRv6-PCE-CAPABILITY and no SRv6 (RFC 9603 5.1)',
      withTlvs(setupTypes([0], [srv6([1, 9])])),
      'acceptable',
    ],
    [
      'with two of them, of which the first counts',
      withTlvs(setupTypes([3], [srv6(), srv6([1, 9])])),
      'acceptable',
    ],
    ['with MSD 0 and the X flag', withTlvs(setupTypes([1], [sr(0, true)])), 'acceptable'],
    ['of the early SR form (RFC 8664 appendix A)', withTlvs(sr(8, false)), 'acceptable'],
  ] as const)('%s', (_name, open, expected) => {
    expect(judged(open)).toBe(expected);
  });

  test('with keepalives more often than allowed', () => {
    expect(judged(openObject({ keepalive: 2, deadTimer: 8 }), 5)).toBe('5,20');
    expect(judged(openObject({ keepalive: 5, deadTimer: 20 }), 5)).toBe('acceptable');
  });
});

test('proposals to us are agreed to as long as liveness can be told', () => {
  expect(acceptsProposal(openObject({ keepalive: 1, deadTimer: 1 }))).toBe(true);
  expect(acceptsProposal(openObject({ keepalive: 0, deadTimer: 0 }))).toBe(false);
  expect(acceptsProposal(openObject({ keepalive: 30, deadTimer: 10 }))).toBe(false);
});

test.each([
  ['lyon-1', 'lyon-1'],
  ['two words', '0x74776f20776f726473'],
  ['ä', '0xc3a4'],
])('SPEAKER-ENTITY-ID %s is shown as %s', (speaker, shown) => {
  expect(speakerEntityIdOf(openObject({ speaker }))).toBe(shown);
});

test('a limit per minute is reached by so many within sixty seconds, not by more over a longer time', () => {
  const slow = new MinuteLimit(5);
  for (let count = 0; count < 50; count++) expect(slow.reached(count * 15_000)).toBe(false);
  const fast = new MinuteLimit(5);
  const reached = [0, 10_000, 20_000, 30_000, 59_999].map((now) => fast.reached(now));
  expect(reached).toEqual([false, false, false, false, true]);
  expect(new MinuteLimit(1).reached(0)).toBe(true);
});

test('SRP-IDs start with 1 and differ', () => {
  const ids = new SrpIds();
  expect([ids.next(), ids.next(), ids.next()]).toEqual([1, 2, 3]);
});
