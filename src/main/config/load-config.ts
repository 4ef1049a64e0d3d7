import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { formatPath } from '../../app/documents/document-path.js';
import { type PositionedDocument, readDocument } from '../../app/documents/positioned-document.js';
import { parseAddress } from '../../domain/values/address.js';
import { err, ok, type Result } from '../../domain/values/result.js';
import type { BgpLsConfig, Config, Listener, LogLevel, PcepConfig, StoreLocation } from './config.js';
import type { ConfigError, ConfigProblem } from './config-error.js';
import { applyEnvironment, type Environment, variableOf } from './environment.js';
import { explainSchemaError, type SchemaProblem } from './schema-problems.js';

export interface ConfigSources {
  /** Path of the YAML file; without it only the environment and the defaults speak. */
  readonly file?: string;
  readonly environment: Environment;
}

/** The same distance from `src` and from `dist`. */
const SCHEMA = new URL('../../../schema/config.schema.json', import.meta.url);

/** The configuration from file, environment (which wins) and the defaults of `schema/config.schema.json`. */
export function loadConfig({ file, environment }: ConfigSources): Result<Config, ConfigError> {
  const document = file === undefined ? ok(NOTHING) : readConfigFile(file);
  if (!document.ok) return document;
  const settings = settingsOf(document.value.value);
  if (isMapping(settings)) applyEnvironment(settings, environment);
  const problems = check(settings);
  if (problems.length > 0) {
    const located = problems.map((problem) => locate(problem, document.value, environment));
    return err({ code: 'invalid-config', ...(file !== undefined && { file }), problems: located });
  }
  return ok(toConfig(settings as CheckedSettings));
}

/** What the schema guarantees, its defaults filled in. */
interface CheckedSettings {
  readonly dataDir: string;
  readonly store: { readonly url: string; readonly maxBytes?: number; readonly snapshotEvery: number };
  readonly http: Listener;
  readonly pcep: Listener & Omit<PcepConfig, 'deadTimer'> & { readonly deadTimer?: number };
  readonly bgpLs?: Partial<BgpLsConfig> &
    Pick<BgpLsConfig, 'asNumber' | 'holdTime' | 'peers'> & {
      readonly host?: string;
      readonly port: number;
    };
  readonly topology: Config['topology'];
  readonly bookings: Config['bookings'];
  readonly maintenance: Config['maintenance'];
  readonly restoration: Config['restoration'];
  readonly reoptimization: Config['reoptimization'];
  readonly autoBandwidth: Config['autoBandwidth'];
  readonly computation: Config['computation'];
  readonly log: { readonly level: LogLevel };
}

const NOTHING: PositionedDocument = { value: null, lineAt: () => undefined };

function readConfigFile(file: string): Result<PositionedDocument, ConfigError> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return err({ code: 'unreadable-config', file, problems: [{ path: '', what: unreadable(error) }] });
  }
  const document = readDocument(text);
  if (document.ok) return document;
  const problems = document.error.map((problem) => ({ path: '', ...problem }));
  return err({ code: 'invalid-config', file, problems });
}

function unreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return UNREADABLE[code ?? ''] ?? message;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
};

/** A file that is empty or only comments says nothing; so does a section without content. */
function settingsOf(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null));
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fills the defaults in; says what is wrong. */
function check(settings: unknown): readonly SchemaProblem[] {
  const validate = compileSchema();
  if (!validate(settings)) return (validate.errors ?? []).map((error) => explainSchemaError(error, settings));
  const { pcep, bgpLs } = settings as CheckedSettings;
  return [...deadTimerProblems(pcep), ...holdTimeProblems(bgpLs)];
}

function deadTimerProblems({ keepalive, deadTimer }: CheckedSettings['pcep']): readonly SchemaProblem[] {
  if (deadTimer === undefined || deadTimer >= keepalive) return [];
  const what = `${deadTimer} is less than pcep.keepalive, ${keepalive}: sessions would end between two Keepalive messages`;
  return [{ path: ['pcep', 'deadTimer'], what, allowed: `a whole number from ${keepalive} to 255` }];
}

/** RFC 4271 4.2. */
function holdTimeProblems(bgpLs: CheckedSettings['bgpLs']): readonly SchemaProblem[] {
  const holdTime = bgpLs?.holdTime;
  if (holdTime !== 1 && holdTime !== 2) return [];
  const what = `${holdTime} is too small for Keepalive messages in between`;
  return [{ path: ['bgpLs', 'holdTime'], what, allowed: '0, or a whole number from 3 to 65535' }];
}

function compileSchema(): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, useDefaults: true, verbose: true });
  ajv.addFormat('ip-address', (text: string) => parseAddress(text).ok);
  ajv.addFormat('ipv4-address', isIpv4);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
}

function locate(
  { path, what, allowed }: SchemaProblem,
  document: PositionedDocument,
  environment: Environment,
): ConfigProblem {
  const variable = variableOf(path, environment);
  const line = variable === undefined ? document.lineAt(path) : undefined;
  return {
    path: formatPath(path),
    ...(variable !== undefined && { variable }),
    ...(line !== undefined && { line }),
    what,
    ...(allowed !== undefined && { allowed }),
  };
}

function toConfig(settings: CheckedSettings): Config {
  const {
    dataDir,
    store,
    http,
    pcep,
    bgpLs,
    topology,
    bookings,
    maintenance,
    restoration,
    reoptimization,
    autoBandwidth,
    computation,
    log,
  } = settings;
  const { url, ...storeRest } = store;
  return {
    dataDir,
    store: { location: storeLocation(url, dataDir), ...storeRest },
    http,
    pcep: {
      ...pcep,
      // RFC 5440 4.2.2: the recommended DeadTimer is four times the Keepalive timer; both have eight bits.
      deadTimer: pcep.deadTimer ?? Math.min(255, 4 * pcep.keepalive),
      ...(pcep.allowedPeers && { allowedPeers: pcep.allowedPeers.map(canonicalAddress) }),
    },
    ...(bgpLs?.host !== undefined && { bgpLs: bgpLsConfig(bgpLs.host, bgpLs) }),
    topology,
    bookings,
    maintenance,
    restoration,
    reoptimization,
    autoBandwidth,
    computation: {
      ...computation,
      confidentialSystems: computation.confidentialSystems.map(({ asNumber, insiders }) => ({
        asNumber,
        insiders: insiders.map(canonicalAddress),
      })),
    },
    log,
  };
}

function bgpLsConfig(
  host: string,
  { port, asNumber, routerId, holdTime, peers, acceptUnknownPeers }: NonNullable<CheckedSettings['bgpLs']>,
): NonNullable<Config['bgpLs']> {
  const own = isIpv4(host) && host !== '0.0.0.0' ? host : '127.0.0.1';
  return {
    host,
    port,
    asNumber,
    routerId: routerId ?? own,
    holdTime,
    peers: peers.map((peer) => ({ ...peer, address: canonicalAddress(peer.address) })),
    acceptUnknownPeers: acceptUnknownPeers ?? peers.length === 0,
  };
}

function isIpv4(text: string): boolean {
  const address = parseAddress(text);
  return address.ok && !address.value.includes(':');
}

function storeLocation(url: string, dataDir: string): StoreLocation {
  if (url === 'memory:') return { engine: 'memory' };
  const file = url.slice('sqlite:'.length);
  return { engine: 'sqlite', file: file === '' ? join(dataDir, 'cairn.db') : file };
}

function canonicalAddress(text: string): string {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(`the schema let ${text} pass as an address`);
  return address.value;
}
