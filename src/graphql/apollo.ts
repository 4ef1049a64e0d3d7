import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Telemetry } from '../app/ports/telemetry.js';
import type { GraphqlContext } from './context.js';
import { shownError } from './errors.js';
import { checkLimits, LIMITS } from './limits.js';

/** Runs what comes by HTTP. Nothing is reported to anybody but our own telemetry. */
export function apolloServer(schema: GraphQLSchema, telemetry: Telemetry): ApolloServer<GraphqlContext> {
  const failed = (message: unknown): void =>
    telemetry.log({ event: 'request-failed', what: 'graphql', detail: String(message) });
  return new ApolloServer<GraphqlContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    formatError: (formatted, error) => shownError(formatted, error, telemetry),
    logger: { debug: () => {}, info: () => {}, warn: failed, error: failed },
    plugins: [
      // It wraps every field: without it a large topology is answered twice as fast.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      limitsPlugin(schema),
      durationPlugin(telemetry),
    ],
  });
}

const limitsPlugin = (schema: GraphQLSchema): ApolloServerPlugin<GraphqlContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operationName, request }) => {
      const refused = checkLimits(schema, document, operationName, request.variables ?? {});
      if (refused !== undefined) throw refused;
    },
  }),
});

const durationPlugin = (telemetry: Telemetry): ApolloServerPlugin<GraphqlContext> => ({
  requestDidStart: async () => {
    const started = performance.now();
    return {
      willSendResponse: async ({ operation, errors }) => {
        const outcome = errors === undefined || errors.length === 0 ? 'ok' : 'error';
        const labels = { operation: operation?.operation ?? 'none', outcome };
        telemetry.observe('graphql_request', (performance.now() - started) / 1000, labels);
      },
    };
  },
});
