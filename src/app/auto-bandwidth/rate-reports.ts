import { settingsOf } from '../../domain/policy/auto-bandwidth.js';
import { type AutoBandwidthAttributes, LONGEST_INTERVAL } from '../../domain/values/auto-bandwidth.js';
import type { LspId } from '../../domain/values/identifiers.js';
import { ok, type Result } from '../../domain/values/result.js';
import type { RateSource } from '../../events/catalogue/bandwidth.js';
import { lspStream } from '../../events/catalogue/streams.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { lastSample } from '../../projections/measurements/measurements.js';
import type { Journal } from '../journal.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import { type Rejection, reject } from '../rejection.js';
import {
  type AutoBandwidthPolicy,
  type EffectivePolicy,
  effectivePolicy,
  settingsFor,
} from './auto-bandwidth-policy.js';

export interface ReportedRate {
  readonly lsp: LspId;
  /** Whole bit/s. */
  readonly rate: number;
  /** Instant, milliseconds since 1970; absent: now. */
  readonly measuredAt?: number;
}

/** What became of the rates of one report. */
export interface TakenRates {
  readonly recorded: number;
  /** Within the sample interval of an earlier one: they count by their maximum, with the next. */
  readonly kept: number;
  readonly refused: readonly { readonly lsp: LspId; readonly reason: string }[];
}

export interface RateReportDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly autoBandwidth: AutoBandwidthPolicy;
}

/** Rates of one call: about what 10,000 LSPs come to. */
export const MOST_RATES = 10_000;
/** Of the sample interval: whoever measures by its own clock is never exactly in time. */
const EARLY = 0.9;
/** Milliseconds that another clock may be ahead. */
const SKEW = 60_000;

/**
 * Takes measured rates in. The log gets one event for an LSP and sample interval at most, however often rates come: what
 * is earlier is kept in memory by its maximum (a restart forgets it) and recorded with the next. So 10,000 LSPs at the usual
 * 300 s are 33 events a second.
 */
export class RateReports {
  readonly #dependencies: RateReportDependencies;
  /** On their way to the log: when each was measured. */
  readonly #last = new Map<LspId, number>();
  readonly #kept = new Map<LspId, number>();

  constructor(dependencies: RateReportDependencies) {
    this.#dependencies = dependencies;
  }

  /** From a head-end, now. */
  measured(lsp: LspId, rate: number): void {
    this.#take({ lsp, rate }, 'head-end');
  }

  /** From whoever collects telemetry. Resolves when what is recorded is durable and in the state. */
  async report(rates: readonly ReportedRate[]): Promise<Result<TakenRates, Rejection>> {
    if (rates.length > MOST_RATES)
      return reject('INVALID_INPUT', `${MOST_RATES} rates at once are the most, not ${rates.length}`);
    const refused: { lsp: LspId; reason: string }[] = [];
    let recorded = 0;
    let kept = 0;
    for (const rate of rates) {
      const outcome = this.#take(rate, 'telemetry');
      if (outcome === 'recorded') recorded += 1;
      else if (outcome === 'kept') kept += 1;
      else refused.push({ lsp: rate.lsp, ...outcome });
    }
    const { journal } = this.#dependencies;
    await new Promise<void>((resolve) => journal.whenApplied(resolve));
    return ok({ recorded, kept, refused });
  }

  /** How the bandwidth of an LSP is adjusted at the moment of a view; undefined: it is not. */
  policyOf({ state }: NetworkView, entry: LspEntry): EffectivePolicy | undefined {
    return effectivePolicy(entry, state.measurements.get(entry.id), this.#dependencies.autoBandwidth);
  }

  /** Replaces what an operator wants for one LSP; without `isAdjusted` the default holds again. */
  async setPolicy(
    lsp: LspId,
    isAdjusted: boolean | undefined,
    attributes: AutoBandwidthAttributes,
  ): Promise<Result<LspEntry, Rejection>> {
    const { view, journal } = this.#dependencies;
    const entry = view.state.lspDb.get(lsp);
    if (entry === undefined) return reject('UNKNOWN_LSP', `there is no LSP ${lsp}; see the lsps query`);
    const fault = isAdjusted === true ? faultOf(attributes) : undefined;
    if (fault !== undefined) return reject('INVALID_INPUT', fault);
    const wanted = isAdjusted === undefined ? {} : { isAdjusted, ...(isAdjusted ? { attributes } : {}) };
    await journal.append(lspStream(lsp), 'any', [{ type: 'LspAutoBandwidthSet', data: { lsp, ...wanted } }]);
    return ok(entry);
  }

  #take({ lsp, rate, measuredAt }: ReportedRate, source: RateSource): Taken {
    const { view, journal, clock, autoBandwidth } = this.#dependencies;
    const now = clock.now();
    const at = measuredAt ?? now;
    const entry = view.state.lspDb.get(lsp);
    if (entry === undefined) return { reason: 'there is no such LSP' };
    if (at > now + SKEW) return { reason: 'it is of a time to come' };
    const measured = view.state.measurements.get(lsp);
    const known = measured === undefined ? undefined : lastSample(measured);
    const last = this.#last.get(lsp) ?? known?.at;
    if (last !== undefined && at < last) return { reason: 'it is older than what was reported before' };
    const settings = settingsFor(entry, measured, autoBandwidth) ?? settingsOf(autoBandwidth.attributes, 0);
    const highest = Math.max(rate, this.#kept.get(lsp) ?? 0);
    if (last !== undefined && at - last < EARLY * settings.sampleInterval) {
      this.#kept.set(lsp, highest);
      return 'kept';
    }
    this.#kept.delete(lsp);
    this.#last.set(lsp, at);
    const data = { lsp, rate: highest, measuredAt: at, source };
    journal.record(lspStream(lsp), [{ type: 'LspRateMeasured', data }], () => {
      if (this.#last.get(lsp) === at) this.#last.delete(lsp);
    });
    return 'recorded';
  }
}

type Taken = 'recorded' | 'kept' | { readonly reason: string };

/** What RFC 8733 does not allow (5.2); undefined: it allows all of it. */
export function faultOf(attributes: AutoBandwidthAttributes): string | undefined {
  const { upInterval, downInterval, sampleInterval, minimum, maximum } = settingsOf(attributes, 0);
  if (
    [upInterval, downInterval, sampleInterval].some((time) => time < 1_000 || time > LONGEST_INTERVAL * 1_000)
  )
    return `intervals have 1 to ${LONGEST_INTERVAL} seconds`;
  if (sampleInterval > upInterval || sampleInterval > downInterval)
    return 'the sample interval is longer than an adjustment interval';
  return minimum > maximum ? 'the minimum bandwidth is above the maximum' : undefined;
}
