/** The TCP connection under a session, as far as the session needs it: a socket, or a fake in tests. */
export interface Connection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Absent when it is not known. */
  readonly localAddress?: string;
  /**
   * Sends one whole message in one write: some head-ends do not put a message together again that comes in
   * pieces (peers survey 1).
   */
  write(bytes: Uint8Array): void;
  /** Bytes that the peer has not taken yet. */
  readonly unsent: number;
  /** Stops and resumes reading. */
  pause(): void;
  resume(): void;
  /** Sends what is left, then closes. */
  end(): void;
}
