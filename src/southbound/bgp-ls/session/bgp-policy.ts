/** What the operator configures of BGP-LS. Times are seconds. */
export interface BgpPolicy {
  readonly localAs: number;
  /** Our BGP identifier, dotted; unique within our autonomous system (RFC 6286 2.1). */
  readonly routerId: string;
  /** Offered; the smaller one of both sides' counts. 0: no keepalives; else at least 3 (RFC 4271 4.2). */
  readonly holdTime: number;
  readonly peers: readonly BgpPeerPolicy[];
  /** Take sessions from addresses that are not among the peers, with whatever AS number their OPEN says. */
  readonly acceptUnknownPeers: boolean;
  /** Waits between attempts to connect, one after the other; the last one repeats. */
  readonly connectRetry: readonly number[];
  /** How long an OPEN may take (RFC 4271 8.2.2 suggests four minutes). */
  readonly openHoldTime: number;
  /** A peer that sends no End-of-RIB has said everything when it has sent no UPDATE for so long. */
  readonly quietTime: number;
  readonly maximumSessions: number;
  /** Of one peer (RFC 7752 6.2.3); more end the session. */
  readonly maximumNlris: number;
}

export interface BgpPeerPolicy {
  /** Canonical text, IPv4 or IPv6. */
  readonly address: string;
  /** To dial; absent: 179. */
  readonly port?: number;
  /** Absent: whatever the peer's OPEN says. */
  readonly asNumber?: number;
  /** True: wait for the peer to connect, do not dial. */
  readonly passive?: boolean;
  /** To dial from. */
  readonly localAddress?: string;
}

/** What works where nothing else is known. Local AS number, router id and peers are the operator's. */
export const DEFAULT_BGP_POLICY = {
  holdTime: 90,
  peers: [],
  acceptUnknownPeers: false,
  connectRetry: [1, 2, 5, 10, 30],
  openHoldTime: 240,
  quietTime: 30,
  maximumSessions: 64,
  maximumNlris: 1_000_000,
} as const satisfies Omit<BgpPolicy, 'localAs' | 'routerId'>;
