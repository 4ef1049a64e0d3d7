import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { buildSchema, execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { projectRoot, readProjectFile } from '../../support/project.js';

type Resolver = (args: Readonly<Record<string, unknown>>) => unknown;

/** Answers of the fields of Query, Mutation and Subscription. */
export type Answers = Readonly<Record<string, unknown>>;

interface Asked {
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const SCHEMA: GraphQLSchema = buildSchema(
  readdirSync(path.join(projectRoot, 'schema'))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readProjectFile(`schema/${name}`))
    .join('\n'),
);

const NOT_READY = { errors: [{ message: 'not ready', extensions: { code: 'NOT_READY' } }] };

/** A GraphQL server with the real schema and answers made up by the test: a query that the schema does not allow fails. */
export class FakePce {
  readonly asked: Asked[] = [];
  /** How many of the next requests find it starting up. */
  notReady = 0;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;

  private constructor(answers: Answers) {
    const rootValue = this.#recording(answers);
    this.#http = createServer((request, response) => {
      const respond = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      json(request)
        .then(async (body) => {
          if (this.notReady-- > 0) return respond(503, NOT_READY);
          const { query, variables } = body as { query: string; variables: Record<string, unknown> };
          const document = parse(query);
          const errors = validate(SCHEMA, document);
          if (errors.length > 0) return respond(400, { errors });
          return respond(
            200,
            await execute({ schema: SCHEMA, document, rootValue, variableValues: variables }),
          );
        })
        .catch((error: unknown) => respond(500, { errors: [{ message: String(error) }] }));
    });
    this.#sockets = new WebSocketServer({ server: this.#http, path: '/graphql' });
    useServer({ schema: SCHEMA, execute, subscribe, roots: { subscription: rootValue } }, this.#sockets);
  }

  static async start(answers: Answers): Promise<FakePce> {
    const fake = new FakePce(answers);
    await new Promise<void>((resolve) => fake.#http.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/graphql`;
  }

  /** Breaks all WebSocket connections, as a crash would. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async close(): Promise<void> {
    this.cut();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #recording(answers: Answers): Readonly<Record<string, Resolver>> {
    return Object.fromEntries(
      Object.entries(answers).map(([field, answer]) => [
        field,
        (args: Readonly<Record<string, unknown>>): unknown => {
          this.asked.push({ field, args: JSON.parse(JSON.stringify(args)) as Asked['args'] });
          return typeof answer === 'function' ? (answer as Resolver)(args) : answer;
        },
      ]),
    );
  }
}

/** Runs `use` with a fake PCE that is closed afterwards. */
export async function withPce<Result>(
  answers: Answers,
  use: (pce: FakePce) => Promise<Result>,
): Promise<Result> {
  const pce = await FakePce.start(answers);
  try {
    return await use(pce);
  } finally {
    await pce.close();
  }
}
