import type { LogEntry } from '../../app/ports/telemetry.js';

export type Level = 'info' | 'warn' | 'error' | 'fatal';

interface Line {
  readonly level: Level;
  readonly message: string;
}

type Lines = {
  readonly [Event in LogEntry['event']]: (entry: Extract<LogEntry, { readonly event: Event }>) => Line;
};

const info = (message: string): Line => ({ level: 'info', message });
const warn = (message: string): Line => ({ level: 'warn', message });

/** Level and wording of everything that Cairn logs. */
const LINES: Lines = {
  listening: ({ what, host, port }) => info(`${what} listens on ${host}:${port}`),
  'store-opened': ({ url, events }) => info(`event store ${url} holds ${events} events`),
  replaying: ({ done, total }) => info(`replaying the log: ${done} of ${total} events`),
  replayed: ({ events, fromSnapshot, milliseconds }) =>
    info(`replayed ${events} events after the snapshot at ${fromSnapshot} in ${milliseconds} ms`),
  'snapshot-saved': ({ position, bytes, milliseconds }) =>
    info(`saved a snapshot at ${position}: ${bytes} bytes in ${milliseconds} ms`),
  'snapshot-failed': ({ detail }) => warn(`snapshot: ${detail}; the log itself is complete`),
  ready: () => info('ready'),
  stopping: ({ cause }) => info(`stopping: ${cause}`),
  stopped: () => info('stopped'),
  fatal: ({ detail }) => ({ level: 'fatal', message: detail }),
  'pcc-connected': ({ pcc, address }) => info(`PCC ${pcc} connected from ${address}`),
  'pcc-synchronized': ({ pcc, lsps, removed }) =>
    info(`PCC ${pcc} synchronised: ${lsps} LSPs, ${removed} removed`),
  'pcc-disconnected': ({ pcc, reason, detail }) =>
    warn(`PCC ${pcc} disconnected: ${reason}${detail === undefined ? '' : ` (${detail})`}`),
  'pcc-forgotten': ({ pcc, reason, lsps }) =>
    warn(
      `PCC ${pcc} forgotten (${reason === 'operator' ? 'an operator said so' : 'it was away too long'}), with its ${lsps} LSPs`,
    ),
  'peer-refused': ({ address, detail }) => warn(`connection from ${address} refused: ${detail}`),
  'peer-error': ({ pcc, errorType, errorValue, text }) =>
    warn(`PCErr ${errorType}/${errorValue} from PCC ${pcc}: ${text}`),
  'peer-message-rejected': ({ peer, detail }) => warn(`message of ${peer} rejected: ${detail}`),
  'operation-started': ({ operation, kind, lsp }) => info(`operation ${operation}: ${kind} ${lsp}`),
  'operation-ended': ({ operation, state, detail }) =>
    info(`operation ${operation} ended: ${state}${detail === undefined ? '' : `, ${detail}`}`),
  'lsps-rerouted': ({ affected, moved, unplaced }) =>
    warn(
      `topology change: ${affected} LSPs affected, ${moved} on their way to another path, ${unplaced} without one`,
    ),
  'topology-imported': ({ source, nodes, links, changes }) =>
    info(`topology ${source}: ${nodes} nodes, ${links} link directions, ${changes} changes`),
  'topology-feed-opened': ({ source, address }) =>
    info(`topology feed ${source}: session with ${address} is up`),
  'topology-feed-synchronized': ({ source, nodes, links, removed }) =>
    info(
      `topology feed ${source}: synchronised, ${nodes} nodes, ${links} link directions, ${removed} removed`,
    ),
  'topology-feed-closed': ({ source, reason }) => warn(`topology feed ${source}: session lost (${reason})`),
  'collector-heard': ({ source, links }) => info(`${source}: measures ${links} link directions`),
  'topology-source-expired': ({ source }) =>
    warn(`topology feed ${source}: away for too long, what it said is forgotten`),
  'booking-decided': ({ booking, state }) => info(`booking ${booking}: ${state.toLowerCase()}`),
  'thread-lost': ({ what, detail }) =>
    warn(`a thread for ${what} ended (${detail}): what it had in hand is done elsewhere`),
  'maintenance-decided': ({ maintenance, state }) =>
    info(`maintenance ${maintenance}: ${state.toLowerCase()}`),
  'request-failed': ({ what, detail }) => ({ level: 'error', message: `${what} failed: ${detail}` }),
};

export function lineOf(entry: LogEntry): Line {
  const line = LINES[entry.event] as (entry: LogEntry) => Line;
  return line(entry);
}
