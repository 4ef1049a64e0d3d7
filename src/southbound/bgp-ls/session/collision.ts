import type { IpAddress } from '../../../domain/values/address.js';
import { ipv4Value } from '../../wire/address.js';

/** A connection between two speakers, as far as collisions are concerned. */
export interface Rival {
  /** This side has opened it. */
  readonly dialled: boolean;
  readonly state: string;
}

/**
 * Which connection goes when an OPEN has arrived on `opened` and there is `other` between the same two speakers (RFC
 * 4271 6.8): an established session stays; of two in the making the one stays that the speaker with the higher BGP
 * identifier has opened; of two from one side the later one. Undefined: it can't be told yet.
 */
export function loserOf(
  opened: Rival,
  other: Rival,
  localId: IpAddress,
  remoteId: IpAddress,
): 'opened' | 'other' | undefined {
  if (other.state === 'Established') return 'opened';
  if (other.state !== 'OpenConfirm') return undefined;
  if (opened.dialled === other.dialled) return 'other';
  const dialledStays = ipv4Value(localId) > ipv4Value(remoteId);
  return opened.dialled === dialledStays ? 'other' : 'opened';
}
