// A PCReq with a schedule (RFC 8934 6.4): a path for a time to come, beside everything that is booked.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PathAnswer } from '../../../src/app/ports/pcc-observer.js';
import { PccId } from '../../../src/domain/values/identifiers.js';
import type { LspSchedule } from '../../../src/domain/values/lsp-schedule.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { book, bookingNetwork, HOUR, SECOND, wanted } from '../../support/booking-network.js';
import type { TestPce } from '../../support/pce.js';

const HEAD = PccId('10.0.0.1');
const MINUTE = 60 * SECOND;
let cairn: TestPce;
let now: number;

beforeEach(async () => {
  ({ cairn, now } = await bookingNetwork());
});
afterEach(() => cairn.stop());

/** From t+1 h to t+2 h. */
const times = (more: Partial<LspSchedule> = {}): LspSchedule => ({
  start: now + HOUR,
  end: now + 2 * HOUR,
  trigger: 'PCC',
  activated: false,
  ...more,
});

async function ask(schedule: LspSchedule, bandwidth = 10e9): Promise<PathAnswer | undefined> {
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth });
  const observed = { requestId: 1, request, holdingPriority: 7, setupType: 'SR_MPLS', avoid: [] } as const;
  const [answer] = await cairn.pce.pathsRequested(HEAD, [{ ...observed, schedule }], false);
  await cairn.settled();
  return answer;
}

/** Both ways from A to D are taken from so many minutes on until as many. */
async function fill(from: number, to: number): Promise<void> {
  for (const name of ['north', 'south'])
    await book(cairn, wanted(`${name}-${from}`, now + from * MINUTE + 5 * SECOND, now + to * MINUTE));
}

test('is free of what is booked at its times, and of nothing else', async () => {
  await fill(10, 50);
  expect(await ask(times())).toMatchObject({ kind: 'path', schedule: times() });
  await fill(90, 95);
  expect(await ask(times())).toMatchObject({ kind: 'no-path', noPath: { reasons: ['BANDWIDTH'] } });
});

test('takes nothing: neither of the present nor of its time', async () => {
  const answer = await ask(times());
  expect(answer).not.toHaveProperty('hold');
  const { state, computer } = cairn.pce.live;
  expect(state.calendar.size).toBe(0);
  for (const { id } of state.ted.links()) expect(computer.reserved(id)).toBe(0);
  expect(await ask(times())).toEqual(answer);
});

test('in every one of its intervals there has to be room', async () => {
  const daily = times({ repeat: { interval: 24 * HOUR, times: 2 } });
  expect(await ask(daily)).toMatchObject({ kind: 'path' });
  await fill(2 * 24 * 60 + 70, 2 * 24 * 60 + 80);
  expect(await ask(daily)).toMatchObject({ kind: 'no-path' });
});

test('grace periods need no room', async () => {
  await fill(10, 60);
  expect(await ask(times({ grace: { before: 30 * MINUTE, after: 30 * MINUTE } }))).toMatchObject({
    kind: 'path',
  });
});

describe('an elastic schedule', () => {
  test.each([
    ['stays where it is if it can', 10, 20, 0],
    ['moves to the next instant with room, later', 50, 70, 10],
    ['or earlier, if that is nearer', 110, 150, -10],
    ['and not beyond its range', 50, 95, undefined],
  ])('%s', async (_what, from, to, shift) => {
    await fill(from, to);
    const elastic = { earlier: 15 * MINUTE, later: 30 * MINUTE };
    const answer = await ask(times({ elastic }));
    if (shift === undefined) expect(answer).toMatchObject({ kind: 'no-path' });
    else
      expect(answer).toMatchObject({
        schedule: { start: now + HOUR + shift * MINUTE, end: now + 2 * HOUR + shift * MINUTE },
      });
  });
});
