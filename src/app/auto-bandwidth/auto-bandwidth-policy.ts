import { type AdjustmentSettings, settingsOf } from '../../domain/policy/auto-bandwidth.js';
import type { AutoBandwidthAttributes } from '../../domain/values/auto-bandwidth.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import type { MeasuredLsp } from '../../projections/measurements/measurements.js';

/** What holds for LSPs of which neither their head-end nor an operator says anything else. */
export interface AutoBandwidthPolicy {
  /** Whether the bandwidth of every delegated LSP that is measured is adjusted. */
  readonly enabled: boolean;
  readonly attributes: AutoBandwidthAttributes;
  /** Milliseconds by which a rising trend is followed ahead; 0: not at all. */
  readonly forecast: number;
}

/** Who says how the bandwidth of an LSP is adjusted. */
export type AdjustmentOrigin = 'HEAD_END' | 'OPERATOR' | 'DEFAULT';

export interface EffectivePolicy {
  readonly origin: AdjustmentOrigin;
  readonly attributes: AutoBandwidthAttributes;
}

/** The head-end's word counts first, then an operator's for this LSP, then the default. Undefined: it is not adjusted. */
export function effectivePolicy(
  entry: LspEntry,
  measured: MeasuredLsp | undefined,
  policy: AutoBandwidthPolicy,
): EffectivePolicy | undefined {
  const { autoBandwidth } = entry.current;
  if (autoBandwidth !== undefined) return { origin: 'HEAD_END', attributes: autoBandwidth };
  const own = measured?.policy;
  if (own !== undefined)
    return own.isAdjusted ? { origin: 'OPERATOR', attributes: own.attributes } : undefined;
  return policy.enabled ? { origin: 'DEFAULT', attributes: policy.attributes } : undefined;
}

export const settingsFor = (
  entry: LspEntry,
  measured: MeasuredLsp | undefined,
  policy: AutoBandwidthPolicy,
): AdjustmentSettings | undefined => {
  const effective = effectivePolicy(entry, measured, policy);
  return effective === undefined ? undefined : settingsOf(effective.attributes, policy.forecast);
};
