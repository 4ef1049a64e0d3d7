import type { PathComputer } from '../domain/computation/computer.js';
import type { BookingTrigger } from '../domain/values/booking.js';
import type { EventStore } from '../events/store.js';
import type { AutoBandwidthPolicy } from './auto-bandwidth/auto-bandwidth-policy.js';
import type { ConfidentialSystem } from './confidential-systems.js';
import type { MeasurementPolicy } from './link-measurements.js';
import type { Clock } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { LinearSolver } from './ports/linear-solver.js';
import type { PccGateway } from './ports/pcc-gateway.js';
import type { Planner } from './ports/planner.js';
import type { SnapshotCodec } from './ports/snapshot-codec.js';
import type { Telemetry } from './ports/telemetry.js';
import type { ReoptimizationPolicy } from './reoptimization/triggers.js';
import type { RestorationPolicy } from './restoration-policy.js';

/** What the application needs of the world, and how it is to behave. */
export interface PceDependencies {
  readonly store: EventStore;
  readonly codec: SnapshotCodec;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly gateway: PccGateway;
  readonly newComputer: () => PathComputer;
  /** Without one reoptimizations are planned in this thread. */
  readonly planner?: Planner;
  /** Without one plans of reoptimization state simpler bounds. */
  readonly linearSolver?: LinearSolver;
  /** Events between two snapshots. */
  readonly snapshotEvery: number;
  /** Milliseconds that bandwidth is held for an answered request, and that a head-end has to report an outcome. */
  readonly holdTime: number;
  readonly operationTimeout: number;
  /** Whose inside PCCs from elsewhere are not told; absent: nobody's. */
  readonly confidentialSystems?: readonly ConfidentialSystem[];
  /** Milliseconds that an answer waits for LSPs of lower priority to leave its path; 0: they are pushed off. */
  readonly makeWayTime: number;
  /** Milliseconds before the start of a booking at which its LSP is set up. */
  readonly bookingLeadTime: number;
  /** Milliseconds before that at which a head-end that keeps schedules is told of it. */
  readonly bookingHandOverTime: number;
  /** Of bookings that do not say. */
  readonly bookingTrigger: BookingTrigger;
  /** Milliseconds before the start of a maintenance window at which LSPs are moved away. */
  readonly maintenanceDrainTime: number;
  /** Milliseconds for which what a lost BGP-LS peer said is believed. */
  readonly staleTime: number;
  /** Milliseconds for which the LSPs of a PCC without a session are kept; 0: until an operator says otherwise. */
  readonly absenceTime: number;
  /** When samples of collectors are recorded. */
  readonly measurements: MeasurementPolicy;
  /** What is reoptimized without being asked. */
  readonly reoptimization: ReoptimizationPolicy;
  /** What becomes of links that flap, and of LSPs whose path has come back. */
  readonly restoration: RestorationPolicy;
  /** Whose bandwidth follows what is measured, besides those LSPs of which their head-ends or operators say so. */
  readonly autoBandwidth: AutoBandwidthPolicy;
  /** The log can't be written or read: called once; the process has to end. */
  readonly onFatal: (error: unknown) => void;
}
