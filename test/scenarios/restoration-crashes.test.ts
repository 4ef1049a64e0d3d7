// A process that ends after any event of a restoration, of what has to make way for it, and of the way back: the next one
// leaves every LSP where a process that lives on would have, and asks no head-end twice.
import { describe, expect, test } from '@jest/globals';
import { LinkId, PccId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import { emptyLog, type MemoryLog } from '../../src/events/stores/memory/open.js';
import { auditOf } from '../support/audits.js';
import { type Life, live, type Outside } from '../support/crashing-pce.js';
import { FakeClock } from '../support/fake-clock.js';
import { lspState, TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../support/reference-network.js';

const START = Date.UTC(2026, 2, 1, 12);
const SECOND = 1_000;
const A = PccId('10.0.0.1');
const restoration = {
  revert: { wait: 10 * SECOND },
  damping: { halfLife: 10 * SECOND, suppress: 1.5, reuse: 1, longest: 20 * SECOND },
};

const lsp = (name: string, plspId: number, bandwidth: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth,
    route: ROUTE_A_B_D,
    ...more,
  });
const IMPORTANT = { setupPriority: 3, holdingPriority: 3 };
/** Without the link from A to B there is room for gold and silver over C, none for iron. */
const LSPS = [
  lsp('gold', 1, 4e9, IMPORTANT),
  lsp('silver', 2, 4e9, IMPORTANT),
  lsp('iron', 3, 2e9),
  lsp('bronze', 4, 1e9, { route: ROUTE_A_C_D }),
];
/** Comes while the link is down: bronze has to leave the way over C. */
const CROWN = lsp('crown', 5, 1.5e9, { setupPriority: 0, holdingPriority: 0, route: [] });

function outside(): Outside {
  const pccs = new PlayedPccs([A]);
  for (const state of LSPS) pccs.lsps.set(`${A}/${state.name}`, state);
  return { log: emptyLog(), clock: new FakeClock(START), pccs };
}

const UP = REFERENCE_NETWORK.replace(/(\{ from: C, to: D,.*)capacity: 10e9/, '$1capacity: 9.9e9');
const DOWN = UP.replace(/(\{ from: A, to: B,.*) \}/, '$1, operational: false }');
/** Down, up for a moment, down, up for good. */
const isDown = (now: number): boolean => {
  const at = (now - START) / SECOND;
  return (at >= 3 && at < 5) || (at >= 6 && at < 14);
};

const lifeIn = ({ pccs }: Outside): Life => ({
  restoration,
  ask: () => Promise.resolve(),
  until: START + 36 * SECOND,
  eachSecond: async (cairn, now) => {
    const { ted } = cairn.pce.live.state;
    const isWanted = ted.link(LinkId('A-B'))?.operational === !isDown(now);
    const isKnown = ted.link(LinkId('B-A'))?.operational === !isDown(now);
    const isNew = ted.link(LinkId('C-D'))?.capacity === 10e9 || ted.link(LinkId('D-C'))?.capacity === 10e9;
    if (!isWanted || !isKnown || isNew) await cairn.topology(isDown(now) ? DOWN : UP, true);
    await cairn.settled();
    if (now >= START + 9 * SECOND && pccs.lsp('crown') === undefined) pccs.change(cairn, CROWN);
    await cairn.settled();
  },
});

const nodesOf = ({ route }: LspState): string => {
  const texts = JSON.stringify(route);
  if (texts.includes('10.1.2.2')) return 'ABD';
  return texts.includes('10.1.3.2') ? 'ACD' : route.length === 0 ? '' : 'AD';
};
const placesOf = (pccs: PlayedPccs): Record<string, string> =>
  Object.fromEntries([...pccs.lsps.values()].map((state) => [state.name, nodesOf(state)]));
const eventsOf = (log: MemoryLog, type: string) =>
  log.events.filter((event) => event.type === type).map(({ text }) => JSON.parse(text) as Data);
interface Data {
  readonly lsp: string;
  readonly operation: string;
  readonly reason: string;
  readonly outcome: string;
}
const movesOf = (log: MemoryLog): readonly string[] =>
  eventsOf(log, 'LspUpdateRequested')
    .map(({ lsp: id, reason }) => `${id} ${reason}`)
    .sort();

const whole = outside();
await live(whole, lifeIn(whole));
const first = whole.log.events.findIndex(
  ({ type, time }) => type === 'LinkObserved' && time >= START + 3 * SECOND,
);

test('without a crash everybody is moved, makes way, and goes back', () => {
  expect(movesOf(whole.log)).toEqual([
    `${A}/bronze in-the-way`,
    `${A}/crown path-missing`,
    `${A}/gold path-broken`,
    `${A}/gold reversion`,
    `${A}/silver path-broken`,
    `${A}/silver reversion`,
  ]);
  expect(placesOf(whole.pccs)).toEqual({
    gold: 'ABD',
    silver: 'ABD',
    iron: 'ABD',
    bronze: 'AD',
    crown: 'ACD',
  });
  // What had nowhere to go is told once for each time that it had not.
  expect(eventsOf(whole.log, 'LspNotReroutable')).toHaveLength(2);
  expect(eventsOf(whole.log, 'LspPlaced')).toHaveLength(2);
});

const points = Array.from({ length: whole.log.events.length - first }, (_, index) => first + index);

describe.each(points)('the process ends when the log has %i events', (point) => {
  test('the next one finishes what was begun', async () => {
    const world = outside();
    expect(await live(world, lifeIn(world), point)).toBe(false);
    expect(await live(world, lifeIn(world))).toBe(true);
    const { log, pccs } = world;
    expect(placesOf(pccs)).toEqual(placesOf(whole.pccs));
    expect(movesOf(log)).toEqual(movesOf(whole.log));
    // Each head-end was asked for each move once.
    expect(pccs.asked.map(({ kind }) => kind)).toEqual(Array(6).fill('update'));
    expect(eventsOf(log, 'LspReversionEnded').map(({ outcome }) => outcome)).toEqual([
      'REVERTED',
      'REVERTED',
    ]);
    const after = await TestPce.start({ log, clock: world.clock, restoration });
    const { state } = after.pce.live;
    expect([...state.operations.pending()]).toEqual([]);
    expect([...state.unplaced.all()]).toEqual([]);
    const findings = await auditOf(after.pce);
    expect(findings.filter(({ verdict }) => verdict === 'different')).toEqual([]);
    await after.stop();
  });
});

describe('a link that its source takes back', () => {
  const WITHOUT = UP.replace(/.*\{ from: A, to: B,.*\n/, '');
  const life: Life = {
    ask: () => Promise.resolve(),
    until: START + 8 * SECOND,
    eachSecond: async (cairn, now) => {
      const { ted } = cairn.pce.live.state;
      const isThere = ted.link(LinkId('A-B')) !== undefined || ted.link(LinkId('B-A')) !== undefined;
      if (now >= START + 3 * SECOND && isThere) await cairn.topology(WITHOUT, true);
    },
  };
  const alone = (): Outside => {
    const pccs = new PlayedPccs([A]);
    pccs.lsps.set(`${A}/gold`, lsp('gold', 1, 4e9));
    return { log: emptyLog(), clock: new FakeClock(START), pccs };
  };

  test('its LSPs are moved, whenever the process ends, though nothing says any more where they were', async () => {
    const reference = alone();
    await live(reference, life);
    expect(placesOf(reference.pccs)).toEqual({ gold: 'ACD' });
    const withdrawn = reference.log.events.findIndex(({ type }) => type === 'LinkWithdrawn');
    expect(withdrawn).toBeGreaterThan(0);
    for (let point = withdrawn; point < reference.log.events.length; point++) {
      const world = alone();
      await live(world, life, point);
      await live(world, { ...life, until: START + 12 * SECOND });
      expect([point, placesOf(world.pccs)]).toEqual([point, { gold: 'ACD' }]);
      expect([point, world.pccs.asked.length]).toEqual([point, 1]);
    }
  });
});

describe('an LSP that others are to make way for', () => {
  const LOW = lsp('low', 1, 8e9);
  const GOLD = lsp('gold', 2, 5e9, { setupPriority: 0, holdingPriority: 0, route: [] });
  const life: Life = {
    ask: () => Promise.resolve(),
    until: START + 8 * SECOND,
    eachSecond: async (cairn, now) => {
      if (now >= START + 2 * SECOND && pccs.lsp('gold') === undefined) pccs.change(cairn, GOLD);
      await cairn.settled();
    },
  };
  let pccs: PlayedPccs;
  const waiting = (refusals: number): Outside => {
    pccs = new PlayedPccs([A]);
    pccs.lsps.set(`${A}/low`, LOW);
    let refused = 0;
    pccs.fault = (sent) =>
      sent.kind === 'update' && sent.plspId === LOW.plspId && refused++ < refusals ? 'refuse' : undefined;
    return { log: emptyLog(), clock: new FakeClock(START), pccs };
  };
  const goldMoves = (log: MemoryLog) => movesOf(log).filter((move) => move.startsWith(`${A}/gold`));

  test.each([
    ['move', 0],
    ['refuse', 9],
  ])('is set up once, whenever the process ends, when they %s', async (_, refusals) => {
    const reference = waiting(refusals);
    await live(reference, life);
    const start = reference.log.events.findIndex(({ text }) => text.includes('"gold"'));
    expect([start > 0, placesOf(pccs)['gold']]).toEqual([true, 'ABD']);
    for (let point = start; point < reference.log.events.length; point++) {
      const world = waiting(refusals);
      await live(world, life, point);
      await live(world, { ...life, until: START + 12 * SECOND });
      const { log } = world;
      expect([point, placesOf(pccs)['gold']]).toEqual([point, 'ABD']);
      expect([point, goldMoves(log)]).toEqual([point, [`${A}/gold path-missing`]]);
      // Nobody is asked to make way a second time, nor comes before the others had their time.
      expect([point, eventsOf(log, 'LspUpdateRequested').filter(isInTheWay).length]).toEqual([point, 1]);
      const updates = pccs.asked.flatMap((sent) => (sent.kind === 'update' ? sent.plspId : []));
      expect([point, updates.indexOf(GOLD.plspId) > updates.indexOf(LOW.plspId)]).toEqual([point, true]);
    }
  });
  const isInTheWay = ({ reason }: Data): boolean => reason === 'in-the-way';
});

describe('an LSP that waits for the room of another', () => {
  /** Nobody may stay over B, and over C there is room for the broken one when the other has gone to the link from A to D. */
  const LSPS_THERE = [
    lsp('stays', 1, 6e9, { ...IMPORTANT, route: ROUTE_A_C_D }),
    lsp('leaves', 2, 1e9, { route: ROUTE_A_C_D }),
    lsp('broken', 3, 0.9e9, IMPORTANT),
  ];
  const FULL = DOWN.replace(/(\{ from: A, to: C,.*)capacity: 10e9/, '$1capacity: 6.9e9');
  const life: Life = {
    ask: () => Promise.resolve(),
    until: START + 8 * SECOND,
    eachSecond: async (cairn, now) => {
      const { ted } = cairn.pce.live.state;
      const isOld = [LinkId('A-B'), LinkId('B-A')].some((link) => ted.link(link)?.operational === true);
      if (now >= START + 3 * SECOND && (isOld || ted.link(LinkId('C-A'))?.capacity !== 6.9e9))
        await cairn.topology(FULL, true);
      await cairn.settled();
    },
  };
  const there = (): Outside => {
    const pccs = new PlayedPccs([A]);
    for (const state of LSPS_THERE) pccs.lsps.set(`${A}/${state.name}`, state);
    return { log: emptyLog(), clock: new FakeClock(START), pccs };
  };

  test('is looked at again, whenever the process ends', async () => {
    const reference = there();
    await live(reference, life);
    const placed = { stays: 'ACD', leaves: 'AD', broken: 'ACD' };
    expect(placesOf(reference.pccs)).toEqual(placed);
    const failed = reference.log.events.findIndex(
      ({ type, time }) => type === 'LinkObserved' && time >= START + 3 * SECOND,
    );
    for (let point = failed; point < reference.log.events.length; point++) {
      const world = there();
      await live(world, life, point);
      await live(world, { ...life, until: START + 12 * SECOND });
      expect([point, placesOf(world.pccs)]).toEqual([point, placed]);
      expect([point, [...movesOf(world.log)]]).toEqual([point, [...movesOf(reference.log)]]);
    }
  });
});

describe('two LSPs in each other’s way back', () => {
  const WIDE = UP.replace('capacity: 1e9', 'capacity: 10e9');
  const without = (...ends: readonly string[]): string =>
    ends.reduce(
      (text, to) => text.replace(new RegExp(`(\\{ from: A, to: ${to},.*) \\}`), '$1, operational: false }'),
      WIDE,
    );
  /** What the network is from each second on: gold ends over C and silver over B, then all of it works. */
  const DOCUMENTS = [without('B'), without('C'), without('D'), WIDE];
  const life: Life = {
    restoration: { revert: { wait: 5 * SECOND } },
    ask: () => Promise.resolve(),
    until: START + 30 * SECOND,
    eachSecond: async (cairn, now) => {
      const at = Math.min(DOCUMENTS.length, Math.floor((now - START) / SECOND)) - 1;
      const { ted } = cairn.pce.live.state;
      const isUp = (id: string): boolean => ted.link(LinkId(id))?.operational === true;
      const isDone = ['B', 'C', 'D'].every(
        (to, link) => isUp(`A-${to}`) === (link !== at) && isUp(`${to}-A`) === (link !== at),
      );
      if (!isDone) await cairn.topology(DOCUMENTS[at] ?? WIDE, true);
      await cairn.settled();
    },
  };
  const crossing = (): Outside => {
    const pccs = new PlayedPccs([A]);
    pccs.lsps.set(`${A}/gold`, lsp('gold', 1, 6e9));
    pccs.lsps.set(`${A}/silver`, lsp('silver', 2, 6e9, { route: ROUTE_A_C_D }));
    return { log: emptyLog(), clock: new FakeClock(START), pccs };
  };

  test('go back once, one of them over a temporary path, whenever the process ends', async () => {
    const reference = crossing();
    await live(reference, life);
    const home = { gold: 'ABD', silver: 'ACD' };
    expect(placesOf(reference.pccs)).toEqual(home);
    const moves = movesOf(reference.log);
    expect(moves.filter((move) => move.endsWith(' reversion'))).toHaveLength(3);
    const { events } = reference.log;
    const crossed = events.findIndex(({ time }) => time >= START + 4 * SECOND);
    for (let point = crossed; point < events.length; point++) {
      const world = crossing();
      await live(world, life, point);
      await live(world, { ...life, until: START + 60 * SECOND });
      expect([point, placesOf(world.pccs), movesOf(world.log)]).toEqual([point, home, moves]);
      expect([point, world.pccs.asked.length]).toEqual([point, moves.length]);
    }
  });
});
