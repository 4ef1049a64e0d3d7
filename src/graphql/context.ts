import type { Pce } from '../app/pce.js';

/** What every resolver can use. */
export interface GraphqlContext {
  readonly pce: Pce;
  readonly process: ProcessInformation;
}

/** What is known of the running process. */
export interface ProcessInformation {
  readonly name: string;
  readonly version: string;
  /** Instant, milliseconds since 1970. */
  readonly startedAt: number;
  readonly readiness: () => Readiness;
}

/** Whether the PCE can answer; `reason` says what it waits for. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };
