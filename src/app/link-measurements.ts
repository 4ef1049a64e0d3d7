import type { LinkId, SourceName } from '../domain/values/identifiers.js';
import { ok, type Result } from '../domain/values/result.js';
import {
  type LinkMeasurement,
  MEASURED_ATTRIBUTES,
  type MeasuredAttribute,
} from '../domain/values/topology.js';
import { telemetrySource } from '../domain/values/topology-source.js';
import { topologyStream } from '../events/catalogue/streams.js';
import type { TopologyEvent } from '../events/catalogue/topology.js';
import type { Journal } from './journal.js';
import type { NetworkView } from './network-view.js';
import type { Clock, Timer } from './ports/clock.js';
import type { Telemetry } from './ports/telemetry.js';
import { type Rejection, reject } from './rejection.js';

/** One sample of one direction of a link; what it leaves out is not measured. Bit/s, microseconds, a share of packets. */
export type LinkSample = { readonly link: string } & { readonly [Name in MeasuredAttribute]?: number };

export interface MeasurementReport {
  readonly source: SourceName;
  readonly samples: number;
  /** Links whose sample went to the log: the others say what is known. */
  readonly recorded: number;
  /** References of samples that name no link of the topology, each once. */
  readonly unknownLinks: readonly string[];
}

/** RFC 8570 5 and 7 for what routers announce; here for what goes to the log. Times in milliseconds. */
export interface MeasurementPolicy {
  /** A change beyond this share is recorded at once: of the capacity for utilisation, else of what was recorded last. */
  readonly minChange: number;
  /** A smaller one when what was recorded last is this old. */
  readonly interval: number;
  /** A collector that sends nothing for this time is silent. */
  readonly silentTime: number;
}

export interface LinkMeasurementsDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly measurements: MeasurementPolicy;
  /** How long what a silent collector said is believed, milliseconds. */
  readonly staleTime: number;
}

interface Heard {
  /** In the log, or on its way there. */
  recorded: LinkMeasurement;
  recordedAt: number;
  /** When a sample came last. */
  heardAt: number;
}

interface Collector {
  isSilent: boolean;
  heardAt: number;
  readonly links: Map<LinkId, Heard>;
}

/**
 * Samples of collectors become events: at most what changed by more than a little, or is old. A collector that falls
 * silent is stale, then forgotten, as a lost BGP-LS peer is; so is a single link that it measures no more.
 */
export class LinkMeasurements {
  readonly #dependencies: LinkMeasurementsDependencies;
  readonly #collectors = new Map<SourceName, Collector>();
  #timer: Timer | undefined;

  constructor(dependencies: LinkMeasurementsDependencies) {
    this.#dependencies = dependencies;
  }

  /** After a replay: who measured before has its time to be heard again. */
  start(): void {
    const { view, clock } = this.#dependencies;
    const now = clock.now();
    for (const { kind, name, measured, silentSince } of view.state.ted.sources()) {
      if (kind !== 'telemetry') continue;
      const links = Array.from(measured.values(), ({ measurement, time }): [LinkId, Heard] => [
        measurement.link,
        { recorded: measurement, recordedAt: time, heardAt: now },
      ]);
      const heardAt =
        silentSince === undefined ? now : silentSince - this.#dependencies.measurements.silentTime;
      this.#collectors.set(name, { isSilent: silentSince !== undefined, heardAt, links: new Map(links) });
    }
    this.#watch();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /**
   * Takes a collector's samples; of several of one link the last counts. Resolves when what is new is in the log.
   * O(samples), and O(links) where one names an address.
   * @param collector 1 to 64 letters, digits, and `.`, `:`, `-`, `_`
   */
  async record(
    collector: string,
    samples: readonly LinkSample[],
  ): Promise<Result<MeasurementReport, Rejection>> {
    if (!COLLECTOR.test(collector))
      return reject('INVALID_INPUT', 'collector must be 1 to 64 letters, digits, dots, colons, - or _');
    if (samples.length > MOST_SAMPLES)
      return reject('INVALID_INPUT', `samples: ${samples.length} are too many (allowed: ${MOST_SAMPLES})`);
    for (const [index, sample] of samples.entries()) {
      const fault = faultOf(sample);
      if (fault !== undefined) return reject('INVALID_INPUT', `samples[${index}]: ${fault}`);
    }
    const source = telemetrySource(collector);
    const { known, unknownLinks } = this.#resolved(samples);
    const news = known.size === 0 ? [] : this.#newsOf(source, known);
    const events: TopologyEvent[] = [];
    for (let first = 0; first < news.length; first += LINKS_PER_EVENT) {
      const links = news.slice(first, first + LINKS_PER_EVENT);
      events.push({ type: 'LinksMeasured', data: { source, links } });
    }
    if (events.length > 0) await this.#dependencies.journal.append(topologyStream(source), 'any', events);
    return ok({ source, samples: samples.length, recorded: news.length, unknownLinks });
  }

  #resolved(samples: readonly LinkSample[]): {
    readonly known: ReadonlyMap<LinkId, LinkMeasurement>;
    readonly unknownLinks: readonly string[];
  } {
    const { ted } = this.#dependencies.view.state;
    const known = new Map<LinkId, LinkMeasurement>();
    const unknown = new Set<string>();
    let byAddress: ReadonlyMap<string, LinkId | undefined> | undefined;
    for (const sample of samples) {
      let id = ted.link(sample.link as LinkId)?.id;
      if (id === undefined) {
        byAddress ??= linksByAddress(ted.links());
        id = byAddress.get(sample.link);
      }
      if (id === undefined) unknown.add(sample.link);
      else known.set(id, measurementOf(id, sample));
    }
    return { known, unknownLinks: [...unknown] };
  }

  /** Notes that the samples were heard; gives those that are to be recorded. */
  #newsOf(source: SourceName, samples: ReadonlyMap<LinkId, LinkMeasurement>): readonly LinkMeasurement[] {
    const now = this.#dependencies.clock.now();
    const collector = this.#collectors.get(source) ?? { isSilent: true, heardAt: now, links: new Map() };
    this.#collectors.set(source, collector);
    const news: LinkMeasurement[] = [];
    for (const [id, measurement] of samples) {
      const heard = collector.links.get(id);
      // What is recorded again says that the collector is back.
      if (heard === undefined || collector.isSilent || this.#isNews(heard, measurement, now)) {
        news.push(measurement);
        collector.links.set(id, { recorded: measurement, recordedAt: now, heardAt: now });
      } else {
        heard.heardAt = now;
      }
    }
    if (collector.isSilent)
      this.#dependencies.telemetry.log({ event: 'collector-heard', source, links: samples.size });
    collector.isSilent = false;
    collector.heardAt = now;
    this.#watch();
    return news;
  }

  #isNews({ recorded, recordedAt }: Heard, measurement: LinkMeasurement, now: number): boolean {
    const { minChange, interval } = this.#dependencies.measurements;
    const isDue = now - recordedAt >= interval;
    return MEASURED_ATTRIBUTES.some((attribute) => {
      const [before, value] = [recorded[attribute], measurement[attribute]];
      if (before === value) return false;
      if (isDue || before === undefined || value === undefined) return true;
      const least = Math.max(
        LEAST_CHANGE[attribute] ?? 0,
        minChange * this.#scaleOf(attribute, measurement.link, before),
      );
      return Math.abs(value - before) > least;
    });
  }

  #scaleOf(attribute: MeasuredAttribute, link: LinkId, before: number): number {
    if (attribute !== 'utilizedBandwidth') return before;
    return this.#dependencies.view.state.ted.link(link)?.capacity || before;
  }

  /** Looks after who is silent, as long as there is anybody to look after. */
  #watch(): void {
    if (this.#timer !== undefined || this.#collectors.size === 0) return;
    const { clock, measurements } = this.#dependencies;
    this.#timer = clock.schedule(Math.max(1_000, measurements.silentTime / 4), () => {
      this.#timer = undefined;
      for (const [source, collector] of this.#collectors) this.#lookAfter(source, collector);
      this.#watch();
    });
  }

  #lookAfter(source: SourceName, collector: Collector): void {
    const { clock, telemetry, measurements, staleTime } = this.#dependencies;
    const now = clock.now();
    const quiet = now - collector.heardAt;
    if (quiet >= measurements.silentTime + staleTime) {
      this.#collectors.delete(source);
      telemetry.log({ event: 'topology-source-expired', source });
      this.#record(source, { type: 'TopologySourceExpired', data: { source } });
    } else if (quiet >= measurements.silentTime) {
      if (collector.isSilent) return;
      collector.isSilent = true;
      const reason = `no samples for ${measurements.silentTime / 1000} s`;
      telemetry.log({ event: 'topology-feed-closed', source, reason });
      this.#record(source, { type: 'TopologyFeedClosed', data: { source, reason } });
    } else {
      this.#forgetUnmeasured(source, collector, now - measurements.silentTime - staleTime);
    }
  }

  /** Links that were not heard of since an instant. */
  #forgetUnmeasured(source: SourceName, { links }: Collector, since: number): void {
    const gone = [...links].flatMap(([id, { heardAt }]) => (heardAt <= since ? [id] : []));
    if (gone.length === 0) return;
    for (const id of gone) links.delete(id);
    this.#record(source, { type: 'LinksUnmeasured', data: { source, links: gone.sort() } });
  }

  #record(source: SourceName, event: TopologyEvent): void {
    this.#dependencies.journal.record(topologyStream(source), [event]);
  }
}

const COLLECTOR = /^[\w.:-]{1,64}$/;
const MOST_SAMPLES = 10_000;
const LINKS_PER_EVENT = 1_000;

/** Changes up to these are noise, whatever was measured before: microseconds, and a share. */
const LEAST_CHANGE: { readonly [Name in MeasuredAttribute]?: number } = {
  delay: 10,
  minDelay: 10,
  maxDelay: 10,
  delayVariation: 10,
  loss: 0.0001,
};

/** Links that are alone in having the address at their source. */
function linksByAddress(
  links: readonly { readonly id: LinkId; readonly sourceAddress?: string }[],
): ReadonlyMap<string, LinkId | undefined> {
  const found = new Map<string, LinkId | undefined>();
  for (const { id, sourceAddress } of links) {
    if (sourceAddress !== undefined) found.set(sourceAddress, found.has(sourceAddress) ? undefined : id);
  }
  return found;
}

/** Bandwidth and delay are whole numbers in the log. */
function measurementOf(link: LinkId, sample: LinkSample): LinkMeasurement {
  const measured: Partial<Record<MeasuredAttribute, number>> = {};
  for (const attribute of MEASURED_ATTRIBUTES) {
    const value = sample[attribute];
    if (value !== undefined) measured[attribute] = attribute === 'loss' ? value : Math.round(value);
  }
  return { link, ...measured };
}

function faultOf(sample: LinkSample): string | undefined {
  const given = MEASURED_ATTRIBUTES.filter((attribute) => sample[attribute] !== undefined);
  if (given.length === 0) return `measures nothing (allowed: ${MEASURED_ATTRIBUTES.join(', ')})`;
  for (const attribute of given) {
    const value = sample[attribute]!;
    const most = attribute === 'loss' ? 1 : Number.MAX_SAFE_INTEGER;
    if (!(value >= 0 && value <= most)) return `${attribute}: ${value} is not from 0 to ${most}`;
  }
  const { delay, minDelay = delay, maxDelay = delay } = sample;
  const ordered = [minDelay, delay, maxDelay].filter((value) => value !== undefined);
  return ordered.some((value, index) => index > 0 && value < ordered[index - 1]!)
    ? 'minDelay, delay and maxDelay must not fall'
    : undefined;
}
