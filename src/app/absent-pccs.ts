import type { PccId } from '../domain/values/identifiers.js';
import { ok, type Result } from '../domain/values/result.js';
import type { PccForgotten } from '../events/catalogue/session.js';
import { sessionStream } from '../events/catalogue/streams.js';
import type { NetworkState } from '../projections/network-state.js';
import type { Journal } from './journal.js';
import type { PccReports } from './pcc-reports.js';
import type { Clock, Timer } from './ports/clock.js';
import type { Telemetry } from './ports/telemetry.js';
import { type Rejection, reject } from './rejection.js';

export interface AbsentPccsDependencies {
  readonly state: NetworkState;
  readonly journal: Journal;
  readonly reports: PccReports;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** How long the LSPs of a PCC without a session are kept, milliseconds; 0: until somebody says otherwise. */
  readonly absenceTime: number;
}

/**
 * PCCs without a session. What they last reported is kept: their LSPs carry traffic without a PCE, and bandwidth that
 * is given to others meanwhile would be given twice (RFC 8231 5.7). One that is gone for good is forgotten, with its LSPs.
 */
export class AbsentPccs {
  readonly #dependencies: AbsentPccsDependencies;
  /** Those with a session of this process, recorded or on its way into the log. */
  readonly #present = new Set<PccId>();
  readonly #timers = new Map<PccId, Timer>();

  constructor(dependencies: AbsentPccsDependencies) {
    this.#dependencies = dependencies;
  }

  /** After a replay: whoever is away for longer than the absence time is forgotten now. */
  start(): void {
    for (const { id, since } of this.#dependencies.state.sessions.all()) this.#expireAfter(id, since);
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  cameBack(pcc: PccId): void {
    this.#present.add(pcc);
    this.#timers.get(pcc)?.cancel();
    this.#timers.delete(pcc);
  }

  left(pcc: PccId): void {
    this.#present.delete(pcc);
    this.#expireAfter(pcc, this.#dependencies.clock.now());
  }

  /** Removes a PCC and all its LSPs; gives how many they were. Nothing is sent: there is nobody to send it to. */
  forget(pcc: PccId): Promise<Result<number, Rejection>> {
    return new Promise((resolve) => {
      // What it reported before it left has to be in the LSP-DB first.
      this.#dependencies.journal.whenApplied(() => {
        if (this.#present.has(pcc)) {
          const message = `${pcc} has a session: only what is reported over it counts; end the session first`;
          resolve(reject('INVALID_INPUT', message));
        } else if (this.#dependencies.state.sessions.get(pcc) === undefined) {
          resolve(reject('UNKNOWN_PCC', `no PCC ${pcc} has had a session with this PCE`));
        } else this.#forget(pcc, 'operator', (lsps) => resolve(ok(lsps)));
      });
    });
  }

  #forget(pcc: PccId, reason: PccForgotten['data']['reason'], recorded: (lsps: number) => void): void {
    const { reports, journal, telemetry } = this.#dependencies;
    this.#timers.get(pcc)?.cancel();
    this.#timers.delete(pcc);
    // The PCC last: until then a crash in between leaves something to say it of again.
    const lsps = reports.forget(pcc);
    telemetry.log({ event: 'pcc-forgotten', pcc, reason, lsps });
    const event: PccForgotten = { type: 'PccForgotten', data: { pcc, reason, lsps } };
    journal.record(sessionStream(pcc), [event], () => recorded(lsps));
  }

  #expireAfter(pcc: PccId, since: number): void {
    const { absenceTime, clock, journal } = this.#dependencies;
    this.#timers.get(pcc)?.cancel();
    if (absenceTime === 0) return;
    const expire = (): void =>
      journal.whenApplied(() => {
        if (!this.#present.has(pcc)) this.#forget(pcc, 'absent', () => undefined);
      });
    this.#timers.set(pcc, clock.schedule(Math.max(0, since + absenceTime - clock.now()), expire));
  }
}
