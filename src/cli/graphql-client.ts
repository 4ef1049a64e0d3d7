import { CommandFailure, Unreachable } from './failure.js';

/** An import of a large topology, or a look at a moment long ago, takes its time. */
const TIMEOUT_MS = 120_000;

export type Variables = Readonly<Record<string, unknown>>;

interface GraphqlProblem {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphqlProblem[];
}

/** Asks one PCE, by GraphQL over HTTP. */
export class GraphqlClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /**
   * The `data` of the answer; `Data` states what `query` selects.
   * @throws CommandFailure when there is no answer, or any field of it has an error
   */
  async ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    const { data, errors = [] } = await this.#post(JSON.stringify({ query, variables }));
    if (errors.length > 0) throw new CommandFailure(problemsText(errors));
    return data as Data;
  }

  async #post(body: string): Promise<Answer> {
    const response = await this.#fetch(body);
    const answer = await response.json().catch(() => undefined);
    if (isAnswer(answer)) {
      if (response.status === 503) throw new Unreachable(problemsText(answer.errors ?? []));
      return answer;
    }
    const advice = 'give the address of its /graphql with --url or CAIRN_URL';
    throw new Unreachable(`${this.url} answers (HTTP ${response.status}), but not as Cairn does: ${advice}`);
  }

  async #fetch(body: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(this.url, { method: 'POST', headers, body, signal });
    } catch (error) {
      throw unreachable(this.url, error);
    }
  }
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' &&
  value !== null &&
  ('data' in value || ('errors' in value && Array.isArray(value.errors)));

/** One line per problem: message and code. */
export const problemsText = (problems: readonly GraphqlProblem[]): string =>
  problems.map(({ message, extensions }) => `${message}${codeText(extensions?.code)}`).join('\n');

const codeText = (code: string | undefined): string => (code === undefined ? '' : ` (${code})`);

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host can not be resolved now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'the host does not answer',
  ECONNRESET: 'the connection was closed before the answer came',
  UND_ERR_SOCKET: 'the connection was closed before the answer came',
};

/** What `fetch` throws: the reason is in its cause. */
interface FetchError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly cause?: FetchError;
}

/** Says which address, why, and what to do. */
function unreachable(url: string, error: unknown): Unreachable {
  const { name, message, cause } = error as FetchError;
  const reason =
    name === 'TimeoutError'
      ? `no answer within ${TIMEOUT_MS / 1000} s`
      : (REASONS[cause?.code ?? ''] ?? cause?.message ?? message ?? String(error));
  const advice = 'start Cairn (npm start, or cairn serve), or say where it is with --url or CAIRN_URL';
  return new Unreachable(`can not reach Cairn at ${url}: ${reason}; ${advice}`, { cause: error });
}
