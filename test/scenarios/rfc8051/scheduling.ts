// RFC 8051 3.3: an LSP that is scheduled does not take its bandwidth before its time.
import { expect } from '@jest/globals';
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

/** What becomes of the LSPs; a second of the scenario is one of Cairn's clock, which the test moves. */
async function booked(network: ScenarioNetwork, clock: FakeClock, second: WantedLsp, until: number) {
  const zero = clock.now();
  const book = async ({ name, bandwidth }: WantedLsp, from: number, to: number): Promise<string> => {
    const answer = await network.cairn.pce.bookings.book({
      name,
      request: pathRequest({ source: 'A', destination: 'B', bandwidth: bandwidth * GBIT }),
      setupType: 'RSVP_TE',
      holdingPriority: 7,
      window: { start: zero + from * SECOND, end: zero + to * SECOND },
      timeZone: 'UTC',
    });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value.state;
  };
  const admitted = [await book(scheduled, 60, 180), await book(second, 0, until)];
  clock.advance(0);
  await network.settled();
  const times: string[] = [];
  const known = new Map<string, string>();
  for (let at = 0; at <= 185; at += 5) {
    for (const lsp of [scheduled, second]) {
      const where = network.where(lsp);
      if ((known.get(lsp.name) ?? NOWHERE) !== where)
        times.push(`${lsp.name} is ${where === NOWHERE ? 'gone' : 'up'} at t+${at}`);
      known.set(lsp.name, where);
    }
    clock.advance(5 * SECOND);
    await network.settled();
  }
  return { admitted, times };
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
    const played = (second: WantedLsp, until: number) => {
      const clock = new FakeClock(Date.UTC(2026, 2, 1, 12));
      return ScenarioNetwork.run(ONE_LINK, { heads: 'A', clock }, (network) =>
        booked(network, clock, second, until),
      );
    };
    const first = await played(short, 50);
    const other = await played(long, 100);
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
      remark:
        'Cairn sets LSPs up and takes them down by PCInitiate, here with a lead time of 5 s. That the head-end keeps the times by itself (RFC 8934) is shown in `test/scenarios/scheduled-lsps.test.ts`.',
    };
  },
};
