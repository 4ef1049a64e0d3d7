import type { RunningCairn } from '../main/compose.js';

/** Printed once everything is up: where it is, and what to try. Standard output is for machines, so this goes to standard error. */
export function showTour({ http, pcep }: RunningCairn): void {
  const url = `http://${http.host}:${http.port}`;
  const ask = (query: string): string =>
    `    curl -s ${url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`;
  process.stderr.write(`
Cairn is ready: a sample network of simulated routers is connected and synchronised.

  GraphQL   ${url}/graphql      (a page to try queries on: ${url}/)
  PCEP      ${pcep.host}:${pcep.port}
  health    ${url}/healthz/ready      metrics  ${url}/metrics

Things to try in another terminal:

  1. What is there?
${ask('{ pce { position ready } pccs { id connected lspCount } }')}

  2. A path with 5 Gbit/s, and the next best ones:
${ask('{ computePath(request: {source: "Lisbon", destination: "Warsaw", bandwidth: 5e9, metric: DELAY, alternatives: 2}) { path { delay hops { node { name } } } alternatives { delay } noPath { reasons } } }')}

  3. Take a fibre down, and see its LSPs move:
${ask('mutation { importTopology(format: CAIRN, document: "CUT") { nodes links warnings } }').replace('CUT', '...')}
     (README.md has the whole tour, and docs/graphql.md every query)

  4. The network as it was at any moment: add asOf: {time: "..."} or asOf: {position: "..."} to a query.

Ctrl-C stops everything.
`);
}
