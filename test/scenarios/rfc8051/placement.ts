// RFC 8051 3.1.1 (J1, J2), 3.1.4 (J5), 3.6 (J12) and 3.7 (J13): where LSPs are put, and put anew.
import { expect } from '@jest/globals';
import { FakeClock } from '../../support/fake-clock.js';
import type { Scenario } from './scenario.js';
import { NOWHERE, type ScenarioLinks, ScenarioNetwork, type WantedLsp } from './scenario-network.js';
import { askedTogether } from './station.js';

const link = (metric: number, capacity: number) => ({ metric, capacity });
const throughputOf = (lsps: readonly WantedLsp[], paths: readonly string[]): number =>
  lsps.reduce((sum, { bandwidth }, index) => sum + (paths[index] === NOWHERE ? 0 : bandwidth), 0);
const inTurn = async (network: ScenarioNetwork, lsps: readonly WantedLsp[]): Promise<readonly string[]> => {
  const paths = [];
  for (const lsp of lsps) paths.push(await network.ask(lsp));
  return paths;
};
const linesOf = (lsps: readonly WantedLsp[], naive: readonly string[], stateful: readonly string[]) => [
  ...lsps.map(({ name, ends, bandwidth }, index) => ({
    what: `${name} ${ends[0]}→${ends[1]}, ${bandwidth}`,
    naive: naive[index]!,
    stateful: stateful[index]!,
  })),
  {
    what: 'throughput',
    naive: String(throughputOf(lsps, naive)),
    stateful: String(throughputOf(lsps, stateful)),
  },
];

const ON_ORDER =
  'The LSP without room waits until a reoptimization for throughput is ordered, as an operator does it.';

const THROUGHPUT: ScenarioLinks = {
  AE: link(1, 10),
  BF: link(1, 10),
  CG: link(1, 10),
  EF: link(1, 10),
  FG: link(1, 10),
};
const BIN_PACKING: ScenarioLinks = {
  AC: link(1, 10),
  BC: link(1, 10),
  CE: link(10, 5),
  CD: link(1, 10),
  DE: link(1, 10),
};

export const j1: Scenario = {
  id: 'J1',
  title: 'Throughput over a minimum cut',
  source: '3.1.1, tables 1 and 2, figure 2',
  situation:
    'Links A-E, B-F, C-G, E-F and F-G, each of metric 1 and capacity 10. Three LSPs of 10 are wanted: E→G, A→B and F→C.',
  async run() {
    const lsps = [
      { name: 'LSP1', ends: 'EG', bandwidth: 10 },
      { name: 'LSP2', ends: 'AB', bandwidth: 10 },
      { name: 'LSP3', ends: 'FC', bandwidth: 10 },
    ];
    const naive = await ScenarioNetwork.run(THROUGHPUT, { heads: 'EAF' }, (network) => inTurn(network, lsps));
    const stateful = await ScenarioNetwork.run(THROUGHPUT, { heads: '' }, (network) =>
      askedTogether(network, lsps),
    );
    expect(naive).toEqual(['E-F-G', NOWHERE, NOWHERE]);
    expect(stateful).toEqual([NOWHERE, 'A-E-F-B', 'F-G-C']);
    const kept = await ScenarioNetwork.run(THROUGHPUT, { heads: 'EAF' }, async (network) => {
      for (const lsp of lsps) {
        await network.delegate(lsp);
      }
      const { plan } = await network.reoptimize({ goal: 'MAX_THROUGHPUT', scope: 'GLOBAL' });
      expect(lsps.map((lsp) => network.where(lsp))).toEqual(['E-F-G', NOWHERE, NOWHERE]);
      return plan?.notDone.map(({ lsp, reason }) => `${lsp.slice(lsp.indexOf('/') + 1)}: ${reason}`) ?? [];
    });
    expect(kept).toEqual(['LSP2: NO_PATH', 'LSP3: NO_PATH']);
    return {
      lines: linesOf(lsps, naive, stateful),
      remark: `The stateful column has the answers to requests that are known at the same time (one PCReq with SVEC). When E→G is up already, Cairn does not take it down for others of its priority: the reoptimization for throughput ends without a step and reports ${kept.join(', ')}.`,
    };
  },
};

export const j2: Scenario = {
  id: 'J2',
  title: 'Bin packing',
  source: '3.1.1, tables 3 and 4, figure 1',
  situation:
    'Links A-C, B-C, C-D and D-E of metric 1 and capacity 10; C-E of metric 10 and capacity 5. LSP1 A→E of 5 comes first, then LSP2 B→E of 10.',
  async run() {
    const lsps = [
      { name: 'LSP1', ends: 'AE', bandwidth: 5 },
      { name: 'LSP2', ends: 'BE', bandwidth: 10 },
    ];
    const naive = await ScenarioNetwork.run(BIN_PACKING, { heads: 'AB' }, (network) => inTurn(network, lsps));
    expect(naive).toEqual(['A-C-D-E', NOWHERE]);
    return ScenarioNetwork.run(BIN_PACKING, { heads: 'AB' }, async (network) => {
      for (const lsp of lsps) {
        await network.delegate(lsp);
      }
      expect(lsps.map((lsp) => network.where(lsp))).toEqual(['A-C-D-E', NOWHERE]);
      const before = network.cairn.pce.head();
      await network.reoptimize({ goal: 'MAX_THROUGHPUT', scope: 'INCREMENTAL' });
      const stateful = lsps.map((lsp) => network.where(lsp));
      expect(stateful).toEqual(['A-C-E', 'B-C-D-E']);
      const steps = await network.story(before);
      expect(steps).toEqual(['LSP1 asked', 'LSP1 done', 'LSP2 asked', 'LSP2 done']);
      return { lines: linesOf(lsps, naive, stateful), steps, remark: ON_ORDER };
    });
  },
};

const withoutCE = (links: ScenarioLinks): ScenarioLinks => ({
  ...links,
  CE: { ...link(1, 10), down: true },
});

/** Whoever was on C-E is torn down, asks again in vain, and once more when C-E is back; nobody else moves. */
async function failedAndBack(
  network: ScenarioNetwork,
  links: ScenarioLinks,
  lsps: readonly WantedLsp[],
): Promise<string> {
  const victim = lsps.find((lsp) => network.where(lsp).endsWith('C-E'))!;
  await network.change(withoutCE(links));
  network.head(victim.ends[0]!).unconfigure(victim.name);
  await network.until('it is gone', () => network.entry(victim) === undefined);
  expect(await network.ask(victim)).toBe(NOWHERE);
  await network.change(links);
  await network.ask(victim);
  return lsps.map((lsp) => network.where(lsp)).join(', ');
}

export const j5: Scenario = {
  id: 'J5',
  title: 'Predictability',
  source: '3.1.4, tables 9 to 11, figure 1',
  situation:
    'Links A-C, B-C, C-D, D-E and C-E, all of metric 1 and capacity 10. LSP1 A→E and LSP2 B→E of 7 are wanted, in either order; then C-E fails and comes back.',
  async run() {
    const links = { ...BIN_PACKING, CE: link(1, 10) };
    const lsps = [
      { name: 'LSP1', ends: 'AE', bandwidth: 7 },
      { name: 'LSP2', ends: 'BE', bandwidth: 7 },
    ];
    const orders = [lsps, lsps.toReversed()];
    const naive: string[] = [];
    const naiveAfter: string[] = [];
    const stateful: string[] = [];
    const recovered: string[] = [];
    for (const order of orders) {
      await ScenarioNetwork.run(links, { heads: 'AB' }, async (network) => {
        await inTurn(network, order);
        naive.push(lsps.map((lsp) => network.where(lsp)).join(', '));
        naiveAfter.push(await failedAndBack(network, links, lsps));
      });
      await ScenarioNetwork.run(links, { heads: 'AB' }, async (network) => {
        const placement = async (): Promise<string> => {
          await network.reoptimize({ goal: 'MIN_TOTAL_METRIC', scope: 'PREDICTABLE', allowRelease: true });
          return lsps.map((lsp) => network.where(lsp)).join(', ');
        };
        for (const lsp of order) {
          await network.delegate(lsp);
        }
        stateful.push(await placement());
        const victim = lsps.find((lsp) => network.where(lsp).endsWith('C-E'))!;
        await network.change(withoutCE(links));
        await network.until('the victim is known to be one', () => network.isStranded(victim));
        await network.change(links);
        await network.settled();
        recovered.push(await placement());
      });
    }
    expect(naive).toEqual(['A-C-E, B-C-D-E', 'A-C-D-E, B-C-E']);
    expect(naiveAfter).toEqual(naive);
    for (const paths of [...stateful, ...recovered]) expect(paths).toBe('A-C-D-E, B-C-E');
    const lines = ['LSP1 first', 'LSP2 first'].map((what, index) => ({
      what: `${what}: paths of LSP1, LSP2`,
      naive: naive[index]!,
      stateful: stateful[index]!,
    }));
    const after = recovered.map((paths, index) => ({
      what: `${['LSP1', 'LSP2'][index]} first: after C-E failed and came back`,
      naive: naiveAfter[index]!,
      stateful: paths,
    }));
    return {
      lines: [...lines, ...after],
      remark:
        'Two placements are equally good (metric 5); of these it is always the same one. To get from the other to this one the two LSPs have to change places, for which there is no room: the order to reoptimize allows that one of them is released for that moment, and without this leave both stay where they are.',
    };
  },
};

export const j13: Scenario = {
  id: 'J13',
  title: 'Defragmentation of a bundle',
  source: '3.7',
  situation:
    'Two parallel links A-B of capacity 10. The first carries LSPs of 3 and 3, the second one of 3. An LSP of 8 is wanted: 11 are free in total, on no link more than 7.',
  async run() {
    const links = { AB: [link(1, 10), link(1, 10)] };
    const small = ['LSP1', 'LSP2', 'LSP3'].map((name) => ({ name, ends: 'AB', bandwidth: 3 }));
    const large = { name: 'LSP4', ends: 'AB', bandwidth: 8 };
    const paths = ['A-B', 'A-B', 'A=2=B'];
    const lsps = [...small, large];
    const fill = async (network: ScenarioNetwork, delegated: boolean): Promise<void> => {
      for (const [index, lsp] of small.entries()) await network.place(lsp, paths[index]!, delegated);
    };
    const naive = await ScenarioNetwork.run(links, { heads: 'A' }, async (network) => {
      await fill(network, false);
      return [...paths, await network.ask(large)];
    });
    expect(naive).toEqual([...paths, NOWHERE]);
    const clock = new FakeClock();
    return ScenarioNetwork.run(links, { heads: 'A', clock, makeRoom: true }, async (network) => {
      await fill(network, true);
      await network.settled();
      const before = network.cairn.pce.head();
      await network.delegate(large);
      expect(network.where(large)).toBe(NOWHERE);
      clock.advance(60_000);
      await network.until('room was made', () => {
        clock.advance(0);
        return network.where(large) !== NOWHERE;
      });
      await network.settled();
      const stateful = lsps.map((lsp) => network.where(lsp));
      expect(stateful).toEqual(['A-B', 'A-B', 'A-B', 'A=2=B']);
      const steps = await network.story(before);
      expect(steps).toEqual(['LSP3 asked', 'LSP3 done', 'LSP4 asked', 'LSP4 done']);
      return {
        lines: linesOf(lsps, naive, stateful),
        steps,
        remark:
          '`A=2=B` is the way over the second of the parallel links. With `reoptimization.makeRoom` Cairn looks for room by itself when an LSP has none; an operator may order it too.',
      };
    });
  },
};
