// RFC 8051 3.3, J7: an LSP for a time to come, set up and taken down over PCEP by the PCE's own clock.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BookBandwidth } from '../../src/app/bookings/bookings.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { Booking } from '../../src/domain/values/booking.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { NO_DELAYS } from '../../src/simulators/pcc/signalling.js';
import { SimulatedPcc } from '../../src/simulators/pcc/simulated-pcc.js';
import { FakeClock } from '../support/fake-clock.js';
import { ServedPce } from '../support/served-pce.js';

const HEAD_END = '127.1.0.1';
const SECOND = 1_000;
const GIGABITS = 10e9;
/** One link of capacity 10, and nothing else. */
const NETWORK = `
cairn: topology/1
name: one-link
nodes:
  - { id: A, name: A, routerId: ${HEAD_END} }
  - { id: B, name: B, routerId: 127.1.0.2 }
links:
  - { from: A, to: B, fromAddress: 10.1.2.1, toAddress: 10.1.2.2, teMetric: 1, capacity: ${GIGABITS} }
`;
const REQUEST = pathRequest({ source: 'A', destination: 'B', bandwidth: GIGABITS });

let clock: FakeClock;
let served: ServedPce;
let pcc: SimulatedPcc;
let now: number;

beforeEach(async () => {
  clock = new FakeClock();
  now = clock.now();
  served = await ServedPce.start({ topology: NETWORK, clock });
  pcc = new SimulatedPcc({
    name: 'A',
    pce: { host: '127.0.0.1', port: served.port },
    localAddress: HEAD_END,
    routerId: HEAD_END,
    lsps: [],
    seed: 1,
    delays: NO_DELAYS,
    reconnect: { minimum: 2, maximum: 20 },
  });
  pcc.start();
  await pcc.synchronized();
  await quiet();
});

afterEach(async () => {
  await pcc.stop();
  await served.stop();
});

/** Until nothing has come or gone over the session for a while. */
async function quiet(): Promise<void> {
  const seen = (): string => `${served.store.head()} ${served.pce.live.state.position} ${pcc.reports}`;
  for (let calm = 0, before = seen(); calm < 3; before = seen()) {
    clock.advance(0);
    await pause(5);
    calm = seen() === before ? calm + 1 : 0;
  }
  expect(served.fatal).toEqual([]);
}

async function book(name: string, start: number, end: number): Promise<Booking> {
  const command: BookBandwidth = {
    name,
    request: REQUEST,
    setupType: 'RSVP_TE',
    holdingPriority: 7,
    window: { start: now + start * SECOND, end: now + end * SECOND },
    timeZone: 'UTC',
  };
  const booked = await served.pce.bookings.book(command);
  if (!booked.ok) throw new Error(booked.error.message);
  return booked.value;
}

/** Names of the LSPs that the router has at some seconds after the start. */
async function lspsAt(...seconds: readonly number[]): Promise<Readonly<Record<number, readonly string[]>>> {
  const seen: Record<number, readonly string[]> = {};
  for (const second of seconds) {
    while (clock.now() < now + second * SECOND) {
      clock.advance(Math.min(SECOND, now + second * SECOND - clock.now()));
      await quiet();
    }
    seen[second] = [...pcc.lsps.keys()].sort();
  }
  return seen;
}

describe('RFC 8051 3.3 scheduling', () => {
  test('J7, naive: a path that is set up before its time keeps everybody else off the link', () => {
    const computer = createPathComputer();
    const { ted } = served.pce.live.state;
    computer.setTopology(ted.nodes(), ted.links());
    const asked = { request: REQUEST, signalling: { setupType: 'RSVP_TE' as const } };
    const first = computer.compute(asked);
    if (first.kind !== 'path') throw new Error('the link is free');
    const routes = [{ bandwidth: GIGABITS, links: first.path.path.links }];
    computer.setClaim('scheduled', { holdingPriority: 7, source: 'A', routes });
    expect(computer.compute(asked)).toMatchObject({ kind: 'no-path', noPath: { reasons: ['BANDWIDTH'] } });
  });

  test('J7: what ends before the scheduled LSP is accepted, what runs into it is not; all come and go in time', async () => {
    expect((await book('scheduled', 60, 180)).state).toBe('ADMITTED');
    expect((await book('second', 0, 50)).state).toBe('ADMITTED');
    const third = await book('third', 0, 100);
    expect(third).toMatchObject({ state: 'REJECTED', rejection: { reasons: ['BANDWIDTH'] } });
    expect(third.rejection?.laterStart).toBe(now + 185 * SECOND);
    await quiet();
    expect(await lspsAt(0, 49, 50, 54, 55, 179, 180)).toEqual({
      0: ['second'],
      49: ['second'],
      50: [],
      54: [],
      55: ['scheduled'],
      179: ['scheduled'],
      180: [],
    });
    const states = [...served.pce.live.state.bookings.all()].map(({ order, state }) => [order.name, state]);
    expect(Object.fromEntries(states)).toEqual({
      scheduled: 'COMPLETED',
      second: 'COMPLETED',
      third: 'REJECTED',
    });
  });

  test('J7: instead of the second, one that runs into the scheduled LSP is refused as well', async () => {
    await book('scheduled', 60, 180);
    expect((await book('third', 0, 100)).state).toBe('REJECTED');
    await quiet();
    expect(await lspsAt(1, 55, 180)).toEqual({ 1: [], 55: ['scheduled'], 180: [] });
  });

  test('a PCC that restarts while its LSP is scheduled has it again', async () => {
    await book('scheduled', 0, 100);
    await quiet();
    expect(await lspsAt(1)).toEqual({ 1: ['scheduled'] });
    const sessions = () => served.pce.live.state.sessions.all();
    const before = sessions()[0]?.session;
    pcc.restart();
    const isBack = () => sessions().some(({ session, synchronized }) => synchronized && session !== before);
    while (!isBack()) await pause(5);
    await pcc.synchronized();
    await quiet();
    expect(await lspsAt(5, 99, 100)).toEqual({ 5: ['scheduled'], 99: ['scheduled'], 100: [] });
  });
});
