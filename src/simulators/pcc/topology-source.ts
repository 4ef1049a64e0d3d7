import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Network, readNetwork, TOPOLOGY_QUERY } from './scenario/network.js';
import { SimulationError } from './simulation-error.js';

/** Where the network to simulate is described: exactly one of the two. */
export interface TopologySource {
  /** GraphQL endpoint of the PCE. */
  readonly graphql?: string | undefined;
  /** JSON file with the answer to the topology query. */
  readonly topology?: string | undefined;
}

/** How long a PCE that is just starting is waited for, and how long for one answer. */
const PATIENCE_MILLISECONDS = 15_000;
const ANSWER_MILLISECONDS = 10_000;
const RETRY_MILLISECONDS = 250;

/** @throws SimulationError when there is no usable topology there */
export async function fetchNetwork(source: TopologySource, signal: AbortSignal): Promise<Network> {
  const { graphql, topology } = source;
  if ((graphql === undefined) === (topology === undefined)) {
    throw new SimulationError('say where the network comes from: either --graphql URL or --topology FILE');
  }
  const where = graphql ?? topology ?? '';
  const answer = graphql === undefined ? await readJsonFile(where) : await askUntilThere(where, signal);
  const network = readNetwork(answer);
  if (network.ok) return network.value;
  throw new SimulationError(`${where}: ${network.error}`);
}

async function readJsonFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new SimulationError(`${file} can't be read: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SimulationError(`${file} is not JSON (the answer of the topology query): ${messageOf(error)}`);
  }
}

async function askUntilThere(url: string, signal: AbortSignal): Promise<unknown> {
  const end = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      return await ask(url, signal);
    } catch (error) {
      if (error instanceof SimulationError || signal.aborted || performance.now() >= end) {
        throw new SimulationError(`${url} does not give the topology: ${messageOf(error)}`);
      }
    }
    await sleep(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
}

/** @throws SimulationError for an answer that won't get better by asking again; anything else when there is none */
async function ask(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: TOPOLOGY_QUERY }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
  });
  const text = await response.text();
  // 503: the PCE is there and not ready.
  if (response.status === 503) throw new Error('not ready');
  if (!response.ok) throw new SimulationError(`HTTP status ${response.status}`);
  const body = parseAnswer(text);
  const [error] = body.errors ?? [];
  if (error !== undefined) throw new SimulationError(error.message ?? 'a GraphQL error');
  return body;
}

/** GraphQL over HTTP, as far as it is looked at here. */
interface Answer {
  readonly errors?: readonly { readonly message?: string }[];
}

function parseAnswer(text: string): Answer {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Told below.
  }
  throw new SimulationError('the answer is not GraphQL');
}

/** fetch hides the system's error in the cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
