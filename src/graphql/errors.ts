import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Telemetry } from '../app/ports/telemetry.js';
import type { Rejection } from '../app/rejection.js';

/** An argument that can't be meant; `argument` is its path, such as `request.bandwidth`. */
export const inputError = (argument: string, message: string): GraphQLError =>
  new GraphQLError(`${argument}: ${message}`, { extensions: { code: 'BAD_USER_INPUT', argument } });

/** A command or moment that the application did not take: `extensions.code` is the code of the rejection. */
export const rejectionError = ({ code, message }: Rejection): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** The client's own fault, found before anything was run. */
export const requestError = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: 400 } } });

const MASKED = 'internal error; the log of the PCE has the details';

/**
 * What the client is shown. An error that no code of ours has made on purpose is a bug, or a store that failed: it is
 * logged, and the client learns only where it happened.
 */
export function shownError(
  formatted: GraphQLFormattedError,
  error: unknown,
  telemetry: Telemetry,
): GraphQLFormattedError {
  const cause = originOf(error);
  const code = formatted.extensions?.['code'];
  if (cause instanceof GraphQLError && code !== 'INTERNAL_SERVER_ERROR') return withoutStack(formatted);
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  telemetry.log({
    event: 'request-failed',
    what: `graphql ${formatted.path?.join('.') ?? ''}`.trim(),
    detail,
  });
  const { locations, path } = formatted;
  return {
    message: MASKED,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** What was thrown in the first place, below what graphql-js wraps around it. */
function originOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}

function withoutStack(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _stack, http: _http, ...extensions } = formatted.extensions ?? {};
  return { ...formatted, extensions };
}
