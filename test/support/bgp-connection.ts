import type { UpdateContext } from '../../src/southbound/bgp-ls/codec/attributes/attribute-codec.js';
import { decodeMessage, type Message } from '../../src/southbound/bgp-ls/codec/message.js';
import { BgpPeer, type BgpPeerOptions } from '../../src/southbound/bgp-ls/session/bgp-peer.js';
import { type BgpPolicy, DEFAULT_BGP_POLICY } from '../../src/southbound/bgp-ls/session/bgp-policy.js';
import type { Connection, ConnectionEvents } from '../../src/southbound/bgp-ls/session/connection.js';
import { FakeClock } from './fake-clock.js';
import { FakeTelemetry } from './pce.js';
import { TopologyRecorder } from './topology-recorder.js';

export const CONTEXT: UpdateContext = { fourOctetAs: true, internal: true };

/** Remembers what is written; every write has to be one whole message. */
export class FakeBgpConnection implements Connection {
  readonly remoteAddress = '192.0.2.1';
  readonly raw: Uint8Array[] = [];
  paused = false;
  ended = false;
  #taken = 0;

  write(bytes: Uint8Array): void {
    this.raw.push(bytes);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  end(): void {
    this.ended = true;
  }

  /** Messages written since the last call. */
  taken(): readonly Message[] {
    const fresh = this.raw.slice(this.#taken);
    this.#taken = this.raw.length;
    return fresh.map((bytes) => {
      const decoded = decodeMessage(bytes, CONTEXT);
      if (!decoded.ok) throw new Error(`not one whole message: ${decoded.error.what}`);
      return decoded.value.message;
    });
  }

  /** The same in short: kinds, and code/subcode of NOTIFICATIONs. */
  said(): readonly string[] {
    return this.taken().map((message) =>
      message.kind === 'Notification' ? `${message.code}/${message.subcode}` : message.kind,
    );
  }
}

/** A peer on fake connections and a clock that stands still. */
export class PeerBench {
  readonly observer = new TopologyRecorder();
  readonly telemetry = new FakeTelemetry();
  readonly clock = new FakeClock();
  readonly peer: BgpPeer;
  /** Times that the peer has said that nothing of it is left. */
  gone = 0;

  constructor(policy: Partial<BgpPolicy> = {}, options: Partial<BgpPeerOptions> = {}) {
    this.peer = new BgpPeer(
      { address: '192.0.2.1', asNumber: undefined, gone: () => void this.gone++, ...options },
      {
        policy: { ...DEFAULT_BGP_POLICY, localAs: 65_000, routerId: '10.10.10.10', ...policy },
        observer: this.observer,
        clock: this.clock,
        telemetry: this.telemetry,
      },
    );
  }

  /** The peer connects. */
  accept(): PeerLine {
    const connection = new FakeBgpConnection();
    const events = this.peer.accept(connection);
    if (events === undefined) throw new Error('not accepted');
    return new PeerLine(connection, events);
  }
}

/** The peer's end of one connection. */
export class PeerLine {
  readonly connection: FakeBgpConnection;
  readonly #events: ConnectionEvents;

  constructor(connection: FakeBgpConnection, events: ConnectionEvents) {
    this.connection = connection;
    this.#events = events;
  }

  send(...chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) this.#events.received(this.connection, chunk);
  }

  lose(): void {
    this.#events.lost(this.connection);
  }
}
