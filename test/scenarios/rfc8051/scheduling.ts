// RFC 8051 3.3: an LSP that is scheduled does not take its bandwidth before its time.
import { expect } from '@jest/globals';
import type { BookingTrigger } from '../../../src/domain/values/booking.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { FakeClock } from '../../support/fake-clock.js';
import type { Scenario } from './scenario.js';
import { GBIT, NOWHERE, type ScenarioLinks, ScenarioNetwork, type WantedLsp } from './scenario-network.js';

const ONE_LINK: ScenarioLinks = { AB: { metric: 1, capacity: 10 } };
const SECOND = 1_000;
const [scheduled, short, long] = ['LSP1', 'LSP2', 'LSP3'].map((name) => ({
  name,
  ends: 'AB',
  bandwidth: 10,
})) as [WantedLsp, WantedLsp, WantedLsp];

/** Seconds: around everything that is to happen. */
const LOOKED_AT = [0, 5, 45, 50, 55, 60, 95, 100, 105, 175, 180, 185];

/**
 * What becomes of the LSPs, and what was asked of their head-end; a second of the scenario is one of Cairn's clock, which the test
 * moves.
 */
async function booked(
  network: ScenarioNetwork,
  clock: FakeClock,
  trigger: BookingTrigger,
  second: WantedLsp,
  until: number,
) {
  const zero = clock.now();
  const book = async ({ name, bandwidth }: WantedLsp, from: number, to: number): Promise<string> => {
    const answer = await network.cairn.pce.bookings.book({
      name,
      request: pathRequest({ source: 'A', destination: 'B', bandwidth: bandwidth * GBIT }),
      setupType: 'RSVP_TE',
      holdingPriority: 7,
      window: { start: zero + from * SECOND, end: zero + to * SECOND },
      timeZone: 'UTC',
      trigger,
    });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value.state;
  };
  const admitted = [await book(scheduled, 60, 180), await book(second, 0, until)];
  clock.advance(0);
  await network.settled();
  const times: string[] = [];
  const known = new Map<string, string>();
  for (const [index, at] of LOOKED_AT.entries()) {
    await network.until('Cairn knows what its head-end has', () => network.isInformed('A'));
    for (const lsp of [scheduled, second]) {
      const where = network.where(lsp);
      if ((known.get(lsp.name) ?? NOWHERE) !== where)
        times.push(`${lsp.name} is ${where === NOWHERE ? 'gone' : 'up'} at t+${at}`);
      known.set(lsp.name, where);
    }
    clock.advance(((LOOKED_AT[index + 1] ?? at) - at) * SECOND);
    await network.settled();
  }
  const requests = await network.events(['LspInitiationRequested', 'LspDeletionRequested']);
  const asked = requests.map(
    ({ type, data, time }) =>
      `${type === 'LspInitiationRequested' ? 'PCInitiate' : 'deletion'} of ${data.name} at t+${(time - zero) / SECOND}`,
  );
  return { admitted, times, asked };
}

export const j7: Scenario = {
  id: 'J7',
  title: 'Scheduled LSPs',
  source: '3.3',
  situation:
    'One link A-B of capacity 10. LSP1 of 10 is wanted from t+60 for 120 s. Then LSP2 of 10 is wanted from now until t+50; or, instead, LSP3 of 10 from now until t+100.',
  async run() {
    const naive = await ScenarioNetwork.run(ONE_LINK, { heads: 'A' }, async (network) => [
      await network.ask(scheduled),
      await network.ask(short),
      await network.ask(long),
    ]);
    expect(naive).toEqual(['A-B', NOWHERE, NOWHERE]);
    const played = (trigger: BookingTrigger, second: WantedLsp, until: number) => {
      // Sessions go by the machine's clock, from which a schedule must not be far away.
      const clock = new FakeClock(Math.ceil(Date.now() / SECOND) * SECOND);
      const options = { heads: 'A', clock, scheduling: true };
      return ScenarioNetwork.run(ONE_LINK, options, (network) =>
        booked(network, clock, trigger, second, until),
      );
    };
    const first = await played('PCE', short, 50);
    const other = await played('PCE', long, 100);
    const byHeadEnd = await played('ROUTER_WHEN_ABLE', short, 50);
    expect(byHeadEnd).toMatchObject({ admitted: first.admitted, times: first.times });
    expect(first.asked).toEqual([
      'PCInitiate of LSP2 at t+0',
      'deletion of LSP2 at t+50',
      'PCInitiate of LSP1 at t+55',
      'deletion of LSP1 at t+180',
    ]);
    // LSP2 begins before its head-end could be told of it.
    expect(byHeadEnd.asked).toEqual([
      'PCInitiate of LSP1 at t+0',
      'PCInitiate of LSP2 at t+0',
      'deletion of LSP2 at t+50',
    ]);
    expect(first.admitted).toEqual(['ADMITTED', 'ADMITTED']);
    expect(other.admitted).toEqual(['ADMITTED', 'REJECTED']);
    expect(first.times).toEqual([
      'LSP2 is up at t+0',
      'LSP2 is gone at t+50',
      'LSP1 is up at t+55',
      'LSP1 is gone at t+180',
    ]);
    expect(other.times).toEqual(['LSP1 is up at t+55', 'LSP1 is gone at t+180']);
    return {
      lines: [
        { what: 'LSP1, t+60 to t+180', naive: 'set up now', stateful: 'booked' },
        { what: 'LSP2, now to t+50', naive: 'blocked', stateful: 'set up' },
        { what: 'LSP3, now to t+100', naive: 'blocked', stateful: 'rejected' },
      ],
      steps: first.times,
      remark: `Both modes of RFC 8934 give these times, with a lead time of 5 s. Triggered by Cairn: ${first.asked.join(', ')}. Triggered by the head-end, which keeps schedules: ${byHeadEnd.asked.join(', ')}; the PCInitiate of LSP1 has its times, and the head-end sets it up and takes it down by itself.`,
    };
  },
};
