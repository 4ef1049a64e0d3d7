import type { AutoBandwidthPolicy } from '../app/auto-bandwidth/auto-bandwidth-policy.js';
import type { Config } from './config/config.js';

/** From seconds, shares and counts of the configuration. */
export function autoBandwidthPolicy(settings: Config['autoBandwidth']): AutoBandwidthPolicy {
  const { sampleInterval, adjustmentInterval, overflowThreshold, minimumThreshold: minimum } = settings;
  return {
    enabled: settings.enabled,
    forecast: settings.forecast * 1000,
    attributes: {
      sampleInterval,
      // Never shorter than what is measured in it (RFC 8733 5.2.2.1).
      adjustmentInterval: Math.max(sampleInterval, adjustmentInterval),
      adjustmentPercentage: { percentage: settings.adjustmentThreshold, minimum },
      ...(overflowThreshold === 0
        ? {}
        : {
            overflowPercentage: { percentage: overflowThreshold, count: settings.overflowCount, minimum },
          }),
    },
  };
}
