import { StoreError } from '../events/store.js';

/** Why Cairn can't start or go on: one message that says what, where, and what to do. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** A port that can't be listened on, with the keys that decide it. */
export function listenError(what: string, host: string, port: number, error: unknown): StartError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const where = `${what}: can't listen on ${host}:${port}`;
  const section = what === 'bgp-ls' ? 'bgpLs' : what;
  const variable = `CAIRN_${section.toUpperCase()}`;
  const keys = `${section}.host and ${section}.port (${variable}_HOST, ${variable}_PORT)`;
  if (code === 'EADDRINUSE') {
    return new StartError(
      `${where}: another program does already; stop it, or set ${keys}; port 0 means any free one`,
    );
  }
  if (code === 'EACCES') return new StartError(`${where}: not permitted; set ${keys} to a port above 1023`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(`${where}: this machine has no such address; set ${keys}`);
  }
  return new StartError(`${where}: ${messageOf(error)}`, { cause: error });
}

/** For people: the messages of StartError and StoreError are made for them, anything else is a bug and shows its stack. */
export function messageOf(error: unknown): string {
  if (error instanceof StartError || error instanceof StoreError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
