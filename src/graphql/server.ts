import type { AddressInfo } from 'node:net';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Pce } from '../app/pce.js';
import type { Telemetry } from '../app/ports/telemetry.js';
import { apolloServer } from './apollo.js';
import type { GraphqlContext, Readiness } from './context.js';
import { landingPage } from './landing-page.js';
import { northboundSchema } from './schema.js';
import { serveWebSocket } from './websocket.js';

const PATH = '/graphql';
/** Topology documents come as one argument. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;
/** How long requests under way may take to end when the server is closed. */
const DRAIN_MS = 1_000;

export interface GraphqlServerOptions {
  readonly pce: Pce;
  readonly telemetry: Telemetry;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly name: string;
  readonly version: string;
  /** Instant, milliseconds since 1970. */
  readonly startedAt: number;
  /** Until this says ready, /graphql and /healthz/ready answer 503. */
  readonly readiness: () => Readiness;
  /** Text for /metrics; without it there is no such path. */
  readonly metrics?: { readonly contentType: string; readonly text: () => Promise<string> };
}

export interface GraphqlServer {
  /** The one that is really used. */
  readonly port: number;
  /** Stops accepting, ends subscriptions, lets requests under way finish for a moment. */
  close(): Promise<void>;
}

/**
 * Starts the northbound API: /graphql (HTTP and WebSocket), /healthz, /metrics and the page at /.
 * @throws the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when the address can't be listened on
 */
export async function startGraphqlServer(options: GraphqlServerOptions): Promise<GraphqlServer> {
  const { pce, telemetry, name, version, startedAt, readiness, host, port } = options;
  const schema = northboundSchema();
  const context: GraphqlContext = { pce, process: { name, version, startedAt, readiness } };
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: 'idle' });
  const apollo = apolloServer(schema, telemetry);
  await apollo.start();
  addErrorHandlers(app, telemetry);
  addGraphql(app, fastifyApolloHandler(apollo, { context: async () => context }), readiness);
  addHealth(app, readiness);
  addMetrics(app, options.metrics);
  addLandingPage(app, name);
  const webSocket = serveWebSocket({ server: app.server, path: PATH, schema, context, telemetry });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await apollo.stop();
    throw error;
  }
  return {
    port: (app.server.address() as AddressInfo).port,
    close: async () => {
      const drained = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await Promise.all([webSocket.close(), app.close()]);
      clearTimeout(drained);
      await apollo.stop();
    },
  };
}

type Handler = ReturnType<typeof fastifyApolloHandler>;

function addGraphql(app: FastifyInstance, handler: Handler, readiness: () => Readiness): void {
  app.route({
    method: 'POST',
    url: PATH,
    onRequest: async (_request, reply) => {
      const state = readiness();
      if (state.ready) return undefined;
      return sendError(
        reply.header('retry-after', '1'),
        503,
        'NOT_READY',
        `the PCE is not ready: ${state.reason}`,
      );
    },
    handler,
  });
  app.get(PATH, async (_request, reply) =>
    sendError(
      reply.header('allow', 'POST'),
      405,
      'METHOD_NOT_ALLOWED',
      'send queries by POST, subscriptions by WebSocket',
    ),
  );
}

function addHealth(app: FastifyInstance, readiness: () => Readiness): void {
  app.get('/healthz/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ live: true }),
  );
  app.get('/healthz/ready', async (_request, reply) => {
    const state = readiness();
    return reply
      .code(state.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(state);
  });
}

function addMetrics(app: FastifyInstance, metrics: GraphqlServerOptions['metrics']): void {
  if (metrics === undefined) return;
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}

function addLandingPage(app: FastifyInstance, name: string): void {
  const { html, contentSecurityPolicy } = landingPage(name);
  app.get('/', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .send(html),
  );
}

function addErrorHandlers(app: FastifyInstance, telemetry: Telemetry): void {
  app.setNotFoundHandler(async ({ url }, reply) =>
    sendError(reply, 404, 'NOT_FOUND', `there is nothing at ${url.slice(0, 200)}; the API is at ${PATH}`),
  );
  app.setErrorHandler(async (error: Error & { readonly statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendError(reply, status, 'BAD_REQUEST', error.message);
    telemetry.log({ event: 'request-failed', what: request.url, detail: error.stack ?? error.message });
    return sendError(
      reply,
      500,
      'INTERNAL_SERVER_ERROR',
      'internal error; the log of the PCE has the details',
    );
  });
}

/** In the form of a GraphQL answer, which is what clients of this server expect. */
const sendError = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });
