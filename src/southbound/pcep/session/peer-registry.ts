import type { PccId } from '../../../domain/values/identifiers.js';

/** Which PCCs have a session: at most one each (RFC 5440 4.2.1; with SPEAKER-ENTITY-ID, RFC 8232 3.3.2). */
export class PeerRegistry<Peer extends { readonly address: string }> {
  readonly #peers = new Map<PccId, Peer>();

  get(pcc: PccId): Peer | undefined {
    return this.#peers.get(pcc);
  }

  /** False when another session has this PCC already. */
  claim(pcc: PccId, peer: Peer): boolean {
    const holder = this.#peers.get(pcc);
    if (holder !== undefined && holder !== peer) return false;
    this.#peers.set(pcc, peer);
    return true;
  }

  release(pcc: PccId, peer: Peer): void {
    if (this.#peers.get(pcc) === peer) this.#peers.delete(pcc);
  }
}
