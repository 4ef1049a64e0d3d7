// Admissions of bookings decided again from the log (RFC 4655 9.4, RFC 8413).
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditFinding } from '../../../../src/app/audit/audit.js';
import { emptyLog, type MemoryLog } from '../../../../src/events/stores/memory/open.js';
import { auditOf, notReproduced } from '../../../support/audits.js';
import { book, bookingNetwork, HOUR, wanted } from '../../../support/booking-network.js';
import { workOnLink } from '../../../support/maintained-network.js';
import { TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

const BOOKED = { types: ['BookingAdmitted', 'BookingRejected'] } as const;
const REPLANNED = { types: ['BookingReplanned', 'BookingChanged'] } as const;
const WITHOUT_B_D = REFERENCE_NETWORK.replace(/.*from: B, to: D.*\n/, '');

let log: MemoryLog;
let cairn: TestPce;
let now: number;

beforeEach(async () => {
  log = emptyLog();
  ({ cairn, now } = await bookingNetwork({ log }));
});
afterEach(() => cairn.stop());

const audited = (): Promise<AuditFinding[]> => auditOf(cairn.pce, BOOKED);
const hours = (name: string, from: number, to: number, more = {}) =>
  book(cairn, wanted(name, now + from * HOUR, now + to * HOUR, more));

/** Two take all there is from 1 to 2 o'clock, the third is told what would fit. */
async function three(): Promise<void> {
  for (const name of ['one', 'two']) await hours(name, 1, 2);
  const third = await hours('three', 1, 2, { setupType: 'RSVP_TE' });
  expect(third).toMatchObject({ state: 'REJECTED', rejection: { lowerBandwidth: 1e9 } });
  await cairn.settled();
}

/** Rewrites the first event of a type that `change` changes, as nobody who appends could. */
function tamper(type: string, change: (data: string) => string): void {
  const index = log.events.findIndex((event) => event.type === type && change(event.text) !== event.text);
  const event = log.events[index];
  if (event === undefined) throw new Error(`no ${type} to tamper with`);
  log.events[index] = { ...event, text: change(event.text) };
}

const without = (field: string) => (data: string) => {
  const { [field]: _, ...rest } = JSON.parse(data) as Record<string, unknown>;
  return JSON.stringify(rest);
};

describe('bookings are decided again', () => {
  test('admitted and rejected ones, of every form, beside LSPs and maintenance', async () => {
    await cairn.pce.maintenances.plan(workOnLink(now + 5 * HOUR, now + 6 * HOUR, { links: ['A-B'] }));
    await three();
    await hours('sliding', 1, 2, { flexibility: 'PT3H' });
    await hours('ranged', 1, 2, { leastBandwidth: 5e8 });
    await hours('moved', 3, 8, { volume: 20e12 });
    await hours('daily', 4, 6, { recurrence: 'FREQ=DAILY;COUNT=3' });
    cairn.clock.advance(2 * HOUR);
    await cairn.settled();
    const findings = await audited();
    expect(notReproduced(findings)).toEqual([]);
    expect(findings).toHaveLength(7);
    for (const { booking, computedAt, event } of findings) {
      expect(booking).toBeDefined();
      expect(computedAt).toBeLessThan(event.position);
    }
  });

  test('beside an LSP whose labels lead elsewhere since a link failed', async () => {
    for (const [name, bandwidth] of [
      ['small', 1e9],
      ['large', 10e9],
    ] as const)
      await hours(name, 0, 1, { bandwidth });
    await cairn.settled();
    await cairn.topology(REFERENCE_NETWORK.replace(/.*from: C, to: D.*\n/, ''), true);
    await cairn.settled();
    // The large one, up over C, is led over B now until it finds room.
    expect((await hours('refused', 0, 1, { bandwidth: 1e9 })).state).toBe('REJECTED');
    expect(notReproduced(await audited())).toEqual([]);
  });

  test('by a process that started later, from a snapshot, at another time', async () => {
    await three();
    const before = await audited();
    await cairn.stop();
    cairn.clock.advance(HOUR);
    cairn = await TestPce.start({ log, clock: cairn.clock });
    expect(await audited()).toEqual(before);
  });
});

describe('occurrences are given another path again', () => {
  const occurrence = async (event: 'BookingReplanned' | 'BookingChanged') =>
    (await auditOf(cairn.pce, REPLANNED)).filter((finding) => finding.event.type === event);

  test('as a link failed, came back, and was worked on', async () => {
    const { id } = await hours('one', 1, 2, { bandwidth: 6e9 });
    await hours('two', 1, 2, { bandwidth: 6e9 });
    await cairn.topology(WITHOUT_B_D, true);
    await cairn.settled();
    await cairn.topology(REFERENCE_NETWORK, true);
    await cairn.settled();
    await cairn.pce.maintenances.plan(workOnLink(now + HOUR, now + 2 * HOUR, { links: ['A-C'] }));
    await cairn.settled();
    cairn.clock.advance(HOUR);
    await cairn.settled();
    const findings = await occurrence('BookingReplanned');
    expect(notReproduced(findings)).toEqual([]);
    expect(findings.length).toBeGreaterThan(1);
    expect(findings.some(({ booking }) => booking === id)).toBe(true);
  });

  test('as an operator changed them, on their path and off it', async () => {
    const { id } = await hours('one', 1, 2, { bandwidth: 4e9 });
    await hours('two', 2, 3, { bandwidth: 8e9 });
    for (const change of [{ bandwidth: 5e9 }, { end: now + 3 * HOUR }])
      expect((await cairn.pce.bookings.change({ booking: id, occurrence: 0, ...change })).ok).toBe(true);
    const findings = await occurrence('BookingChanged');
    expect(notReproduced(findings)).toEqual([]);
    expect(findings).toHaveLength(2);
  });

  test('with another path in the log it is different; without the instant it is not computed', async () => {
    const { id } = await hours('one', 1, 2, { bandwidth: 4e9 });
    for (const bandwidth of [5e9, 6e9])
      await cairn.pce.bookings.change({ booking: id, occurrence: 0, bandwidth });
    tamper('BookingChanged', (data) => data.replaceAll('"A-B"', '"A-X"'));
    tamper('BookingChanged', (data) =>
      data.includes('"bandwidth":6000000000,') ? without('at')(data) : data,
    );
    const verdicts = (await occurrence('BookingChanged')).map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['different', 'not-computed']);
  });
});

describe('a log that is not what was written', () => {
  const verdicts = async () => (await audited()).map(({ verdict }) => verdict);

  test('more bandwidth than was admitted', async () => {
    await three();
    tamper('BookingAdmitted', (data) => data.replace('"bandwidth":10000000000', '"bandwidth":9000000000'));
    const [first] = await audited();
    expect(first).toMatchObject({
      verdict: 'different',
      differences: [{ recorded: { bandwidth: 9e9 }, recomputed: { bandwidth: 10e9 } }],
    });
  });

  test('another path', async () => {
    await three();
    tamper('BookingAdmitted', (data) => data.replaceAll('"A-B"', '"A-X"'));
    expect(await verdicts()).toContain('different');
  });

  test('other hints for one that was rejected', async () => {
    await three();
    tamper('BookingRejected', (data) =>
      data.replace('"lowerBandwidth":1000000000', '"lowerBandwidth":2000000000'),
    );
    expect(await verdicts()).toEqual(['reproduced', 'reproduced', 'different']);
  });

  test('a booking that was left out: those after it find its room free', async () => {
    await three();
    const at = log.events.findIndex(({ type }) => type === 'BookingAdmitted');
    const { booking } = JSON.parse(log.events[at]!.text) as { booking: string };
    // Its place in the log is kept, by an event that means nothing.
    log.events[at] = { ...log.events[at]!, type: 'BookingCancelled', text: JSON.stringify({ booking }) };
    expect(await verdicts()).toContain('different');
  });

  test('another request than was ordered', async () => {
    await three();
    tamper('BookingRequested', (data) => data.replace('"bandwidth":10000000000', '"bandwidth":9000000000'));
    const [first] = await audited();
    expect(first).toMatchObject({ verdict: 'different', differences: [] });
    expect(first?.reason).toContain('on another request');
  });

  test('what an earlier version wrote is not computed', async () => {
    await three();
    tamper('BookingAdmitted', without('decided'));
    tamper('BookingRejected', without('computation'));
    expect(await verdicts()).toEqual(['not-computed', 'reproduced', 'not-computed']);
  });
});
