import type { Clock, Timer } from '../../../app/ports/clock.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import type { TopologyFeed, TopologyObserver } from '../../../app/ports/topology-observer.js';
import { isLinkState } from '../codec/attributes/mp-nlri.js';
import { findAttribute } from '../codec/attributes/path-attribute.js';
import { REFRESH_SUBTYPE } from '../codec/code-points.js';
import type { UpdateFault } from '../codec/failure.js';
import type { DecodedMessage } from '../codec/message.js';
import type { RouteRefresh } from '../codec/messages/route-refresh.js';
import { isEndOfRib, type Update } from '../codec/messages/update.js';
import { LinkStateRib } from '../translate/link-state-rib.js';

export interface FeedDependencies {
  readonly observer: TopologyObserver;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Seconds without an UPDATE after which a peer counts as having said everything. */
  readonly quietTime: number;
}

/** Faults of one session that are logged in a minute; all of them are counted. */
const LOGGED_PER_MINUTE = 10;
const MINUTE = 60_000;
const LISTED_PER_MESSAGE = 10;

/** What one established session says, from its beginning to its end. */
export class Feed {
  readonly #feed: TopologyFeed;
  readonly #dependencies: FeedDependencies;
  readonly #rib = new LinkStateRib();
  #quiet: Timer | undefined;
  #lastUpdate: number;
  #synchronized = false;
  #reading = true;
  #minuteStart = 0;
  #logged = 0;

  constructor(feed: TopologyFeed, dependencies: FeedDependencies) {
    this.#feed = feed;
    this.#dependencies = dependencies;
    this.#lastUpdate = dependencies.clock.now();
    dependencies.observer.feedOpened(feed);
    this.#waitForQuiet(dependencies.quietTime * 1000);
  }

  /** NLRIs held. */
  get size(): number {
    return this.#rib.size;
  }

  /** @param octets those that the message came in */
  take({ message, faults }: DecodedMessage, octets: Uint8Array): void {
    if (message.kind === 'RouteRefresh') this.#takeRefresh(message);
    if (message.kind !== 'Update') return;
    this.#lastUpdate = this.#dependencies.clock.now();
    if (faults.length > 0) this.#note(faults, octets);
    if (isEndOfRib(message) && faults.length === 0) this.#endOfRib();
    else this.#apply(message, faults);
  }

  /** Tells what has changed. */
  flush(): void {
    const changes = this.#rib.takeChanges();
    if (changes !== undefined) this.#dependencies.observer.topologyObserved(this.#feed.source, changes);
  }

  /** Nothing is read for a while: that is not the peer's silence. */
  readingStopped(): void {
    this.#reading = false;
  }

  readingResumed(): void {
    this.#reading = true;
    this.#lastUpdate = this.#dependencies.clock.now();
  }

  close(reason: string): void {
    this.#quiet?.cancel();
    this.flush();
    this.#dependencies.observer.feedClosed(this.#feed.source, reason);
  }

  #apply({ attributes }: Update, faults: readonly UpdateFault[]): void {
    const unreach = findAttribute(attributes, 'MP_UNREACH_NLRI');
    const reach = findAttribute(attributes, 'MP_REACH_NLRI');
    // One UPDATE that withdraws and announces the same route announces it (RFC 4271 4.3).
    for (const nlri of unreach?.nlris ?? []) this.#rib.withdraw(nlri);
    if (faults.some(({ treatment }) => treatment === 'treat-as-withdraw')) {
      for (const nlri of reach?.nlris ?? []) this.#rib.withdraw(nlri);
      return;
    }
    const tlvs = findAttribute(attributes, 'LINK_STATE')?.tlvs ?? [];
    for (const nlri of reach?.nlris ?? []) this.#rib.announce(nlri, tlvs);
  }

  #takeRefresh(message: RouteRefresh): void {
    if (!isLinkState(message)) return;
    // A request gets no answer: there is nothing that this side announces.
    if (message.subtype === REFRESH_SUBTYPE.BEGIN) this.#rib.beginRefresh();
    if (message.subtype === REFRESH_SUBTYPE.END) this.#rib.endRefresh();
  }

  #endOfRib(): void {
    if (this.#synchronized) return;
    this.#synchronized = true;
    this.#quiet?.cancel();
    this.flush();
    this.#dependencies.observer.feedSynchronized(this.#feed.source);
  }

  #waitForQuiet(delay: number): void {
    const { clock, quietTime } = this.#dependencies;
    this.#quiet = clock.schedule(delay, () => {
      const left = this.#lastUpdate + quietTime * 1000 - clock.now();
      if (left > 0) this.#waitForQuiet(left);
      else if (!this.#reading) this.#waitForQuiet(quietTime * 1000);
      else this.#endOfRib();
    });
  }

  /** The log has the whole message: what was wrong with it can be found out later (RFC 7606 6). */
  #note(faults: readonly UpdateFault[], octets: Uint8Array): void {
    const { clock, telemetry } = this.#dependencies;
    for (const { treatment } of faults) telemetry.count('bgp_update_faults', { treatment });
    if (clock.now() - this.#minuteStart >= MINUTE) {
      this.#minuteStart = clock.now();
      this.#logged = 0;
    }
    if (this.#logged++ >= LOGGED_PER_MINUTE) return;
    const texts = faults.slice(0, LISTED_PER_MESSAGE).map(({ treatment, what }) => `${treatment}: ${what}`);
    const detail = `${texts.join('; ')}; ${faults.length} in ${Buffer.from(octets).toString('hex')}`;
    telemetry.log({ event: 'peer-message-rejected', peer: this.#feed.source, detail });
  }
}
