import { CAPABILITY } from '../code-points.js';
import type { CapabilityCodec } from './capability-codec.js';

type SignKind = 'RouteRefresh' | 'ExtendedMessage' | 'EnhancedRouteRefresh';

/** Capabilities that say all by being there: they have no value. */
export type Sign = { readonly [K in SignKind]: { readonly kind: K } }[SignKind];

const sign = (kind: SignKind, reference: string): CapabilityCodec<Sign> => ({
  kind,
  code: CAPABILITY[kind],
  reference,
  decode: () => ({ kind }),
  encode: () => undefined,
});

export const SIGNS: readonly CapabilityCodec<Sign>[] = [
  sign('RouteRefresh', 'RFC 2918 2'),
  sign('ExtendedMessage', 'RFC 8654 3'),
  sign('EnhancedRouteRefresh', 'RFC 7313 3.1'),
];
