// The table of ARCHITECTURE.md ("who may import whom") as lint rules: run by `npm run check`.

/** Layer -> regular expressions (below src/) that it may import besides itself. */
const mayImport = {
  'domain/values': [],
  'domain/computation': ['domain/values/'],
  'domain/(lsp|service|booking|policy|session|peer|sagas)': [
    'domain/values/',
    'events/catalogue/',
    'domain/computation/computer\\.ts$',
  ],
  'events/catalogue': ['domain/values/'],
  'events/(store|snapshot)\\.ts': ['domain/values/', 'events/catalogue/', 'events/(store|snapshot)\\.ts$'],
  'events/stores': ['events/', 'domain/values/'],
  projections: ['domain/values/', 'events/catalogue/'],
  'southbound/wire': ['domain/values/'],
  southbound: ['app/ports/', 'events/catalogue/', 'domain/values/'],
  'app/ports': [
    'events/catalogue/',
    'domain/values/',
    'domain/computation/(computer|global/(linear-model|problem|reoptimization))\\.ts$',
    'projections/network-state\\.ts$',
  ],
  graphql: ['app/', 'projections/', 'events/catalogue/', 'domain/values/'],
  app: ['domain/', 'events/(catalogue/|store\\.ts$|snapshot\\.ts$)', 'projections/'],
  main: ['(app|domain|events|projections|southbound|graphql)/'],
  simulators: ['southbound/[^/]+/codec/', 'southbound/wire/', 'domain/computation/', 'domain/values/'],
  cli: ['graphql/generated/'],
  console: ['graphql/generated/'],
  entry: ['main/', 'cli/', 'simulators/'],
};

const reason = {
  entry: 'The `cairn` command: the only place that starts main, simulators and cli, each as a whole.',
};

const layerRules = Object.entries(mayImport).map(([layer, allowed]) => ({
  name: `${layer.replaceAll(/[^a-z/-]+/g, '-')}-imports`,
  comment: reason[layer] ?? `src/${layer} may import besides itself: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${layer}(/|$)` },
  to: { path: '^src/', pathNot: [`^src/${layer}(/|$)`, ...allowed.map((path) => `^src/${path}`)] },
}));

const pureCore = '^src/(domain|events/catalogue|projections)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'codec-is-pure',
      comment: 'A codec turns bytes into values. Sessions, sockets and the app are somebody else’s business.',
      severity: 'error',
      from: { path: '^src/southbound/([^/]+)/codec/' },
      to: { path: '^src/', pathNot: '^src/(southbound/$1/codec/|southbound/wire/|domain/values/)' },
    },
    {
      name: 'protocols-do-not-meet',
      comment: 'Protocols share southbound/wire and nothing else.',
      severity: 'error',
      from: { path: '^src/southbound/([^/]+)/', pathNot: '^src/southbound/wire/' },
      to: { path: '^src/southbound/', pathNot: '^src/southbound/($1|wire)/' },
    },
    {
      name: 'core-does-no-io',
      comment: 'No node builtins and no npm packages in the pure core; ask for a port instead.',
      severity: 'error',
      from: { path: pureCore },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      },
    },
    {
      name: 'no-circular',
      comment: 'Move the shared type down a layer.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nobody imports is scratch.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(entry/|.*/worker\\.ts$)' },
      to: {},
    },
    { name: 'src-not-to-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'no-dev-dependencies-in-src',
      comment: 'What runs in production is a dependency.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '@types/' },
    },
    { name: 'resolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
