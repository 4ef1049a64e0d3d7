import { pino } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CounterName, DurationName, LogEntry, Telemetry } from '../../app/ports/telemetry.js';
import type { LogLevel } from '../config/config.js';
import { lineOf } from './log-lines.js';

const COUNTERS: Readonly<Record<CounterName, { readonly help: string; readonly labels: readonly string[] }>> =
  {
    pcep_messages_received: { help: 'PCEP messages received, by type', labels: ['type'] },
    pcep_messages_sent: { help: 'PCEP messages sent, by type', labels: ['type'] },
    pcep_messages_malformed: {
      help: 'PCEP messages, or entries of them, that could not be used',
      labels: [],
    },
    pcep_errors_sent: { help: 'PCErr messages sent', labels: [] },
    pcep_sessions_refused: {
      help: 'Connections that did not become a session, by reason',
      labels: ['reason'],
    },
    bgp_messages_received: { help: 'BGP messages received, by type', labels: ['type'] },
    bgp_messages_sent: { help: 'BGP messages sent, by type', labels: ['type'] },
    bgp_update_faults: {
      help: 'Faults in BGP UPDATEs that the session survived, by what was done about them (RFC 7606)',
      labels: ['treatment'],
    },
    bgp_sessions_refused: { help: 'BGP connections that did not become a session', labels: [] },
    computation_questions: { help: 'questions to the computation pool, by who answered', labels: ['by'] },
    path_requests: { help: 'PCReqs answered, by outcome', labels: ['outcome'] },
    lsp_reports: { help: 'LSP state reports received', labels: [] },
    operations_ended: { help: 'Operations on the network that ended, by state', labels: ['state'] },
  };

const DURATIONS: Readonly<
  Record<DurationName, { readonly help: string; readonly labels: readonly string[] }>
> = {
  path_computation: {
    help: 'Time to compute the paths of one PCReq: single, diverse (as a disjoint set), or bulk (several otherwise)',
    labels: ['kind'],
  },
  append: { help: 'Time of one durable commit', labels: [] },
  graphql_request: {
    help: 'Time of one GraphQL request, by operation type and outcome',
    labels: ['operation', 'outcome'],
  },
  projection_lag: {
    help: 'From what a peer said to its being counted in paths, by database (topology, lsps); the oldest event of each batch',
    labels: ['database'],
  },
  synchronization: {
    help: 'From the start of a session to its having told all, by peer (pcc, bgp-ls)',
    labels: ['peer'],
  },
};

/** Seconds. Synchronisations of large networks take longer than anything else. */
const BUCKETS = [0.0001, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300];

/** Read when metrics are asked for. */
export interface Gauges {
  readonly lsps: () => number;
  readonly connectedPccs: () => number;
  readonly position: () => number;
  readonly pendingOperations: () => number;
  readonly holds: () => number;
  /** Of the TED; `toldAt` in milliseconds since 1970. */
  readonly topologySources: () => readonly SourceGauge[];
  readonly now: () => number;
}

interface SourceGauge {
  readonly name: string;
  readonly isFresh: boolean;
  readonly toldAt: number;
}

/** Structured logs on standard error (JSON lines), metrics for Prometheus. */
export class ProcessTelemetry implements Telemetry {
  readonly #logger: ReturnType<typeof pino>;
  readonly #registry = new Registry();
  readonly #counts = new Map<CounterName, PendingCounts>();
  readonly #durations = new Map<DurationName, Histogram>();

  constructor(level: LogLevel) {
    // Synchronous: the last words of a process that has to end must not be lost.
    const destination = pino.destination({ dest: 2, sync: true });
    const timestamp = pino.stdTimeFunctions.isoTime;
    this.#logger = pino(
      { level, base: null, timestamp, formatters: { level: (label) => ({ level: label }) } },
      destination,
    );
    collectDefaultMetrics({ register: this.#registry, prefix: 'cairn_' });
    for (const [name, { help, labels }] of Object.entries(COUNTERS)) {
      const options = {
        name: `cairn_${name}_total`,
        help,
        labelNames: [...labels],
        registers: [this.#registry],
      };
      this.#counts.set(name as CounterName, new PendingCounts(new Counter(options), labels[0]));
    }
    for (const [name, { help, labels }] of Object.entries(DURATIONS)) {
      const options = {
        name: `cairn_${name}_seconds`,
        help,
        labelNames: [...labels],
        registers: [this.#registry],
      };
      this.#durations.set(name as DurationName, new Histogram({ ...options, buckets: BUCKETS }));
    }
  }

  log(entry: LogEntry): void {
    const { level, message } = lineOf(entry);
    this.#logger[level](entry, message);
  }

  count(name: CounterName, labels: Readonly<Record<string, string>> = {}, by = 1): void {
    this.#counts.get(name)?.add(labels, by);
  }

  observe(name: DurationName, seconds: number, labels: Readonly<Record<string, string>> = {}): void {
    this.#durations.get(name)?.observe(labels, seconds);
  }

  /** Values that are read, not counted. */
  expose(gauges: Gauges): void {
    this.#gauge('lsps', 'LSPs in the LSP-DB', gauges.lsps);
    this.#gauge('pccs_connected', 'PCCs with a session', gauges.connectedPccs);
    this.#gauge('log_position', 'Position of the last event applied', gauges.position);
    this.#gauge('operations_pending', 'Operations under way', gauges.pendingOperations);
    this.#gauge('bandwidth_holds', 'Answered path requests whose bandwidth is held', gauges.holds);
    this.#sourceGauge('topology_source_fresh', '1: the source is up to date; 0: stale', gauges, (source) =>
      source.isFresh ? 1 : 0,
    );
    this.#sourceGauge(
      'topology_source_age_seconds',
      'Time since the source said anything new',
      gauges,
      ({ toldAt }) => Math.max(0, (gauges.now() - toldAt) / 1000),
    );
  }

  get metricsType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus. */
  metrics(): Promise<string> {
    for (const counts of this.#counts.values()) counts.settle();
    return this.#registry.metrics();
  }

  /** One value for each source that there is. */
  #sourceGauge(name: string, help: string, gauges: Gauges, valueOf: (source: SourceGauge) => number): void {
    const gauge: Gauge = new Gauge({
      name: `cairn_${name}`,
      help,
      labelNames: ['source'],
      registers: [this.#registry],
      collect: () => {
        gauge.reset();
        for (const source of gauges.topologySources()) gauge.set({ source: source.name }, valueOf(source));
      },
    });
  }

  #gauge(name: string, help: string, read: () => number): void {
    const registers = [this.#registry];
    const gauge: Gauge = new Gauge({
      name: `cairn_${name}`,
      help,
      registers,
      collect: () => gauge.set(read()),
    });
  }
}

/**
 * What was counted since the metrics were last read, by the value of the counter's one label. PERF: a counter of the
 * library sorts and joins the labels each time, and some are counted for every message.
 */
class PendingCounts {
  readonly #counter: Counter;
  readonly #label: string | undefined;
  readonly #pending = new Map<string, number>();

  constructor(counter: Counter, label: string | undefined) {
    this.#counter = counter;
    this.#label = label;
  }

  add(labels: Readonly<Record<string, string>>, by: number): void {
    const value = this.#label === undefined ? '' : (labels[this.#label] ?? '');
    this.#pending.set(value, (this.#pending.get(value) ?? 0) + by);
  }

  settle(): void {
    for (const [value, count] of this.#pending) {
      this.#counter.inc(this.#label === undefined ? {} : { [this.#label]: value }, count);
    }
    this.#pending.clear();
  }
}
