// RFC 8051 3.4.1: backups share bandwidth only if the paths that they protect can't fail together.
import { expect } from '@jest/globals';
import type { Association } from '../../../src/southbound/pcep/codec/objects/association.js';
import type { Scenario } from './scenario.js';
import { GBIT, routerIdOf, type ScenarioLinks, ScenarioNetwork, type WantedLsp } from './scenario-network.js';

/** Figure 3. What A-B and B-E have left for backups is enough for one. */
const FIGURE_3: ScenarioLinks = {
  AB: { metric: 1, capacity: 2 },
  BC: { metric: 1, capacity: 2 },
  CD: { metric: 1, capacity: 2 },
  DE: { metric: 1, capacity: 2 },
  AE: { metric: 1, capacity: 2 },
  BE: { metric: 2, capacity: 1 },
};
const LSP1: WantedLsp = { name: 'LSP1', ends: 'AE', bandwidth: 1 };
const BACKUP1: WantedLsp = { name: 'LSP1-backup', ends: 'AE', bandwidth: 1 };
const LSP2: WantedLsp = { name: 'LSP2', ends: 'BE', bandwidth: 1 };
const BACKUP2: WantedLsp = { name: 'LSP2-backup', ends: 'BE', bandwidth: 1 };

/** RFC 4872 14.1: rerouting without extra traffic; the backup is secondary, and so set up when it is needed. */
const REROUTING = 2;

/** A working LSP and its backup: a path protection group (RFC 8745), and link-disjoint (RFC 8800). */
function associations(head: string, protecting: boolean): readonly Association[] {
  const group = { kind: 'ASSOCIATION', remove: false, source: routerIdOf(head) } as const;
  return [
    {
      ...group,
      associationType: 1,
      associationId: 1,
      tlvs: [
        {
          kind: 'PATH-PROTECTION-ASSOCIATION',
          protectionType: REROUTING,
          secondary: protecting,
          protecting,
        },
      ],
    },
    {
      ...group,
      associationType: 2,
      associationId: 1,
      tlvs: [
        {
          kind: 'DISJOINTNESS-CONFIGURATION',
          linkDiverse: true,
          nodeDiverse: false,
          srlgDiverse: false,
          shortestPath: !protecting,
          strict: true,
        },
      ],
    },
  ];
}

const inGroups = (wanted: WantedLsp, protecting: boolean) => ({
  associations: associations(wanted.ends[0]!, protecting),
  tunnelId: 100,
});

/** All that links set aside for backups, Gbit/s. */
function setAside(network: ScenarioNetwork): number {
  const { state, computer } = network.cairn.pce.live;
  const taken = [...state.ted.links()].reduce(
    (sum, { id, reservable }) => sum + reservable - computer.available(id, 7),
    0,
  );
  const hops = (path: string): number => path.split('-').length - 1;
  return taken / GBIT - hops(network.where(LSP1)) - hops(network.where(LSP2));
}

interface Played {
  readonly backup: string;
  readonly aside: number;
}

/** The backup of LSP2 is asked for as any path: whoever asks has to know what it may use. */
const naive = (working: string): Promise<Played> =>
  ScenarioNetwork.run(FIGURE_3, { heads: 'AB' }, async (network) => {
    await network.place(LSP1, 'A-E', false);
    await network.place(BACKUP1, 'A-B-E', false);
    await network.place(LSP2, working, false);
    const backup = await network.ask(BACKUP2);
    return { backup, aside: setAside(network) };
  });

/** Head-ends report what protects what, and Cairn finds the backup of LSP2. */
const stateful = (working: string): Promise<Played> =>
  ScenarioNetwork.run(FIGURE_3, { heads: 'AB' }, async (network) => {
    await network.place(LSP1, 'A-E', true, inGroups(LSP1, false));
    await network.place(BACKUP1, 'A-B-E', true, inGroups(BACKUP1, true));
    await network.place(LSP2, working, true, inGroups(LSP2, false));
    await network.delegate(BACKUP2, inGroups(BACKUP2, true));
    return { backup: network.where(BACKUP2), aside: setAside(network) };
  });

export const j8: Scenario = {
  id: 'J8',
  title: 'Protection that is shared',
  source: '3.4.1, figure 3',
  situation:
    'LSP1 A→E of 1 works on A-E and is protected by A-B-E. LSP2 B→E of 1 works on B-A-E, or on B-C-D-E, and needs a backup. B-E has room for one backup; all LSPs stay where they are otherwise.',
  async run() {
    const [overA, overC] = ['B-A-E', 'B-C-D-E'];
    const before = [await naive(overA), await naive(overC)] as const;
    const after = [await stateful(overA), await stateful(overC)] as const;
    // Both working paths fail with A-E: there is no room on B-E for both backups.
    expect(after[0].backup).toBe('B-C-D-E');
    expect(after[0].aside).toBe(5);
    // No single failure takes both: on B-E one backup's bandwidth is enough for either.
    expect(after[1].backup).toBe('B-E');
    expect(after[1].aside).toBe(2);
    const lines = [overA, overC].flatMap((working, at) => [
      { what: `backup of LSP2 on ${working}`, naive: before[at]!.backup, stateful: after[at]!.backup },
      {
        what: `LSP2 on ${working}: set aside for backups, over all links`,
        naive: String(before[at]!.aside),
        stateful: String(after[at]!.aside),
      },
    ]);
    return {
      lines,
      remark:
        'The head-ends report which LSP protects which (path protection association, RFC 8745) and that it has to be link-disjoint from it (RFC 8800): where both working paths can fail at once, the backups do not share B-E, else they do. Without a PCE that knows both LSPs each backup takes bandwidth of its own, and is disjoint by chance.',
    };
  },
};
