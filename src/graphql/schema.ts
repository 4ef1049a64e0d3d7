import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { concatAST, type GraphQLSchema, parse, Source } from 'graphql';
import { associationResolvers } from './resolvers/association.js';
import { auditResolvers } from './resolvers/audit.js';
import { availabilityResolvers } from './resolvers/availability.js';
import { bandwidthResolvers } from './resolvers/bandwidth.js';
import { bookingResolvers } from './resolvers/booking.js';
import { diffResolvers } from './resolvers/diff.js';
import { eventResolvers } from './resolvers/events.js';
import { flowResolvers } from './resolvers/flow.js';
import { lspResolvers } from './resolvers/lsp.js';
import { lspCommandResolvers } from './resolvers/lsp-commands.js';
import { maintenanceResolvers } from './resolvers/maintenance.js';
import { noPathResolvers } from './resolvers/no-path.js';
import { operationResolvers } from './resolvers/operation.js';
import { pathResolvers } from './resolvers/path.js';
import { pccResolvers } from './resolvers/pcc.js';
import { pceResolvers } from './resolvers/pce.js';
import { reoptimizationResolvers } from './resolvers/reoptimization.js';
import { restorationResolvers } from './resolvers/restoration.js';
import { subscriptionResolvers } from './resolvers/subscription.js';
import { topologyResolvers } from './resolvers/topology.js';
import { treeResolvers } from './resolvers/tree.js';
import { dateTimeScalar, positionScalar } from './scalars.js';

/** Beside src and dist alike. */
const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The schema of schema/*.graphql with its resolvers. Reads files: for the start of the process. */
export function northboundSchema(): GraphQLSchema {
  const files = readdirSync(SCHEMA_FOLDER).filter((name) => name.endsWith('.graphql'));
  const documents = files
    .sort()
    .map((name) => parse(new Source(readFileSync(new URL(name, SCHEMA_FOLDER), 'utf8'), name)));
  return makeExecutableSchema({
    typeDefs: concatAST(documents),
    resolvers: [
      { DateTime: dateTimeScalar, Position: positionScalar },
      pceResolvers,
      topologyResolvers,
      pccResolvers,
      pathResolvers,
      noPathResolvers,
      flowResolvers,
      treeResolvers,
      lspResolvers,
      lspCommandResolvers,
      associationResolvers,
      availabilityResolvers,
      bandwidthResolvers,
      bookingResolvers,
      maintenanceResolvers,
      operationResolvers,
      reoptimizationResolvers,
      restorationResolvers,
      eventResolvers,
      diffResolvers,
      auditResolvers,
      subscriptionResolvers,
    ],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}
