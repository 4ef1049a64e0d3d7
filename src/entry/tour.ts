import type { RunningCairn } from '../main/compose.js';

/** Printed once everything is up: where it is, and what to try. Standard output is for machines, so this goes to standard error. */
export function showTour({ http, pcep }: RunningCairn): void {
  const url = `http://${http.host}:${http.port}`;
  const elsewhere = http.port === 4000 ? '' : `\n     export CAIRN_URL=${url}/graphql`;
  process.stderr.write(`
Cairn is ready: a sample network of simulated routers is connected and synchronised.

  GraphQL   ${url}/graphql   (a page to try queries on: ${url}/)
  PCEP      ${pcep.host}:${pcep.port}
  health    ${url}/healthz/ready
  metrics   ${url}/metrics

Try in another terminal:${elsewhere}

  ./bin/cairn status                                        what is there
  ./bin/cairn path Lisbon Warsaw --bandwidth 5G --metric DELAY
                                                            compute a path, change nothing
  ./bin/cairn lsps --over-link FRA-BER                      who uses the fibre from Frankfurt to Berlin
  ./bin/cairn import samples/frankfurt-berlin-down.yaml     cut it: its LSPs move to other paths
  ./bin/cairn lsps --over-link FRA-BER                      nobody any more
  ./bin/cairn events --types LspUpdateRequested             what Cairn decided, and when
  ./bin/cairn import samples/network.yaml                   repair it

README.md tells the tour in full, docs/graphql.md every query. Ctrl-C stops everything.
`);
}
