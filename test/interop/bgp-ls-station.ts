// Cairn's BGP-LS speaker alone, in the process of the test: what it tells an observer is written down.
import { systemClock } from '../../src/main/system-clock.js';
import { type BgpPolicy, DEFAULT_BGP_POLICY } from '../../src/southbound/bgp-ls/session/bgp-policy.js';
import { BgpLsServer } from '../../src/southbound/bgp-ls/session/server.js';
import { eventually } from '../support/cairn-process.js';
import { FakeTelemetry } from '../support/pce.js';
import { TopologyRecorder } from '../support/topology-recorder.js';

export interface StationOptions extends Partial<BgpPolicy> {
  readonly localAs: number;
  /** Of loopback, to listen on. */
  readonly host: string;
}

export class BgpLsStation {
  readonly observer = new TopologyRecorder();
  readonly telemetry = new FakeTelemetry();
  readonly server = new BgpLsServer();
  #port = 0;

  /** Listens at a free port. It dials again after a second. */
  static async start({ host, ...policy }: StationOptions): Promise<BgpLsStation> {
    const station = new BgpLsStation();
    const { observer, telemetry } = station;
    station.#port = await station.server.listen(host, 0, {
      policy: { ...DEFAULT_BGP_POLICY, routerId: '192.0.2.4', connectRetry: [1], ...policy },
      observer,
      telemetry,
      clock: systemClock,
    });
    return station;
  }

  /** Where it listens. */
  get port(): number {
    return this.#port;
  }

  /** Why sessions have ended, in order. */
  get ends(): readonly string[] {
    return this.observer.calls.filter((call) => call.startsWith('closed'));
  }

  /** What was refused, and faults in what was received: their text in the log. */
  get complaints(): readonly string[] {
    return this.telemetry.entries.flatMap((entry) =>
      entry.event === 'peer-refused' || entry.event === 'peer-message-rejected' ? [entry.detail] : [],
    );
  }

  /** Waits until what is known is as wanted. */
  async until(what: string, wanted: (observer: TopologyRecorder) => boolean, seconds = 20): Promise<void> {
    const describe = (): string => {
      const { calls, nodes, links } = this.observer;
      const known = { nodes: [...nodes.values()], links: [...links.values()] };
      return JSON.stringify({ calls, ...known, complaints: this.complaints }, undefined, 1);
    };
    await eventually(what, async () => wanted(this.observer) || undefined, { seconds, describe });
  }

  /** How often `call` was heard. */
  count(call: string): number {
    return this.observer.calls.filter((one) => one === call).length;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

/** An UPDATE behind its header: MP_UNREACH_NLRI of AFI 16388, SAFI 71 with nothing in it (RFC 4724 2, RFC 4760 4). */
const END_OF_RIB = Buffer.from('00000006800f03400447', 'hex');

export const isEndOfRib = (update: Uint8Array): boolean => END_OF_RIB.equals(update.subarray(19));
