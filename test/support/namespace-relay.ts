// Runs inside a network namespace: makes one TCP address of it reachable from outside, as a Unix domain socket.
// Arguments: path of the socket, host, port. Ends when its standard input does, so that it never outlives the test.
import { connect, createServer } from 'node:net';

const [socketPath, host, port] = process.argv.slice(2);
if (socketPath === undefined) throw new Error('usage: namespace-relay SOCKET HOST PORT');

const server = createServer((client) => {
  const target = connect(Number(port), host);
  client.pipe(target).pipe(client);
  client.on('error', () => target.destroy());
  target.on('error', () => client.destroy());
});
server.listen(socketPath, () => process.stdout.write('ready\n'));
process.stdin.on('end', () => process.exit(0)).resume();
