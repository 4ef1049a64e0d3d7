// RFC 8934 from end to end: the PCE's own PCEP server and a simulated head-end over TCP, in both trigger modes. The head-end has
// a clock of its own, which the test moves.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LinkId, NodeId, PccId } from '../../src/domain/values/identifiers.js';
import type { LspSchedule, SchedulingSupport } from '../../src/domain/values/lsp-schedule.js';
import type { IntendedLsp } from '../../src/events/catalogue/operation.js';
import type { LspEntry } from '../../src/projections/lsp-db/lsp-db.js';
import { NO_DELAYS } from '../../src/simulators/pcc/signalling.js';
import { SimulatedPcc } from '../../src/simulators/pcc/simulated-pcc.js';
import { eventually } from '../support/cairn-process.js';
import { FakeClock } from '../support/fake-clock.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';

const MINUTE = 60_000;
const PCC = PccId('head');
let cairn: ServedPce;
let clock: FakeClock;
let pcc: SimulatedPcc;

beforeEach(async () => {
  cairn = await ServedPce.start({ topology: REFERENCE_NETWORK });
  clock = new FakeClock(Math.ceil(Date.now() / 1000) * 1000);
});
afterEach(async () => {
  await pcc.stop();
  await cairn.stop();
});

async function headEnd(scheduling: SchedulingSupport): Promise<void> {
  pcc = new SimulatedPcc({
    name: 'head',
    speakerEntityId: 'head',
    pce: { host: '127.0.0.1', port: cairn.port },
    routerId: '10.0.0.1',
    lsps: [],
    seed: 1,
    delays: NO_DELAYS,
    scheduling,
    clock,
  });
  pcc.start();
  await eventually('the head-end is synchronised', async () => cairn.server.reserve(PCC));
}

const schedule = (more: Partial<LspSchedule> = {}): LspSchedule => ({
  start: clock.now() + 60 * MINUTE,
  end: clock.now() + 90 * MINUTE,
  trigger: 'PCC',
  activated: false,
  ...more,
});
const intended = (times: LspSchedule): IntendedLsp => ({
  setupType: 'RSVP_TE',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  bandwidth: 1e9,
  setupPriority: 4,
  holdingPriority: 4,
  administrative: true,
  schedule: times,
  path: {
    path: { nodes: [NodeId('A'), NodeId('D')], links: [LinkId('A-D')], igpMetric: 1, teMetric: 1 },
    route: [{ kind: 'address', address: '10.0.0.4' }],
  },
});

const known = (): LspEntry | undefined => cairn.pce.live.state.lspDb.byName(PCC, 'booked');
const gone = (): Promise<true> =>
  eventually('the LSP is gone', async () => (known() === undefined ? true : undefined));
const reported = (state: 'UP' | 'DOWN', activated: boolean): Promise<LspEntry> =>
  eventually(`the LSP is ${state}`, async () => {
    const entry = known();
    const isSo = entry?.current.operationalState === state && entry.current.schedule?.activated === activated;
    return isSo ? entry : undefined;
  });

function initiate(times: LspSchedule): boolean {
  const dispatch = cairn.server.reserve(PCC);
  return dispatch !== undefined && cairn.server.sendInitiate(PCC, dispatch, 'booked', intended(times));
}

function update(times: LspSchedule): boolean {
  const dispatch = cairn.server.reserve(PCC);
  const plspId = known()?.current.plspId ?? 0;
  return dispatch !== undefined && cairn.server.sendUpdate(PCC, dispatch, plspId, intended(times));
}

describe('the head-end keeps the times', () => {
  test('once: planned, up at the start, gone at the end', async () => {
    await headEnd('periodic');
    const times = schedule({ grace: { before: 60_000, after: 120_000 } });
    expect(initiate(times)).toBe(true);
    expect((await reported('DOWN', false)).current).toMatchObject({ schedule: times, createdByPce: true });
    clock.advance(59 * MINUTE);
    expect((await reported('UP', true)).current.schedule).toEqual({ ...times, activated: true });
    clock.advance(33 * MINUTE);
    await gone();
  });

  test('again and again: up in every interval, planned in between', async () => {
    await headEnd('periodic');
    const times = schedule({ repeat: { interval: 120 * MINUTE, times: 2 } });
    expect(initiate(times)).toBe(true);
    for (let interval = 0; interval < 3; interval++) {
      expect((await reported('DOWN', false)).current.schedule).toEqual(times);
      clock.advance(60 * MINUTE);
      await reported('UP', true);
      clock.advance(interval < 2 ? 60 * MINUTE : 30 * MINUTE);
    }
    await gone();
  });

  test('a PCUpd moves them', async () => {
    await headEnd('scheduled');
    expect(initiate(schedule())).toBe(true);
    await reported('DOWN', false);
    const longer = schedule({ end: clock.now() + 120 * MINUTE });
    expect(update(longer)).toBe(true);
    await eventually('the LSP has them', async () =>
      known()?.current.schedule?.end === longer.end ? true : undefined,
    );
    clock.advance(91 * MINUTE);
    await reported('UP', true);
    clock.advance(29 * MINUTE);
    await gone();
  });
});

test('the PCE keeps the times: its PCUpd with the A flag sets the LSP up, its deletion ends it', async () => {
  await headEnd('scheduled');
  const times = schedule({ trigger: 'PCE' });
  expect(initiate(times)).toBe(true);
  await reported('DOWN', false);
  clock.advance(61 * MINUTE);
  expect(update({ ...times, activated: true })).toBe(true);
  const { current } = await reported('UP', true);
  clock.advance(30 * MINUTE);
  expect(known()?.current.operationalState).toBe('UP');
  const dispatch = cairn.server.reserve(PCC)!;
  expect(cairn.server.sendDelete(PCC, dispatch, current)).toBe(true);
  await gone();
});

describe('a head-end is told of no schedule', () => {
  test.each<[SchedulingSupport, Partial<LspSchedule>]>([
    ['none', {}],
    ['none', { repeat: { interval: 120 * MINUTE, times: 1 } }],
    ['scheduled', { repeat: { interval: 120 * MINUTE, times: 1 } }],
    ['periodic', { repeat: { interval: 120 * MINUTE, times: 4096 } }],
  ])('that it could not keep: %s, %j', async (support, more) => {
    await headEnd(support);
    expect(cairn.server.scheduling(PCC)).toBe(support);
    expect(initiate(schedule(more))).toBe(false);
    expect(pcc.lsps.size).toBe(0);
  });
});

test('of a head-end that is not there nothing can be expected', async () => {
  await headEnd('periodic');
  expect(cairn.server.scheduling(PccId('nobody'))).toBe('none');
});
