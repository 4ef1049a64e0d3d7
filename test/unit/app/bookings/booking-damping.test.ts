// Links that went down again and again: what is booked for now keeps off them, what is booked for later need not.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LinkId } from '../../../../src/domain/values/identifiers.js';
import { auditOf } from '../../../support/audits.js';
import {
  book,
  bookingNetwork,
  HOUR,
  linksOf,
  pass,
  SECOND,
  wanted,
} from '../../../support/booking-network.js';
import type { TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

const restoration = {
  damping: { halfLife: 300 * SECOND, suppress: 2.5, reuse: 1, longest: 1_800 * SECOND },
};
const A_B = '{ from: A, to: B,';
const A_C = '{ from: A, to: C,';
const down = (start: string): string =>
  REFERENCE_NETWORK.split('\n')
    .map((line) => (line.includes(start) ? line.replace(' }', ', operational: false }') : line))
    .join('\n');

let cairn: TestPce;

beforeEach(async () => {
  ({ cairn } = await bookingNetwork({ restoration }));
  for (let time = 0; time < 3; time++) {
    await cairn.topology(down(A_B), true);
    await pass(cairn, SECOND);
    await cairn.topology(REFERENCE_NETWORK, true);
    await pass(cairn, SECOND);
  }
});
afterEach(() => cairn.stop());

const dampedUntil = (): number => {
  const { ted, linkDamping } = cairn.pce.live.state;
  return linkDamping.of(ted.linkSources(LinkId('A-B')), 0).dampedUntil ?? 0;
};
const from = (start: number, name: string) =>
  book(cairn, wanted(name, start, start + HOUR, { setupType: 'RSVP_TE' }));

test('what begins before the link is in use again is led elsewhere, or told from when on it fits', async () => {
  const now = cairn.clock.now();
  const first = await from(now + 60 * SECOND, 'first');
  expect(linksOf(cairn, first.id)).toEqual(['A-C', 'C-D']);
  const second = await from(now + 60 * SECOND, 'second');
  expect(second.state).toBe('REJECTED');
  expect(second.rejection?.laterStart).toBe(dampedUntil() + 5 * SECOND);
});

test('what begins later is led over it', async () => {
  const first = await from(dampedUntil() + 5 * SECOND, 'first');
  const second = await from(dampedUntil() + 5 * SECOND, 'second');
  expect(new Set([first, second].map(({ id }) => linksOf(cairn, id)?.[0]))).toEqual(new Set(['A-B', 'A-C']));
  const findings = await auditOf(cairn.pce);
  expect(findings.filter(({ verdict }) => verdict === 'different')).toEqual([]);
  expect(findings.filter(({ verdict }) => verdict === 'reproduced').length).toBeGreaterThan(1);
});

test('what was admitted and whose path fails is rather led over it than nowhere', async () => {
  const { id } = await from(cairn.clock.now() + 60 * SECOND, 'first');
  await pass(cairn, 70 * SECOND);
  await cairn.topology(down(A_C), true);
  await pass(cairn, 2 * SECOND);
  expect(linksOf(cairn, id)).toEqual(['A-B', 'B-D']);
  const findings = await auditOf(cairn.pce);
  expect(findings.filter(({ verdict }) => verdict === 'different')).toEqual([]);
});
