import type { Clock } from '../../../app/ports/clock.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import type { TopologyObserver } from '../../../app/ports/topology-observer.js';
import { SourceName } from '../../../domain/values/identifiers.js';
import { AFI_LINK_STATE, BGP_ERROR, REFRESH_SUBTYPE, SAFI_LINK_STATE } from '../codec/code-points.js';
import { describeBgpError } from '../codec/error-names.js';
import type { DecodedMessage } from '../codec/message.js';
import type { Open } from '../codec/messages/open.js';
import type { BgpPolicy } from './bgp-policy.js';
import { loserOf } from './collision.js';
import type { Connection, ConnectionEvents, Dial } from './connection.js';
import { Feed } from './feed.js';
import type { EndReason, Refusal } from './fsm.js';
import { type Agreement, judgeOpen, localOpen, type OpenVerdict } from './negotiation.js';
import { BgpSession } from './session.js';
import { shutdownData } from './shutdown-text.js';

export interface BgpPeerDependencies {
  readonly policy: BgpPolicy;
  readonly observer: TopologyObserver;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface BgpPeerOptions {
  readonly address: string;
  /** Undefined: whatever its OPEN says. */
  readonly asNumber: number | undefined;
  /** Absent: the peer connects. */
  readonly dial?: Dial;
  /** No connection is left, and none is wanted. */
  readonly gone: () => void;
}

/** The name of what a peer says, among all topology sources. */
export const sourceOf = (address: string): SourceName => SourceName(`bgp-ls:${address}`);

/** Connections that one peer may have in the making at a time. */
const MAXIMUM_INCOMING = 4;

const COLLISION: Refusal = {
  error: BGP_ERROR.CONNECTION_COLLISION,
  detail: 'another connection of the same peer stays',
};

/**
 * One BGP speaker, known by its address: at most one established session, however many connections it takes to get
 * there (RFC 4271 6.8).
 */
export class BgpPeer {
  readonly #options: BgpPeerOptions;
  readonly #dependencies: BgpPeerDependencies;
  readonly #outgoing: BgpSession | undefined;
  readonly #incoming = new Set<BgpSession>();
  #up: { readonly session: BgpSession; readonly feed: Feed; readonly agreed: Agreement } | undefined;
  #stopped = false;

  constructor(options: BgpPeerOptions, dependencies: BgpPeerDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    const { dial } = options;
    if (dial !== undefined) this.#outgoing = this.#newSession((events) => this.#dialUnlessUp(dial, events));
  }

  /** Dials, if this side does. */
  start(): void {
    this.#outgoing?.start();
  }

  /** A connection that the peer has opened; undefined when it has too many. */
  accept(connection: Connection): ConnectionEvents | undefined {
    if (this.#stopped || this.#incoming.size >= MAXIMUM_INCOMING) return undefined;
    const session = this.#newSession(undefined);
    this.#incoming.add(session);
    session.connected(connection);
    return session;
  }

  /** Asks for everything again (RFC 2918 4). False when there is no session, or the peer does not do that. */
  refresh(): boolean {
    const up = this.#up;
    if (up === undefined || !up.agreed.refreshes) return false;
    return up.session.send({
      kind: 'RouteRefresh',
      afi: AFI_LINK_STATE,
      subtype: REFRESH_SUBTYPE.REQUEST,
      safi: SAFI_LINK_STATE,
    });
  }

  stop(detail: string): void {
    this.#stopped = true;
    const refusal = { error: BGP_ERROR.ADMINISTRATIVE_SHUTDOWN, detail, data: shutdownData(detail) };
    this.#outgoing?.stop(refusal);
    for (const session of this.#incoming) session.stop(refusal);
  }

  /** While there is a session, the machine that dials goes on waiting. */
  #dialUnlessUp(dial: Dial, events: ConnectionEvents): () => void {
    if (this.#up === undefined) return dial(events);
    events.failed();
    return () => undefined;
  }

  #newSession(dial: Dial | undefined): BgpSession {
    const { policy, clock, telemetry } = this.#dependencies;
    const session: BgpSession = new BgpSession({
      clock,
      telemetry,
      settings: policy,
      open: localOpen(policy),
      ...(dial === undefined ? {} : { dial }),
      user: {
        judgeOpen: (open) => this.#judgeOpen(session, open),
        established: (agreed) => this.#established(session, agreed),
        received: (decoded, octets) => this.#received(session, decoded, octets),
        readEnded: (resume) => this.#readEnded(resume),
        ended: (reason, wasEstablished) => this.#ended(session, reason, wasEstablished),
      },
    });
    return session;
  }

  #judgeOpen(session: BgpSession, open: Open): OpenVerdict {
    const { policy } = this.#dependencies;
    const verdict = judgeOpen(open, policy, this.#options.asNumber);
    if (verdict.kind === 'unacceptable') return verdict;
    for (const other of this.#sessions()) {
      if (other === session) continue;
      const loser = loserOf(session, other, policy.routerId, open.bgpIdentifier);
      if (loser === 'opened') return { kind: 'unacceptable', refusal: COLLISION };
      if (loser === 'other') other.refuse(COLLISION);
    }
    return verdict;
  }

  #sessions(): readonly BgpSession[] {
    return this.#outgoing === undefined ? [...this.#incoming] : [this.#outgoing, ...this.#incoming];
  }

  #established(session: BgpSession, agreed: Agreement): void {
    const { policy, ...dependencies } = this.#dependencies;
    const feed = new Feed(
      {
        source: sourceOf(this.#options.address),
        address: this.#options.address,
        asNumber: agreed.asNumber,
        routerId: agreed.bgpIdentifier,
        holdTime: agreed.holdTime,
      },
      { ...dependencies, quietTime: policy.quietTime },
    );
    this.#up = { session, feed, agreed };
  }

  #received(session: BgpSession, decoded: DecodedMessage, octets: Uint8Array): void {
    const feed = this.#up?.feed;
    if (feed === undefined) return;
    feed.take(decoded, octets);
    const { maximumNlris } = this.#dependencies.policy;
    if (feed.size <= maximumNlris) return;
    session.refuse({
      error: BGP_ERROR.MAXIMUM_PREFIXES,
      data: maximumData(maximumNlris),
      detail: `more than ${maximumNlris} NLRIs`,
    });
  }

  #readEnded(resume: () => void): boolean {
    const feed = this.#up?.feed;
    feed?.flush();
    const { observer } = this.#dependencies;
    if (!observer.isBusy()) return false;
    feed?.readingStopped();
    observer.whenDrained(() => {
      feed?.readingResumed();
      resume();
    });
    return true;
  }

  #ended(session: BgpSession, reason: EndReason, wasEstablished: boolean): void {
    if (wasEstablished) {
      const feed = this.#up?.feed;
      this.#up = undefined;
      feed?.close(describeEnd(reason));
    } else if (isRefusal(reason)) {
      const { telemetry } = this.#dependencies;
      telemetry.count('bgp_sessions_refused');
      telemetry.log({ event: 'peer-refused', address: this.#options.address, detail: describeEnd(reason) });
    }
    this.#incoming.delete(session);
    if (this.#outgoing === undefined && this.#incoming.size === 0) this.#options.gone();
  }
}

/** True when one side did not want the other, for more than having it already. */
function isRefusal(reason: EndReason): boolean {
  if (reason.kind === 'connection-lost') return false;
  const [code, subcode] = reason.kind === 'we-notified' ? reason.error : [reason.code, reason.subcode];
  const [cease, collision] = BGP_ERROR.CONNECTION_COLLISION;
  return code !== cease || subcode !== collision;
}

/** AFI (16), SAFI (8), limit (32): RFC 4486 4. */
function maximumData(limit: number): Uint8Array {
  const data = Buffer.alloc(7);
  data.writeUInt16BE(AFI_LINK_STATE, 0);
  data.writeUInt8(SAFI_LINK_STATE, 2);
  data.writeUInt32BE(limit, 3);
  return data;
}

function describeEnd(reason: EndReason): string {
  switch (reason.kind) {
    case 'connection-lost':
      return 'connection lost';
    case 'peer-notified': {
      const words = reason.detail === undefined ? '' : `: ${reason.detail}`;
      return `the peer sent NOTIFICATION ${describeBgpError(reason.code, reason.subcode)}${words}`;
    }
    default: {
      const [code, subcode] = reason.error;
      return `NOTIFICATION ${describeBgpError(code, subcode)} sent: ${reason.detail}`;
    }
  }
}
