import { SourceName } from './identifiers.js';

/** Where what is known of the network comes from: an operator's document, or a BGP-LS peer. */
export type SourceKind = 'document' | 'bgp-ls';

const BGP_LS = 'bgp-ls:';

/** The source that the BGP-LS peer at this address is. */
export const bgpLsSource = (address: string): SourceName => SourceName(`${BGP_LS}${address}`);

export const sourceKindOf = (source: SourceName): SourceKind =>
  source.startsWith(BGP_LS) ? 'bgp-ls' : 'document';
