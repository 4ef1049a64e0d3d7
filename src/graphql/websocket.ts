import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Telemetry } from '../app/ports/telemetry.js';
import type { GraphqlContext } from './context.js';
import { requestError, shownError } from './errors.js';
import { checkLimits, LIMITS } from './limits.js';

const MAXIMUM_MESSAGE_BYTES = 1024 * 1024;
const MAXIMUM_OPERATIONS = 100;
/** A peer that does not answer a ping within as long again is gone. */
const PING_INTERVAL_MS = 12_000;
/** How long clients may take to answer the closing handshake. */
const CLOSE_GRACE_MS = 500;

export interface WebSocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly context: GraphqlContext;
  readonly telemetry: Telemetry;
}

/** Serves graphql-transport-ws on upgrades of `path`. */
export function serveWebSocket(options: WebSocketOptions): { close(): Promise<void> } {
  const { server, path, context } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAXIMUM_MESSAGE_BYTES, handleProtocols });
  const graphql = graphqlServer(options);
  sockets.on('connection', (socket: WebSocket) => connect(socket, graphql, options.telemetry));
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request, path, context);
    if (refusal === undefined)
      sockets.handleUpgrade(request, socket, head, (open) => sockets.emit('connection', open));
    else socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };
  server.on('upgrade', onUpgrade);
  return {
    close: async () => {
      server.off('upgrade', onUpgrade);
      for (const client of sockets.clients) client.close(1001, 'the PCE is stopping');
      const grace = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, CLOSE_GRACE_MS);
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      clearTimeout(grace);
    },
  };
}

/** Status line of the refusal; undefined when the upgrade is welcome. */
function refusalOf(request: IncomingMessage, path: string, { process }: GraphqlContext): string | undefined {
  const [requested] = (request.url ?? '').split('?');
  if (requested !== path) return '404 Not Found';
  if (!process.readiness().ready) return '503 Service Unavailable';
  // Browsers send an Origin and let any page open a WebSocket: a foreign page must not command the network.
  const { origin, host } = request.headers;
  return origin === undefined || hostOf(origin) === host ? undefined : '403 Forbidden';
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

function graphqlServer({ schema, context, telemetry }: WebSocketOptions) {
  const shown = (errors: readonly GraphQLError[]) =>
    errors.map((error) => shownError(error.toJSON(), error, telemetry));
  return makeServer({
    onSubscribe: (connection, _id, payload) =>
      Object.keys(connection.subscriptions).length > MAXIMUM_OPERATIONS
        ? [requestError('TOO_MANY_OPERATIONS', `at most ${MAXIMUM_OPERATIONS} operations per connection`)]
        : prepare(schema, context, payload),
    onNext: (_connection, _id, _payload, _args, result) => {
      if (result.errors === undefined) return undefined;
      return { data: result.data ?? null, errors: shown(result.errors) };
    },
    onError: (_connection, _id, _payload, errors) => shown(errors),
  });
}

/** The same checks that a request by HTTP passes. */
function prepare(
  schema: GraphQLSchema,
  contextValue: GraphqlContext,
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const invalid = validate(schema, document);
  if (invalid.length > 0) return invalid.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  const variableValues = variables ?? {};
  const refused = checkLimits(schema, document, operationName, variableValues);
  return refused === undefined
    ? { schema, document, operationName: operationName ?? null, variableValues, contextValue }
    : [refused];
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

const withCode = ({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, source, positions, extensions: { code } });

function connect(socket: WebSocket, graphql: ReturnType<typeof makeServer>, telemetry: Telemetry): void {
  const failed = (error: unknown): void =>
    telemetry.log({ event: 'request-failed', what: 'websocket', detail: String(error) });
  const closed = graphql.opened(
    {
      protocol: socket.protocol,
      // Resolves when the data has left for the peer: a slow reader slows its own subscriptions down.
      send: (data) =>
        new Promise((resolve, reject) => {
          if (socket.readyState === socket.OPEN)
            socket.send(data, (error) => (error ? reject(error) : resolve()));
          else resolve();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        socket.on('message', (data: Buffer) => {
          handle(data.toString('utf8')).catch((error: unknown) => {
            if (socket.readyState !== socket.OPEN) return;
            failed(error);
            socket.close(4500, 'internal error');
          });
        });
      },
    },
    {},
  );
  const stopPinging = keepAlive(socket);
  // A message that is too large or no WebSocket frame: `ws` closes the connection with the right code itself.
  socket.on('error', failed);
  socket.once('close', (code, reason) => {
    stopPinging();
    Promise.resolve(closed(code, reason.toString())).catch(failed);
  });
}

/** Finds out that a peer has vanished without closing. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) socket.terminate();
    answered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
