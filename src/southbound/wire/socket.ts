import type { Socket } from 'node:net';

/** Our side of a session that has said its last word waits this long for the peer to close its side. */
const LINGER_MILLISECONDS = 1_000;

/** What a session does with its end of a TCP connection. */
export interface SocketEnd {
  write(bytes: Uint8Array): void;
  pause(): void;
  resume(): void;
  end(): void;
}

export const socketEnd = (socket: Socket): SocketEnd => ({
  write: (bytes) => {
    if (socket.writable) socket.write(bytes);
  },
  pause: () => {
    socket.pause();
  },
  resume: () => {
    socket.resume();
  },
  end: () => {
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MILLISECONDS).unref();
  },
});

/** An IPv4 peer on a dual-stack listener shows as ::ffff:a.b.c.d. */
export const plainAddress = (address: string): string =>
  address.toLowerCase().startsWith('::ffff:') && address.includes('.')
    ? address.slice('::ffff:'.length)
    : address;
