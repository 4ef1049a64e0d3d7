import type { BookBandwidth } from '../../../src/app/bookings/bookings.js';
import { LspId, type PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { lspState } from '../../support/pce.js';
import type { Dice } from './dice.js';
import type { SimulatedWeek } from './simulated-week.js';
import { addressOf, MINUTE, NODES, SPANS } from './week-network.js';

const HOUR = 60 * MINUTE;

/** What may happen. */
const HAPPENINGS = {
  book: (week: SimulatedWeek) => book(week, {}),
  recur: (week: SimulatedWeek) => book(week, { recurrence: `FREQ=DAILY;COUNT=${1 + week.dice.below(3)}` }),
  transfer: (week: SimulatedWeek) => book(week, { volume: 1e12 * (1 + week.dice.below(8)) }),
  /** Kept by its head-end, where that keeps schedules (RFC 8934). */
  handOver: (week: SimulatedWeek) => book(week, { trigger: 'ROUTER_WHEN_ABLE' }),
  cancel: async ({ cairn, state, dice }: SimulatedWeek) => {
    const booking = some(dice, state.bookings.open());
    if (booking !== undefined) await cairn.pce.bookings.cancel(booking.id);
  },
  change,
  create,
  delete: async (week: SimulatedWeek) => {
    const lsp = someLsp(week, 'lsp-');
    if (lsp !== undefined) await week.cairn.pce.lsps.remove(LspId(lsp.pcc, lsp.name));
  },
  configure: async (week: SimulatedWeek) => configure(week),
  /** The operator of a head-end takes a delegation back, or gives one again (RFC 8231 5.7). */
  delegate: async (week: SimulatedWeek) => {
    const lsp = someLsp(week, 'own-');
    if (lsp !== undefined) week.pccs.change(week.cairn, { ...lsp, delegated: !lsp.delegated });
  },
  fail,
  repair: async (week: SimulatedWeek) => {
    week.down.clear();
    week.cut.clear();
    await week.announce();
  },
  flap: async (week: SimulatedWeek) => {
    await fail(week);
    week.down.clear();
    await week.announce();
  },
  cut: async (week: SimulatedWeek) => {
    week.cut.add(week.dice.pick(SPANS));
    if (week.cut.size > 1) week.cut.clear();
    await week.announce();
  },
  lose: async (week: SimulatedWeek) => {
    const lsp = someLsp(week, '');
    if (lsp !== undefined && week.cairn.gateway.sessions.has(lsp.pcc)) week.pccs.lose(week.cairn, lsp.name);
  },
  reoptimize,
  work,
  prolong: async ({ cairn, state, dice, clock }: SimulatedWeek) => {
    const window = some(dice, state.maintenances.open());
    if (window === undefined) return;
    const end = window.order.end + (dice.below(120) - 30) * MINUTE;
    await cairn.pce.maintenances.extend(window.id, Math.max(end, clock.now() + MINUTE));
  },
  callOff: async ({ cairn, state, dice }: SimulatedWeek) => {
    const window = some(dice, state.maintenances.open());
    if (window !== undefined) await cairn.pce.maintenances.cancel(window.id);
  },
  restart: (week: SimulatedWeek) => week.restart(),
  crash: async (week: SimulatedWeek) => week.crashSoon(),
  leave: async (week: SimulatedWeek) => week.leave(someHeadEnd(week)),
  /** Several head-ends are lost at once. */
  storm: async (week: SimulatedWeek) => {
    const first = week.dice.below(NODES.length);
    const many = 2 + week.dice.below(NODES.length - 1);
    for (let index = 0; index < many; index++)
      week.leave(addressOf(NODES[(first + index) % NODES.length] ?? '') as PccId);
  },
  reboot: async (week: SimulatedWeek) => {
    const pcc = someHeadEnd(week);
    week.leave(pcc);
    week.pccs.reboot(pcc);
  },
} satisfies Record<string, (week: SimulatedWeek) => Promise<void>>;

export type Happening = keyof typeof HAPPENINGS;
export const ALL_HAPPENINGS = Object.keys(HAPPENINGS);

const listOf = (text: string): readonly Happening[] => text.split(' ').map((name) => name as Happening);

/** The more often the likelier: what is booked is most of it. */
const USUAL = listOf(
  'book book book book book recur transfer handOver handOver cancel change create create delete configure delegate fail repair repair repair ' +
    'flap cut lose reoptimize work work prolong callOff',
);
const SELDOM = listOf('restart crash crash crash crash leave storm reboot');
/** One of so many is of the seldom ones. */
const SELDOM_IS = 8;

export const whatHappens = (dice: Dice): Happening => dice.pick(dice.below(SELDOM_IS) === 0 ? SELDOM : USUAL);

export const happen = (what: Happening, week: SimulatedWeek): Promise<void> => HAPPENINGS[what](week);

function some<Value>(dice: Dice, values: Iterable<Value>): Value | undefined {
  const all = [...values];
  return all.length === 0 ? undefined : dice.pick(all);
}

const someLsp = ({ dice, pccs }: SimulatedWeek, prefix: string): LspState | undefined =>
  some(
    dice,
    [...pccs.lsps.values()].filter(({ name }) => name.startsWith(prefix)),
  );

const someHeadEnd = ({ dice }: SimulatedWeek): PccId => addressOf(dice.pick(NODES)) as PccId;

function ends(dice: Dice): readonly [string, string] {
  const from = dice.pick(NODES);
  return [from, dice.pick(NODES.filter((node) => node !== from))];
}

async function book(
  week: SimulatedWeek,
  more: Pick<BookBandwidth, 'recurrence' | 'volume' | 'trigger'>,
): Promise<void> {
  const { dice, clock, cairn } = week;
  const [source, destination] = ends(dice);
  const start = clock.now() + dice.below(12 * 60) * MINUTE;
  const end = start + (10 + dice.below(4 * 60)) * MINUTE;
  await cairn.pce.bookings.book({
    name: week.newName('booking'),
    request: pathRequest({ source, destination, bandwidth: (1 + dice.below(6)) * 1e9 }),
    setupType: dice.pick(['RSVP_TE', 'SR_MPLS']),
    holdingPriority: 7,
    window: { start, end },
    timeZone: 'Europe/Berlin',
    ...(more.volume === undefined && dice.below(3) === 0 ? { flexibility: 'PT2H' } : {}),
    ...(dice.below(4) === 0 ? { leastBandwidth: 5e8 } : {}),
    ...more,
  });
}

async function change({ dice, state, cairn }: SimulatedWeek): Promise<void> {
  const booking = some(dice, state.bookings.open());
  if (booking === undefined) return;
  const occurrence = dice.below(booking.occurrences.length);
  const known = booking.occurrences[occurrence];
  if (known === undefined) return;
  const longer = dice.below(2) === 0 ? { end: known.end + HOUR } : { bandwidth: 3e9 };
  await cairn.pce.bookings.change({ booking: booking.id, occurrence, ...longer });
}

async function create(week: SimulatedWeek): Promise<void> {
  const [source, destination] = ends(week.dice);
  await week.cairn.pce.lsps.create({
    pcc: addressOf(source),
    name: week.newName('lsp'),
    request: pathRequest({ source, destination, bandwidth: (1 + week.dice.below(3)) * 1e9 }),
    setupType: 'RSVP_TE',
    holdingPriority: 7,
  });
}

/** In a head-end, which delegates it. */
function configure(week: SimulatedWeek): void {
  const [source, destination] = ends(week.dice);
  const pcc = addressOf(source) as PccId;
  week.pccs.configure(
    week.cairn,
    lspState({
      pcc,
      name: week.newName('own'),
      source: pcc,
      destination: addressOf(destination),
      bandwidth: (1 + week.dice.below(2)) * 1e9,
      operationalState: 'DOWN',
    }),
  );
}

async function fail(week: SimulatedWeek): Promise<void> {
  week.down.add(week.dice.pick(SPANS));
  if (week.down.size > 2) week.down.clear();
  await week.announce();
}

async function reoptimize({ dice, cairn }: SimulatedWeek): Promise<void> {
  const goal = dice.pick(['MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC'] as const);
  await cairn.pce.reoptimizations.start({
    goal,
    scope: 'GLOBAL',
    trigger: 'operator',
    dryRun: false,
    allowRelease: false,
    maxMoves: 5,
    onFailure: dice.pick(['STOP', 'ROLL_BACK', 'REPLAN'] as const),
  });
}

/** A window of maintenance: most often on a span, sometimes on a node or on the duct that two spans share. */
async function work(week: SimulatedWeek): Promise<void> {
  const { dice, clock, cairn } = week;
  const start = clock.now() + dice.below(4 * 60) * MINUTE;
  const end = start + (10 + dice.below(3 * 60)) * MINUTE;
  const drawn = dice.below(8);
  await cairn.pce.maintenances.plan({
    name: week.newName('work'),
    nodes: drawn === 0 ? [dice.pick(NODES)] : [],
    links: drawn > 1 ? [dice.pick(SPANS)] : [],
    srlgs: drawn === 1 ? [1] : [],
    bothDirections: true,
    start,
    end,
    whatCannotMove: dice.pick(['REFUSE', 'LEAVE'] as const),
    revert: dice.below(2) === 0,
    dryRun: false,
    ...(dice.below(3) === 0 ? { drainTime: dice.below(20) * MINUTE } : {}),
  });
}
