/** One scenario of RFC 8051: what is wanted of the network, and what comes of it with and without a PCE that knows its LSPs. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Section, tables and figures of RFC 8051. */
  readonly source: string;
  /** What there is and what is asked for. */
  readonly situation: string;
  /** Plays both and checks what must hold of them. */
  run(): Promise<Outcome>;
}

export interface Outcome {
  /** What is compared, line by line. */
  readonly lines: readonly Line[];
  /** What Cairn did to get there, step by step. */
  readonly steps?: readonly string[];
  readonly remark?: string;
}

export interface Line {
  readonly what: string;
  readonly naive: string;
  readonly stateful: string;
}
