import { setImmediate } from 'node:timers/promises';
import type { PccId } from '../../../src/domain/values/identifiers.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { endingWhen } from '../../support/ending-store.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type Sent, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';
import { Dice } from './dice.js';
import { type Happening, happen, whatHappens } from './happenings.js';
import { overloaded, signal } from './routers.js';
import { addressOf, CAPACITY, MINUTE, NODES, weekDocument } from './week-network.js';
import { Witness } from './witness.js';

export const START = Date.UTC(2026, 5, 1);

/** One life of the PCE: its store takes nothing more when the log has so many events, or when it has ended. */
interface Process {
  endsAt: number;
  hasEnded: boolean;
}

/**
 * A week of a network in which everything happens: bookings of all kinds, changed and called off, LSPs that come and go, links that
 * fail, flap, lose a part of their capacity and are worked on, head-ends that refuse, fall silent, go away or start anew,
 * reoptimizations, and a PCE that ends after any event and is started again. The dice decide what, so that a seed is a week.
 * A witness looks at every event.
 */
export class SimulatedWeek {
  readonly log = emptyLog();
  readonly clock = new FakeClock(START);
  readonly pccs = new PlayedPccs(NODES.map(addressOf));
  readonly dice: Dice;
  readonly down = new Set<string>();
  readonly cut = new Set<string>();
  /** How often what happened. */
  readonly happened = new Map<Happening, number>();
  readonly #witness: Witness;
  readonly #seed: number;
  /** Head-ends that went away, and when they come back. */
  readonly #away = new Map<PccId, number>();
  /** LSPs that were asked for though their head-end has them. */
  readonly #askedTwice: string[] = [];
  #process: Process = { endsAt: Number.POSITIVE_INFINITY, hasEnded: false };
  #cairn: TestPce | undefined;
  #names = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.dice = new Dice(seed);
    this.#witness = new Witness(seed, CAPACITY);
    this.pccs.clock = this.clock;
    this.pccs.fault = (sent): Fault | undefined => {
      this.#watch(sent);
      const drawn = this.dice.below(100);
      return drawn < 3 ? 'refuse' : drawn < 4 ? 'silent' : undefined;
    };
  }

  get cairn(): TestPce {
    if (this.#cairn === undefined) throw new Error('the week has not begun');
    return this.#cairn;
  }

  get state() {
    return this.cairn.pce.live.state;
  }

  newName(kind: string): string {
    return `${kind}-${++this.#names}`;
  }

  async begin(): Promise<void> {
    await this.#start();
    await this.cairn.topology(weekDocument(this));
    await this.pccs.connectTo(this.cairn);
    await this.settled();
  }

  /** Ten minutes, with something at their beginning. */
  async tenMinutes(): Promise<void> {
    const what = whatHappens(this.dice);
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
    await this.#unlessEnded(() => happen(what, this));
    await this.settled();
    await this.pass(10 * MINUTE);
    const over = overloaded(this.cairn, this.pccs, this);
    if (over.length > 0)
      throw new Error(`seed ${this.#seed}: head-ends have set up too much: ${over.join()}`);
  }

  /** Nothing new happens any more; links are up, head-ends are there and do as they are asked. */
  async quieten(): Promise<void> {
    this.#process.endsAt = Number.POSITIVE_INFINITY;
    this.pccs.fault = (sent) => this.#watch(sent);
    for (const pcc of this.#away.keys()) this.#away.set(pcc, 0);
    for (const lsp of this.pccs.lsps.values())
      if (!lsp.delegated) this.pccs.change(this.cairn, { ...lsp, delegated: true });
    this.down.clear();
    this.cut.clear();
    await this.announce();
    await this.settled();
  }

  /** From one timer to the next, each with all that follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.clock.now() + milliseconds;
    while (this.clock.now() < end) {
      const next = Math.max(this.clock.nextDue() ?? end, this.clock.now());
      this.clock.advance(Math.min(next, end) - this.clock.now());
      await this.#comeBack();
      await this.settled();
    }
  }

  /** Everything that follows from what has happened; if the process ends on the way, its successor takes it up. */
  async settled(): Promise<void> {
    await this.#unlessEnded(() => this.cairn.settled());
    await this.#look();
    if (!this.#isEnded()) return;
    await this.restart();
  }

  /** The links are as they are, and the routers see it too. */
  async announce(): Promise<void> {
    await this.cairn.topology(weekDocument(this), true);
    await this.cairn.settled();
    signal(this.cairn, this.pccs, this);
    await this.cairn.settled();
  }

  /** The process ends after one of the next events, whichever comes. */
  crashSoon(): void {
    this.#process.endsAt = this.log.events.length + 1 + this.dice.below(12);
  }

  /** The process ends in the middle of whatever it does, and comes back after a while. */
  async restart(): Promise<void> {
    this.#process.hasEnded = true;
    this.cairn.gateway.onSent = undefined;
    // What was on its way to a head-end arrives.
    await setImmediate();
    await this.cairn.pce.stop().catch(() => undefined);
    await this.#look();
    this.clock.advance(this.dice.below(2) * this.dice.below(30) * MINUTE);
    this.#away.clear();
    await this.#start();
    await this.pccs.connectTo(this.cairn);
    await this.announce();
    await this.settled();
  }

  /** A head-end goes away, and comes back with what it has. */
  leave(pcc: PccId): void {
    const session = this.cairn.gateway.sessions.get(pcc);
    if (session === undefined) return;
    this.cairn.gateway.sessions.delete(pcc);
    this.cairn.pce.sessionClosed(pcc, session, 'connection-lost');
    this.#away.set(pcc, this.clock.now() + this.dice.below(10 * MINUTE));
  }

  async #start(): Promise<void> {
    const process: Process = { endsAt: Number.POSITIVE_INFINITY, hasEnded: false };
    this.#process = process;
    this.#witness.processStarts(this.clock.now());
    const wrapStore = endingWhen(() => process.hasEnded || this.log.events.length >= process.endsAt);
    this.#cairn = await TestPce.start({ log: this.log, clock: this.clock, wrapStore });
  }

  #isEnded(): boolean {
    return this.log.events.length >= this.#process.endsAt;
  }

  /** What a process is asked that ends meanwhile has no answer. */
  async #unlessEnded(act: () => Promise<unknown>): Promise<void> {
    try {
      if (!this.#isEnded()) await act();
    } catch (error) {
      if (!this.#isEnded()) throw error;
    }
  }

  async #look(): Promise<void> {
    await this.#witness.look(this.cairn.store, this.log, this.clock.now());
    const [twice] = this.#askedTwice;
    if (twice !== undefined) throw new Error(`seed ${this.#seed}: ${twice} is initiated though it is there`);
  }

  /** Head-ends that have been away for long enough. */
  async #comeBack(): Promise<void> {
    for (const [pcc, back] of this.#away) {
      if (back > this.clock.now() || this.#isEnded()) continue;
      this.#away.delete(pcc);
      const own = [...this.pccs.lsps.values()].filter((lsp) => lsp.pcc === pcc);
      await this.#unlessEnded(() => this.cairn.connect(pcc, own));
    }
  }

  #watch(sent: Sent): undefined {
    if (sent.kind === 'initiate' && this.pccs.lsps.has(`${sent.pcc}/${sent.name}`))
      this.#askedTwice.push(sent.name);
    return undefined;
  }
}
