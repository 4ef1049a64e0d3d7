import { lookup } from 'node:dns/promises';
import { createServer } from 'node:net';
import { formatIpv4, ipv4Number } from '../../domain/values/address.js';

/** Where simulated PCCs connect from, unless told otherwise: 127.1.0.1 and up. */
export const DEFAULT_LOCAL_ADDRESS = '127.1.0.1';

/** The address that is `index` after `base`. Throws for what is no IPv4 address. */
export function localAddressAt(base: string, index: number): string {
  const value = ipv4Number(base);
  if (value === undefined) throw new RangeError(`${base} is not an IPv4 address`);
  return formatIpv4(value + index);
}

/**
 * Whether each PCC can have an address of its own towards this PCE: it must be reached over loopback, and the platform
 * must take all of 127.0.0.0/8 for its own, as Linux does and macOS does not.
 */
export async function hasOwnAddresses(pceHost: string, base: string): Promise<boolean> {
  return (await isLoopback(pceHost)) && (await canBind(base));
}

async function isLoopback(host: string): Promise<boolean> {
  try {
    const { address } = await lookup(host, { family: 4 });
    return address.startsWith('127.');
  } catch {
    return false;
  }
}

function canBind(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(0, address, () => server.close(() => resolve(true)));
  });
}
