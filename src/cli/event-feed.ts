import { createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CommandFailure } from './failure.js';
import { problemsText } from './graphql-client.js';
import { EVENT_FIELDS, type ShownEvent } from './print/events.js';

const SUBSCRIPTION = `subscription Follow($stream: String, $types: [String!], $after: Position) {
  eventAppended(stream: $stream, types: $types, after: $after) { ${EVENT_FIELDS} }
}`;

/** How often the PCE is asked whether it is there, and how long it may take to answer. */
const PING_MS = 10_000;
const PONG_WITHIN_MS = 5_000;

export interface FeedRequest {
  readonly stream?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** Position that the first event comes after. */
  readonly after: string;
  /** The PCE has accepted the connection. */
  readonly onConnected: () => void;
}

type Result = FormattedExecutionResult<{ readonly eventAppended: ShownEvent }>;

/**
 * Events over one WebSocket connection, in order and without a gap. Ends, without an error, when the connection ends:
 * who wants more asks again from the last position.
 * @throws CommandFailure when the PCE refuses the request
 */
export async function* eventFeed(url: string, request: FeedRequest): AsyncGenerator<ShownEvent> {
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    keepAlive: PING_MS,
    // Failures come out of the iteration.
    onNonLazyError: () => {},
  });
  client.on('connected', request.onConnected);
  endSilence(client);
  try {
    const variables = { stream: request.stream, types: request.types, after: request.after };
    for await (const result of client.iterate({ query: SUBSCRIPTION, variables })) {
      yield eventOf(result as Result);
    }
  } catch (error) {
    const problems = Array.isArray(error) ? (error as { readonly message: string }[]) : undefined;
    if (problems !== undefined) throw new CommandFailure(problemsText(problems));
    if (error instanceof CommandFailure) throw error;
  } finally {
    await client.dispose();
  }
}

function eventOf({ data, errors }: Result): ShownEvent {
  if (errors !== undefined) throw new CommandFailure(problemsText(errors));
  if (data === null || data === undefined) throw new CommandFailure('the PCE sent an event without data');
  return data.eventAppended;
}

/** A connection on which no pong comes back is dead, whatever TCP says. */
function endSilence(client: ReturnType<typeof createClient>): void {
  let waiting: NodeJS.Timeout | undefined;
  client.on('ping', (received) => {
    if (!received) waiting = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
  });
  client.on('pong', (received) => {
    if (received) clearTimeout(waiting);
  });
  client.on('closed', () => clearTimeout(waiting));
}
