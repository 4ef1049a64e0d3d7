export interface ConfigProblem {
  /** Key such as `http.port`; empty for the file as a whole. */
  readonly path: string;
  /** The environment variable that gave the value, when it is not from the file. */
  readonly variable?: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  readonly what: string;
  readonly allowed?: string;
}

export interface ConfigError {
  readonly code: 'unreadable-config' | 'invalid-config';
  readonly file?: string;
  /** Never empty. */
  readonly problems: readonly ConfigProblem[];
}

/** One line per problem: where, what, what is allowed. */
export function describeConfigError({ code, file, problems }: ConfigError): string {
  const about = file === undefined ? 'configuration' : `configuration file ${file}`;
  const heading = code === 'unreadable-config' ? `cannot read ${about}` : `wrong ${about}`;
  return [heading, ...problems.map((problem) => `  ${describeProblem(problem)}`)].join('\n');
}

function describeProblem({ path, variable, line, what, allowed }: ConfigProblem): string {
  const where = variable === undefined ? path : `${variable} (${path})`;
  const place = [where, line === undefined ? '' : `line ${line}`].filter((part) => part !== '').join(', ');
  return `${place === '' ? '' : `${place}: `}${what}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`;
}
