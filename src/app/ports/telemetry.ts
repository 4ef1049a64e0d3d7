/**
 * PORT: what an operator can watch. Every log message is a member of this union, so that level, wording and
 * fields are decided in one place (main/telemetry).
 */
export type LogEntry =
  | { readonly event: 'listening'; readonly what: string; readonly host: string; readonly port: number }
  | { readonly event: 'store-opened'; readonly url: string; readonly events: number }
  | { readonly event: 'replaying'; readonly done: number; readonly total: number }
  | {
      readonly event: 'replayed';
      readonly events: number;
      readonly fromSnapshot: number;
      readonly milliseconds: number;
    }
  | {
      readonly event: 'snapshot-saved';
      readonly position: number;
      readonly bytes: number;
      readonly milliseconds: number;
    }
  | { readonly event: 'snapshot-failed'; readonly detail: string }
  | { readonly event: 'ready' }
  | { readonly event: 'stopping'; readonly cause: string }
  | { readonly event: 'stopped' }
  | { readonly event: 'fatal'; readonly detail: string }
  | { readonly event: 'pcc-connected'; readonly pcc: string; readonly address: string }
  | {
      readonly event: 'pcc-synchronized';
      readonly pcc: string;
      readonly lsps: number;
      readonly removed: number;
    }
  | {
      readonly event: 'pcc-disconnected';
      readonly pcc: string;
      readonly reason: string;
      readonly detail?: string;
    }
  | { readonly event: 'pcc-forgotten'; readonly pcc: string; readonly reason: string; readonly lsps: number }
  | { readonly event: 'peer-refused'; readonly address: string; readonly detail: string }
  | {
      readonly event: 'peer-error';
      readonly pcc: string;
      readonly errorType: number;
      readonly errorValue: number;
      readonly text: string;
    }
  | { readonly event: 'peer-message-rejected'; readonly peer: string; readonly detail: string }
  | {
      readonly event: 'operation-started';
      readonly operation: string;
      readonly kind: string;
      readonly lsp: string;
    }
  | {
      readonly event: 'operation-ended';
      readonly operation: string;
      readonly state: string;
      readonly detail?: string;
    }
  | {
      readonly event: 'lsps-rerouted';
      readonly affected: number;
      readonly moved: number;
      readonly unplaced: number;
    }
  | {
      readonly event: 'topology-imported';
      readonly source: string;
      readonly nodes: number;
      readonly links: number;
      readonly changes: number;
    }
  | { readonly event: 'topology-feed-opened'; readonly source: string; readonly address: string }
  | {
      readonly event: 'topology-feed-synchronized';
      readonly source: string;
      readonly nodes: number;
      readonly links: number;
      readonly removed: number;
    }
  | { readonly event: 'topology-feed-closed'; readonly source: string; readonly reason: string }
  | { readonly event: 'collector-heard'; readonly source: string; readonly links: number }
  | { readonly event: 'topology-source-expired'; readonly source: string }
  | { readonly event: 'booking-decided'; readonly booking: string; readonly state: string }
  | { readonly event: 'thread-lost'; readonly what: string; readonly detail: string }
  | { readonly event: 'maintenance-decided'; readonly maintenance: string; readonly state: string }
  | { readonly event: 'request-failed'; readonly what: string; readonly detail: string };

/** Monotonic counts, by name and a few bounded labels (never one per LSP). */
export type CounterName =
  | 'pcep_messages_received'
  | 'pcep_messages_sent'
  | 'pcep_messages_malformed'
  | 'pcep_errors_sent'
  | 'pcep_sessions_refused'
  | 'bgp_messages_received'
  | 'bgp_messages_sent'
  | 'bgp_update_faults'
  | 'bgp_sessions_refused'
  | 'path_requests'
  | 'computation_questions'
  | 'lsp_reports'
  | 'operations_ended';

/** Durations in seconds. */
export type DurationName =
  | 'path_computation'
  | 'append'
  | 'graphql_request'
  | 'projection_lag'
  | 'synchronization';

export interface Telemetry {
  log(entry: LogEntry): void;
  count(name: CounterName, labels?: Readonly<Record<string, string>>, by?: number): void;
  observe(name: DurationName, seconds: number, labels?: Readonly<Record<string, string>>): void;
}
