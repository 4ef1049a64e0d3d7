import type { IpAddress } from '../../../domain/values/address.js';
import type { UpdateContext } from '../codec/attributes/attribute-codec.js';
import { type Capability, findCapability } from '../codec/capabilities/capability.js';
import {
  AFI_LINK_STATE,
  AS_TRANS,
  BGP_ERROR,
  type BgpErrorCode,
  CAPABILITY,
  SAFI_LINK_STATE,
} from '../codec/code-points.js';
import type { Open } from '../codec/messages/open.js';

/** What both OPENs together make of the session. */
export interface Agreement {
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
  /** Seconds; 0: none. */
  readonly holdTime: number;
  readonly keepaliveTime: number;
  /** The peer announces everything again when asked (RFC 2918). */
  readonly refreshes: boolean;
  readonly context: UpdateContext;
}

export type OpenVerdict =
  | { readonly kind: 'acceptable'; readonly agreed: Agreement }
  | {
      readonly kind: 'unacceptable';
      readonly refusal: { readonly error: BgpErrorCode; readonly data?: Uint8Array; readonly detail: string };
    };

export interface LocalSpeaker {
  readonly localAs: number;
  readonly routerId: IpAddress;
  readonly holdTime: number;
}

const HIGHEST_SHORT_AS = 0xffff;

/** Our OPEN: what a receiver of link-state routes has to offer. */
export const localOpen = ({ localAs, routerId, holdTime }: LocalSpeaker): Open => ({
  kind: 'Open',
  asNumber: localAs > HIGHEST_SHORT_AS ? AS_TRANS : localAs,
  holdTime,
  bgpIdentifier: routerId,
  capabilities: [
    { kind: 'Multiprotocol', afi: AFI_LINK_STATE, safi: SAFI_LINK_STATE },
    { kind: 'RouteRefresh' },
    { kind: 'ExtendedMessage' },
    { kind: 'FourOctetAs', asNumber: localAs },
    { kind: 'EnhancedRouteRefresh' },
    // Of no family: nothing here is kept over a restart. But some peers send End-of-RIB only to those who offer this
    // (RFC 4724 3 allows it for just that).
    { kind: 'GracefulRestart', flags: 0, restartTime: 0, families: [] },
  ],
});

/** Hold times that are allowed besides 0 start here (RFC 4271 4.2). */
const SHORTEST_HOLD_TIME = 3;
/** The largest interval between keepalives that section 4.4 recommends: a third of the hold time. */
const KEEPALIVES_PER_HOLD_TIME = 3;

/**
 * Judges the peer's OPEN (RFC 4271 6.2, RFC 5492 5, RFC 6793 4.2.3).
 * @param expectedAs what the operator says; undefined: any
 */
export function judgeOpen(open: Open, local: LocalSpeaker, expectedAs: number | undefined): OpenVerdict {
  const asNumber = findCapability(open.capabilities, 'FourOctetAs')?.asNumber ?? open.asNumber;
  if (asNumber === 0 || asNumber === AS_TRANS || (expectedAs !== undefined && asNumber !== expectedAs)) {
    const wanted = expectedAs === undefined ? '' : `, not ${expectedAs}`;
    return unacceptable(BGP_ERROR.BAD_PEER_AS, `AS number ${asNumber}${wanted}`);
  }
  const internal = asNumber === local.localAs;
  const { bgpIdentifier } = open;
  // Unique within an autonomous system (RFC 6286 2.2); 0 never is one.
  if (bgpIdentifier === '0.0.0.0' || (internal && bgpIdentifier === local.routerId))
    return unacceptable(BGP_ERROR.BAD_BGP_IDENTIFIER, `BGP identifier ${bgpIdentifier}`);
  if (open.holdTime > 0 && open.holdTime < SHORTEST_HOLD_TIME)
    return unacceptable(BGP_ERROR.UNACCEPTABLE_HOLD_TIME, `hold time ${open.holdTime} s`);
  if (!speaksLinkState(open.capabilities))
    return unacceptable(
      BGP_ERROR.UNSUPPORTED_CAPABILITY,
      'no link-state address family',
      LINK_STATE_CAPABILITY,
    );
  const holdTime = Math.min(open.holdTime, local.holdTime);
  return {
    kind: 'acceptable',
    agreed: {
      asNumber,
      bgpIdentifier,
      holdTime,
      keepaliveTime: holdTime / KEEPALIVES_PER_HOLD_TIME,
      refreshes: findCapability(open.capabilities, 'RouteRefresh') !== undefined,
      context: { fourOctetAs: findCapability(open.capabilities, 'FourOctetAs') !== undefined, internal },
    },
  };
}

const speaksLinkState = (capabilities: readonly Capability[]): boolean =>
  capabilities.some(
    (capability) =>
      capability.kind === 'Multiprotocol' &&
      capability.afi === AFI_LINK_STATE &&
      capability.safi === SAFI_LINK_STATE,
  );

/** The capability that we need, as it would be in an OPEN: the data of 2/7 (RFC 5492 5). */
const LINK_STATE_CAPABILITY = Uint8Array.of(
  CAPABILITY.Multiprotocol,
  4,
  AFI_LINK_STATE >>> 8,
  AFI_LINK_STATE & 0xff,
  0,
  SAFI_LINK_STATE,
);

const unacceptable = (error: BgpErrorCode, detail: string, data?: Uint8Array): OpenVerdict => ({
  kind: 'unacceptable',
  refusal: { error, detail, ...(data === undefined ? {} : { data }) },
});
