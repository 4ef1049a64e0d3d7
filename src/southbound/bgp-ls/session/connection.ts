/** The TCP connection under a session, as far as the session needs it: a socket, or a fake in tests. */
export interface Connection {
  readonly remoteAddress: string;
  /** Sends one whole message in one write. */
  write(bytes: Uint8Array): void;
  /** Stops and resumes reading. */
  pause(): void;
  resume(): void;
  /** Sends what is left, then closes. */
  end(): void;
}

/** What happens to a connection that is being opened, and then to it. */
export interface ConnectionEvents {
  connected(connection: Connection): void;
  /** The connection could not be opened. */
  failed(): void;
  received(connection: Connection, chunk: Uint8Array): void;
  lost(connection: Connection): void;
}

/** Opens a connection to the peer; the returned function gives the attempt up. */
export type Dial = (events: ConnectionEvents) => () => void;
