import type { DocumentPath } from '../../app/documents/document-path.js';
import { unreachable } from '../../domain/values/result.js';

interface Variable {
  readonly name: string;
  readonly path: readonly [string] | readonly [string, string];
  readonly kind: 'text' | 'whole' | 'paths';
}

/** Environment variables that override a key of the file. */
export const VARIABLES: readonly Variable[] = [
  { name: 'CAIRN_DATA_DIR', path: ['dataDir'], kind: 'text' },
  { name: 'CAIRN_STORE_URL', path: ['store', 'url'], kind: 'text' },
  { name: 'CAIRN_HTTP_HOST', path: ['http', 'host'], kind: 'text' },
  { name: 'CAIRN_HTTP_PORT', path: ['http', 'port'], kind: 'whole' },
  { name: 'CAIRN_PCEP_HOST', path: ['pcep', 'host'], kind: 'text' },
  { name: 'CAIRN_PCEP_PORT', path: ['pcep', 'port'], kind: 'whole' },
  { name: 'CAIRN_BGPLS_HOST', path: ['bgpLs', 'host'], kind: 'text' },
  { name: 'CAIRN_BGPLS_PORT', path: ['bgpLs', 'port'], kind: 'whole' },
  { name: 'CAIRN_TOPOLOGY', path: ['topology', 'files'], kind: 'paths' },
];

export type Environment = Readonly<Record<string, string | undefined>>;

type Settings = Record<string, unknown>;

/**
 * Puts what the environment says over what the file says. An empty variable counts as not set. Values are only brought
 * into shape here; whether they are allowed is for the schema, as with the file's.
 */
export function applyEnvironment(settings: Settings, environment: Environment): void {
  for (const { name, path, kind } of VARIABLES) {
    const text = environment[name];
    if (text === undefined || text === '') continue;
    const [key, inner] = path;
    if (inner === undefined) {
      settings[key] = shaped(text, kind);
      continue;
    }
    // A section that is no mapping stays as it is: the schema refuses it.
    settings[key] ??= {};
    const section = settings[key];
    if (typeof section === 'object' && section !== null && !Array.isArray(section)) {
      (section as Settings)[inner] = shaped(text, kind);
    }
  }
}

/** The variable that gave the value at `path` (or the whole that it belongs to), if one did. */
export function variableOf(path: DocumentPath, environment: Environment): string | undefined {
  return VARIABLES.find(
    (variable) =>
      (environment[variable.name] ?? '') !== '' && variable.path.every((step, index) => path[index] === step),
  )?.name;
}

function shaped(text: string, kind: Variable['kind']): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'whole':
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case 'paths':
      return text.split(':');
    default:
      return unreachable(kind);
  }
}
