import { connect, createServer, type Server, type Socket } from 'node:net';
import type { SourceName } from '../../../domain/values/identifiers.js';
import { bgpLsSource } from '../../../domain/values/topology-source.js';
import { plainAddress, socketEnd } from '../../wire/socket.js';
import { BGP_ERROR, BGP_PORT } from '../codec/code-points.js';
import { encodeMessage } from '../codec/message.js';
import { BgpPeer, type BgpPeerDependencies } from './bgp-peer.js';
import type { BgpPeerPolicy } from './bgp-policy.js';
import type { Connection, Dial } from './connection.js';

export type BgpLsServerDependencies = BgpPeerDependencies;

/** Listens for BGP-LS speakers, and dials those that are to be dialled. */
export class BgpLsServer {
  /** By source: that is, by address. */
  readonly #peers = new Map<SourceName, BgpPeer>();
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  /**
   * Starts accepting and dialling.
   * @returns the port, the real one when 0 was given
   * @throws the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when the address can't be listened on
   */
  async listen(host: string, port: number, dependencies: BgpLsServerDependencies): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket, dependencies));
    this.#server = server;
    const actual = await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.removeListener('error', reject);
        // Out of descriptors or memory: this connection is lost, the others and the listener are not.
        server.on('error', (error) => {
          const what = 'accepting a BGP-LS peer';
          dependencies.telemetry.log({ event: 'request-failed', what, detail: String(error) });
        });
        const address = server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : port);
      });
    });
    for (const configured of dependencies.policy.peers) this.#configure(configured, dependencies);
    return actual;
  }

  /** Sends Cease to every peer, stops listening and dialling, and waits until all connections are closed. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    for (const peer of this.#peers.values()) peer.stop('the PCE is stopping');
    this.#peers.clear();
    await Promise.all([closed, ...[...this.#sockets].map(untilClosed)]);
  }

  /**
   * Asks a peer to say everything again (ROUTE-REFRESH, RFC 2918).
   * @returns false when it has no session, or can't
   */
  refresh(source: SourceName): boolean {
    return this.#peers.get(source)?.refresh() ?? false;
  }

  #configure(configured: BgpPeerPolicy, dependencies: BgpLsServerDependencies): void {
    const { address, asNumber, passive } = configured;
    const peer = new BgpPeer(
      {
        address,
        asNumber,
        ...(passive === true ? {} : { dial: this.#dialOf(configured) }),
        gone: () => undefined,
      },
      dependencies,
    );
    this.#peers.set(bgpLsSource(address), peer);
    peer.start();
  }

  #dialOf({ address, port = BGP_PORT, localAddress }: BgpPeerPolicy): Dial {
    return (events) => {
      const from = localAddress === undefined ? {} : { localAddress };
      const socket = connect({ host: address, port, noDelay: true, ...from });
      this.#sockets.add(socket);
      const connection = connectionOf(socket, address);
      let connected = false;
      let givenUp = false;
      socket.once('connect', () => {
        connected = true;
        events.connected(connection);
      });
      this.#follow(socket, {
        received: (chunk) => events.received(connection, chunk),
        closed: () => {
          if (connected) events.lost(connection);
          else if (!givenUp) events.failed();
        },
      });
      return () => {
        givenUp = true;
        socket.destroy();
      };
    };
  }

  #accept(socket: Socket, dependencies: BgpLsServerDependencies): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const connection = connectionOf(socket, address);
    this.#sockets.add(socket);
    const { maximumSessions } = dependencies.policy;
    const known = this.#server === undefined ? undefined : this.#peerAt(address, dependencies);
    const tooMany = this.#sockets.size > maximumSessions;
    const events = tooMany ? undefined : known?.accept(connection);
    this.#follow(socket, {
      received: (chunk) => events?.received(connection, chunk),
      closed: () => events?.lost(connection),
    });
    if (events !== undefined) return;
    const detail = tooMany ? `there are ${maximumSessions} connections already` : 'not a peer to be accepted';
    refuse(connection, tooMany);
    dependencies.telemetry.count('bgp_sessions_refused');
    dependencies.telemetry.log({ event: 'peer-refused', address, detail });
  }

  #peerAt(address: string, dependencies: BgpLsServerDependencies): BgpPeer | undefined {
    const source = bgpLsSource(address);
    const known = this.#peers.get(source);
    if (known !== undefined || !dependencies.policy.acceptUnknownPeers) return known;
    const peer = new BgpPeer(
      { address, asNumber: undefined, gone: () => this.#peers.delete(source) },
      dependencies,
    );
    this.#peers.set(source, peer);
    return peer;
  }

  #follow(socket: Socket, { received, closed }: SocketEvents): void {
    socket.on('data', received);
    // An error is always followed by close, which is what the session needs to know.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      closed();
    });
  }
}

interface SocketEvents {
  readonly received: (chunk: Buffer) => void;
  readonly closed: () => void;
}

const untilClosed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });

/** The last words to a connection that gets no session: Cease (RFC 4486 4). */
function refuse(connection: Connection, tooMany: boolean): void {
  const [code, subcode] = tooMany ? BGP_ERROR.OUT_OF_RESOURCES : BGP_ERROR.CONNECTION_REJECTED;
  const context = { fourOctetAs: false, internal: false };
  connection.write(encodeMessage({ kind: 'Notification', code, subcode, data: new Uint8Array(0) }, context));
  connection.end();
}

const connectionOf = (socket: Socket, remoteAddress: string): Connection => ({
  remoteAddress,
  ...socketEnd(socket),
});
