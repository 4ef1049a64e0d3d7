import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  type GraphqlServer,
  type GraphqlServerOptions,
  startGraphqlServer,
} from '../../src/graphql/server.js';
import type { TestPce } from './pce.js';

export interface Answer {
  // The tests state what they expect of the whole answer.
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** The northbound API of a test PCE over real HTTP, on a free port. */
export class GraphqlClient {
  readonly server: GraphqlServer;

  private constructor(server: GraphqlServer) {
    this.server = server;
  }

  static async start(
    test: Pick<TestPce, 'pce' | 'telemetry' | 'clock'>,
    options: Partial<GraphqlServerOptions> = {},
  ): Promise<GraphqlClient> {
    const server = await startGraphqlServer({
      pce: test.pce,
      telemetry: test.telemetry,
      host: '127.0.0.1',
      port: 0,
      name: 'cairn-test',
      version: '0.0.0-test',
      startedAt: test.clock.now(),
      readiness: () => ({ ready: true }),
      ...options,
    });
    return new GraphqlClient(server);
  }

  get address(): string {
    return `127.0.0.1:${this.server.port}`;
  }

  get(path: string): Promise<Response> {
    return fetch(`http://${this.address}${path}`);
  }

  /** The answer as it is, errors and all. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const response = await this.post({ query, variables });
    return (await response.json()) as Answer;
  }

  post(body: unknown): Promise<Response> {
    return fetch(`http://${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** The data of an answer without errors. */
  async data(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { data, errors } = await this.ask(query, variables);
    if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Follows a subscription; `values` are the results of its one field. */
  subscribe(query: string, variables: Record<string, unknown> = {}): Subscribed {
    return new Subscribed(`ws://${this.address}/graphql`, query, variables);
  }
}

/** A subscription over a WebSocket of its own. */
export class Subscribed {
  readonly #client: ReturnType<typeof createClient>;
  readonly #results: AsyncIterableIterator<unknown>;
  readonly connected: Promise<void>;

  constructor(url: string, query: string, variables: Record<string, unknown>) {
    this.#client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, lazy: true });
    this.connected = new Promise((resolve) => {
      this.#client.on('connected', () => resolve());
    });
    this.#results = this.#client.iterate({ query, variables });
  }

  /** The next `count` results of the subscription's field; fewer when it ends before. */
  async take(count: number): Promise<unknown[]> {
    const taken: unknown[] = [];
    while (taken.length < count) {
      const result = await this.#results.next();
      if (result.done === true) break;
      const { data, errors } = result.value as Answer;
      if (errors !== undefined) throw Object.assign(new Error(errors[0]?.message), { errors });
      taken.push(...Object.values(data ?? {}));
    }
    return taken;
  }

  /** Everything until the server ends the subscription. */
  rest(): Promise<unknown[]> {
    return this.take(Number.POSITIVE_INFINITY);
  }

  async close(): Promise<void> {
    await this.#results.return?.();
    await this.#client.dispose();
  }
}
