// Bookings through whatever happens to a network: in the end everything is gone, and on the way nothing was given away twice.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NetworkView } from '../../src/app/network-view.js';
import { pastState } from '../../src/app/past-state.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { type Booking, bookedWindow } from '../../src/domain/values/booking.js';
import type { BookingId, LinkId } from '../../src/domain/values/identifiers.js';
import { emptyLog, type MemoryLog } from '../../src/events/stores/memory/open.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { auditOf, notReproduced } from '../support/audits.js';
import { bookingNetwork, pass, SECOND, wanted } from '../support/booking-network.js';
import { cases } from '../support/cases.js';
import { FakeClock } from '../support/fake-clock.js';
import { TestPce } from '../support/pce.js';
import type { PlayedPccs } from '../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

const MINUTES = 4;
const LINKS = ['A-B', 'B-D', 'A-C', 'C-D'] as const;

type Link = (typeof LINKS)[number];

type Happening =
  | {
      readonly kind: 'book';
      readonly start: number;
      readonly length: number;
      readonly size: number;
      readonly priority: number;
      readonly byRouter: boolean;
    }
  | { readonly kind: 'cancel' | 'lose'; readonly which: number }
  | { readonly kind: 'change'; readonly which: number; readonly longer: number; readonly size: number }
  | { readonly kind: 'link'; readonly link: Link; readonly capacity: number }
  | {
      readonly kind: 'fault';
      readonly fault: 'refuse' | 'silent' | undefined;
      readonly of: 'initiate' | 'update' | 'delete';
    }
  | { readonly kind: 'asleep'; readonly asleep: boolean }
  | { readonly kind: 'restart'; readonly scheduling: boolean };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('book' as const),
      start: fc.integer({ min: 0, max: 100 }),
      length: fc.integer({ min: 10, max: 100 }),
      size: fc.integer({ min: 1, max: 10 }),
      priority: fc.constantFrom(7, 7, 7, 3),
      byRouter: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      which: fc.nat(20),
      longer: fc.integer({ min: -30, max: 60 }),
      size: fc.integer({ min: 1, max: 10 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      link: fc.constantFrom(...LINKS),
      capacity: fc.constantFrom(0, 5, 10, 10),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      fault: fc.constantFrom('refuse' as const, 'silent' as const, undefined, undefined),
      of: fc.constantFrom('initiate' as const, 'update' as const, 'delete' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('asleep' as const), asleep: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), scheduling: fc.boolean() }) },
);

/** Seconds that pass before each. */
const life = fc.array(fc.tuple(fc.constantFrom(0, 1, 3, 20), happening), { minLength: 3, maxLength: 25 });

/** One world for a whole life, processes come and go in it. */
class World {
  readonly log: MemoryLog = emptyLog();
  readonly clock = new FakeClock();
  readonly #start = this.clock.now();
  readonly #capacities = new Map<Link, number>();
  cairn!: TestPce;
  pccs!: PlayedPccs;
  #booked = 0;

  async begin(): Promise<void> {
    ({ cairn: this.cairn, pccs: this.pccs } = await bookingNetwork({
      log: this.log,
      clock: this.clock,
      snapshotEvery: 40,
      operationTimeout: 5_000,
      scheduling: true,
    }));
  }

  async happens(what: Happening): Promise<void> {
    const { bookings } = this.cairn.pce;
    switch (what.kind) {
      case 'book': {
        const start = this.clock.now() + what.start * SECOND;
        const trigger = what.byRouter ? ('ROUTER_WHEN_ABLE' as const) : ('PCE' as const);
        const more = { bandwidth: what.size * 1e9, setupPriority: what.priority, trigger };
        await bookings.book(wanted(`b${this.#booked++}`, start, start + what.length * SECOND, more));
        return;
      }
      case 'cancel': {
        const booking = this.#one(what.which);
        if (booking !== undefined) await bookings.cancel(booking.id);
        return;
      }
      case 'lose': {
        const name = this.pccs.names[what.which];
        if (name !== undefined) this.pccs.lose(this.cairn, name);
        return;
      }
      case 'change': {
        const booking = this.#one(what.which);
        const end = booking?.occurrences[0]?.end;
        if (booking === undefined || end === undefined) return;
        await bookings.change({
          booking: booking.id,
          occurrence: 0,
          end: end + what.longer * SECOND,
          bandwidth: what.size * 1e9,
        });
        return;
      }
      case 'link':
        this.#capacities.set(what.link, what.capacity);
        await this.cairn.topology(this.#network(), true);
        return;
      case 'fault':
        this.pccs.fault = ({ kind }) => (kind === what.of ? what.fault : undefined);
        return;
      case 'asleep':
        this.pccs.areAsleep = what.asleep;
        return;
      default:
        await this.restart(what.scheduling);
    }
  }

  async restart(scheduling: boolean): Promise<void> {
    this.pccs.clock = scheduling ? this.clock : undefined;
    this.cairn.gateway.onSent = undefined;
    await this.cairn.stop();
    this.cairn = await TestPce.start({
      log: this.log,
      clock: this.clock,
      snapshotEvery: 40,
      operationTimeout: 5_000,
    });
    await this.pccs.connectTo(this.cairn);
  }

  /** Nothing is in the way any more, and all that was booked is over. */
  async end(): Promise<void> {
    this.pccs.fault = () => undefined;
    this.pccs.areAsleep = false;
    this.#capacities.clear();
    await this.cairn.topology(this.#network(), true);
    const last = Math.max(
      this.#start,
      ...this.all().flatMap(({ occurrences }) => occurrences.map(({ end }) => end)),
    );
    await pass(this.cairn, Math.max(0, last - this.clock.now()) + MINUTES * 60 * SECOND);
  }

  all(): readonly Booking[] {
    return [...this.cairn.pce.live.state.bookings.all()];
  }

  capacityOf(link: string): number {
    return 1e9 * (this.#capacities.get(link as Link) ?? (link === 'A-D' ? 1 : 10));
  }

  #one(which: number): { readonly id: BookingId; readonly occurrences: Booking['occurrences'] } | undefined {
    const all = this.all().filter(({ occurrences }) => occurrences.length > 0);
    return all[which % Math.max(1, all.length)];
  }

  /** A capacity of 0 is a link that is not there. */
  #network(): string {
    return LINKS.reduce((network, link) => {
      const capacity = this.#capacities.get(link) ?? 10;
      const [from, to] = link.split('-');
      const line = new RegExp(`( {2}- \\{ from: ${from}, to: ${to}.*capacity: )10e9(.*\\n)`);
      return network.replace(line, capacity === 0 ? '' : `$1${capacity}e9$2`);
    }, REFERENCE_NETWORK);
  }
}

/** At this instant no link that is there has more booked than it carries. What could not be taken down yet is not booked. */
function checkNow(world: World): void {
  const now = world.clock.now();
  const { ted } = world.cairn.pce.live.state;
  const used = new Map<LinkId, number>();
  for (const { order, occurrences } of world.all()) {
    for (const one of occurrences) {
      const { start, end } = bookedWindow(order, one);
      if (one.state === 'ENDING' || one.state === 'ENDED' || start > now || end <= now) continue;
      // Who waits for its head-end makes room when that has answered.
      if (world.cairn.pce.live.pendingOperations(one.lsp).length > 0) continue;
      const links = one.path?.path.links ?? [];
      // Nothing flows over a path that is broken; what is booked on it waits for it.
      if (links.some((link) => ted.link(link)?.operational !== true)) continue;
      for (const link of links) used.set(link, (used.get(link) ?? 0) + one.bandwidth);
    }
  }
  for (const [link, bandwidth] of used) {
    if (bandwidth > world.capacityOf(link))
      throw new Error(`${link}: ${bandwidth} booked of ${world.capacityOf(link)}`);
  }
}

/** The claims of LSPs do not depend on when the process that counts them began. */
async function checkReplayed({ cairn }: World): Promise<void> {
  const { state, computer } = cairn.pce.live;
  const past = await pastState(cairn.store, msgpackSnapshotCodec, state.position);
  const again = new NetworkView(past, createPathComputer());
  for (const { id } of state.ted.links()) expect(again.computer.reserved(id)).toBe(computer.reserved(id));
}

test(
  'whatever happens, links are not booked twice, every LSP goes, no saga goes on for ever, and admissions are reproduced',
  async () => {
    let ended = 0;
    await fc.assert(
      fc.asyncProperty(life, async (happenings) => {
        const world = new World();
        await world.begin();
        for (const [seconds, what] of happenings) {
          await pass(world.cairn, seconds * SECOND);
          await world.happens(what);
          await world.cairn.settled();
          checkNow(world);
        }
        await checkReplayed(world);
        await world.end();
        expect(world.pccs.names).toEqual([]);
        for (const booking of world.all()) {
          expect(['COMPLETED', 'CANCELLED', 'FAILED', 'REJECTED']).toContain(booking.state);
          for (const { state } of booking.occurrences) expect(state).toBe('ENDED');
          ended += booking.occurrences.length;
        }
        const { state } = world.cairn.pce.live;
        expect(state.calendar.size).toBe(0);
        expect([...state.operations.pending()]).toEqual([]);
        expect(world.cairn.telemetry.entries.filter(({ event }) => event === 'request-failed')).toEqual([]);
        const names = state.ted.links().map(({ id }) => id);
        for (const link of names) expect(world.cairn.pce.live.computer.reserved(link)).toBe(0);
        const audited = await auditOf(world.cairn.pce, { types: ['BookingAdmitted', 'BookingRejected'] });
        expect(notReproduced(audited)).toEqual([]);
        expect(audited).toHaveLength(world.all().length);
        await world.cairn.stop();
      }),
      { numRuns: cases(60) },
    );
    expect(ended).toBeGreaterThan(50);
  },
  60_000 * cases(1),
);
