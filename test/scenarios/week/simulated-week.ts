import type { OperationId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { FakeClock } from '../../support/fake-clock.js';
import { CAPABILITIES, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';
import { Dice } from './dice.js';

export const START = Date.UTC(2026, 5, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Six nodes, each a head-end, in a ring with two chords; 10 Gbit/s each. */
const NODES = ['A', 'B', 'C', 'D', 'E', 'F'];
const addressOf = (node: string): string => `10.0.0.${NODES.indexOf(node) + 1}`;
export const CAPACITY = 10e9;
const SPANS = ['A-B', 'B-C', 'C-D', 'D-E', 'E-F', 'F-A', 'A-D', 'B-E'];

function documentWithout(down: ReadonlySet<string>): string {
  const nodes = NODES.map((id, index) => {
    return `  - { id: ${id}, routerId: ${addressOf(id)}, prefixSid: ${16_001 + index} }`;
  });
  const links = SPANS.map((span, index) => {
    const [from = '', to = ''] = span.split('-');
    const ends = `fromAddress: 10.1.${index}.1, toAddress: 10.1.${index}.2`;
    const up = `operational: ${!down.has(span)}`;
    return `  - { from: ${from}, to: ${to}, ${ends}, igpMetric: 1, teMetric: ${index + 1}, capacity: ${CAPACITY}, ${up} }`;
  });
  return `cairn: topology/1\nname: week\nnodes:\n${nodes.join('\n')}\nlinks:\n${links.join('\n')}\n`;
}

/** What may happen, the more often the likelier: what is booked is most of it. */
const USUAL =
  'book book book book recur transfer cancel change create create delete fail repair repair flap lose reoptimize'.split(
    ' ',
  );

/**
 * A week of a network in which everything happens: bookings of all kinds, changed and called off, LSPs that come and go, links that
 * fail, flap and come back, head-ends that refuse, fall silent or go away, reoptimizations, and a PCE that is started again.
 * The dice decide what, so that a seed is a week.
 */
export class SimulatedWeek {
  readonly log = emptyLog();
  readonly clock = new FakeClock(START);
  readonly pccs = new PlayedPccs(NODES.map(addressOf));
  readonly #dice: Dice;
  readonly #down = new Set<string>();
  readonly #booked: string[] = [];
  #cairn: TestPce | undefined;
  #names = 0;
  readonly happened = new Map<string, number>();

  constructor(seed: number) {
    this.#dice = new Dice(seed);
    this.pccs.clock = this.clock;
    this.pccs.fault = (): Fault | undefined => {
      const drawn = this.#dice.below(100);
      return drawn < 3 ? 'refuse' : drawn < 4 ? 'silent' : undefined;
    };
  }

  get cairn(): TestPce {
    if (this.#cairn === undefined) throw new Error('the week has not begun');
    return this.#cairn;
  }

  isDown(span: string): boolean {
    return this.#down.has(span);
  }

  async begin(): Promise<void> {
    this.#cairn = await TestPce.start(this);
    await this.cairn.topology(documentWithout(this.#down));
    await this.pccs.connectTo(this.cairn);
  }

  /** Ten minutes, with something at their beginning. */
  async tenMinutes(): Promise<void> {
    await this.#something();
    await this.pass(10 * MINUTE);
  }

  /** Nothing new happens any more; links are up, head-ends do as they are asked. */
  async quieten(): Promise<void> {
    this.pccs.fault = () => undefined;
    this.#down.clear();
    await this.#announce();
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.clock.now() + milliseconds;
    while (this.clock.now() < end) {
      this.clock.advance(Math.min(5_000, end - this.clock.now()));
      await this.cairn.settled();
    }
  }

  async #something(): Promise<void> {
    const dice = this.#dice;
    const what = dice.pick(dice.below(10) === 0 ? [...USUAL, 'restart', 'leave'] : USUAL);
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
    await this.#do(what);
    await this.cairn.settled();
  }

  async #do(what: string): Promise<void> {
    switch (what) {
      case 'book':
        return this.#book({});
      case 'recur':
        return this.#book({ recurrence: `FREQ=DAILY;COUNT=${1 + this.#dice.below(3)}` });
      case 'transfer':
        return this.#book({ volume: 1e12 * (1 + this.#dice.below(8)) });
      case 'cancel':
        return this.#cancel();
      case 'change':
        return this.#change();
      case 'create':
        return this.#create();
      case 'delete':
        return this.#delete();
      case 'fail':
        return this.#fail();
      case 'repair':
        this.#down.clear();
        return this.#announce();
      case 'flap':
        await this.#fail();
        this.#down.clear();
        return this.#announce();
      case 'lose':
        return this.#lose();
      case 'reoptimize':
        return this.#reoptimize();
      case 'restart':
        return this.restart();
      default:
        return this.#leave();
    }
  }

  #ends(): readonly [string, string] {
    const from = this.#dice.pick(NODES);
    return [from, this.#dice.pick(NODES.filter((node) => node !== from))];
  }

  async #book(more: { readonly recurrence?: string; readonly volume?: number }): Promise<void> {
    const [source, destination] = this.#ends();
    const dice = this.#dice;
    const start = this.clock.now() + dice.below(12 * 60) * MINUTE;
    const end = start + (10 + dice.below(4 * 60)) * MINUTE;
    const booked = await this.cairn.pce.bookings.book({
      name: `booking-${++this.#names}`,
      request: pathRequest({ source, destination, bandwidth: (1 + dice.below(6)) * 1e9 }),
      setupType: dice.pick(['RSVP_TE', 'SR_MPLS']),
      holdingPriority: 7,
      window: { start, end },
      timeZone: 'Europe/Berlin',
      ...(more.volume === undefined && dice.below(3) === 0 ? { flexibility: 'PT2H' } : {}),
      ...(dice.below(4) === 0 ? { leastBandwidth: 5e8 } : {}),
      trigger: dice.pick(['PCE', 'ROUTER_WHEN_ABLE']),
      ...more,
    });
    if (booked.ok) this.#booked.push(booked.value.id);
  }

  #someBooking() {
    const open = [...this.cairn.pce.live.state.bookings.open()];
    return open.length === 0 ? undefined : this.#dice.pick(open);
  }

  async #cancel(): Promise<void> {
    const booking = this.#someBooking();
    if (booking !== undefined) await this.cairn.pce.bookings.cancel(booking.id);
  }

  async #change(): Promise<void> {
    const booking = this.#someBooking();
    if (booking === undefined) return;
    const occurrence = this.#dice.below(booking.occurrences.length);
    const known = booking.occurrences[occurrence];
    if (known === undefined) return;
    const longer = this.#dice.below(2) === 0 ? { end: known.end + HOUR } : { bandwidth: 3e9 };
    await this.cairn.pce.bookings.change({ booking: booking.id, occurrence, ...longer });
  }

  async #create(): Promise<void> {
    const [source, destination] = this.#ends();
    await this.cairn.pce.lsps.create({
      pcc: addressOf(source),
      name: `lsp-${++this.#names}`,
      request: pathRequest({ source, destination, bandwidth: (1 + this.#dice.below(3)) * 1e9 }),
      setupType: 'RSVP_TE',
      holdingPriority: 7,
    });
  }

  #someLsp(prefix: string) {
    const named = [...this.pccs.lsps.values()].filter(({ name }) => name.startsWith(prefix));
    return named.length === 0 ? undefined : this.#dice.pick(named);
  }

  async #delete(): Promise<void> {
    const lsp = this.#someLsp('lsp-');
    if (lsp !== undefined) await this.cairn.pce.lsps.remove(`${lsp.pcc}/${lsp.name}` as never);
  }

  async #fail(): Promise<void> {
    this.#down.add(this.#dice.pick(SPANS));
    if (this.#down.size > 2) this.#down.clear();
    await this.#announce();
  }

  async #announce(): Promise<void> {
    await this.cairn.topology(documentWithout(this.#down), true);
    await this.cairn.settled();
    this.#signal();
    await this.cairn.settled();
  }

  /** Links that the head-ends' LSPs are over, as the routers see it. */
  linksOf({ source, route }: LspState): readonly string[] {
    const resolved = this.cairn.pce.live.computer.resolve(source, route);
    return resolved.ok ? resolved.value.links : [];
  }

  /** RSVP-TE: what a link that failed carried is down, and comes up with it if what is there by then leaves the room. */
  #signal(): void {
    const signalled = [...this.pccs.lsps.values()].filter(({ setupType }) => setupType === 'RSVP_TE');
    const load = new Map<string, number>();
    const take = (lsp: LspState): void => {
      for (const link of this.linksOf(lsp)) load.set(link, (load.get(link) ?? 0) + (lsp.bandwidth ?? 0));
    };
    const isUp = (link: string): boolean =>
      !this.isDown(link) && !this.isDown(link.split('-').reverse().join('-'));
    for (const lsp of this.pccs.lsps.values())
      if (lsp.operationalState === 'UP' && this.linksOf(lsp).every(isUp)) take(lsp);
    for (const lsp of signalled) {
      const links = this.linksOf(lsp);
      const works = links.every(isUp);
      const wasUp = lsp.operationalState === 'UP';
      const hasRoom = links.every((link) => (load.get(link) ?? 0) + (lsp.bandwidth ?? 0) <= CAPACITY);
      if (wasUp === works || (works && !hasRoom)) continue;
      if (works) take(lsp);
      this.pccs.change(this.cairn, { ...lsp, operationalState: works ? 'UP' : 'DOWN' });
    }
  }

  async #lose(): Promise<void> {
    const lsp = this.#someLsp('');
    if (lsp === undefined || !this.cairn.gateway.sessions.has(lsp.pcc)) return;
    this.pccs.lose(this.cairn, lsp.name);
  }

  async #reoptimize(): Promise<void> {
    const goal = this.#dice.pick(['MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC'] as const);
    await this.cairn.pce.reoptimizations.start({
      goal,
      scope: 'GLOBAL',
      trigger: 'operator',
      dryRun: false,
      allowRelease: false,
      maxMoves: 5,
      onFailure: this.#dice.pick(['STOP', 'ROLL_BACK', 'REPLAN'] as const),
    });
  }

  /** The process ends in the middle of whatever it does, and comes back after a while. */
  async restart(): Promise<void> {
    this.cairn.gateway.onSent = undefined;
    await this.cairn.pce.stop();
    this.clock.advance(this.#dice.below(30) * MINUTE);
    this.#cairn = await TestPce.start(this);
    await this.pccs.connectTo(this.cairn);
  }

  /** A head-end goes away, and comes back with what it has. */
  async #leave(): Promise<void> {
    const address = this.#dice.pick(NODES.map(addressOf)) as never;
    await this.cairn.disconnect(address);
    await this.pass(this.#dice.below(10) * MINUTE);
    const own = [...this.pccs.lsps.values()].filter(({ pcc }) => pcc === address);
    await this.cairn.connect(address, own, { ...CAPABILITIES, scheduling: 'scheduled' });
  }

  get operations(): readonly OperationId[] {
    return [...this.cairn.pce.live.state.operations.pending()].map(({ id }) => id);
  }
}
