// Runs inside a network namespace: joins an address of it to a Unix domain socket, which is reached from everywhere.
// Arguments: where it listens, and whereto it connects; each the absolute path of a socket, or HOST:PORT. Ends when its
// standard input does, so that it never outlives the test.
import { connect, createServer, type NetConnectOpts } from 'node:net';

function placeOf(text: string): NetConnectOpts {
  if (text.startsWith('/')) return { path: text };
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error('usage: namespace-relay FROM TO');

const server = createServer((client) => {
  const target = connect(placeOf(to));
  client.pipe(target).pipe(client);
  client.on('error', () => target.destroy());
  target.on('error', () => client.destroy());
});
server.listen(placeOf(from), () => process.stdout.write('ready\n'));
process.stdin.on('end', () => process.exit(0)).resume();
