/** What Cairn is told at start, defaults applied. Durations are seconds. `schema/config.schema.json` says what each key means. */
export interface Config {
  readonly dataDir: string;
  readonly store: {
    readonly location: StoreLocation;
    readonly maxBytes?: number;
    /** Events between two snapshots. */
    readonly snapshotEvery: number;
  };
  readonly http: Listener;
  readonly pcep: Listener & PcepConfig;
  /** Absent: no BGP-LS listener is wanted. */
  readonly bgpLs?: Listener & BgpLsConfig;
  readonly topology: {
    readonly files: readonly string[];
    readonly staleTime: number;
    /** Which samples of collectors are recorded, and when a collector counts as silent. */
    readonly measurements: {
      readonly minChange: number;
      readonly interval: number;
      readonly silentTime: number;
    };
  };
  /** `leadTime`: before its start an LSP that is booked is set up; `handOverTime`: so long before that its head-end is told. */
  readonly bookings: {
    readonly leadTime: number;
    readonly trigger: 'pce' | 'router-when-able';
    readonly handOverTime: number;
  };
  /** `drainTime`: before the start of a window LSPs are moved away. */
  readonly maintenance: { readonly drainTime: number };
  readonly restoration: {
    /** Penalties in times that a link went down; `halfLife` 0 is off. */
    readonly damping: {
      readonly halfLife: number;
      readonly suppress: number;
      readonly reuse: number;
      readonly longest: number;
    };
    readonly revert: 'never' | 'after-wait';
    readonly waitToRestore: number;
  };
  /** What is reoptimized without being asked: shares, and LSPs; 0 is off. */
  readonly reoptimization: {
    readonly onFreed: boolean;
    readonly makeRoom: boolean;
    readonly above: number;
    readonly gap: number;
    readonly measured: boolean;
    readonly interval: number;
    readonly maxMoves: number;
    readonly minGain: number;
    readonly minGainPerMove: number;
  };
  /** Whose bandwidth follows what is measured without their head-ends saying so. Bandwidths are bit/s, shares per cent. */
  readonly autoBandwidth: {
    readonly enabled: boolean;
    readonly sampleInterval: number;
    readonly adjustmentInterval: number;
    readonly adjustmentThreshold: number;
    /** 0: none. */
    readonly overflowThreshold: number;
    readonly overflowCount: number;
    readonly minimumThreshold: number;
    readonly forecast: number;
  };
  readonly computation: {
    readonly holdTime: number;
    readonly makeWayTime: number;
    /** Threads of the computation pool. */
    readonly workers: number;
    /** Whose inside only PCCs of their own are told; addresses are canonical. */
    readonly confidentialSystems: readonly {
      readonly asNumber: number;
      readonly insiders: readonly string[];
    }[];
  };
  readonly log: { readonly level: LogLevel };
}

export type StoreLocation =
  | { readonly engine: 'memory' }
  /** `file` is relative to the working directory unless absolute. */
  | { readonly engine: 'sqlite'; readonly file: string };

export interface Listener {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface PcepConfig {
  readonly keepalive: number;
  readonly deadTimer: number;
  /** Smallest keepalive time that a peer may announce. */
  readonly minimumKeepalive: number;
  readonly openWait: number;
  readonly keepWait: number;
  readonly maximumSessions: number;
  readonly maximumLspsPerPcc: number;
  /** Per minute, as the next one. */
  readonly maximumUnknownRequests: number;
  readonly maximumUnknownMessages: number;
  readonly operationTimeout: number;
  /** 0: without end. */
  readonly absenceTime: number;
  readonly speakerEntityId?: string;
  /** Canonical addresses. Absent: everybody may connect. */
  readonly allowedPeers?: readonly string[];
}

export interface BgpLsConfig {
  readonly asNumber: number;
  /** BGP identifier, dotted. */
  readonly routerId: string;
  readonly holdTime: number;
  readonly peers: readonly BgpLsPeerConfig[];
  /** Whether routers that are not among the peers may connect. */
  readonly acceptUnknownPeers: boolean;
}

export interface BgpLsPeerConfig {
  /** Canonical text. */
  readonly address: string;
  readonly port?: number;
  readonly asNumber?: number;
  /** True: it connects to us. */
  readonly passive?: boolean;
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
