/** What the operator configures of PCEP (RFC 5440 8.1, RFC 8231 9.1). Times are seconds. */
export interface PcepPolicy {
  readonly keepalive: number;
  readonly deadTimer: number;
  readonly openWait: number;
  readonly keepWait: number;
  /** A peer may not send keepalives more often; 0: no limit. */
  readonly minimumKeepalive: number;
  readonly maximumSessions: number;
  readonly maximumLspsPerPcc: number;
  /** Per minute and session. */
  readonly maximumUnknownRequests: number;
  readonly maximumUnknownMessages: number;
  readonly speakerEntityId?: string;
  /** Absent: any address may connect. */
  readonly allowedPeers?: readonly string[];
}
