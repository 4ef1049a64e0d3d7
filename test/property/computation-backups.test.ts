import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { DISJOINTNESS_LEVELS, type DisjointnessLevel } from '../../src/domain/values/disjointness.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  denseNetwork,
  type SmallNetwork,
  simplePaths,
  smallNetwork,
  total,
} from './computation-oracle.js';

interface Protected {
  readonly working: readonly TopologyLink[];
  readonly backup: readonly TopologyLink[];
  readonly bandwidth: number;
  readonly priority: number;
}

/** Names of the failures that interrupt a path; both directions of a link are one. */
function failuresOf(network: SmallNetwork, path: readonly TopologyLink[]): string[] {
  const links = path.map((link) => {
    const ends = (one: TopologyLink): string => `${one.source} ${one.target}`;
    const alike = network.links.filter((one) => ends(one) === ends(link));
    const back = network.links.filter((one) => ends(one) === `${link.target} ${link.source}`);
    const isPair = link.sourceAddress === undefined && alike.length === 1 && back.length === 1;
    return isPair ? [link.source, link.target].sort((a, b) => (a < b ? -1 : 1)).join(' - ') : link.id;
  });
  return [
    ...links,
    ...path.slice(1).map(({ source }) => `node ${source}`),
    ...path.flatMap(({ srlgs }) => srlgs.map((srlg) => `srlg ${srlg}`)),
  ];
}

/** The most that one failure activates on a link, of backups that a setup priority can't preempt. */
function sharedOn(
  network: SmallNetwork,
  pairs: readonly Protected[],
  link: TopologyLink,
  priority: number,
): number {
  const sums = new Map<string, number>();
  for (const { working, backup, bandwidth, priority: holding } of pairs) {
    if (!backup.includes(link) || holding > priority) continue;
    for (const failure of new Set(failuresOf(network, working))) {
      sums.set(failure, (sums.get(failure) ?? 0) + bandwidth);
    }
  }
  return Math.max(0, ...sums.values());
}

const workingOn = (pairs: readonly Protected[], link: TopologyLink, priority: number): number =>
  pairs.reduce(
    (sum, { working, bandwidth, priority: holding }) =>
      sum + (working.includes(link) && holding <= priority ? bandwidth : 0),
    0,
  );

const networks = fc.oneof(smallNetwork(5), denseNetwork(4));

const setups = networks.chain((network) => {
  const paths = network.nodes.flatMap(({ id: from }) =>
    network.nodes.flatMap(({ id: to }) => simplePaths(network, from, to)),
  );
  if (paths.length === 0) return fc.constant({ network, pairs: [] as Protected[] });
  const path = fc.constantFrom(...paths);
  const pair = fc.record({
    working: path,
    backup: path,
    bandwidth: fc.nat(3),
    priority: fc.constantFrom(0, 3, 7),
  });
  return fc.record({ network: fc.constant(network), pairs: fc.array(pair, { maxLength: 5 }) });
});

const claimOf = ({ bandwidth, priority }: Protected, path: readonly TopologyLink[]): Claim => ({
  holdingPriority: priority,
  source: path[0]!.source,
  routes: [{ bandwidth, links: path.map(({ id }) => id) }],
});

function claimAll(computer: PathComputer, pairs: readonly Protected[], backupsFirst: boolean): void {
  const workings = () =>
    pairs.forEach((pair, at) => {
      computer.setClaim(`w${at}`, claimOf(pair, pair.working));
    });
  const backups = () =>
    pairs.forEach((pair, at) => {
      computer.setClaim(`b${at}`, { ...claimOf(pair, pair.backup), protects: `w${at}` });
    });
  for (const set of backupsFirst ? [backups, workings] : [workings, backups]) set();
}

test('a link sets aside for backups what the worst single failure activates', () => {
  fc.assert(
    fc.property(setups, fc.boolean(), fc.nat(4), ({ network, pairs }, backupsFirst, gone) => {
      const computer = createPathComputer();
      computer.setTopology(network.nodes, network.links);
      claimAll(computer, pairs, backupsFirst);
      const expectRight = (present: readonly Protected[], dedicated: readonly Protected[]): void => {
        for (const link of network.links) {
          for (const priority of [0, 3, 7]) {
            const alone = dedicated
              .filter(({ backup, priority: holding }) => backup.includes(link) && holding <= priority)
              .reduce((sum, { bandwidth }) => sum + bandwidth, 0);
            const taken =
              workingOn(present, link, priority) + sharedOn(network, present, link, priority) + alone;
            expect(computer.available(link.id, priority)).toBe(link.reservable - taken);
          }
        }
      };
      expectRight(pairs, []);
      computer.setTopology(network.nodes, network.links);
      expectRight(pairs, []);
      // Of a working path that isn't known any more nobody knows what interrupts it.
      computer.clearClaim(`w${gone}`);
      expectRight(
        pairs.filter((_, at) => at !== gone),
        pairs.filter((_, at) => at === gone),
      );
      pairs.forEach((_, at) => {
        computer.clearClaim(`b${at}`);
        computer.clearClaim(`w${at}`);
      });
      expectRight([], []);
    }),
    { numRuns: cases(1000) },
  );
});

const inner = (path: readonly TopologyLink[]): string[] => path.slice(1).map(({ source }) => source);

function areDisjoint(
  network: SmallNetwork,
  level: DisjointnessLevel,
  a: readonly TopologyLink[],
  b: readonly TopologyLink[],
): boolean {
  const counts = (failure: string): boolean =>
    (level.includes('node') || !failure.startsWith('node ')) &&
    (level.includes('srlg') || !failure.startsWith('srlg '));
  const other = failuresOf(network, b);
  return (
    !failuresOf(network, a).some((failure) => counts(failure) && other.includes(failure)) &&
    (!level.includes('node') || !inner(a).some((node) => inner(b).includes(node)))
  );
}

test('a working path and its backup are the cheapest disjoint pair for which there is room', () => {
  const asked = setups.chain(({ network, pairs }) =>
    fc.record({
      network: fc.constant(network),
      pairs: fc.constant(pairs),
      ends: fc.shuffledSubarray(
        network.nodes.map(({ id }) => id as string),
        { minLength: 2, maxLength: 2 },
      ),
      bandwidth: fc.nat(5),
      level: fc.constantFrom(...DISJOINTNESS_LEVELS),
    }),
  );
  fc.assert(
    fc.property(asked, ({ network, pairs, ends: [source, destination], bandwidth, level }) => {
      const computer = createPathComputer();
      computer.setTopology(network.nodes, network.links);
      claimAll(computer, pairs, false);
      const request = pathRequest({ source: source!, destination: destination!, bandwidth });
      const before = network.links.map(({ id }) => computer.available(id, 7));
      const answer = computer.computeProtected({ request, signalling: { setupType: 'RSVP_TE' } }, level);
      expect(network.links.map(({ id }) => computer.available(id, 7))).toEqual(before);
      const left = (link: TopologyLink): number => link.reservable - workingOn(pairs, link, 7);
      const workings = allowedPaths(
        network,
        request,
        (link) => left(link) - sharedOn(network, pairs, link, 7),
      );
      const backups = allowedPaths(network, { ...request, bandwidth: 0 });
      const costs = workings.flatMap((working) =>
        backups.flatMap((backup) => {
          const added = [...pairs, { working, backup, bandwidth, priority: 0 }];
          const hasRoom = backup.every(
            (link) => bandwidth === 0 || sharedOn(network, added, link, 7) <= left(link),
          );
          const isPair = hasRoom && areDisjoint(network, level, working, backup);
          return isPair ? [total(working, 'TE') + total(backup, 'TE')] : [];
        }),
      );
      expect(answer.exact).toBe(true);
      const links = [answer.working, answer.backup].flatMap((one) =>
        one.kind === 'path' ? one.path.path.links : [],
      );
      const cost = links.reduce(
        (sum, id) => sum + total([network.links.find((link) => link.id === id)!], 'TE'),
        0,
      );
      expect(answer.working.kind === 'path' ? cost : undefined).toBe(
        costs.length === 0 ? undefined : Math.min(...costs),
      );
    }),
    { numRuns: cases(2000) },
  );
});
