import type { CapturedNetworkState } from '../../projections/network-state.js';

/** PORT: bytes of a snapshot. Encoding yields to other work in between, so that a large state blocks nothing for long. */
export interface SnapshotCodec {
  encode(state: CapturedNetworkState): Promise<Uint8Array>;
  /** @throws when the bytes are not what `encode` wrote. */
  decode(bytes: Uint8Array): CapturedNetworkState;
}
