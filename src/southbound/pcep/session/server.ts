import { createServer, type Server, type Socket } from 'node:net';
import type { DeletedLsp, Dispatch, PccGateway } from '../../../app/ports/pcc-gateway.js';
import type { PccId } from '../../../domain/values/identifiers.js';
import {
  type LspSchedule,
  type SchedulingSupport,
  scheduleFault,
} from '../../../domain/values/lsp-schedule.js';
import type { IntendedLsp } from '../../../events/catalogue/operation.js';
import { plainAddress, socketEnd } from '../../wire/socket.js';
import {
  deleteMessage,
  initiateMessage,
  type PeerAssociations,
  updateMessage,
} from '../translate/instruction.js';
import { isSupported } from '../translate/schedule.js';
import type { Connection } from './connection.js';
import { PccPeer, type PeerDependencies } from './pcc-peer.js';
import { PeerRegistry } from './peer-registry.js';

export type PcepServerDependencies = Omit<PeerDependencies, 'registry'>;

/** Listens for PCCs, and is the way to them. */
export class PcepServer implements PccGateway {
  readonly #registry = new PeerRegistry<PccPeer>();
  readonly #sockets = new Map<Socket, PccPeer>();
  #server: Server | undefined;
  #sid = 0;

  /**
   * Starts accepting connections.
   * @returns the port, the real one when 0 was given
   * @throws the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when the address can't be listened on
   */
  listen(host: string, port: number, dependencies: PcepServerDependencies): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket, dependencies));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.removeListener('error', reject);
        // Out of descriptors or memory: this connection is lost, the others and the listener are not.
        server.on('error', (error) => {
          dependencies.telemetry.log({
            event: 'request-failed',
            what: 'accepting a PCC',
            detail: String(error),
          });
        });
        const address = server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : port);
      });
    });
  }

  /** Sends Close to every PCC and stops listening. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    for (const peer of this.#sockets.values()) peer.close('the PCE is stopping');
    await closed;
  }

  reserve(pcc: PccId): Dispatch | undefined {
    return this.#registry.get(pcc)?.reserve();
  }

  scheduling(pcc: PccId): SchedulingSupport {
    return this.#registry.get(pcc)?.scheduling ?? 'none';
  }

  takesResizes(pcc: PccId): boolean {
    return this.#registry.get(pcc)?.takesResizes ?? true;
  }

  localAddress(pcc: PccId): string | undefined {
    return this.#registry.get(pcc)?.localAddress;
  }

  sendUpdate(pcc: PccId, dispatch: Dispatch, plspId: number, intended: IntendedLsp): boolean {
    if (!this.#accepts(pcc, intended.schedule)) return false;
    const said = this.#said(pcc, intended);
    return this.#instruct(
      pcc,
      dispatch,
      updateMessage(dispatch.srpId, plspId, said, this.#associations(pcc, plspId)),
    );
  }

  sendInitiate(pcc: PccId, dispatch: Dispatch, name: string, intended: IntendedLsp): boolean {
    if (!this.#accepts(pcc, intended.schedule)) return false;
    const said = this.#said(pcc, intended);
    return this.#instruct(
      pcc,
      dispatch,
      initiateMessage(dispatch.srpId, name, said, this.#associations(pcc, 0)),
    );
  }

  refuseMembership(pcc: PccId, plspId: number): void {
    this.#registry.get(pcc)?.refuseMembership(plspId);
  }

  /** The schedule is left out where the PCC can't be told of it: the LSP has to go all the same. */
  sendDelete(pcc: PccId, dispatch: Dispatch, { schedule, ...lsp }: DeletedLsp): boolean {
    const named = schedule !== undefined && this.#accepts(pcc, schedule) ? { ...lsp, schedule } : lsp;
    return this.#instruct(pcc, dispatch, deleteMessage(dispatch.srpId, named));
  }

  #associations(pcc: PccId, plspId: number): PeerAssociations {
    return this.#registry.get(pcc)?.associations(plspId) ?? { types: [], known: [] };
  }

  #accepts(pcc: PccId, schedule: LspSchedule | undefined): boolean {
    if (schedule === undefined) return true;
    const isSaid = isSupported(this.scheduling(pcc), schedule.repeat !== undefined);
    return isSaid && scheduleFault(schedule) === undefined;
  }

  /** Without the capability of both the TLV must not be sent (RFC 8733 5.1). */
  #said(pcc: PccId, intended: IntendedLsp): IntendedLsp {
    if (intended.autoBandwidth === undefined || this.#registry.get(pcc)?.autoBandwidth === true)
      return intended;
    const { autoBandwidth: _, ...rest } = intended;
    return rest;
  }

  #instruct(pcc: PccId, dispatch: Dispatch, message: Parameters<PccPeer['instruct']>[1]): boolean {
    return this.#registry.get(pcc)?.instruct(dispatch, message) ?? false;
  }

  #accept(socket: Socket, dependencies: PcepServerDependencies): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const refusal = this.#refusal(address, dependencies);
    if (refusal !== undefined) {
      dependencies.telemetry.count('pcep_sessions_refused', { reason: 'not-accepted' });
      dependencies.telemetry.log({ event: 'peer-refused', address, detail: refusal });
      socket.destroy();
      return;
    }
    this.#sid = (this.#sid + 1) % 256;
    const peer = new PccPeer(connectionOf(socket, address), this.#sid, {
      ...dependencies,
      registry: this.#registry,
    });
    this.#sockets.set(socket, peer);
    socket.on('data', (chunk: Buffer) => peer.receive(chunk));
    // An error is always followed by close, which is what the session needs to know.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      peer.connectionLost();
    });
    peer.start();
  }

  #refusal(address: string, { policy }: PcepServerDependencies): string | undefined {
    const { allowedPeers, maximumSessions } = policy;
    if (allowedPeers !== undefined && !allowedPeers.includes(address)) return 'not among pcep.allowedPeers';
    if (this.#sockets.size < maximumSessions) return undefined;
    return `there are ${maximumSessions} sessions already (pcep.maximumSessions)`;
  }
}

const connectionOf = (socket: Socket, remoteAddress: string): Connection => ({
  remoteAddress,
  remotePort: socket.remotePort ?? 0,
  get unsent() {
    return socket.writableLength;
  },
  ...(socket.localAddress === undefined ? {} : { localAddress: plainAddress(socket.localAddress) }),
  ...socketEnd(socket),
});
