import type { AutoBandwidthAttributes } from '../../domain/values/auto-bandwidth.js';
import { LspId } from '../../domain/values/identifiers.js';
import type { BandwidthEvent, LspOutOfProfile } from '../../events/catalogue/bandwidth.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { LspRemoved, LspReported } from '../../events/catalogue/lsp.js';
import type { Projection } from '../projection.js';

/** Bit/s at an instant (milliseconds since 1970). */
export interface RateSample {
  readonly at: number;
  readonly rate: number;
}

/** What is known of the traffic of an LSP, and what is wanted of its bandwidth. */
export interface MeasuredLsp {
  readonly lsp: LspId;
  /**
   * Oldest first: the last RECENT_SAMPLES as they came, and of the ones before those that were more than everything after
   * them, so that the maximum of any time up to now can be told. PERF: at and rate in turn, 512 octets for an LSP.
   */
  readonly samples: readonly number[];
  /** Bit/s as last reported, and when that changed; before the first change, when somebody first measured it. */
  readonly reserved?: number;
  readonly changedAt: number;
  /** As an operator wants it for this LSP. */
  readonly policy?: { readonly isAdjusted: boolean; readonly attributes: AutoBandwidthAttributes };
  readonly outOfProfile?: Omit<LspOutOfProfile['data'], 'lsp'> & { readonly since: number };
}

/** Samples of an LSP that are kept: the latest, and older maxima for at most MEMORY milliseconds. */
export const RECENT_SAMPLES = 16;
export const OLDER_SAMPLES = 16;
/** Seven days: the longest adjustment interval (RFC 8733 5.2.2). */
const MEMORY = 604_800_000;

/** Of every LSP that somebody measures, or has set a policy for. One event costs O(samples of the LSP). */
export class Measurements implements Projection<readonly MeasuredLsp[]> {
  readonly #all = new Map<LspId, MeasuredLsp>();

  /** @param reserved bit/s that the LSP has now; undefined: nobody has said */
  apply(event: RecordedEvent<BandwidthEvent>, reserved?: number): void {
    const { lsp } = event.data;
    const known = this.#all.get(lsp) ?? {
      lsp,
      samples: [],
      ...(reserved === undefined ? {} : { reserved }),
      changedAt: event.time,
    };
    switch (event.type) {
      case 'LspRateMeasured':
        this.#all.set(lsp, measured(known, event.data.measuredAt, event.data.rate));
        break;
      case 'LspAutoBandwidthSet':
        this.#all.set(lsp, withPolicy(known, event.data));
        break;
      default: {
        const { lsp: _, ...what } = event.data;
        const since = known.outOfProfile?.since ?? event.time;
        this.#all.set(lsp, { ...known, outOfProfile: { ...what, since } });
      }
    }
  }

  /** An LSP that was created with it: as if the operator had said so of the LSP that is there now. */
  created(lsp: LspId, attributes: AutoBandwidthAttributes, time: number, reserved?: number): void {
    const bandwidth = reserved === undefined ? {} : { reserved };
    const known = this.#all.get(lsp) ?? { lsp, samples: [], ...bandwidth, changedAt: time };
    this.#all.set(lsp, withPolicy(known, { lsp, isAdjusted: true, attributes }));
  }

  /** PERF: on the path of every report; nothing is done for an LSP that nobody measures. */
  reported({ data, time }: RecordedEvent<LspReported>): void {
    if (this.#all.size === 0) return;
    const known = this.#all.get(LspId(data.pcc, data.name));
    if (known === undefined || data.bandwidth === undefined || known.reserved === data.bandwidth) return;
    this.#all.set(known.lsp, { ...known, reserved: data.bandwidth, changedAt: time });
  }

  /** The whole LSP is gone: with it goes what was measured and wanted of it. */
  removed({ data }: RecordedEvent<LspRemoved>): void {
    this.#all.delete(LspId(data.pcc, data.name));
  }

  get(lsp: LspId): MeasuredLsp | undefined {
    return this.#all.get(lsp);
  }

  all(): IterableIterator<MeasuredLsp> {
    return this.#all.values();
  }

  capture(): readonly MeasuredLsp[] {
    return [...this.#all.values()];
  }

  restore(captured: readonly MeasuredLsp[]): void {
    this.#all.clear();
    for (const one of captured) this.#all.set(one.lsp, one);
  }
}

export const samplesOf = ({ samples }: MeasuredLsp): readonly RateSample[] =>
  Array.from({ length: samples.length / 2 }, (_, index) => ({
    at: samples[2 * index]!,
    rate: samples[2 * index + 1]!,
  }));

export const lastSample = ({ samples }: MeasuredLsp): RateSample | undefined =>
  samples.length === 0 ? undefined : { at: samples.at(-2)!, rate: samples.at(-1)! };

/** A sample that is not later than the last one says nothing of the present. */
function measured(known: MeasuredLsp, at: number, rate: number): MeasuredLsp {
  const last = lastSample(known);
  if (last !== undefined && at <= last.at) return known;
  const samples = kept([...known.samples, at, rate], at);
  if (known.outOfProfile === undefined || rate > known.outOfProfile.attainable) return { ...known, samples };
  const { outOfProfile: _, ...rest } = known;
  return { ...rest, samples };
}

function kept(all: readonly number[], now: number): readonly number[] {
  const recent = Math.max(0, all.length - 2 * RECENT_SAMPLES);
  const older: number[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = all.length - 2; at >= 0; at -= 2) {
    const rate = all[at + 1]!;
    if (at < recent && rate > highest && now - all[at]! <= MEMORY) older.unshift(all[at]!, rate);
    highest = Math.max(highest, rate);
  }
  // The highest stays; of the others the older go first.
  if (older.length > 2 * OLDER_SAMPLES) older.splice(2, 2);
  return [...older, ...all.slice(recent)];
}

function withPolicy(
  known: MeasuredLsp,
  { isAdjusted, attributes = {} }: Extract<BandwidthEvent, { type: 'LspAutoBandwidthSet' }>['data'],
): MeasuredLsp {
  const { policy: _, ...rest } = known;
  return isAdjusted === undefined ? rest : { ...rest, policy: { isAdjusted, attributes } };
}
