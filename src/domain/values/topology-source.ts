import { SourceName } from './identifiers.js';

/** Where what is known of the network comes from: an operator's document, a BGP-LS peer, or a collector of measurements. */
export type SourceKind = 'document' | 'bgp-ls' | 'telemetry';

const BGP_LS = 'bgp-ls:';
const TELEMETRY = 'telemetry:';

/** The source that the BGP-LS peer at this address is. */
export const bgpLsSource = (address: string): SourceName => SourceName(`${BGP_LS}${address}`);

/** The source that the collector of this name is. */
export const telemetrySource = (collector: string): SourceName => SourceName(`${TELEMETRY}${collector}`);

export function sourceKindOf(source: SourceName): SourceKind {
  if (source.startsWith(BGP_LS)) return 'bgp-ls';
  return source.startsWith(TELEMETRY) ? 'telemetry' : 'document';
}
