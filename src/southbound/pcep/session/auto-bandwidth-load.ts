import type { PCNtf } from '../codec/messages/pcntf.js';
import { findTlv } from '../codec/tlvs/tlv.js';
import { MinuteLimit } from './rate-limit.js';

/** Auto-Bandwidth Overwhelm State (RFC 8733 8.5). */
const OVERWHELM_STATE = 5;
const ENTERING = 1;
const CLEARING = 2;

/** Rates of one session in a minute, above which the next minute's are ignored: 5,000 LSPs at the usual 300 s are 1,000. */
const MOST_RATES_PER_MINUTE = 6_000;
const REST = 60_000;

/**
 * Which side of a session can't keep up with auto-bandwidth (RFC 8733 5.7). The PCC says so by PCNtf. We do when it reports
 * rates too often: for a minute then they are ignored; no notification clears that, as it names its duration, and it is sent
 * once a minute at most.
 */
export class AutoBandwidthLoad {
  readonly #rates = new MinuteLimit(MOST_RATES_PER_MINUTE);
  #peerUntil = 0;
  #oursUntil = 0;

  /** Instant in milliseconds. Whether the PCC wants to be left alone now. */
  isPeerOverwhelmed(now: number): boolean {
    return now < this.#peerUntil;
  }

  /** A rate came: whether it counts, and whether the PCC is to be told to stop. */
  takeRate(now: number): 'taken' | 'ignored' | 'entering' {
    if (now < this.#oursUntil) return 'ignored';
    if (!this.#rates.reached(now)) return 'taken';
    this.#oursUntil = now + REST;
    return 'entering';
  }

  /** What the PCC says of itself. Without a duration it lasts until it is cleared, or the session ends. */
  note({ notifies }: PCNtf, now: number): void {
    for (const { notifications } of notifies) {
      for (const { notificationType, notificationValue, tlvs } of notifications) {
        if (notificationType !== OVERWHELM_STATE) continue;
        if (notificationValue === CLEARING) this.#peerUntil = 0;
        if (notificationValue !== ENTERING) continue;
        const duration = findTlv(tlvs, 'OVERLOADED-DURATION');
        this.#peerUntil = duration === undefined ? Number.POSITIVE_INFINITY : now + duration.seconds * 1_000;
      }
    }
  }
}

/** PCNtf 5/1 with the time for which rates are ignored. */
export const enteringOverwhelm: PCNtf = {
  kind: 'PCNtf',
  notifies: [
    {
      rps: [],
      notifications: [
        {
          kind: 'NOTIFICATION',
          notificationType: OVERWHELM_STATE,
          notificationValue: ENTERING,
          tlvs: [{ kind: 'OVERLOADED-DURATION', seconds: REST / 1_000 }],
        },
      ],
      others: [],
    },
  ],
};
