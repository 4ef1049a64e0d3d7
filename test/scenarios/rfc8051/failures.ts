// RFC 8051 3.4.2 (J9): a link fails. 3.6 (J12): an LSP is torn down. 3.4.3 (J10): diversity from an LSP that is up.
import { expect } from '@jest/globals';
import { FakeClock } from '../../support/fake-clock.js';
import { PcepClient } from '../../support/pcep-client.js';
import { pathComputationRequest, pcrpt } from '../../support/pcep-messages.js';
import type { Scenario } from './scenario.js';
import {
  GBIT,
  NOWHERE,
  pathOf,
  routerIdOf,
  type ScenarioLinks,
  ScenarioNetwork,
  type WantedLsp,
} from './scenario-network.js';

const RESTORATION: ScenarioLinks = {
  AC: { metric: 1, capacity: 12 },
  BC: { metric: 1, capacity: 12 },
  CE: { metric: 1, capacity: 12 },
  CF: { metric: 1, capacity: 4 },
  FE: { metric: 1, capacity: 4 },
  CD: { metric: 2, capacity: 8 },
  DE: { metric: 2, capacity: 8 },
};
const FAILED: ScenarioLinks = { ...RESTORATION, CE: { metric: 1, capacity: 12, down: true } };
const VICTIMS: readonly WantedLsp[] = [
  { name: 'LSP1', ends: 'AE', bandwidth: 2 },
  { name: 'LSP2', ends: 'BE', bandwidth: 4 },
  { name: 'LSP3', ends: 'AE', bandwidth: 6 },
];

const presentRoute = (lsp: WantedLsp) => `${lsp.ends[0]}-C-E`;

/** Each head-end notices the failure, takes its LSP down and asks for another path, one after the other. */
const reroutedInTurn = () =>
  ScenarioNetwork.run(RESTORATION, { heads: 'AB' }, async (network) => {
    for (const lsp of VICTIMS) expect(await network.ask(lsp)).toBe(presentRoute(lsp));
    await network.change(FAILED);
    const paths = [];
    for (const lsp of VICTIMS) {
      network.head(lsp.ends[0]!).unconfigure(lsp.name);
      await network.until('it is gone', () => network.entry(lsp) === undefined);
      paths.push(await network.ask(lsp));
    }
    return paths;
  });

/** Plays the head-end of LSP2, which does not do at once what it is told, but asks for a path itself. */
async function lateRequest(network: ScenarioNetwork, late: WantedLsp): Promise<readonly [string, string]> {
  const report = {
    plspId: 1,
    name: late.name,
    source: routerIdOf(late.ends[0]!),
    destination: routerIdOf(late.ends[1]!),
    bandwidth: late.bandwidth * GBIT,
  };
  const addresses = (path: string) => network.routeOf(path).map(({ address }) => address);
  const sync = pcrpt({ ...report, sync: true, route: addresses(presentRoute(late)) });
  const head = await PcepClient.synchronized(network.cairn.port, [sync], { speaker: 'head-B' });
  try {
    await network.until('LSP2 is known', () => network.where(late) === presentRoute(late));
    await network.change(FAILED);
    const [update] = (await head.next('PCUpd')).updates;
    const eroOf = (hops: NonNullable<typeof update>['ero']['subobjects']): readonly string[] =>
      hops.flatMap((hop) => (hop.kind === 'IPv4' ? [hop.address] : []));
    const told = eroOf(update!.ero.subobjects);
    const { source, destination, bandwidth } = report;
    const request = pathComputationRequest({ requestId: 1, source, destination, bandwidth });
    const lsp = pcrpt(report).reports[0]!.lsp;
    head.send({ kind: 'PCReq', svecs: [], requests: [{ ...request, lsp }] });
    const [reply] = (await head.next('PCRep')).replies;
    const answered = eroOf(reply?.paths[0]?.ero.subobjects ?? []);
    const up = { ...report, lspId: 2, route: told };
    head.send(pcrpt({ ...up, srpId: update!.srp.srpId, operational: 4 }), pcrpt(up));
    head.send(pcrpt({ ...report, lspId: 1, remove: true, operational: 0 }));
    await network.settled();
    return [pathOf('B', told), pathOf('B', answered)];
  } finally {
    head.destroy();
  }
}

export const j9: Scenario = {
  id: 'J9',
  title: 'Restoration',
  source: '3.4.2',
  situation:
    'LSP1 A→E of 2, LSP2 B→E of 4 and LSP3 A→E of 6 are up over C-E, which fails. Left are C-F-E (metric 2, capacity 4) and C-D-E (metric 4, capacity 8). The head-end of LSP2 asks for a path after Cairn has told it one.',
  async run() {
    const naive = await reroutedInTurn();
    expect(naive).toEqual(['A-C-F-E', 'B-C-D-E', NOWHERE]);
    return ScenarioNetwork.run(RESTORATION, { heads: 'A' }, async (network) => {
      const [first, late, last] = VICTIMS as readonly [WantedLsp, WantedLsp, WantedLsp];
      await network.place(first, presentRoute(first));
      await network.place(last, presentRoute(last));
      const [told, answered] = await lateRequest(network, late);
      expect(answered).toBe(told);
      for (const lsp of [first, last]) await network.untilAt(lsp, 'A-C-D-E');
      const stateful = [network.where(first), told, network.where(last)];
      expect(stateful).toEqual(['A-C-D-E', 'B-C-F-E', 'A-C-D-E']);
      const together = await network.events(['PathsComputedTogether']);
      expect(together.map(({ data }) => data.members.length)).toEqual([3]);
      const blocked = (paths: readonly string[]) => String(paths.filter((path) => path === NOWHERE).length);
      return {
        lines: [
          ...VICTIMS.map(({ name, ends, bandwidth }, index) => ({
            what: `${name} ${ends[0]}→${ends[1]}, ${bandwidth}`,
            naive: naive[index]!,
            stateful: stateful[index]!,
          })),
          { what: 'LSP2, asked for late', naive: naive[1]!, stateful: answered },
          { what: 'blocked', naive: blocked(naive), stateful: blocked(stateful) },
        ],
        remark:
          'All three are computed together at the first notice of the failure. The late request gets the path that was planned, beside what the others were promised and have not reported yet.',
      };
    });
  },
};

const TWO_WAYS: ScenarioLinks = {
  AD: { metric: 1, capacity: 10 },
  AB: { metric: 5, capacity: 10 },
  BD: { metric: 5, capacity: 10 },
};

export const j12: Scenario = {
  id: 'J12',
  title: 'Reoptimization when resources are freed',
  source: '3.6',
  situation:
    'A-D has metric 1, A-B and B-D have 5, all of capacity 10. LSP1 of 8 is on A-D, so LSP2 of 5 has to go A-B-D. Then LSP1 is torn down by its head-end.',
  async run() {
    const occupant = { name: 'LSP1', ends: 'AD', bandwidth: 8 };
    const waiting = { name: 'LSP2', ends: 'AD', bandwidth: 5 };
    const tornDown = async (network: ScenarioNetwork): Promise<void> => {
      expect([network.where(occupant), network.where(waiting)]).toEqual(['A-D', 'A-B-D']);
      network.head('A').unconfigure(occupant.name);
      await network.until('LSP1 is gone', () => network.entry(occupant) === undefined);
      await network.settled();
    };
    const naive = await ScenarioNetwork.run(TWO_WAYS, { heads: 'A' }, async (network) => {
      for (const lsp of [occupant, waiting]) await network.ask(lsp);
      await tornDown(network);
      return network.where(waiting);
    });
    expect(naive).toBe('A-B-D');
    const clock = new FakeClock();
    return ScenarioNetwork.run(TWO_WAYS, { heads: 'A', clock, onFreed: true }, async (network) => {
      for (const lsp of [occupant, waiting]) {
        await network.delegate(lsp);
      }
      clock.advance(10_000);
      await network.settled();
      await tornDown(network);
      // Cairn looks a while after a change, so that changes that come together are one.
      clock.advance(10_000);
      await network.until('LSP2 has the short way', () => {
        clock.advance(0);
        return network.where(waiting) === 'A-D';
      });
      const stateful = network.where(waiting);
      return {
        lines: [{ what: 'LSP2 afterwards', naive, stateful }],
        remark:
          'Nobody asks: Cairn looks a few seconds after bandwidth was given back (`reoptimization.onFreed`).',
      };
    });
  },
};
