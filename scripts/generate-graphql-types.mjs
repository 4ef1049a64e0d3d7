// schema/*.graphql -> src/graphql/generated/types.ts. With --check it writes nothing and fails when the file is not current.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';

const target = inRoot('src', 'graphql', 'generated', 'types.ts');
const schemaDir = inRoot('schema');

const config = {
  useTypeImports: true,
  enumsAsTypes: true,
  strictScalars: true,
  immutableTypes: true,
  scalars: { DateTime: 'string', Position: 'string', JSON: 'unknown' },
  contextType: '../context.js#GraphqlContext',
  // What a resolver gives for a type, where that is not the GraphQL type itself.
  mappers: {
    Topology: '../parents.js#TopologyParent',
    Node: '../parents.js#NodeParent',
    Link: '../parents.js#LinkParent',
    TopologySource: '../parents.js#TopologySourceParent',
    TopologyFeed: '../parents.js#TopologyFeedParent',
    NodePrefix: '../parents.js#NodePrefixParent',
    Srv6Locator: '../parents.js#Srv6LocatorParent',
    Srv6Sid: '../parents.js#Srv6SidParent',
    Pcc: '../parents.js#PccParent',
    Lsp: '../parents.js#LspParent',
    LspPath: '../parents.js#LspPathParent',
    LspConnection: '../parents.js#LspConnectionParent',
    AssociationGroup: '../parents.js#AssociationGroupParent',
    AssociationMember: '../parents.js#LspAssociationParent',
    AssociationConflict: '../parents.js#AssociationConflictParent',
    LspAssociation: '../parents.js#LspAssociationParent',
    Path: '../parents.js#PathParent',
    Hop: '../parents.js#HopParent',
    SignalledHop: '../parents.js#SignalledHopParent',
    PathResult: '../parents.js#PathResultParent',
    PathSetResult: '../parents.js#PathSetResultParent',
    Relaxation: '../parents.js#RelaxationParent',
    Bottleneck: '../parents.js#BottleneckParent',
    MaxFlow: '../parents.js#MaxFlowParent',
    TreeResult: '../parents.js#TreeResultParent',
    TreeLeaf: '../parents.js#TreeLeafParent',
    Booking: '../parents.js#BookingParent',
    BookingOccurrence: '../parents.js#BookingOccurrenceParent',
    BookingConnection: '../parents.js#BookingConnectionParent',
    Availability: '../parents.js#AvailabilityParent',
    AvailableStep: '../parents.js#AvailableStepParent',
    Maintenance: '../parents.js#MaintenanceParent',
    MaintenanceMove: '../parents.js#MaintenanceMoveParent',
    MaintenanceConnection: '../parents.js#MaintenanceConnectionParent',
    Operation: '../parents.js#OperationParent',
    UnplacedLsp: '../parents.js#UnplacedLspParent',
    Reversion: '../parents.js#ReversionParent',
    ReoptimizationPlan: '../parents.js#ReoptimizationPlanParent',
    ReoptimizationStep: '../parents.js#ReoptimizationStepParent',
    OperationComputation: '../parents.js#OperationComputationParent',
    Event: '../parents.js#EventParent',
    AuditFinding: '../parents.js#AuditFindingParent',
    AuditedAnswer: '../parents.js#AuditedAnswerParent',
  },
  // Under exactOptionalPropertyTypes `x?: T` and `x: undefined` differ; a resolver may give either.
  maybeValue: 'T | null | undefined',
  inputMaybeValue: 'T | null | undefined',
};

function schemaFiles() {
  if (!existsSync(schemaDir)) return [];
  const names = readdirSync(schemaDir).filter((name) => name.endsWith('.graphql'));
  return names.sort().map((name) => path.join(schemaDir, name));
}

async function generate(files) {
  const { codegen } = await import('@graphql-codegen/core');
  const { makeExecutableSchema } = await import('@graphql-tools/schema');
  const { parse, Source, concatAST } = await import('graphql');
  const typescript = await import('@graphql-codegen/typescript');
  const resolvers = await import('@graphql-codegen/typescript-resolvers');
  const schema = concatAST(
    files.map((file) => parse(new Source(readFileSync(file, 'utf8'), path.relative(root, file)))),
  );
  const generated = await codegen({
    schema,
    // Merges `extend type Query` of the single subjects; the plugins themselves do not.
    schemaAst: makeExecutableSchema({ typeDefs: schema }),
    filename: target,
    documents: [],
    config,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  return `// Generated from schema/*.graphql by \`npm run generate\`. Do not edit.\n${generated}`;
}

const files = schemaFiles();
if (files.length === 0) {
  process.stdout.write('schema/ holds no .graphql file yet: nothing to generate\n');
} else {
  const types = await generate(files);
  const current = existsSync(target) && readFileSync(target, 'utf8') === types;
  if (current) process.stdout.write(`${path.relative(root, target)} is current\n`);
  else if (process.argv.includes('--check')) {
    process.stderr.write(
      `${path.relative(root, target)} is not what schema/ says: run \`npm run generate\`\n`,
    );
    process.exitCode = 1;
  } else {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, types);
    process.stdout.write(`wrote ${path.relative(root, target)}\n`);
  }
}
