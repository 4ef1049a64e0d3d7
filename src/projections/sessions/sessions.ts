import type { PccId, SessionId } from '../../domain/values/identifiers.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { PccCapabilities, SessionEndReason } from '../../events/catalogue/session.js';
import type { Projection } from '../projection.js';

/** A PCC that has had a session with this PCE at least once. */
export interface PccEntry {
  readonly id: PccId;
  readonly address: string;
  readonly speakerEntityId?: string;
  /** The present session; absent when there is none. */
  readonly session?: SessionId;
  /** The end-of-synchronisation marker of the present session has arrived. */
  readonly synchronized: boolean;
  /** Where in the log it arrived last, in this session or an earlier one. */
  readonly synchronizedAt?: number;
  readonly capabilities: PccCapabilities;
  /** When the present session came up or the last one ended. */
  readonly since: number;
  readonly lastEnd?: SessionEndReason;
}

/** Which PCCs there are, and which of them are connected. */
export class Sessions implements Projection<readonly PccEntry[]> {
  readonly #pccs = new Map<PccId, PccEntry>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'SessionEstablished': {
        const { pcc, session, address, speakerEntityId, capabilities } = event.data;
        this.#pccs.set(pcc, {
          id: pcc,
          address,
          ...(speakerEntityId === undefined ? {} : { speakerEntityId }),
          session,
          synchronized: false,
          capabilities,
          since: event.time,
        });
        break;
      }
      case 'SessionSynchronized':
        this.#change(event.data.pcc, event.data.session, (known) => ({
          ...known,
          synchronized: true,
          synchronizedAt: event.position,
        }));
        break;
      case 'SessionClosed': {
        const { pcc, session, reason } = event.data;
        this.#change(pcc, session, ({ session: _ended, ...known }) => ({
          ...known,
          synchronized: false,
          since: event.time,
          lastEnd: reason,
        }));
        break;
      }
      case 'PccForgotten':
        // One that came back while that was on its way into the log is there.
        if (this.#pccs.get(event.data.pcc)?.session === undefined) this.#pccs.delete(event.data.pcc);
        break;
      default:
        break;
    }
  }

  get(pcc: PccId): PccEntry | undefined {
    return this.#pccs.get(pcc);
  }

  /** All PCCs, by id. */
  all(): PccEntry[] {
    return [...this.#pccs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  capture(): readonly PccEntry[] {
    return this.all();
  }

  restore(captured: readonly PccEntry[]): void {
    this.#pccs.clear();
    for (const pcc of captured) this.#pccs.set(pcc.id, pcc);
  }

  /** An event of a session that is no longer the present one changes nothing. */
  #change(pcc: PccId, session: SessionId, change: (known: PccEntry) => PccEntry): void {
    const known = this.#pccs.get(pcc);
    if (known?.session === session) this.#pccs.set(pcc, change(known));
  }
}
