// RFC 8051 3.1.2 and 3.2: LSPs whose traffic is not what is reserved for them.
import { expect } from '@jest/globals';
import { QUIET_TIME } from '../../../src/app/auto-bandwidth/auto-bandwidth.js';
import { LspId } from '../../../src/domain/values/identifiers.js';
import { FakeClock } from '../../support/fake-clock.js';
import type { Scenario } from './scenario.js';
import {
  GBIT,
  NOWHERE,
  pccOf,
  SAMPLE_INTERVAL,
  type ScenarioLinks,
  ScenarioNetwork,
  type WantedLsp,
} from './scenario-network.js';

const LINKS: ScenarioLinks = {
  AC: { metric: 1, capacity: 10 },
  BC: { metric: 1, capacity: 10 },
  CD: { metric: 1, capacity: 10 },
  DE: { metric: 1, capacity: 10 },
  CE: { metric: 10, capacity: 5 },
};
const LSP1: WantedLsp = { name: 'LSP1', ends: 'AE', bandwidth: 2 };
const LSP2: WantedLsp = { name: 'LSP2', ends: 'BE', bandwidth: 2 };

const idOf = ({ name, ends }: WantedLsp): LspId => LspId(pccOf(ends[0]!), name);

const startOf = (): FakeClock => new FakeClock(Date.UTC(2026, 2, 1, 12));

/** Gbit/s that Cairn counts as reserved for it, to a tenth. */
const reservedFor = (network: ScenarioNetwork, lsp: WantedLsp): number =>
  Math.round((10 * (network.entry(lsp)?.current.bandwidth ?? 0)) / GBIT) / 10;

/** What is on a link, by what LSPs carry rather than by what is reserved for them. */
const carriedOver = (link: string, carried: readonly (readonly [string, number])[]): number =>
  carried.reduce((sum, [path, rate]) => sum + (path.includes(link) ? rate : 0), 0);

/** Until Cairn has looked at what was measured, and done what follows from it. */
async function looked(network: ScenarioNetwork, clock: FakeClock): Promise<void> {
  await network.settled();
  // What waited for the end of something is looked at once more.
  for (let look = 0; look < 2; look++) {
    clock.advance(QUIET_TIME);
    await network.settled();
  }
}

export const j3: Scenario = {
  id: 'J3',
  title: 'An LSP that sends more than can be reserved for it',
  source: '3.1.2, tables 5 and 6, figure 1',
  situation:
    'Links as in J2. LSP1 A→E and LSP2 B→E of 2 each are up over C-D-E. Then LSP1 is measured to carry 20, which no path has.',
  async run() {
    const naive = await ScenarioNetwork.run(LINKS, { heads: 'AB' }, async (network) => {
      const paths = [await network.ask(LSP1), await network.ask(LSP2)] as const;
      const resized = await network.ask({ ...LSP1, name: 'LSP1 resized', bandwidth: 20 });
      expect([...paths, resized]).toEqual(['A-C-D-E', 'B-C-D-E', NOWHERE]);
      return { paths, reserved: reservedFor(network, LSP1) };
    });
    const clock = startOf();
    return ScenarioNetwork.run(LINKS, { heads: 'AB', clock, adjusted: true }, async (network) => {
      await network.delegate(LSP1);
      await network.delegate(LSP2);
      expect([network.where(LSP1), network.where(LSP2)]).toEqual(['A-C-D-E', 'B-C-D-E']);
      const before = network.cairn.pce.head();
      const report = async (): Promise<void> => {
        const taken = await network.cairn.pce.rates.report([
          { lsp: idOf(LSP1), rate: 20 * GBIT },
          { lsp: idOf(LSP2), rate: 2 * GBIT },
        ]);
        expect(taken).toMatchObject({ ok: true, value: { recorded: 2 } });
        await looked(network, clock);
      };
      await report();
      const steps = await network.story(before);
      expect([network.where(LSP1), network.where(LSP2)]).toEqual(['A-C-D-E', 'B-C-E']);
      expect(reservedFor(network, LSP1)).toBe(10);
      expect(steps).toEqual(['LSP2 asked', 'LSP2 done', 'LSP1 asked', 'LSP1 done']);
      // It goes on: nothing is moved any more, and that LSP1 harms nobody is said once.
      clock.advance(SAMPLE_INTERVAL);
      await report();
      clock.advance(SAMPLE_INTERVAL);
      await report();
      expect((await network.story(before)).length).toBe(steps.length);
      const said = await network.events(['LspOutOfProfile'], before);
      expect(said.map(({ data }) => [data.demand, data.attainable, data.sharedWith.length])).toEqual([
        [20 * GBIT, 10 * GBIT, 1],
        [20 * GBIT, 10 * GBIT, 0],
      ]);
      const sent = (paths: readonly [string, string]): string =>
        `${carriedOver('D-E', [
          [paths[0], 20],
          [paths[1], 2],
        ])} of 10`;
      const now = [network.where(LSP1), network.where(LSP2)] as const;
      return {
        lines: [
          { what: 'LSP1', naive: naive.paths[0], stateful: now[0] },
          { what: 'LSP2', naive: naive.paths[1], stateful: now[1] },
          { what: 'Reserved for LSP1', naive: `${naive.reserved}`, stateful: '10' },
          { what: 'Sent over D-E', naive: sent(naive.paths), stateful: sent(now) },
          { what: 'LSPs that suffer from LSP1', naive: 'LSP2', stateful: 'none' },
          { what: 'What is said', naive: 'nothing', stateful: 'LSP1 carries 20, 10 can be had' },
        ],
        steps,
        remark:
          'The demand of 20 can be met by no path; A-C-E would isolate LSP1 as well, with 5. What 10 of the 20 become of is up to the head-end.',
      };
    });
  },
};

export const j6: Scenario = {
  id: 'J6',
  title: 'A reservation that follows the trend',
  source: '3.2',
  situation:
    'Links as in J2. LSP1 A→E of 4 and LSP2 B→E of 5 are up over C-D-E. Every 300 s the head-end of LSP1 measures its traffic: 1.2, 2, 2.8, 3.6, 4.4, 5.2. It is to be resized after two samples that are 10 % above the reservation.',
  async run() {
    const first = { ...LSP1, bandwidth: 4 };
    const second = { ...LSP2, bandwidth: 5 };
    const rates = [1.2, 2, 2.8, 3.6, 4.4, 5.2];
    const naive = await ScenarioNetwork.run(LINKS, { heads: 'AB' }, async (network) => {
      const paths = [await network.ask(first), await network.ask(second)] as const;
      expect(paths).toEqual(['A-C-D-E', 'B-C-D-E']);
      // What LSP1 has does not count against it (RFC 5440 7.4.1).
      network.head('A').unconfigure(first.name);
      await network.until('LSP1 counts no more', () => network.entry(first) === undefined);
      return { paths, resized: await network.ask({ ...first, bandwidth: rates.at(-1)! }) };
    });
    expect(naive.resized).toBe(NOWHERE);
    const clock = startOf();
    return ScenarioNetwork.run(LINKS, { heads: 'AB', clock }, async (network) => {
      await network.adjust(first, 'A-C-D-E', [
        { kind: 'Sample-Interval', seconds: SAMPLE_INTERVAL / 1_000 },
        { kind: 'Overflow-Threshold-Percentage', percentage: 10, count: 2, minimumThreshold: 0 },
      ]);
      await network.place(second, 'B-C-D-E');
      const before = network.cairn.pce.head();
      const reservations: number[] = [];
      for (const rate of rates) {
        reservations.push(reservedFor(network, first));
        network.head('A').reportRate(first.name, rate * GBIT);
        await network.until('the rate has come', () => {
          const known = network.cairn.pce.live.state.measurements.get(idOf(first));
          return known?.samples.at(-1) === rate * GBIT;
        });
        await looked(network, clock);
        clock.advance(SAMPLE_INTERVAL - 2 * QUIET_TIME);
      }
      const steps = await network.story(before);
      expect(reservations).toEqual([4, 4, 4, 4, 6.8, 6.8]);
      expect([network.where(first), network.where(second)]).toEqual(['A-C-D-E', 'B-C-E']);
      const resize = ['LSP1 asked', 'LSP1 done'];
      expect(steps).toEqual(['LSP2 asked', 'LSP2 done', ...resize, ...resize]);
      return {
        lines: [
          ...rates.map((rate, index) => ({
            what: `Reserved for LSP1 when it carries ${rate}`,
            naive: '4',
            stateful: `${reservations[index]}`,
          })),
          {
            what: 'LSP1, after the last sample',
            naive: 'resize to 5.2 blocked',
            stateful: network.where(first),
          },
          { what: 'LSP2', naive: naive.paths[1], stateful: network.where(second) },
        ],
        steps,
        remark:
          'With the fourth sample the trend is beyond 4 within the next two, so that Cairn reserves what it comes to in four; for that LSP2 has to move. With the sixth it is again.',
      };
    });
  },
};
