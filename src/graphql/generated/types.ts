// Generated from schema/*.graphql by `npm run generate`. Do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { TopologyParent, NodeParent, LinkParent, TopologySourceParent, TopologyFeedParent, NodePrefixParent, Srv6LocatorParent, Srv6SidParent, PccParent, LspParent, LspPathParent, LspConnectionParent, AssociationGroupParent, LspAssociationParent, AssociationConflictParent, PathParent, HopParent, SignalledHopParent, PathResultParent, PathSetResultParent, RelaxationParent, BottleneckParent, MaxFlowParent, TreeResultParent, TreeLeafParent, BookingParent, BookingOccurrenceParent, BookingConnectionParent, AvailabilityParent, AvailableStepParent, MaintenanceParent, MaintenanceMoveParent, MaintenanceConnectionParent, OperationParent, UnplacedLspParent, ReversionParent, ReoptimizationPlanParent, ReoptimizationStepParent, OperationComputationParent, EventParent, AuditFindingParent, AuditedAnswerParent } from '../parents.js';
import type { GraphqlContext } from '../context.js';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * An instant: RFC 3339. Answers are in UTC with milliseconds (`2026-03-01T12:00:00.000Z`); arguments may use any
   * offset, and digits beyond milliseconds are cut off.
   */
  DateTime: { input: string; output: string; }
  /** Place in the append-only log: a decimal string that grows with every event. `"0"` is before the first one. */
  Position: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/** What can be asked. Nothing here changes anything. */
export type Query = {
  readonly __typename?: 'Query';
  /** Association groups (RFC 8697): which LSPs belong together, and what for. In the order of their keys. */
  readonly associations: ReadonlyArray<AssociationGroup>;
  /**
   * Decisions of the log, oldest first, each computed again on the network as it was, with all that it counted then, and
   * compared with what was decided (RFC 4655 9.4). One page is bounded in events and time: it may be shorter than `first`,
   * even empty, while `hasNextPage` is true; go on with `after: endCursor`. Nothing is changed or sent.
   */
  readonly audit: AuditConnection;
  /** Bookings in the order in which they were asked for. */
  readonly bookings: BookingConnection;
  /** One booking; null when there is none. */
  readonly booking?: Maybe<Booking>;
  /**
   * What one path between two nodes can have over time, beside what lasts and what is booked. An error if that changes more than 500
   * times. Changes nothing, and holds nothing.
   */
  readonly availability: Availability;
  /** What changed between two moments: not what happened in between, see `events` for that. */
  readonly diff: StateDiff;
  /**
   * What happened, oldest first; `stream` and `types` narrow it. A page may be shorter than `first`, even empty, while
   * `hasNextPage` is true: a rare type is looked for in bounded steps.
   */
  readonly events: EventConnection;
  /**
   * How much fits between two nodes over all paths together, and the links that limit it: the maximum flow, and the minimum
   * cut set of RFC 8051 section 2. Changes nothing.
   */
  readonly maxFlow: MaxFlow;
  /**
   * The LSP-DB: LSPs as their head-ends report them, by id. With the same `asOf` on every page the list does not move
   * while it is read.
   */
  readonly lsps: LspConnection;
  /** One LSP; null when there is none. */
  readonly lsp?: Maybe<Lsp>;
  /** Maintenance windows in the order in which they were asked for. */
  readonly maintenances: MaintenanceConnection;
  /** One maintenance window; null when there is none. */
  readonly maintenance?: Maybe<Maintenance>;
  /** One operation, of any age; null when there is none. */
  readonly operation?: Maybe<Operation>;
  /**
   * Computes without changing anything and without taking bandwidth. A node that does not exist is an answer
   * (`UNKNOWN_SOURCE`), not an error.
   */
  readonly computePath: PathResult;
  /**
   * Computes up to 32 requests as one set, without changing anything and without taking bandwidth: each path leaves room for the
   * others, and if that is asked for they are disjoint. The answer does not depend on the order of the requests.
   */
  readonly computePaths: PathSetResult;
  /** Head-ends that have had a PCEP session with this PCE, by id. */
  readonly pccs: ReadonlyArray<Pcc>;
  /** One of them, by id or address. */
  readonly pcc?: Maybe<Pcc>;
  /** This PCE itself. */
  readonly pce: Pce;
  /** Reoptimizations under way and the last hundred that ended, oldest first. */
  readonly reoptimizations: ReadonlyArray<Operation>;
  /**
   * LSPs whose path broke, has less bandwidth than they reserve, or never was, and for which no other was found: in the order in
   * which that was found.
   */
  readonly unplacedLsps: ReadonlyArray<UnplacedLsp>;
  /**
   * LSPs that a failure has moved and that are to go back to their path before, after the last thousand for which that is
   * settled. Empty unless `restoration.revert` is `after-wait`.
   */
  readonly reversions: ReadonlyArray<Reversion>;
  /** The Traffic Engineering Database: nodes and directed links, with the bandwidth taken and left on each. */
  readonly topology: Topology;
  /**
   * A point-to-multipoint tree (RFC 8306) with the smallest sum of the metric over its links: the cheapest one for up to ten
   * leaves in a network that is not too large, a cheap one beyond. Changes nothing and takes no bandwidth.
   */
  readonly computeTree: TreeResult;
};


/** What can be asked. Nothing here changes anything. */
export type QueryAssociationsArgs = {
  kind?: InputMaybe<AssociationKind>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryAuditArgs = {
  from?: InputMaybe<AsOf>;
  to?: InputMaybe<AsOf>;
  lsp?: InputMaybe<Scalars['ID']['input']>;
  operation?: InputMaybe<Scalars['ID']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryBookingsArgs = {
  filter?: InputMaybe<BookingFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryBookingArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryAvailabilityArgs = {
  source: Scalars['String']['input'];
  destination: Scalars['String']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to: Scalars['DateTime']['input'];
  setupPriority?: InputMaybe<Scalars['Int']['input']>;
  request?: InputMaybe<PathRequest>;
  setupType?: InputMaybe<SetupType>;
  duration?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryDiffArgs = {
  from: AsOf;
  to?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryEventsArgs = {
  stream?: InputMaybe<Scalars['String']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  from?: InputMaybe<AsOf>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryMaxFlowArgs = {
  source: Scalars['String']['input'];
  destination: Scalars['String']['input'];
  priority?: InputMaybe<Scalars['Int']['input']>;
  capacity?: InputMaybe<FlowCapacity>;
  links?: InputMaybe<LinkConstraints>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryLspsArgs = {
  filter?: InputMaybe<LspFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryLspArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryMaintenancesArgs = {
  filter?: InputMaybe<MaintenanceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryMaintenanceArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. Nothing here changes anything. */
export type QueryComputePathArgs = {
  request: PathRequest;
  setupType?: InputMaybe<SetupType>;
  maximumSidDepth?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryComputePathsArgs = {
  requests: ReadonlyArray<PathRequest>;
  disjointness?: InputMaybe<Disjointness>;
  objective?: InputMaybe<PathSetObjective>;
  bounds?: InputMaybe<ReadonlyArray<PathSetBound>>;
  setupType?: InputMaybe<SetupType>;
  maximumSidDepth?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryPccsArgs = {
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryPccArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryReoptimizationsArgs = {
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryUnplacedLspsArgs = {
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryReversionsArgs = {
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryTopologyArgs = {
  asOf?: InputMaybe<AsOf>;
};


/** What can be asked. Nothing here changes anything. */
export type QueryComputeTreeArgs = {
  request: TreeRequest;
  present?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  asOf?: InputMaybe<AsOf>;
};

/** A label switched path, as its head-end reports it. */
export type Lsp = {
  readonly __typename?: 'Lsp';
  /** The association groups that it is in, as its head-end reports and as was asked for here. */
  readonly associations: ReadonlyArray<LspAssociation>;
  /** How its bandwidth follows its traffic; null when it does not. */
  readonly autoBandwidth?: Maybe<AutoBandwidth>;
  /** What was measured last, bit/s; null when nothing was. */
  readonly measuredRate?: Maybe<Scalars['Float']['output']>;
  /** Rates that are kept, oldest first: the latest, and of earlier ones those that were more than everything after them. */
  readonly measuredRates: ReadonlyArray<MeasuredRate>;
  /** It carries more than can be reserved for it (RFC 8051 3.1.2); null when it does not. */
  readonly outOfProfile?: Maybe<OutOfProfile>;
  /** `<PCC id>/<symbolic path name>`: stays the same over sessions and restarts. */
  readonly id: Scalars['ID']['output'];
  /** Symbolic path name, unique on its head-end. */
  readonly name: Scalars['String']['output'];
  /** Its head-end. */
  readonly pcc?: Maybe<Pcc>;
  /** Number of the LSP in the PCEP session that it was last reported in. */
  readonly plspId?: Maybe<Scalars['Int']['output']>;
  /** Address of the head-end. */
  readonly source: Scalars['String']['output'];
  /** Address of the tail-end. */
  readonly destination: Scalars['String']['output'];
  /** How it is set up. */
  readonly setupType: SetupType;
  /** As reported. */
  readonly operationalState: OperationalState;
  /** False: administratively down. */
  readonly administrative: Scalars['Boolean']['output'];
  /** True: this PCE may change it. */
  readonly delegated: Scalars['Boolean']['output'];
  /** True: a PCE created it (RFC 8281). */
  readonly createdByPce: Scalars['Boolean']['output'];
  /** Reserved bandwidth, bit/s. */
  readonly bandwidth: Scalars['Float']['output'];
  /** 0 (highest) to 7. */
  readonly setupPriority: Scalars['Int']['output'];
  /** 0 (highest) to 7. */
  readonly holdingPriority: Scalars['Int']['output'];
  /** The path that carries the traffic, as far as the reports tell; null when none was reported. */
  readonly path?: Maybe<Path>;
  /** The route as signalled, hop by hop (ERO). */
  readonly signalledRoute: ReadonlyArray<SignalledHop>;
  /** Every path that the head-end has for it: more than one during make-before-break, in the order of first report. */
  readonly paths: ReadonlyArray<LspPath>;
  /** True when its head-end is not connected or still synchronising: this is what it last said. */
  readonly stale: Scalars['Boolean']['output'];
  /** Why it is down, when the head-end says so (LSP-ERROR-CODE, RFC 8231 7.3.3). */
  readonly errorCode?: Maybe<Scalars['Float']['output']>;
  /** Which links it may use, when that was reported. */
  readonly affinities?: Maybe<Affinities>;
  /** When it last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Place in the log of that change. */
  readonly position: Scalars['Position']['output'];
  /** What happened to it, oldest first, up to the moment that was asked for. It stays readable when the LSP is gone: `events(stream:)`. */
  readonly history: EventConnection;
};


/** A label switched path, as its head-end reports it. */
export type LspHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** An LSP to be created. */
export type CreateLspInput = {
  /** What its path must not share with others; holds whenever Cairn computes the path again. */
  readonly disjoint?: InputMaybe<DisjointInput>;
  /**
   * Its bandwidth is to follow its traffic. A head-end that adjusts by itself is told so (RFC 8733 5.4); for any other Cairn
   * does it, once the LSP is there and rates are reported.
   */
  readonly autoBandwidth?: InputMaybe<NewAutoBandwidthInput>;
  /** Id or address of the head-end. */
  readonly pcc: Scalars['ID']['input'];
  /** Symbolic path name, 1 to 1024 bytes, not in use on the head-end. */
  readonly name: Scalars['String']['input'];
  /** From where to where, with which constraints. They also hold whenever Cairn computes the path again. */
  readonly request: PathRequest;
  /** One that the head-end supports. */
  readonly setupType?: InputMaybe<SetupType>;
  /** 0 (highest) to 7. */
  readonly holdingPriority?: InputMaybe<Scalars['Int']['input']>;
  /**
   * Whether LSPs of the same priority may be moved first, make-before-break, where there is room for it in pieces only; without it as
   * `reoptimization.makeRoom` says. If one of them can't move nothing is sent (`ROOM_NOT_MADE`).
   */
  readonly makeRoom?: InputMaybe<Scalars['Boolean']['input']>;
};

/**
 * A change of a delegated LSP. `path` pins an explicit path; without it the path is computed, unless only
 * `administrative` is given: then it stays.
 */
export type UpdateLspInput = {
  /** What its path must not share with others from now on. Without `path` it is computed so. */
  readonly disjoint?: InputMaybe<DisjointInput>;
  /** Association groups to leave. */
  readonly leave?: InputMaybe<ReadonlyArray<AssociationGroupInput>>;
  /** Id of the LSP. */
  readonly id: Scalars['ID']['input'];
  /** New bandwidth, bit/s; without it, as now. */
  readonly bandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Node ids, names or addresses, or link ids, in order. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** False takes the LSP down, true up; without it, as now. */
  readonly administrative?: InputMaybe<Scalars['Boolean']['input']>;
  /** As for `createLsp`. */
  readonly makeRoom?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What the LSPs of a group have to do with each other. */
export type AssociationKind =
  /** Their paths keep away from each other (RFC 8800). */
  | 'DISJOINT'
  /** A working LSP and those that protect it (RFC 8745). */
  | 'PROTECTION';

/** What makes an association group the same one (RFC 8697 6.1.4), and who is in it. */
export type AssociationGroup = {
  readonly __typename?: 'AssociationGroup';
  /** Association type: 1 path protection, 2 disjointness. */
  readonly type: Scalars['Int']['output'];
  /** Association id. */
  readonly id: Scalars['Int']['output'];
  /** Address of who made it. */
  readonly source: Scalars['String']['output'];
  /** Global association source, if there is one. */
  readonly globalSource?: Maybe<Scalars['Float']['output']>;
  /** Extended association id, in hexadecimal, if there is one. */
  readonly extendedId?: Maybe<Scalars['String']['output']>;
  /** What it is for. */
  readonly kind: AssociationKind;
  /** By id of the LSP. */
  readonly members: ReadonlyArray<AssociationMember>;
  /** Pairs of disjoint LSPs that share what they must not at this moment, as their head-ends report them. */
  readonly conflicts: ReadonlyArray<AssociationConflict>;
};

/** Two LSPs of a group that a single failure takes. */
export type AssociationConflict = {
  readonly __typename?: 'AssociationConflict';
  /** Ids of the two. */
  readonly lsps: ReadonlyArray<Scalars['ID']['output']>;
  /** What they have in common of what the group counts. */
  readonly shared: SharedRisks;
};

/** An LSP in a group. */
export type AssociationMember = {
  readonly __typename?: 'AssociationMember';
  /** Its id. */
  readonly lspId: Scalars['ID']['output'];
  /** The LSP; null when it is not there yet. */
  readonly lsp?: Maybe<Lsp>;
  /** What it is there. */
  readonly association: LspAssociation;
};

/** That an LSP is in a group, and as what. */
export type LspAssociation = {
  readonly __typename?: 'LspAssociation';
  /** The group. */
  readonly group: AssociationGroup;
  /** Its head-end says so; else it was asked for here. */
  readonly reported: Scalars['Boolean']['output'];
  /** What paths of the group must not share; null for other kinds, and where nothing is asked for. */
  readonly level?: Maybe<DisjointnessLevel>;
  /** True: rather no path than one that shares something; null where `level` is. */
  readonly strict?: Maybe<Scalars['Boolean']['output']>;
  /** Its path is computed first, and the others keep away from it (P flag); null for other kinds. */
  readonly shortestFirst?: Maybe<Scalars['Boolean']['output']>;
  /** What is least where something has to be shared. */
  readonly objective?: Maybe<PathSetObjective>;
  /** LSPs that it was to keep away from by id, and whose head-ends need not know of the group. */
  readonly from: ReadonlyArray<Scalars['ID']['output']>;
  /** Of a protection group: what it is there. */
  readonly role?: Maybe<ProtectionRole>;
  /** Of a protection LSP: it takes no bandwidth of its own until it is needed, and shares it with others. */
  readonly secondary?: Maybe<Scalars['Boolean']['output']>;
};

/** What an LSP of a protection group does (RFC 8745). */
export type ProtectionRole =
  /** Carries the traffic. */
  | 'WORKING'
  /** Carries it when the working LSP fails. */
  | 'PROTECTION';

/** What a path must not share, and with whose. */
export type DisjointInput = {
  /** What must not be shared. */
  readonly level: DisjointnessLevel;
  /** False: where nothing is disjoint, the path that shares least. */
  readonly strict?: InputMaybe<Scalars['Boolean']['input']>;
  /** Compute it first, as if it were alone; the others of the group keep away from it (P flag). */
  readonly shortestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  /** What is to be least where something has to be shared: SHARED_LINKS, SHARED_SRLGS or SHARED_NODES. */
  readonly objective?: InputMaybe<PathSetObjective>;
  /** Ids of LSPs to keep away from. They are not touched, and their head-ends need not know. */
  readonly from?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The disjoint association group to join; without it a new one, whose other members are those of `from`. */
  readonly group?: InputMaybe<AssociationGroupInput>;
};

/** Names an association group. */
export type AssociationGroupInput = {
  /** Association id, 1 to 65535. */
  readonly id: Scalars['Int']['input'];
  /** Address of who made it. */
  readonly source: Scalars['String']['input'];
  /** Association type: 1 path protection, 2 disjointness. */
  readonly type?: InputMaybe<Scalars['Int']['input']>;
  /** Global association source, 0 to 4294967295. */
  readonly globalSource?: InputMaybe<Scalars['Float']['input']>;
  /** Extended association id, in hexadecimal. */
  readonly extendedId?: InputMaybe<Scalars['String']['input']>;
};

/** A page of an audit. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** In the order of the log. */
  readonly nodes: ReadonlyArray<AuditFinding>;
  /** How to go on. `endCursor` is the position up to which everything is audited. */
  readonly pageInfo: PageInfo;
  /** How many of this page came out as they were decided. */
  readonly reproduced: Scalars['Int']['output'];
  /** How many of this page did not. */
  readonly different: Scalars['Int']['output'];
  /** How many of this page there was nothing to compute for. */
  readonly notComputed: Scalars['Int']['output'];
};

/** What an audit found of a decision. */
export type AuditVerdict =
  /** The same paths, alternatives and reasons as in the log. */
  | 'REPRODUCED'
  /** Something else: the log is not what Cairn wrote, or this version of Cairn computes otherwise. See `differences` or `reason`. */
  | 'DIFFERENT'
  /** No path was computed for it, or its record does not tell what from. See `reason`. */
  | 'NOT_COMPUTED';

/** One decision, audited. */
export type AuditFinding = {
  readonly __typename?: 'AuditFinding';
  /** Place in the log of its event. */
  readonly position: Scalars['Position']['output'];
  /** Type of its event. */
  readonly type: Scalars['String']['output'];
  /** When it was recorded. */
  readonly time: Scalars['DateTime']['output'];
  /** The LSP that it is about, if that is known. A set is about those of its members. */
  readonly lspId?: Maybe<Scalars['ID']['output']>;
  /** The operation that it began. */
  readonly operationId?: Maybe<Scalars['ID']['output']>;
  /** The PCC that asked, or is told. */
  readonly pccId?: Maybe<Scalars['ID']['output']>;
  /** The booking that was admitted, or not. */
  readonly bookingId?: Maybe<Scalars['ID']['output']>;
  /** How it came out. */
  readonly verdict: AuditVerdict;
  /** Place in the log of the network that it was computed on; null when it was not computed. */
  readonly computedAt?: Maybe<Scalars['Position']['output']>;
  /** Why it was not computed, or can not have been decided as the log says. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What is different; of a set one for each member that is, of a booking one for each occurrence. */
  readonly differences: ReadonlyArray<AuditDifference>;
};

/** An answer of the log that is another today. */
export type AuditDifference = {
  readonly __typename?: 'AuditDifference';
  /** As in the log. */
  readonly recorded: AuditedAnswer;
  /** As computed now. */
  readonly recomputed: AuditedAnswer;
};

/** An answer to a path computation. */
export type AuditedAnswer = {
  readonly __typename?: 'AuditedAnswer';
  /** The LSP that it is for, if that is known. */
  readonly lspId?: Maybe<Scalars['ID']['output']>;
  /** Links of the path, by id; null without a path. */
  readonly links?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** The path as it is signalled; null without a path, and where the log has it in another event: of the members of a set. */
  readonly signalledRoute?: Maybe<ReadonlyArray<SignalledHop>>;
  /** Sum of the IGP metrics, where `signalledRoute` is known. */
  readonly igpMetric?: Maybe<Scalars['Float']['output']>;
  /** Sum of the TE metrics, where `signalledRoute` is known. */
  readonly teMetric?: Maybe<Scalars['Float']['output']>;
  /** Sum of the delays in microseconds, where it is known. */
  readonly delay?: Maybe<Scalars['Float']['output']>;
  /** Links of the next best paths. */
  readonly alternatives: ReadonlyArray<ReadonlyArray<Scalars['ID']['output']>>;
  /** Why there is no path, most telling first. */
  readonly reasons: ReadonlyArray<NoPathReason>;
  /** Of a booking: the start of the occurrence, or where it was not admitted of the interval that did not fit. */
  readonly start?: Maybe<Scalars['DateTime']['output']>;
  /** Its end. */
  readonly end?: Maybe<Scalars['DateTime']['output']>;
  /** Bit/s that are booked for the occurrence. */
  readonly bandwidth?: Maybe<Scalars['Float']['output']>;
  /** Of a booking that was not admitted: the next start at which all of it would fit. */
  readonly laterStart?: Maybe<Scalars['DateTime']['output']>;
  /** Of a booking that was not admitted: the most that would fit at the wanted time, bit/s. */
  readonly lowerBandwidth?: Maybe<Scalars['Float']['output']>;
  /** Of a booking that was not admitted: what each constraint would have to become, as `constraint to: links`. */
  readonly relaxations: ReadonlyArray<Scalars['String']['output']>;
};

/** What can be done. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Tells what LSPs carry, as telemetry has it: 10,000 rates at once at most. For an LSP and its sample interval one rate is
   * recorded; what comes in between counts by its maximum, with the next.
   */
  readonly reportRates: TakenRates;
  /** Has the bandwidth of an LSP adjusted, or not, where its head-end does not say so itself (RFC 8733). */
  readonly setAutoBandwidth: Lsp;
  /**
   * Books bandwidth for a time to come: it is admitted if a path is free of present LSPs and other bookings over all of the
   * time, or rejected with what would fit. The LSP is set up before the start and taken down at the end.
   */
  readonly bookBandwidth: Booking;
  /** Calls a booking off: what is planned is dropped, what is active is taken down. */
  readonly cancelBooking: Booking;
  /**
   * Gives an occurrence that is not over another end or bandwidth: at once, without moving it if its path has the room, else
   * on another path. Refused, and nothing changed, if there is none.
   */
  readonly changeBooking: Booking;
  /**
   * Creates an LSP: PCInitiate on the head-end (RFC 8281). Asynchronous: follow the operation. Without a path the
   * operation has failed already and nothing was sent.
   */
  readonly createLsp: Operation;
  /** Changes a delegated LSP: PCUpd (RFC 8231). Asynchronous: follow the operation. */
  readonly updateLsp: Operation;
  /** Deletes an LSP that a PCE created and that is delegated to this one (RFC 8281 5.4). Asynchronous: follow the operation. */
  readonly deleteLsp: Operation;
  /**
   * Plans work on nodes or links: before the start they go out of use and LSPs are moved away, in an order in which no link
   * is over its capacity in between; at the start it is looked at again whether all are gone; after the end they go back.
   * Refused when something that would have to move can't, unless it may stay.
   */
  readonly planMaintenance: Maintenance;
  /** Calls a window off: before its start what was moved goes back; one in progress is over now. */
  readonly cancelMaintenance: Maintenance;
  /** Gives a window that is not over another end, also while it is in progress. */
  readonly extendMaintenance: Maintenance;
  /**
   * Forgets a head-end that is gone for good, with its LSPs, whose bandwidth is free from then on. Refused while there is a
   * session. What it last reported is kept until then: its LSPs may carry traffic without a PCE. Should it come back, it
   * reports what it has.
   */
  readonly forgetPcc: ForgottenPcc;
  /**
   * Replaces or merges the operator's own topology source (nodes, links, attributes). The document's `name` is the name of
   * the source; what other sources say is untouched. All of the document is applied, or nothing.
   */
  readonly importTopology: ImportReport;
  /**
   * Gives LSPs better paths, by make-before-break in an order in which no link is over capacity in between. Asynchronous:
   * follow the operation; its `plan` says what is done, what that gains and what it costs.
   */
  readonly reoptimize: Operation;
  /** No more steps of a reoptimization; those under way come to an end. What was done stays, or is undone, by its policy. */
  readonly cancelReoptimization: Operation;
  /** The LSP stays where it is. A move back that was asked for already comes to its end. */
  readonly cancelReversion: Reversion;
  /**
   * Takes samples of a collector: utilisation, delay and loss of links. A link that was measured before is recorded only when
   * it changed by more than a share, or some time later (`topology.measurements`). All samples are taken, or none.
   */
  readonly measureLinks: MeasurementReport;
};


/** What can be done. */
export type MutationReportRatesArgs = {
  rates: ReadonlyArray<MeasuredRateInput>;
};


/** What can be done. */
export type MutationSetAutoBandwidthArgs = {
  input: AutoBandwidthInput;
};


/** What can be done. */
export type MutationBookBandwidthArgs = {
  input: BookBandwidthInput;
};


/** What can be done. */
export type MutationCancelBookingArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationChangeBookingArgs = {
  input: ChangeBookingInput;
};


/** What can be done. */
export type MutationCreateLspArgs = {
  input: CreateLspInput;
};


/** What can be done. */
export type MutationUpdateLspArgs = {
  input: UpdateLspInput;
};


/** What can be done. */
export type MutationDeleteLspArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationPlanMaintenanceArgs = {
  input: PlanMaintenanceInput;
};


/** What can be done. */
export type MutationCancelMaintenanceArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationExtendMaintenanceArgs = {
  id: Scalars['ID']['input'];
  end: Scalars['DateTime']['input'];
};


/** What can be done. */
export type MutationForgetPccArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationImportTopologyArgs = {
  input: ImportTopologyInput;
};


/** What can be done. */
export type MutationReoptimizeArgs = {
  input: ReoptimizeInput;
};


/** What can be done. */
export type MutationCancelReoptimizationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCancelReversionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationMeasureLinksArgs = {
  input: MeasureLinksInput;
};

/** A rate that an LSP had. */
export type MeasuredRate = {
  readonly __typename?: 'MeasuredRate';
  /** When. */
  readonly measuredAt: Scalars['DateTime']['output'];
  /** Bit/s. */
  readonly rate: Scalars['Float']['output'];
};

/** A rate of an LSP. */
export type MeasuredRateInput = {
  /** Id of the LSP. */
  readonly lspId: Scalars['ID']['input'];
  /** Bit/s. */
  readonly rate: Scalars['Float']['input'];
  /** When; without it, now. Not before the last rate that was reported of the LSP. */
  readonly measuredAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What became of rates. */
export type TakenRates = {
  readonly __typename?: 'TakenRates';
  /** So many are in the log. */
  readonly recorded: Scalars['Int']['output'];
  /** So many came before the sample interval of their LSP was over. */
  readonly kept: Scalars['Int']['output'];
  /** Those that say nothing, and why. */
  readonly refused: ReadonlyArray<RefusedRate>;
};

/** A rate that was not taken. */
export type RefusedRate = {
  readonly __typename?: 'RefusedRate';
  /** Of which LSP. */
  readonly lspId: Scalars['ID']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
};

/** Who says how the bandwidth of an LSP is adjusted. */
export type AutoBandwidthOrigin =
  /** Its head-end (AUTO-BANDWIDTH-ATTRIBUTES, RFC 8733 5.2). */
  | 'HEAD_END'
  /** An operator, for this LSP. */
  | 'OPERATOR'
  /** The configuration, for every LSP. */
  | 'DEFAULT';

/** How the bandwidth of an LSP follows its traffic (RFC 8733 5.2). What is null was not said, and has the default of the RFC. */
export type AutoBandwidth = {
  readonly __typename?: 'AutoBandwidth';
  /** Who says so. */
  readonly origin: AutoBandwidthOrigin;
  /** Seconds from one sample to the next; 300 by default. */
  readonly sampleInterval?: Maybe<Scalars['Int']['output']>;
  /** Seconds from one change to the next; 86400 by default. */
  readonly adjustmentInterval?: Maybe<Scalars['Int']['output']>;
  /** The same, for changes to less. */
  readonly downAdjustmentInterval?: Maybe<Scalars['Int']['output']>;
  /** Difference from which it is adjusted, bit/s. */
  readonly adjustmentThreshold?: Maybe<Scalars['Float']['output']>;
  /** The same in per cent of the reservation; 5 by default. */
  readonly adjustmentPercentage?: Maybe<PercentageThreshold>;
  /** Difference from which it is adjusted to less, bit/s. */
  readonly downAdjustmentThreshold?: Maybe<Scalars['Float']['output']>;
  /** The same in per cent. */
  readonly downAdjustmentPercentage?: Maybe<PercentageThreshold>;
  /** Bit/s that it is never adjusted below. */
  readonly minimumBandwidth?: Maybe<Scalars['Float']['output']>;
  /** Bit/s that it is never adjusted above. */
  readonly maximumBandwidth?: Maybe<Scalars['Float']['output']>;
  /** Samples in a row that are so much above the reservation change it at once. */
  readonly overflowThreshold?: Maybe<CountedThreshold>;
  /** The same in per cent. */
  readonly overflowPercentage?: Maybe<CountedPercentageThreshold>;
  /** Samples in a row that are so much below the reservation change it at once. */
  readonly underflowThreshold?: Maybe<CountedThreshold>;
  /** The same in per cent. */
  readonly underflowPercentage?: Maybe<CountedPercentageThreshold>;
};

/** A share of the reservation. */
export type PercentageThreshold = {
  readonly __typename?: 'PercentageThreshold';
  /** 1 to 100. */
  readonly percentage: Scalars['Int']['output'];
  /** Bit/s that it has to be all the same. */
  readonly minimum: Scalars['Float']['output'];
};

/** So much, so many times in a row. */
export type CountedThreshold = {
  readonly __typename?: 'CountedThreshold';
  /** 1 to 31. */
  readonly count: Scalars['Int']['output'];
  /** Bit/s. */
  readonly bandwidth: Scalars['Float']['output'];
};

/** A share of the reservation, so many times in a row. */
export type CountedPercentageThreshold = {
  readonly __typename?: 'CountedPercentageThreshold';
  /** 1 to 31. */
  readonly count: Scalars['Int']['output'];
  /** 1 to 100. */
  readonly percentage: Scalars['Int']['output'];
  /** Bit/s that it has to be all the same. */
  readonly minimum: Scalars['Float']['output'];
};

/** How the bandwidth of an LSP is to follow its traffic. What is left out has the default of RFC 8733 section 5.2. */
export type AutoBandwidthInput = {
  /** Id of the LSP. */
  readonly lspId: Scalars['ID']['input'];
  /** False: not at all. Null: as it is configured for every LSP. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Seconds from one sample to the next. */
  readonly sampleInterval?: InputMaybe<Scalars['Int']['input']>;
  /** Seconds from one change to the next. */
  readonly adjustmentInterval?: InputMaybe<Scalars['Int']['input']>;
  /** The same, for changes to less. */
  readonly downAdjustmentInterval?: InputMaybe<Scalars['Int']['input']>;
  /** Difference in bit/s from which it is adjusted. */
  readonly adjustmentThreshold?: InputMaybe<Scalars['Float']['input']>;
  /** The same in per cent of the reservation, 1 to 100. */
  readonly adjustmentPercentage?: InputMaybe<Scalars['Int']['input']>;
  /** Bit/s that a difference in per cent has to be all the same. */
  readonly minimumThreshold?: InputMaybe<Scalars['Float']['input']>;
  /** Bit/s that it is never adjusted below. */
  readonly minimumBandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Bit/s that it is never adjusted above. */
  readonly maximumBandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Per cent above the reservation that change it at once, 1 to 100. */
  readonly overflowPercentage?: InputMaybe<Scalars['Int']['input']>;
  /** After so many samples in a row, 1 to 31. */
  readonly overflowCount?: InputMaybe<Scalars['Int']['input']>;
  /** Per cent below the reservation that change it at once, 1 to 100. */
  readonly underflowPercentage?: InputMaybe<Scalars['Int']['input']>;
  /** After so many samples in a row, 1 to 31. */
  readonly underflowCount?: InputMaybe<Scalars['Int']['input']>;
};

/** How the bandwidth of an LSP that is created is to follow its traffic. What is left out has the default of RFC 8733 section 5.2. */
export type NewAutoBandwidthInput = {
  /** Seconds from one sample to the next. */
  readonly sampleInterval?: InputMaybe<Scalars['Int']['input']>;
  /** Seconds from one change to the next. */
  readonly adjustmentInterval?: InputMaybe<Scalars['Int']['input']>;
  /** The same, for changes to less. */
  readonly downAdjustmentInterval?: InputMaybe<Scalars['Int']['input']>;
  /** Difference in bit/s from which it is adjusted. */
  readonly adjustmentThreshold?: InputMaybe<Scalars['Float']['input']>;
  /** The same in per cent of the reservation, 1 to 100. */
  readonly adjustmentPercentage?: InputMaybe<Scalars['Int']['input']>;
  /** Bit/s that a difference in per cent has to be all the same. */
  readonly minimumThreshold?: InputMaybe<Scalars['Float']['input']>;
  /** Bit/s that it is never adjusted below. */
  readonly minimumBandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Bit/s that it is never adjusted above. */
  readonly maximumBandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Per cent above the reservation that change it at once, 1 to 100. */
  readonly overflowPercentage?: InputMaybe<Scalars['Int']['input']>;
  /** After so many samples in a row, 1 to 31. */
  readonly overflowCount?: InputMaybe<Scalars['Int']['input']>;
  /** Per cent below the reservation that change it at once, 1 to 100. */
  readonly underflowPercentage?: InputMaybe<Scalars['Int']['input']>;
  /** After so many samples in a row, 1 to 31. */
  readonly underflowCount?: InputMaybe<Scalars['Int']['input']>;
};

/** An LSP that carries more than can be reserved for it. */
export type OutOfProfile = {
  readonly __typename?: 'OutOfProfile';
  /** Bit/s that were measured when that was found. */
  readonly demand: Scalars['Float']['output'];
  /** The most that a path can have of it, bit/s. */
  readonly attainable: Scalars['Float']['output'];
  /** LSPs on links that both together overload; none: it harms nobody. */
  readonly sharedWith: ReadonlyArray<Scalars['ID']['output']>;
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
};

/** What can be booked over time. */
export type Availability = {
  readonly __typename?: 'Availability';
  /** In order and without gaps; neighbours differ. */
  readonly steps: ReadonlyArray<AvailableStep>;
  /**
   * The booking with the most bandwidth that lasts as long as `duration` and fits between from and to, the earliest of these;
   * null when nothing fits, or there is no `duration`.
   */
  readonly best?: Maybe<AvailableStep>;
  /** Place in the log of the network that this was computed in. */
  readonly position: Scalars['Position']['output'];
};

/** As much is free at every instant of it. */
export type AvailableStep = {
  readonly __typename?: 'AvailableStep';
  /** From when. */
  readonly start: Scalars['DateTime']['output'];
  /** Until when. */
  readonly end: Scalars['DateTime']['output'];
  /** Bit/s; 0 when nothing is free. */
  readonly bandwidth: Scalars['Float']['output'];
  /** A path that has it; null when nothing is free. */
  readonly path?: Maybe<Path>;
};

/** Where a booking stands. */
export type BookingState =
  /** Not decided yet. */
  | 'REQUESTED'
  /** Its bandwidth is booked; its time is to come. */
  | 'ADMITTED'
  /** There was no room; see `rejection`. */
  | 'REJECTED'
  /** Its LSP is up. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'COMPLETED'
  /** Called off. */
  | 'CANCELLED'
  /** Its time is over without its LSP having been up; see `failure`. */
  | 'FAILED';

/** Bandwidth wanted for a time to come. */
export type BookBandwidthInput = {
  /** Name of the LSP on its head-end; with a recurrence it is followed by `-1`, `-2` and so on. */
  readonly name: Scalars['String']['input'];
  /** Node id, name or router id. */
  readonly source: Scalars['String']['input'];
  /** Node id, name or router id. */
  readonly destination: Scalars['String']['input'];
  /** Bit/s. */
  readonly bandwidth: Scalars['Float']['input'];
  /** When it is to be usable. */
  readonly start: Scalars['DateTime']['input'];
  /** When it is given back. */
  readonly end: Scalars['DateTime']['input'];
  /** Constraints of the path; source, destination and bandwidth are those of the booking. */
  readonly request?: InputMaybe<PathRequest>;
  /** RFC 5545 recurrence rule that ends, for example `FREQ=DAILY;COUNT=5`. */
  readonly recurrence?: InputMaybe<Scalars['String']['input']>;
  /** Time zone in which the wall clock of the recurrence runs, for example `Europe/Berlin`. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
  /** How far start may slide, ISO 8601 duration, for example `PT2H`; the end slides with it. */
  readonly flexibility?: InputMaybe<Scalars['String']['input']>;
  /** The least bandwidth that will do, bit/s; the most that fits up to `bandwidth` is booked. */
  readonly minimumBandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Bits to be moved between start and end: the rate is constant and at most `bandwidth`, and as early as possible an end. */
  readonly volume?: InputMaybe<Scalars['Float']['input']>;
  /** How the LSP is set up. */
  readonly setupType?: InputMaybe<SetupType>;
  /** Who sets the LSP up and takes it down; without it as configured. */
  readonly trigger?: InputMaybe<BookingTrigger>;
  /** 0 (highest) to 7; not below the setup priority. */
  readonly holdingPriority?: InputMaybe<Scalars['Int']['input']>;
  /** The same given again with the same key, the booking that was made is returned; something else with it is refused. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Who sets the LSP of a booking up at its start and takes it down at its end. */
export type BookingTrigger =
  /** This PCE, by PCInitiate. */
  | 'PCE'
  /**
   * The head-end, where it keeps schedules (RFC 8934): it is told ahead of time, and does it also while this PCE is away. This
   * PCE looks whether it did, and does it where not.
   */
  | 'ROUTER_WHEN_ABLE';

/** A change of a booking. */
export type ChangeBookingInput = {
  /** Id of the booking. */
  readonly id: Scalars['ID']['input'];
  /** Number of the occurrence, from 0. */
  readonly occurrence?: InputMaybe<Scalars['Int']['input']>;
  /** New end; without it the end stays. */
  readonly end?: InputMaybe<Scalars['DateTime']['input']>;
  /** New bandwidth, bit/s; without it the bandwidth stays. */
  readonly bandwidth?: InputMaybe<Scalars['Float']['input']>;
};

/** Which bookings. */
export type BookingFilter = {
  /** In one of these states. */
  readonly state?: InputMaybe<ReadonlyArray<BookingState>>;
  /** With an occurrence that ends after this. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** With an occurrence that starts before this. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Bandwidth booked for one or several intervals. */
export type Booking = {
  readonly __typename?: 'Booking';
  /** Unique. */
  readonly id: Scalars['ID']['output'];
  /** As asked for. */
  readonly name: Scalars['String']['output'];
  /** Where it stands. */
  readonly state: BookingState;
  /** As asked for. */
  readonly source: Scalars['String']['output'];
  /** As asked for. */
  readonly destination: Scalars['String']['output'];
  /** Bit/s of the occurrence that is active, next or last. */
  readonly bandwidth: Scalars['Float']['output'];
  /** Start of the occurrence that is active, next or last. */
  readonly start: Scalars['DateTime']['output'];
  /** Its end. */
  readonly end: Scalars['DateTime']['output'];
  /** Its path; null while there is none. */
  readonly path?: Maybe<Path>;
  /** Its LSP, once it was reported. */
  readonly lsp?: Maybe<Lsp>;
  /** Why it was rejected. */
  readonly rejection?: Maybe<NoPath>;
  /** The next start at which all of it would have fitted; of a rejected one. */
  readonly laterStart?: Maybe<Scalars['DateTime']['output']>;
  /** The most that would have fitted at the wanted time, bit/s; of a rejected one. */
  readonly lowerBandwidth?: Maybe<Scalars['Float']['output']>;
  /** As asked for. */
  readonly recurrence?: Maybe<Scalars['String']['output']>;
  /** Who sets its LSP up and takes it down. */
  readonly trigger: BookingTrigger;
  /** The intervals, in order; none before it is admitted. */
  readonly occurrences: ReadonlyArray<BookingOccurrence>;
  /** When it was asked for. */
  readonly requestedAt: Scalars['DateTime']['output'];
};

/** Where one interval of a booking stands. */
export type OccurrenceState =
  /** Before its start. */
  | 'PLANNED'
  /** Being set up. */
  | 'DUE'
  /** Its LSP is up. */
  | 'ACTIVE'
  /** Over; its LSP is being taken down. */
  | 'ENDING'
  /** Over; nothing of it is left in the network. */
  | 'ENDED';

/** Whether a head-end keeps the times of an interval (RFC 8934). */
export type HandOver =
  /** It is to be told; until then this PCE sets the LSP up if the start comes first. */
  | 'DUE'
  /** It does. */
  | 'DONE'
  /** It did not do in time what it was told; this PCE does it. */
  | 'OVERDUE'
  /** It does not, `failure` may say why; this PCE sets the LSP up and takes it down. */
  | 'OFF';

/** How an interval of a booking ended. */
export type OccurrenceOutcome =
  /** Its LSP was up until its end. */
  | 'COMPLETED'
  /** Its LSP was not up at its end. */
  | 'FAILED'
  /** Called off. */
  | 'CANCELLED';

/** One interval of a booking. */
export type BookingOccurrence = {
  readonly __typename?: 'BookingOccurrence';
  /** From 0. */
  readonly number: Scalars['Int']['output'];
  /** Where it stands. */
  readonly state: OccurrenceState;
  /** When it is usable. */
  readonly start: Scalars['DateTime']['output'];
  /** When it is given back. */
  readonly end: Scalars['DateTime']['output'];
  /** Bit/s. */
  readonly bandwidth: Scalars['Float']['output'];
  /** Null while no path is free over its time. */
  readonly path?: Maybe<Path>;
  /** Its LSP, once it was reported. */
  readonly lsp?: Maybe<Lsp>;
  /** Whether its head-end keeps its times; null where it is not to, or not to be told yet. */
  readonly handOver?: Maybe<HandOver>;
  /** How it ended. */
  readonly outcome?: Maybe<OccurrenceOutcome>;
  /** What went wrong last. */
  readonly failure?: Maybe<OperationError>;
  /** After a failure: when it is tried again. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of bookings. */
export type BookingConnection = {
  readonly __typename?: 'BookingConnection';
  /** Of this page. */
  readonly nodes: ReadonlyArray<Booking>;
  /** Whether there is more. */
  readonly pageInfo: PageInfo;
  /** Of all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What is different between two moments. Each list is by id. */
export type StateDiff = {
  readonly __typename?: 'StateDiff';
  /** Nodes of the topology. */
  readonly nodes: ReadonlyArray<Change>;
  /** Directed links of the topology. */
  readonly links: ReadonlyArray<Change>;
  /** LSPs. */
  readonly lsps: ReadonlyArray<Change>;
};

/** How an element differs. */
export type ChangeKind =
  /** It was not there before. */
  | 'ADDED'
  /** It is not there any more. */
  | 'REMOVED'
  /** It is there with other values. */
  | 'CHANGED';

/** One element that differs. */
export type Change = {
  readonly __typename?: 'Change';
  /** Id of the node, link or LSP. */
  readonly id: Scalars['ID']['output'];
  /** How it differs. */
  readonly kind: ChangeKind;
  /** Names of the fields that differ; empty unless CHANGED. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The element as it was; null when ADDED. */
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** The element as it became; null when REMOVED. */
  readonly after?: Maybe<Scalars['JSON']['output']>;
};

/** A page of the log. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  /** Oldest first. */
  readonly nodes: ReadonlyArray<Event>;
  /** How to go on. */
  readonly pageInfo: PageInfo;
};

/** Something that happened or was decided. Events never change. */
export type Event = {
  readonly __typename?: 'Event';
  /** Unique. */
  readonly id: Scalars['ID']['output'];
  /** Place in the log. */
  readonly position: Scalars['Position']['output'];
  /** What it is about. */
  readonly stream: Scalars['String']['output'];
  /** Place in the stream: 1, 2, 3, ... */
  readonly version: Scalars['Int']['output'];
  /** What happened, such as `LspReported`. */
  readonly type: Scalars['String']['output'];
  /** When it was recorded. */
  readonly time: Scalars['DateTime']['output'];
  /** Event or operation that caused it. */
  readonly causationId?: Maybe<Scalars['String']['output']>;
  /** Operation that it belongs to. */
  readonly correlationId?: Maybe<Scalars['String']['output']>;
  /** The facts; their shape depends on `type`. */
  readonly data: Scalars['JSON']['output'];
};

/** What a link has room for. */
export type FlowCapacity =
  /** The bandwidth that is unreserved at the priority. */
  | 'UNRESERVED'
  /** The capacity of the link, whoever uses it. */
  | 'CAPACITY';

/** Which links may be used, besides being up. As in a path request. */
export type LinkConstraints = {
  /** Administrative groups by bit number, 0 to 31: each link must have one of these. */
  readonly includeAny?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Each link must have all of these. */
  readonly includeAll?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** No link may have any of these. */
  readonly excludeAny?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Nodes and links by id: not to be used. */
  readonly exclude?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Shared risk link groups that no link may be in. */
  readonly excludeSrlgs?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
};

/** How much fits between two nodes, and what limits it. */
export type MaxFlow = {
  readonly __typename?: 'MaxFlow';
  /** Bit/s over all paths together. */
  readonly bandwidth: Scalars['Float']['output'];
  /**
   * Links that all traffic has to cross one of, by id. What is available on them adds up to `bandwidth`; of all such cuts it is
   * the one nearest the source. Full links in it are named too.
   */
  readonly cut: ReadonlyArray<CutLink>;
  /** Paths that together carry `bandwidth`, the widest first. Other paths may do it too. */
  readonly paths: ReadonlyArray<FlowPath>;
  /** How many paths there are that share no link, whatever their bandwidth. */
  readonly linkConnectivity: LinkConnectivity;
  /** How many paths there are that share no node but their ends, whatever their bandwidth. */
  readonly nodeConnectivity: NodeConnectivity;
  /** Place in the log of the network that this was computed in. */
  readonly position: Scalars['Position']['output'];
};

/** A link of a cut. */
export type CutLink = {
  readonly __typename?: 'CutLink';
  /** The link. */
  readonly link: Link;
  /** Bit/s that it has room for. */
  readonly available: Scalars['Float']['output'];
};

/** A path and its part of a flow. */
export type FlowPath = {
  readonly __typename?: 'FlowPath';
  /** Bit/s. */
  readonly bandwidth: Scalars['Float']['output'];
  /** The path. */
  readonly path: Path;
};

/** Paths that share no link, and why there are no more. */
export type LinkConnectivity = {
  readonly __typename?: 'LinkConnectivity';
  /** How many there are. */
  readonly paths: Scalars['Int']['output'];
  /** As many links, without which there is no path; those nearest the source. */
  readonly cut: ReadonlyArray<Link>;
};

/** Paths that share no node but their ends, and why there are no more. */
export type NodeConnectivity = {
  readonly __typename?: 'NodeConnectivity';
  /** How many there are. */
  readonly paths: Scalars['Int']['output'];
  /** Nodes without which (and without `links`) there is no path; those nearest the source. */
  readonly nodes: ReadonlyArray<Node>;
  /** Links straight from the source to the destination: each is such a path by itself. */
  readonly links: ReadonlyArray<Link>;
};

/** How an LSP is set up (RFC 8408). */
export type SetupType =
  /** RSVP-TE signalling. */
  | 'RSVP_TE'
  /** A stack of MPLS segments (RFC 8664). */
  | 'SR_MPLS'
  /** A list of SRv6 segments. */
  | 'SRV6'
  /** Node by node through management interfaces. */
  | 'MANAGED';

/** As the head-end reports it (RFC 8231 7.3, O field). */
export type OperationalState =
  /** Not active. */
  | 'DOWN'
  /** Signalled. */
  | 'UP'
  /** Up and carrying traffic. */
  | 'ACTIVE'
  /** Being torn down. */
  | 'GOING_DOWN'
  /** Being signalled. */
  | 'GOING_UP';

/** One path of an LSP. */
export type LspPath = {
  readonly __typename?: 'LspPath';
  /** As reported. */
  readonly operationalState: OperationalState;
  /** RSVP-TE LSP-ID (RFC 3209); tells the paths of one LSP apart. */
  readonly lspId?: Maybe<Scalars['Int']['output']>;
  /** RSVP-TE tunnel id. */
  readonly tunnelId?: Maybe<Scalars['Int']['output']>;
  /** Bit/s. */
  readonly bandwidth: Scalars['Float']['output'];
  /** Where it goes; null when no route was reported. */
  readonly path?: Maybe<Path>;
  /** The route as signalled, hop by hop (ERO). */
  readonly signalledRoute: ReadonlyArray<SignalledHop>;
  /** The route as recorded (RRO); null when none was reported. */
  readonly recordedRoute?: Maybe<ReadonlyArray<SignalledHop>>;
};

/** Administrative groups that links must or must not have (RFC 5440 7.11), by bit number. */
export type Affinities = {
  readonly __typename?: 'Affinities';
  /** Each link must have one of these. */
  readonly includeAny: ReadonlyArray<Scalars['Int']['output']>;
  /** Each link must have all of these. */
  readonly includeAll: ReadonlyArray<Scalars['Int']['output']>;
  /** No link may have any of these. */
  readonly excludeAny: ReadonlyArray<Scalars['Int']['output']>;
};

/** Only LSPs that match every given field. */
export type LspFilter = {
  /** Id or address of the head-end. */
  readonly pcc?: InputMaybe<Scalars['ID']['input']>;
  /** Symbolic path name, exact. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Where it starts: the reported address, or a node's id, name, router id or interface address. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Where it ends: the reported address, or a node's id, name, router id or interface address. */
  readonly destination?: InputMaybe<Scalars['String']['input']>;
  /** Delegated to this PCE or not. */
  readonly delegated?: InputMaybe<Scalars['Boolean']['input']>;
  /** As reported. */
  readonly operationalState?: InputMaybe<OperationalState>;
  /** Id of a link: LSPs with any path over it, whether up or down. */
  readonly overLink?: InputMaybe<Scalars['ID']['input']>;
  /** Id, name, router id or address of a node: LSPs with any path that starts at, ends at or passes it. */
  readonly overNode?: InputMaybe<Scalars['ID']['input']>;
};

/** A page of LSPs. */
export type LspConnection = {
  readonly __typename?: 'LspConnection';
  /** By id. */
  readonly nodes: ReadonlyArray<Lsp>;
  /** How to go on. */
  readonly pageInfo: PageInfo;
  /** How many match, over all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Where a maintenance window stands. */
export type MaintenanceState =
  /** Only looked at; nothing was recorded. */
  | 'SIMULATED'
  /** Not decided yet. */
  | 'REQUESTED'
  /** Its time is to come. */
  | 'PLANNED'
  /** Out of use; LSPs are being moved. */
  | 'DRAINING'
  /** Out of use; the work may be done. */
  | 'IN_PROGRESS'
  /** In use again; LSPs go back. */
  | 'RESTORING'
  /** Over. */
  | 'DONE'
  /** Called off by the operator, or over before it could begin; see `failure`. */
  | 'CANCELLED'
  /** Not planned, or called off at its start, because of what could not be moved; see `impact` and `staying`. */
  | 'REFUSED';

/** What becomes of a window when something that is over its resources has nowhere else to go. */
export type WhatCannotMove =
  /** It is not planned, or called off at its start. */
  | 'REFUSE'
  /** That stays where it is, and the work is done. */
  | 'LEAVE';

/** Why something stays where it is. */
export type StayingReason =
  /** No other path meets what is wanted of it. */
  | 'NO_PATH'
  /** There is another path, but no order of moves in which no link is ever over its capacity. */
  | 'NO_ORDER'
  /** It starts or ends at a node that is worked on. */
  | 'ENDS_THERE'
  /** It is not delegated to this PCE, is shut down, or its head-end takes no updates. */
  | 'NOT_DELEGATED'
  /** Its head-end is not connected, or not synchronised. */
  | 'NOT_CONNECTED'
  /** It belongs to a booking that has no other path. */
  | 'BOOKED'
  /** It was to be moved, and is still there. */
  | 'MOVE_FAILED';

/** Work on nodes or links. At least one node, link or group is needed. */
export type PlanMaintenanceInput = {
  /** What it is called; need not be unique. */
  readonly name: Scalars['String']['input'];
  /** Node ids, names or router ids: all links at these nodes are worked on. */
  readonly nodes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Link ids. */
  readonly links?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether the other direction of each link in `links` is worked on too. */
  readonly bothDirections?: InputMaybe<Scalars['Boolean']['input']>;
  /** Shared risk link groups: all their links are worked on. */
  readonly srlgs?: InputMaybe<ReadonlyArray<Scalars['Float']['input']>>;
  /** From when on the resources may be down. */
  readonly start: Scalars['DateTime']['input'];
  /** Until when. */
  readonly end: Scalars['DateTime']['input'];
  /** Seconds before the start at which LSPs are moved away; without it as configured. */
  readonly drainTime?: InputMaybe<Scalars['Int']['input']>;
  /** What becomes of it when something can't be moved. */
  readonly whatCannotMove?: InputMaybe<WhatCannotMove>;
  /** Whether LSPs go back afterwards to a path that they were on before, where it is there and the better one. */
  readonly revert?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: says what would happen, and nothing does. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Given again with the same key, the window that was planned is returned and no second one is made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Which maintenance windows. */
export type MaintenanceFilter = {
  /** In one of these states. */
  readonly state?: InputMaybe<ReadonlyArray<MaintenanceState>>;
  /** That end after this. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** That start before this. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Work on nodes or links. */
export type Maintenance = {
  readonly __typename?: 'Maintenance';
  /** Unique. A simulated window can't be asked for by it. */
  readonly id: Scalars['ID']['output'];
  /** As asked for. */
  readonly name: Scalars['String']['output'];
  /** Where it stands. */
  readonly state: MaintenanceState;
  /** Nodes that are worked on. */
  readonly nodes: ReadonlyArray<Scalars['ID']['output']>;
  /** Links that are worked on, one direction each; those at `nodes` and in `srlgs` not included. */
  readonly links: ReadonlyArray<Scalars['ID']['output']>;
  /** Groups that are worked on. */
  readonly srlgs: ReadonlyArray<Scalars['Float']['output']>;
  /** When LSPs are moved away, and the resources go out of use. */
  readonly drainStart: Scalars['DateTime']['output'];
  /** From when on the resources may be down. */
  readonly start: Scalars['DateTime']['output'];
  /** Until when. */
  readonly end: Scalars['DateTime']['output'];
  /** As asked for. */
  readonly whatCannotMove: WhatCannotMove;
  /** As asked for. */
  readonly revert: Scalars['Boolean']['output'];
  /** What it would do to the network as it was when it was planned; null until it is decided. */
  readonly impact?: Maybe<MaintenanceImpact>;
  /** The moves that are planned, under way or done in the last round; none once it is over. */
  readonly moves: ReadonlyArray<MaintenanceMove>;
  /** LSPs that were moved away and are not back. */
  readonly moved: ReadonlyArray<MaintenanceMove>;
  /** What could not be moved when that was looked at last: while it is drained, and at the start. */
  readonly staying: ReadonlyArray<StayingLsp>;
  /** What went wrong last. */
  readonly failure?: Maybe<OperationError>;
  /** When it was asked for. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When nothing was left to do for it. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What a maintenance window would do. */
export type MaintenanceImpact = {
  readonly __typename?: 'MaintenanceImpact';
  /** LSPs that would move, in a safe order. */
  readonly moves: ReadonlyArray<PlannedMove>;
  /** LSPs that would stay. */
  readonly staying: ReadonlyArray<StayingLsp>;
  /** Bookings over the resources within the window. */
  readonly bookings: ReadonlyArray<MaintainedBooking>;
  /** What LSPs take of the most utilised link, 0 to 1 and beyond, before. */
  readonly utilizationBefore: Scalars['Float']['output'];
  /** The same after the moves. */
  readonly utilizationAfter: Scalars['Float']['output'];
};

/** An LSP that would move. */
export type PlannedMove = {
  readonly __typename?: 'PlannedMove';
  /** Id of the LSP. */
  readonly lsp: Scalars['ID']['output'];
  /** Links of its path; empty where the topology does not know all of it. */
  readonly from: ReadonlyArray<Scalars['ID']['output']>;
  /** Links of its new path. */
  readonly to: ReadonlyArray<Scalars['ID']['output']>;
};

/** Where a move stands. */
export type MoveState =
  /** Planned, or under way. */
  | 'PLANNED'
  /** The LSP is up on its new path. */
  | 'MOVED'
  /** It was refused, was not done in time, or there was no room any more. */
  | 'FAILED';

/** An LSP on its way, away from what is worked on or back. */
export type MaintenanceMove = {
  readonly __typename?: 'MaintenanceMove';
  /** Id of the LSP. */
  readonly lsp: Scalars['ID']['output'];
  /** Links of the path before; empty where the topology does not know all of it. */
  readonly from: ReadonlyArray<Scalars['ID']['output']>;
  /** Links of the path after. */
  readonly to: ReadonlyArray<Scalars['ID']['output']>;
  /** Where it stands. */
  readonly state: MoveState;
  /** The update of the LSP, once it was asked for. */
  readonly operation?: Maybe<Operation>;
};

/** An LSP that stays where it is. */
export type StayingLsp = {
  readonly __typename?: 'StayingLsp';
  /** Id of the LSP. */
  readonly lsp: Scalars['ID']['output'];
  /** Why. */
  readonly reason: StayingReason;
  /** With NO_PATH: why there is none. */
  readonly noPath: ReadonlyArray<NoPathReason>;
};

/** An occurrence of a booking over what is worked on. */
export type MaintainedBooking = {
  readonly __typename?: 'MaintainedBooking';
  /** Id of the booking. */
  readonly booking: Scalars['ID']['output'];
  /** Number of the occurrence, from 0. */
  readonly occurrence: Scalars['Int']['output'];
  /** Links of its path. */
  readonly from: ReadonlyArray<Scalars['ID']['output']>;
  /** Links of the path that it would get; null when there is none. */
  readonly to?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
};

/** A page of maintenance windows. */
export type MaintenanceConnection = {
  readonly __typename?: 'MaintenanceConnection';
  /** Of this page. */
  readonly nodes: ReadonlyArray<Maintenance>;
  /** Whether there is more. */
  readonly pageInfo: PageInfo;
  /** Of all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** How far an operation is. All but PENDING are final. */
export type OperationState =
  /** Asked for, the outcome is not known yet. */
  | 'PENDING'
  /** The head-end reported what was wanted. */
  | 'SUCCEEDED'
  /** It could not be done: see `error`. */
  | 'FAILED'
  /** The head-end did not report the outcome before the deadline. */
  | 'TIMED_OUT'
  /** Superseded by a later operation on the same LSP. */
  | 'CANCELLED';

/** One piece of work on the network, from the intent to its outcome. */
export type Operation = {
  readonly __typename?: 'Operation';
  /** Unique; also the correlation id of its events. */
  readonly id: Scalars['ID']['output'];
  /** `create-lsp`, `update-lsp`, `delete-lsp` or `reoptimize`. */
  readonly kind: Scalars['String']['output'];
  /** How far it is. */
  readonly state: OperationState;
  /** Why it did not succeed. */
  readonly error?: Maybe<OperationError>;
  /** When it was asked for. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** When it reached its final state. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** By when it has an outcome, at the latest TIMED_OUT; null for one of several steps, which have their own. */
  readonly deadline?: Maybe<Scalars['DateTime']['output']>;
  /**
   * `operator`: asked for here. `path-broken`, `path-missing`: Cairn's own, to give an LSP a path that works; `in-the-way`:
   * so that a more important one has room; `auto-bandwidth`: its reservation follows its traffic. `booking`, `reoptimization`,
   * `maintenance`, `reversion`: a step of one. Of a reoptimization also what triggered it: `bandwidth`, `freed`, `utilization`, `unplaced`, `gap`, `schedule`.
   */
  readonly reason: Scalars['String']['output'];
  /** Id of the LSP that it is about, whether that exists or not; null for one that is about many. */
  readonly lspId?: Maybe<Scalars['ID']['output']>;
  /** The LSP as it is now; null when it is not there yet, or no more. */
  readonly lsp?: Maybe<Lsp>;
  /** What a reoptimization does, or would do; null for other operations, and before it is planned. */
  readonly plan?: Maybe<ReoptimizationPlan>;
  /** Operations that end before it is sent: LSPs of lower priority make way. Empty for most. */
  readonly waitsFor: ReadonlyArray<Scalars['ID']['output']>;
  /** What was computed for it; null for a pinned path and for a deletion. */
  readonly computation?: Maybe<OperationComputation>;
};

/** Why an operation did not succeed. */
export type OperationError = {
  readonly __typename?: 'OperationError';
  /**
   * Stable, for programs: `NO_PATH`, `PCEP_ERROR`, `LSP_ERROR`, `LSP_REMOVED`, `TIMED_OUT`, `CANCELLED`; of a reoptimization
   * also `NETWORK_CHANGED`: it is not what was planned for, and `NOT_PLANNED`.
   */
  readonly code: Scalars['String']['output'];
  /** For people. */
  readonly message: Scalars['String']['output'];
};

/** From what a path was computed, so that it can be computed again: `computePath` with `asOf` this position. */
export type OperationComputation = {
  readonly __typename?: 'OperationComputation';
  /** Place in the log of the network that it was computed in. */
  readonly position: Scalars['Position']['output'];
  /** The request, with the fields of PathRequest. */
  readonly request: Scalars['JSON']['output'];
  /** Other LSPs that were computed together with it. */
  readonly together: ReadonlyArray<Scalars['ID']['output']>;
};

/** How to go on from one page of a list to the next. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /**
   * Give it as `after` to get what follows. Of an event list it is the position up to which the log was read, so that it
   * also moves on when nothing matched; null when there is nothing yet.
   */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** True when there is, or may be, more after `endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/**
 * What a set of paths is to be best in (RFC 5541 4, RFC 8800 5.3). As many as possible are placed first; of sets that are
 * equally good the one with the lowest sum of metrics is taken.
 */
export type PathSetObjective =
  /** The sum of the metrics of all paths (MCC). */
  | 'CUMULATIVE_COST'
  /** The bandwidth that is taken of all links together (MBC). */
  | 'AGGREGATE_BANDWIDTH'
  /** The load of the most loaded link of the network (MLL). */
  | 'MOST_LOADED_LINK'
  /** Links that more than one path uses, in whichever direction (MSL). */
  | 'SHARED_LINKS'
  /** Shared risk link groups that more than one path is in (MSS). */
  | 'SHARED_SRLGS'
  /** Nodes that more than one path passes, but for those where both start or end (MSN). */
  | 'SHARED_NODES';

/** What no single failure may take from two paths at once. */
export type Disjointness = {
  /** Which failures count. */
  readonly level: DisjointnessLevel;
  /** False: where nothing is disjoint, the paths that have the fewest single failures in common, then the cheapest of those. */
  readonly strict?: InputMaybe<Scalars['Boolean']['input']>;
  /** LSPs by id that stay where they are, and must not be shared with either. */
  readonly from?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Which failures count. A node where two paths start or end is not shared: no path could avoid it. */
export type DisjointnessLevel =
  /** Links, in whichever direction they are used. */
  | 'LINK'
  /** Links, and nodes. */
  | 'NODE'
  /** Links, and shared risk link groups. */
  | 'SRLG'
  /** Links, nodes, and shared risk link groups. */
  | 'SRLG_NODE';

/** Paths that were computed together. */
export type PathSetResult = {
  readonly __typename?: 'PathSetResult';
  /** In the order of the requests. Alternatives are not looked for where paths are disjoint. */
  readonly results: ReadonlyArray<PathResult>;
  /**
   * What paths of the set have in common although it should not be; where strict disjointness was refused, what they
   * would at least.
   */
  readonly shared: SharedRisks;
  /** False: the search met its limit, so that there may be better paths, or paths at all. */
  readonly exact: Scalars['Boolean']['output'];
  /** What is taken of the network once the paths are there. */
  readonly load: NetworkLoad;
  /** Place in the log of the network that this was computed in. */
  readonly position: Scalars['Position']['output'];
};

/** By all that is there, at the lowest priority (RFC 5541 5). */
export type NetworkLoad = {
  readonly __typename?: 'NetworkLoad';
  /** Of all links together, bit/s. */
  readonly aggregateBandwidth: Scalars['Float']['output'];
  /** Of the most loaded link, as a share of what can be reserved on it. */
  readonly mostLoadedLink: Scalars['Float']['output'];
};

/** Single failures that would take two paths at once. */
export type SharedRisks = {
  readonly __typename?: 'SharedRisks';
  /** Ids of links; one direction stands for both. */
  readonly links: ReadonlyArray<Scalars['ID']['output']>;
  /** Ids of nodes. */
  readonly nodes: ReadonlyArray<Scalars['ID']['output']>;
  /** Shared risk link groups. */
  readonly srlgs: ReadonlyArray<Scalars['Float']['output']>;
};

/**
 * A path through the network. With every link known, `hops` has one element per link. Otherwise (a route that the
 * topology does not know) it has one per hop of the route, with `node` and `link` null where unknown.
 */
export type Path = {
  readonly __typename?: 'Path';
  /** In order, without the source. */
  readonly hops: ReadonlyArray<Hop>;
  /** Node ids from the source to the destination; empty when the route is not fully known. */
  readonly nodes: ReadonlyArray<Scalars['ID']['output']>;
  /** Sum over the links; null when the route is not fully known, or above 2147483647. */
  readonly igpMetric?: Maybe<Scalars['Int']['output']>;
  /** Sum over the links (the IGP metric where a link has none); null when the route is not fully known, or above 2147483647. */
  readonly teMetric?: Maybe<Scalars['Int']['output']>;
  /** Sum over the links, microseconds; null when any of them is not known. */
  readonly delay?: Maybe<Scalars['Float']['output']>;
  /** Sum over the links, microseconds; null when any of them is not known. */
  readonly delayVariation?: Maybe<Scalars['Float']['output']>;
  /** Share of the packets that are lost on one of the links, 0 to 1; null when that of any link is not known. */
  readonly loss?: Maybe<Scalars['Float']['output']>;
  /** Length of `hops`: the number of links of a path that is fully known. */
  readonly hopCount: Scalars['Int']['output'];
};

/** One step of a path: over `link` to `node`. */
export type Hop = {
  readonly __typename?: 'Hop';
  /**
   * The address that the route names for this step when it names one per link; else the interface address at the far end,
   * else the node's router id.
   */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** Where the step ends. */
  readonly node?: Maybe<Node>;
  /** The link that is taken. */
  readonly link?: Maybe<Link>;
  /**
   * Segment routing: the label of the segment that starts with this link; null on the further links of a segment that
   * spans several. RSVP-TE: the label recorded for the step, if the head-end reports it.
   */
  readonly label?: Maybe<Scalars['Int']['output']>;
  /** True when the route leaves open how this step is reached. */
  readonly loose: Scalars['Boolean']['output'];
};

/** One hop of a route object, as it was signalled (RFC 3209 4.3, RFC 8664 4.3). */
export type SignalledHop = {
  readonly __typename?: 'SignalledHop';
  /** What it names. */
  readonly kind: SignalledHopKind;
  /** Address: of the prefix or node, or of the near end of an adjacency segment. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** Prefix length; null for a host. */
  readonly prefixLength?: Maybe<Scalars['Int']['output']>;
  /** Far end of an adjacency segment. */
  readonly remoteAddress?: Maybe<Scalars['String']['output']>;
  /** MPLS label: of the segment, or recorded. */
  readonly label?: Maybe<Scalars['Int']['output']>;
  /** SRv6 SID. */
  readonly sid?: Maybe<Scalars['String']['output']>;
  /** Segment index; relative to the head-end's label block. */
  readonly index?: Maybe<Scalars['Float']['output']>;
  /** Interface of an unnumbered hop (its router id is `address`). */
  readonly interfaceId?: Maybe<Scalars['Float']['output']>;
  /** Number of an autonomous system. */
  readonly autonomousSystem?: Maybe<Scalars['Float']['output']>;
  /** True when the hop is loose. */
  readonly loose: Scalars['Boolean']['output'];
};

/** What a signalled hop names. */
export type SignalledHopKind =
  /** An IPv4 or IPv6 prefix. */
  | 'ADDRESS'
  /** An unnumbered interface (RFC 3477). */
  | 'UNNUMBERED'
  /** An autonomous system. */
  | 'AUTONOMOUS_SYSTEM'
  /** A segment (RFC 8664). */
  | 'SEGMENT'
  /** An SRv6 segment (RFC 9603). */
  | 'SRV6_SEGMENT'
  /** A recorded label (RFC 3209 4.4.1.3); belongs to the hop before it. */
  | 'LABEL'
  /** Something that Cairn has no use for. */
  | 'OTHER';

/** What a path is measured by. */
export type Metric =
  /** Sum of IGP costs. */
  | 'IGP'
  /** Sum of TE metrics. */
  | 'TE'
  /** Number of links. */
  | 'HOPS'
  /** Sum of delays, microseconds. */
  | 'DELAY'
  /** Sum of delay variations, microseconds. */
  | 'DELAY_VARIATION'
  /** Share of the packets that are lost on the way, 0 to 1. */
  | 'LOSS';

/** What a single path is to be best in (RFC 5541). */
export type PathObjective =
  /** The sum of `metric`. */
  | 'MINIMUM_COST'
  /** The load of its most loaded link, with its own bandwidth. */
  | 'MINIMUM_LOAD'
  /** The least unreserved bandwidth of any of its links. */
  | 'MAXIMUM_BANDWIDTH';

/** The path must not exceed `max`. */
export type MetricBound = {
  /** What is bounded; once per request. */
  readonly metric: Metric;
  /** Largest amount allowed; 0 or more, of LOSS at most 1. */
  readonly max: Scalars['Float']['input'];
};

/** What a set of paths amounts to (RFC 5541 5). */
export type PathSetMetric =
  /** Bandwidth that is taken of all links of the network together, bit/s. */
  | 'AGGREGATE_BANDWIDTH'
  /** Load of the most loaded link of the network, as a share of what can be reserved on it. */
  | 'MOST_LOADED_LINK'
  /** Sum of the IGP metrics of the paths. */
  | 'CUMULATIVE_IGP'
  /** Sum of the TE metrics of the paths. */
  | 'CUMULATIVE_TE';

/** The set must not exceed `max`. */
export type PathSetBound = {
  /** What is bounded; once per set. */
  readonly metric: PathSetMetric;
  /** Largest amount allowed; 0 or more. */
  readonly max: Scalars['Float']['input'];
};

/** A path that is wanted. */
export type PathRequest = {
  /** Node id, name or router id. */
  readonly source: Scalars['String']['input'];
  /** Node id, name or router id. */
  readonly destination: Scalars['String']['input'];
  /** Bit/s; every link must have as much unreserved at the setup priority. */
  readonly bandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** 0 (highest) to 7. */
  readonly setupPriority?: InputMaybe<Scalars['Int']['input']>;
  /** What is to be smallest. */
  readonly metric?: InputMaybe<Metric>;
  /** What the path is to be best in; of equally good ones the one with the smallest `metric`. */
  readonly objective?: InputMaybe<PathObjective>;
  /** Upper limits. */
  readonly bounds?: InputMaybe<ReadonlyArray<MetricBound>>;
  /** Administrative groups by bit number, 0 to 31: each link must have one of these. */
  readonly includeAny?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Each link must have all of these. */
  readonly includeAll?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** No link may have any of these. */
  readonly excludeAny?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Nodes and links by id, and autonomous systems as `AS 65001`: not to be used. */
  readonly exclude?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Shared risk link groups that no link may be in. */
  readonly excludeSrlgs?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /**
   * To be passed, in this order: nodes and links by id, and of an autonomous system (`AS 65001`) or a prefix (`10.0.0.0/24`)
   * any node. Written `strict X`, nothing but X and what is before it may be in between.
   */
  readonly include?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /**
   * Only over links that this algorithm forwards over, with the least sum of its metric instead of `metric`: 128 to 255 a
   * flexible algorithm (RFC 9350), 1 strict shortest paths, 0 the IGP's own. For SR_MPLS its segments are taken first.
   */
  readonly algorithm?: InputMaybe<Scalars['Int']['input']>;
  /** How many further paths to give, up to 32. */
  readonly alternatives?: InputMaybe<Scalars['Int']['input']>;
};

/** The best path, or why there is none. */
export type PathResult = {
  readonly __typename?: 'PathResult';
  /** The best path; null when there is none. */
  readonly path?: Maybe<Path>;
  /** Next best ones, best first; fewer than asked for when there are no more. */
  readonly alternatives: ReadonlyArray<Path>;
  /** Why there is no path; null when there is one. */
  readonly noPath?: Maybe<NoPath>;
  /** Place in the log of the network that this was computed in. */
  readonly position: Scalars['Position']['output'];
};

/** Why there is no path, and what would help. */
export type NoPath = {
  readonly __typename?: 'NoPath';
  /** Most telling first; never empty. */
  readonly reasons: ReadonlyArray<NoPathReason>;
  /** What each single constraint would have to become, as far as that alone would help. */
  readonly relaxations: ReadonlyArray<Relaxation>;
  /** The relaxation to take if any will do; null when none helps alone. */
  readonly cheapest?: Maybe<CheapestRelaxation>;
  /** Where the way is barred; null when links that each meet the request lead all the way. */
  readonly bottleneck?: Maybe<Bottleneck>;
  /** Per bounded metric how small it can be; empty when nothing is bounded, or other constraints are in the way as well. */
  readonly bounds: ReadonlyArray<BoundShortfall>;
};

/**
 * A smallest set of links of which every known way takes one, and none of which meets the request; of several such sets the one
 * nearest `from`. Links that are down are known ways too.
 */
export type Bottleneck = {
  readonly __typename?: 'Bottleneck';
  /** Where the barred part of the way begins: the source, or the last of `include` that can be reached. */
  readonly from: Node;
  /** Where it ends: the destination, or the next of `include`. */
  readonly to: Node;
  /** The links, by id; empty when no known link leads across. */
  readonly links: ReadonlyArray<BottleneckLink>;
  /** How many nodes `from` reaches over links that meet the request, itself included. */
  readonly reached: Scalars['Int']['output'];
  /** From how many nodes `to` is reached in the same way, itself included. */
  readonly reaching: Scalars['Int']['output'];
  /** How many nodes there are. */
  readonly nodeCount: Scalars['Int']['output'];
};

/** A link that is in the way, and why. */
export type BottleneckLink = {
  readonly __typename?: 'BottleneckLink';
  /** The link. */
  readonly link: Link;
  /** Everything that it lacks; never empty. */
  readonly shortfalls: ReadonlyArray<LinkShortfall>;
};

/** What a link has, and what the request wants of it. */
export type LinkShortfall = {
  readonly __typename?: 'LinkShortfall';
  /**
   * `operational`, `bandwidth`, `delayKnown`, `delayVariationKnown`, `lossKnown`, `includeAny`, `includeAll`, `excludeAny`,
   * `exclude` or `excludeSrlgs`.
   */
  readonly constraint: Scalars['String']['output'];
  /** Bit/s left, groups, or what of an excluded kind it has. */
  readonly has: Scalars['String']['output'];
  /** What was wanted; `none` for what is excluded. */
  readonly wanted: Scalars['String']['output'];
};

/** How small a bounded metric can be. */
export type BoundShortfall = {
  readonly __typename?: 'BoundShortfall';
  /** The metric. */
  readonly metric: Metric;
  /** The upper limit that was asked for. */
  readonly max: Scalars['Float']['output'];
  /**
   * The least that any path has which meets everything but the bounds. Not above `max` for all bounds: then no path keeps them
   * together.
   */
  readonly least: Scalars['Float']['output'];
};

/** The relaxation that touches least, and why it is that one. */
export type CheapestRelaxation = {
  readonly __typename?: 'CheapestRelaxation';
  /** What would have to give. */
  readonly relaxation: Relaxation;
  /** What it touches; the first possible one in this order is preferred. */
  readonly concern: RelaxationConcern;
  /**
   * REQUEST: the share that is given up, 0 to 1, of the bandwidth, of a list's elements, or of the new limit that the old one
   * leaves uncovered. OTHER_LSPS: priority levels. NETWORK: links, nodes or labels to change. The lowest is preferred.
   */
  readonly price: Scalars['Float']['output'];
  /** What set it apart from `next`. */
  readonly because: CheapestBecause;
  /** The second choice. */
  readonly next?: Maybe<Relaxation>;
};

/** What a relaxation touches. */
export type RelaxationConcern =
  /** Only the request. */
  | 'REQUEST'
  /** LSPs of lower priority, which would be preempted. */
  | 'OTHER_LSPS'
  /** The network or its routers. */
  | 'NETWORK';

/** What set the cheapest relaxation apart from the next. */
export type CheapestBecause =
  /** There is no other. */
  | 'ONLY'
  /** It touches less. */
  | 'CONCERN'
  /** It has the lower price. */
  | 'PRICE'
  /** Its path is better by the metric of the request. */
  | 'PATH'
  /** It is the first that the answer names; nothing else sets them apart. */
  | 'ORDER';

/** Which part of a request can't be met. */
export type NoPathReason =
  /** No node has this id, name or router id. */
  | 'UNKNOWN_SOURCE'
  /** No node has this id, name or router id. */
  | 'UNKNOWN_DESTINATION'
  /** Nothing that is up leads there, whatever the constraints. */
  | 'UNREACHABLE'
  /** Not enough unreserved bandwidth. */
  | 'BANDWIDTH'
  /** Administrative groups. */
  | 'AFFINITY'
  /** Excluded nodes, links or shared risk groups. */
  | 'EXCLUSION'
  /** Nodes or links to be passed. */
  | 'INCLUSION'
  /** An upper limit of a metric. */
  | 'METRIC_BOUND'
  /** Paths of the same set that must not share anything. */
  | 'DISJOINTNESS'
  /** What the requester of a strict path must not be told: the inside of an autonomous system. */
  | 'CONFIDENTIALITY'
  /** What the head-end can signal, such as its label stack depth. */
  | 'POLICY';

/** What would have to give for a path to exist. */
export type Relaxation = {
  readonly __typename?: 'Relaxation';
  /** Name of the constraint, such as `bandwidth` or `bounds.DELAY`. */
  readonly constraint: Scalars['String']['output'];
  /** Its present value; null when there is no single one. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** The value that would do. */
  readonly to: Scalars['String']['output'];
  /** The path that there would be. */
  readonly path: Path;
};

/** A head-end that was forgotten. */
export type ForgottenPcc = {
  readonly __typename?: 'ForgottenPcc';
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** How many LSPs went with it. */
  readonly lspCount: Scalars['Int']['output'];
};

/** A Path Computation Client: a head-end router, as its PCEP sessions show it. */
export type Pcc = {
  readonly __typename?: 'Pcc';
  /** Its SPEAKER-ENTITY-ID when it sends one (RFC 8232), else its address. */
  readonly id: Scalars['ID']['output'];
  /** Address its present or last session came from. */
  readonly address: Scalars['String']['output'];
  /** True while there is a PCEP session. */
  readonly connected: Scalars['Boolean']['output'];
  /** True when the present session's end-of-synchronisation marker has arrived: its LSPs are as it reported them. */
  readonly synchronized: Scalars['Boolean']['output'];
  /** LSPs in the LSP-DB; of a PCC that is not connected, as last reported. */
  readonly lspCount: Scalars['Int']['output'];
  /** What it said it can do in its present or last session. */
  readonly capabilities: PccCapabilities;
  /** When the present session came up, or the last one ended. */
  readonly since: Scalars['DateTime']['output'];
  /** Why the last session ended; null while connected. For example `connection-lost`, `dead-timer`, `closed-by-peer`. */
  readonly lastEnd?: Maybe<Scalars['String']['output']>;
};

/** What both sides agreed on in their Open messages. */
export type PccCapabilities = {
  readonly __typename?: 'PccCapabilities';
  /** It reports its LSPs (RFC 8231). */
  readonly stateful: Scalars['Boolean']['output'];
  /** It accepts updates of delegated LSPs (RFC 8231, U flag). */
  readonly update: Scalars['Boolean']['output'];
  /** It accepts LSPs that the PCE creates (RFC 8281, I flag). */
  readonly initiation: Scalars['Boolean']['output'];
  /** How it can set up LSPs (RFC 8408). */
  readonly setupTypes: ReadonlyArray<SetupType>;
  /** Deepest label stack it can push (MSD, RFC 8664); null when there is no limit or no segment routing. */
  readonly maximumSidDepth?: Maybe<Scalars['Int']['output']>;
  /** Most SRv6 SIDs that it can put on a packet (H.Encaps MSD, RFC 9603); null when it told no limit or has no SRv6. */
  readonly maximumSrv6Sids?: Maybe<Scalars['Int']['output']>;
};

/** The running PCE. */
export type Pce = {
  readonly __typename?: 'Pce';
  /** The name it was given in its configuration. */
  readonly name: Scalars['String']['output'];
  /** Version of Cairn. */
  readonly version: Scalars['String']['output'];
  /** When this process started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Place in the log of the last event that the live state contains. */
  readonly position: Scalars['Position']['output'];
  /** True when the log is replayed and the listeners are up. */
  readonly ready: Scalars['Boolean']['output'];
};

/** What is to be better. */
export type ReoptimizationGoal =
  /** The utilisation of the most utilised link is to be low (RFC 5541 MLL). */
  | 'MIN_MAX_UTILIZATION'
  /** As much bandwidth as possible is to be placed. */
  | 'MAX_THROUGHPUT'
  /** The sum of the TE metrics of all paths is to be low. */
  | 'MIN_TOTAL_METRIC';

/** How far it may go. */
export type ReoptimizationScope =
  /** Few moves away from the present paths. */
  | 'INCREMENTAL'
  /** The best placement of all that is found, without moves that are not worth it (RFC 5557). */
  | 'GLOBAL'
  /** The placement that depends on no order of arrival, with all the moves that it takes (RFC 8051 3.1.4). */
  | 'PREDICTABLE';

/** What happens when a step fails. */
export type FailurePolicy =
  /** No more steps. */
  | 'STOP'
  /** What was done is undone, last first. */
  | 'ROLL_BACK'
  /** A new plan is made from where things are, twice at most. */
  | 'REPLAN';

/** A reoptimization that is wanted. Gains are shares: 0.01 is one percent. */
export type ReoptimizeInput = {
  /** What is to be better. */
  readonly goal: ReoptimizationGoal;
  /** LSPs that may move; without it all that can. */
  readonly lsps?: InputMaybe<LspFilter>;
  /** Plan only, change nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The most LSPs that may be moved. */
  readonly maxMoves?: InputMaybe<Scalars['Int']['input']>;
  /** How far it may go. */
  readonly scope?: InputMaybe<ReoptimizationScope>;
  /** No plan for less. */
  readonly minGain?: InputMaybe<Scalars['Float']['input']>;
  /** Nothing moves for less. */
  readonly minGainPerMove?: InputMaybe<Scalars['Float']['input']>;
  /** Whether an LSP may be without a path for a moment where moves wait for each other and nothing else helps. */
  readonly allowRelease?: InputMaybe<Scalars['Boolean']['input']>;
  /** What happens when a step fails. */
  readonly onFailure?: InputMaybe<FailurePolicy>;
};

/** What a reoptimization does. */
export type ReoptimizationPlan = {
  readonly __typename?: 'ReoptimizationPlan';
  /** Before it. */
  readonly before: PlacementFigures;
  /** After it. */
  readonly after: PlacementFigures;
  /** By the goal, as a share: points of utilisation, of the bandwidth wanted, or of the sum of metrics. */
  readonly gain: Scalars['Float']['output'];
  /** No placement of these LSPs has a lower utilisation of its most utilised link. */
  readonly utilizationBound: Scalars['Float']['output'];
  /** What no placement of all these LSPs can better by the goal: a utilisation, bit/s, or a sum of TE metrics. */
  readonly bound?: Maybe<Scalars['Float']['output']>;
  /** How that is known. */
  readonly boundBy?: Maybe<BoundOrigin>;
  /**
   * By how much of the bound the placement after it may be worse than the best one there is; 0: nothing is better. Null where
   * some LSP has no place, or nothing is known.
   */
  readonly gap?: Maybe<Scalars['Float']['output']>;
  /** In an order in which each is safe once those it waits for are done. */
  readonly steps: ReadonlyArray<ReoptimizationStep>;
  /** LSPs that are on a temporary path for a while, to make room. */
  readonly detoured: ReadonlyArray<Scalars['ID']['output']>;
  /** LSPs that are without a path for a moment. */
  readonly released: ReadonlyArray<Scalars['ID']['output']>;
  /** LSPs that stay where they are though something else was wanted, and why. */
  readonly notDone: ReadonlyArray<LspNotMoved>;
};

/** How it is known that nothing is better. */
export type BoundOrigin =
  /** By the linear program in which LSPs may be split over paths. */
  | 'LINEAR_PROGRAM'
  /** By what each LSP and each node needs by itself. */
  | 'COMBINATORIAL'
  /** By the search for the placement. */
  | 'SEARCH';

/** How a placement of LSPs does. */
export type PlacementFigures = {
  readonly __typename?: 'PlacementFigures';
  /** Load over capacity of the most utilised link. */
  readonly utilization: Scalars['Float']['output'];
  /** Sum of the TE metrics of the paths. */
  readonly totalMetric: Scalars['Float']['output'];
  /** Bit/s. */
  readonly placedBandwidth: Scalars['Float']['output'];
  /** LSPs. */
  readonly placed: Scalars['Int']['output'];
};

/** What a step does. */
export type StepAction =
  /** The LSP has no path, and gets one. */
  | 'SET_UP'
  /** Make-before-break to its new path. */
  | 'MOVE'
  /** Make-before-break to a temporary path. */
  | 'DETOUR'
  /** It is without a path for a moment. */
  | 'RELEASE';

/** How far a step is. */
export type StepState =
  /** Not done yet. */
  | 'WAITING'
  /** The head-end has reported it. */
  | 'DONE'
  /** It could not be done; see `failure`. */
  | 'FAILED'
  /** It was done, and undone again. */
  | 'UNDONE'
  /** It was done and could not be undone; see `failure`. */
  | 'NOT_UNDONE';

/** One change of one LSP. */
export type ReoptimizationStep = {
  readonly __typename?: 'ReoptimizationStep';
  /** From 0. */
  readonly number: Scalars['Int']['output'];
  /** Its LSP. */
  readonly lspId: Scalars['ID']['output'];
  /** What it does. */
  readonly action: StepAction;
  /** How far it is. */
  readonly state: StepState;
  /** Where the LSP is before it; null: nowhere. */
  readonly from?: Maybe<Path>;
  /** Where it is after it; null: nowhere. */
  readonly to?: Maybe<Path>;
  /** Steps of the same wave may run at the same time. */
  readonly wave: Scalars['Int']['output'];
  /** Numbers of the steps that have to be done before it. */
  readonly after: ReadonlyArray<Scalars['Int']['output']>;
  /** Why it could not be done. */
  readonly failure?: Maybe<OperationError>;
};

/** An LSP that was not moved. */
export type LspNotMoved = {
  readonly __typename?: 'LspNotMoved';
  /** Which. */
  readonly lspId: Scalars['ID']['output'];
  /**
   * `NO_PATH`; `DEADLOCK`: those it waits for wait for it; `TARGET_OVER_CAPACITY`; `NOT_SIGNALLED`: its head-end can't be
   * given the new path.
   */
  readonly reason: Scalars['String']['output'];
};

/** An LSP without a path that works. It is tried again with every change of the network that may help. */
export type UnplacedLsp = {
  readonly __typename?: 'UnplacedLsp';
  /** Id of the LSP. */
  readonly lspId: Scalars['ID']['output'];
  /** The LSP, while its head-end reports it. */
  readonly lsp?: Maybe<Lsp>;
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** Why no path was found, the last time. */
  readonly reasons: ReadonlyArray<NoPathReason>;
  /** Place in the log of the network in which that was found. */
  readonly position: Scalars['Position']['output'];
};

/** How an LSP came, or did not come, back to its path before a failure. */
export type ReversionOutcome =
  /** It was led back. */
  | 'REVERTED'
  /** It was on that path again without having been led back. */
  | 'BACK'
  /** It got another path meanwhile, from an operator, a reoptimization or its head-end. */
  | 'CHANGED'
  /** The LSP is gone. */
  | 'GONE'
  /** An operator wanted it to stay. */
  | 'CANCELLED';

/** An LSP that a failure has moved and that is to go back. The move back is an operation with the reason `reversion`. */
export type Reversion = {
  readonly __typename?: 'Reversion';
  /** Unique; the id of the operation that moved it first. */
  readonly id: Scalars['ID']['output'];
  /** Id of the LSP. */
  readonly lspId: Scalars['ID']['output'];
  /** The LSP, while its head-end reports it. */
  readonly lsp?: Maybe<Lsp>;
  /** Links of the path before the failure. */
  readonly home: ReadonlyArray<Scalars['ID']['output']>;
  /** When the LSP was moved. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** When it goes back, if its path stays usable until then; null: that is not usable, or everything is settled. */
  readonly due?: Maybe<Scalars['DateTime']['output']>;
  /** Why it has not gone back yet. */
  readonly obstacle?: Maybe<Scalars['String']['output']>;
  /** Null: it is still to go back. */
  readonly outcome?: Maybe<ReversionOutcome>;
  /** When that was settled. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A moment to look at: give exactly one. Without it, now. The answer shows the network exactly as Cairn knew it then. */
export type AsOf =
  /** After the event at this place in the log. It must not be beyond the end of the log. */
  { readonly position: Scalars['Position']['input']; readonly time?: never; }
  |  /** After the last event at or before this instant. What lies before the first event is the empty network. */
  { readonly position?: never; readonly time: Scalars['DateTime']['input']; };

/** What can be followed, over WebSocket at the same path (protocol graphql-transport-ws). */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * The live log from a place on; resumable: give the position of the last event received as `after`. Every event comes
   * once, in order, without a gap, however slowly it is read.
   */
  readonly eventAppended: Event;
  /**
   * LSPs as they change: each time in its newest state, so that quick changes may come as one. One that is removed, or no
   * longer matches, is not told of: follow `eventAppended(types: ["LspRemoved"])` for that.
   */
  readonly lspChanged: Lsp;
  /** An operation: how far it is now, then each change; ends after its final state. */
  readonly operationChanged: Operation;
  /** A booking: how far it is now, then each change; ends when nothing of it is left to be done. */
  readonly bookingChanged: Booking;
  /**
   * A maintenance window: how far it is now, then in its newest state after each change, so that quick changes may come as one;
   * ends when it is over.
   */
  readonly maintenanceChanged: Maintenance;
};


/** What can be followed, over WebSocket at the same path (protocol graphql-transport-ws). */
export type SubscriptionEventAppendedArgs = {
  stream?: InputMaybe<Scalars['String']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  after?: InputMaybe<Scalars['Position']['input']>;
};


/** What can be followed, over WebSocket at the same path (protocol graphql-transport-ws). */
export type SubscriptionLspChangedArgs = {
  filter?: InputMaybe<LspFilter>;
};


/** What can be followed, over WebSocket at the same path (protocol graphql-transport-ws). */
export type SubscriptionOperationChangedArgs = {
  id: Scalars['ID']['input'];
};


/** What can be followed, over WebSocket at the same path (protocol graphql-transport-ws). */
export type SubscriptionBookingChangedArgs = {
  id: Scalars['ID']['input'];
};


/** What can be followed, over WebSocket at the same path (protocol graphql-transport-ws). */
export type SubscriptionMaintenanceChangedArgs = {
  id: Scalars['ID']['input'];
};

/** The network at one moment. */
export type Topology = {
  readonly __typename?: 'Topology';
  /** All nodes, by id. */
  readonly nodes: ReadonlyArray<Node>;
  /** All directed links, by id: two for a link that works both ways. */
  readonly links: ReadonlyArray<Link>;
  /** The node with this id, name, router id or interface address. */
  readonly node?: Maybe<Node>;
  /** The link with this id. */
  readonly link?: Maybe<Link>;
  /** Who tells of the network: documents, BGP-LS peers, and collectors of measurements. */
  readonly sources: ReadonlyArray<TopologySource>;
  /** All of it as a document that can be imported again: nodes and links with what sources said of them. */
  readonly document: Scalars['String']['output'];
  /** Place in the log of the last event that this view contains. */
  readonly position: Scalars['Position']['output'];
  /** Instant of that event; 1970-01-01T00:00:00.000Z for the empty log. */
  readonly time: Scalars['DateTime']['output'];
};


/** The network at one moment. */
export type TopologyNodeArgs = {
  reference: Scalars['String']['input'];
};


/** The network at one moment. */
export type TopologyLinkArgs = {
  id: Scalars['ID']['input'];
};


/** The network at one moment. */
export type TopologyDocumentArgs = {
  format?: TopologyFormat;
  name?: Scalars['String']['input'];
};

/** A router or another network element. */
export type Node = {
  readonly __typename?: 'Node';
  /** Unique among all nodes. */
  readonly id: Scalars['ID']['output'];
  /** For people; the id unless the source gives one. */
  readonly name: Scalars['String']['output'];
  /** IPv4 or IPv6 TE router id. */
  readonly routerId?: Maybe<Scalars['String']['output']>;
  /** Degrees north. */
  readonly latitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees east. */
  readonly longitude?: Maybe<Scalars['Float']['output']>;
  /** IPv6 TE router id of a node whose `routerId` is its IPv4 one. */
  readonly ipv6RouterId?: Maybe<Scalars['String']['output']>;
  /** Autonomous system. */
  readonly asNumber?: Maybe<Scalars['Float']['output']>;
  /** Where the IGPs that told of the node place it, such as `isis-l2 49.0001`. */
  readonly igpAreas: ReadonlyArray<Scalars['String']['output']>;
  /** True: no path passes the node (IS-IS overload bit, OSPF stub router); it can still be an end. */
  readonly overloaded: Scalars['Boolean']['output'];
  /** MPLS label of the node segment, absolute. */
  readonly prefixSid?: Maybe<Scalars['Int']['output']>;
  /** MPLS labels set aside for segment indexes (SRGB), in the order in which indexes count through them. */
  readonly labelBlocks: ReadonlyArray<LabelBlock>;
  /** Labels that the node can push (MSD). */
  readonly maximumSidDepth?: Maybe<Scalars['Int']['output']>;
  /** Algorithms that the node takes part in. */
  readonly algorithms: ReadonlyArray<Scalars['Int']['output']>;
  /** Flexible algorithms that the node defines (RFC 9350). */
  readonly flexAlgorithms: ReadonlyArray<FlexAlgorithm>;
  /** Prefixes that the node originates, and the segments that lead to them. */
  readonly prefixes: ReadonlyArray<NodePrefix>;
  /** Prefixes that lead to the node's SRv6 SIDs. */
  readonly srv6Locators: ReadonlyArray<Srv6Locator>;
  /** SRv6 SIDs of the node itself. */
  readonly srv6Sids: ReadonlyArray<Srv6Sid>;
  /** How the element is provisioned when it has no control plane. */
  readonly management?: Maybe<ManagementAccess>;
  /** Links that start here, by id. */
  readonly links: ReadonlyArray<Link>;
  /** Which source each attribute comes from. */
  readonly origins: ReadonlyArray<AttributeOrigin>;
};

/** Something that tells of the network. */
export type TopologySource = {
  readonly __typename?: 'TopologySource';
  /** The name of a document, `bgp-ls:` and the address of a peer, or `telemetry:` and the name of a collector. */
  readonly name: Scalars['String']['output'];
  /** Which kind of source it is. */
  readonly kind: TopologySourceKind;
  /** False: what it says may be out of date, as its session is down or has just come back, or the collector is silent. */
  readonly fresh: Scalars['Boolean']['output'];
  /** The session with a peer; null for other sources. */
  readonly feed?: Maybe<TopologyFeed>;
  /** Nodes and directed links that it tells of. */
  readonly nodeCount: Scalars['Int']['output'];
  /** Directed links that it tells of, or measures. */
  readonly linkCount: Scalars['Int']['output'];
};

/** Kinds of topology sources. */
export type TopologySourceKind =
  /** A document that an operator imported. */
  | 'DOCUMENT'
  /** A BGP-LS peer (RFC 9552). */
  | 'BGP_LS'
  /** A collector that measures links (`measureLinks`). */
  | 'TELEMETRY';

/** The BGP session with a topology source. */
export type TopologyFeed = {
  readonly __typename?: 'TopologyFeed';
  /** Address of the peer. */
  readonly address: Scalars['String']['output'];
  /** Autonomous system of the peer. */
  readonly asNumber: Scalars['Float']['output'];
  /** BGP identifier of the peer. */
  readonly routerId: Scalars['String']['output'];
  /** Whether the session is up. */
  readonly connected: Scalars['Boolean']['output'];
  /** Whether the peer has said all it knows since the session is up. */
  readonly synchronized: Scalars['Boolean']['output'];
  /** When it came up, was synchronised or was lost last. */
  readonly since: Scalars['DateTime']['output'];
};

/** Which source says the value of an attribute that counts. */
export type AttributeOrigin = {
  readonly __typename?: 'AttributeOrigin';
  /** Name of the attribute, such as `igpMetric`. */
  readonly attribute: Scalars['String']['output'];
  /** Name of the source. */
  readonly source: Scalars['String']['output'];
};

/** MPLS labels in a row. */
export type LabelBlock = {
  readonly __typename?: 'LabelBlock';
  /** The first one. */
  readonly base: Scalars['Int']['output'];
  /** How many. */
  readonly size: Scalars['Int']['output'];
};

/** A prefix that a node originates. */
export type NodePrefix = {
  readonly __typename?: 'NodePrefix';
  /** Such as `10.0.0.1/32`. */
  readonly prefix: Scalars['String']['output'];
  /** IGP cost of the prefix at its node. */
  readonly metric?: Maybe<Scalars['Float']['output']>;
  /** Absolute MPLS label of the prefix segment. */
  readonly sid?: Maybe<Scalars['Int']['output']>;
  /** Algorithm of the segment; 0 is the shortest path. */
  readonly algorithm: Scalars['Int']['output'];
};

/** How the links of a flexible algorithm are chosen and weighed (RFC 9350 5.1). */
export type FlexAlgorithm = {
  readonly __typename?: 'FlexAlgorithm';
  /** 128 to 255. */
  readonly algorithm: Scalars['Int']['output'];
  /** 0 IGP metric, 1 minimum delay, 2 TE metric. */
  readonly metricType: Scalars['Int']['output'];
  /** 0: shortest path first. */
  readonly calculationType: Scalars['Int']['output'];
  /** Of several definitions the one with the highest priority counts. */
  readonly priority: Scalars['Int']['output'];
  /** Links with any of these administrative groups are left out. */
  readonly excludeAny: ReadonlyArray<Scalars['Int']['output']>;
  /** Only links with one of these count; empty: all. */
  readonly includeAny: ReadonlyArray<Scalars['Int']['output']>;
  /** Only links with all of these count. */
  readonly includeAll: ReadonlyArray<Scalars['Int']['output']>;
  /** Links in any of these shared risk link groups are left out. */
  readonly excludeSrlgs: ReadonlyArray<Scalars['Float']['output']>;
};

/** The management interface of an element without a control plane. */
export type ManagementAccess = {
  readonly __typename?: 'ManagementAccess';
  /** For example netconf. */
  readonly protocol: Scalars['String']['output'];
  /** Which model and workflow the element follows. */
  readonly profile: Scalars['String']['output'];
  /** Address to connect to. */
  readonly address: Scalars['String']['output'];
  /** Port to connect to; the protocol's default when null. */
  readonly port?: Maybe<Scalars['Int']['output']>;
};

/** One direction of a TE link. */
export type Link = {
  readonly __typename?: 'Link';
  /** Unique among all links; each direction has its own. */
  readonly id: Scalars['ID']['output'];
  /** Where it starts. */
  readonly source: Node;
  /** Where it ends. */
  readonly target: Node;
  /** Interface address at the source. */
  readonly sourceAddress?: Maybe<Scalars['String']['output']>;
  /** Interface address at the target. */
  readonly targetAddress?: Maybe<Scalars['String']['output']>;
  /** Interface number at the source, for unnumbered links. */
  readonly sourceInterface?: Maybe<Scalars['Float']['output']>;
  /** Interface number at the target. */
  readonly targetInterface?: Maybe<Scalars['Float']['output']>;
  /** For people. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** IGP cost; null when unknown, or above 2147483647. */
  readonly igpMetric?: Maybe<Scalars['Int']['output']>;
  /** TE metric; null when unknown (then the IGP metric counts), or above 2147483647. */
  readonly teMetric?: Maybe<Scalars['Int']['output']>;
  /** Microseconds; null when unknown. */
  readonly delay?: Maybe<Scalars['Float']['output']>;
  /** Smallest delay measured, microseconds. */
  readonly minDelay?: Maybe<Scalars['Float']['output']>;
  /** Largest delay measured, microseconds. */
  readonly maxDelay?: Maybe<Scalars['Float']['output']>;
  /** Average variation of the delay, microseconds. */
  readonly delayVariation?: Maybe<Scalars['Float']['output']>;
  /** Share of the packets that are lost, 0 to 1. */
  readonly loss?: Maybe<Scalars['Float']['output']>;
  /** What the router says is unreserved at setup priority 0 to 7, bit/s; empty when it says nothing. Contains signalled LSPs. */
  readonly unreserved: ReadonlyArray<Scalars['Float']['output']>;
  /** Capacity that signalled LSPs leave, as measured (RFC 8571 2.5). Bit/s. */
  readonly residualBandwidth?: Maybe<Scalars['Float']['output']>;
  /** Residual bandwidth less what other traffic takes (RFC 8571 2.6). Bit/s. */
  readonly availableBandwidth?: Maybe<Scalars['Float']['output']>;
  /** What is in use, as measured (RFC 8571 2.7). Bit/s. */
  readonly utilizedBandwidth?: Maybe<Scalars['Float']['output']>;
  /** Bit/s. */
  readonly capacity: Scalars['Float']['output'];
  /** What LSPs may reserve in total, bit/s. */
  readonly reservable: Scalars['Float']['output'];
  /** Taken at all priorities: by LSPs as reported, by operations under way, and held for answered path requests. Bit/s. */
  readonly reserved: Scalars['Float']['output'];
  /**
   * Unreserved bandwidth at a setup priority 0 (highest) to 7, bit/s: what is reservable, less what is held at this and
   * all higher priorities. Negative when more is reserved than the link can still carry.
   */
  readonly available: Scalars['Float']['output'];
  /** `reserved` divided by `capacity`; null for a link without capacity. */
  readonly utilization?: Maybe<Scalars['Float']['output']>;
  /** `utilizedBandwidth` divided by `capacity`; null where it is not measured. Contains the traffic of LSPs. */
  readonly measuredUtilization?: Maybe<Scalars['Float']['output']>;
  /** Instant of the youngest measurement of a collector that counts here; null without one. */
  readonly measuredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Administrative groups by bit number; above 31 those of the extended ones (RFC 7308). */
  readonly adminGroups: ReadonlyArray<Scalars['Int']['output']>;
  /** Shared risk link groups; those above 2147483647 only in `srlgNumbers`. */
  readonly srlgs: ReadonlyArray<Scalars['Int']['output']>;
  /** All shared risk link groups, 0 to 4294967295. */
  readonly srlgNumbers: ReadonlyArray<Scalars['Float']['output']>;
  /** MPLS label of the adjacency segment from source to target. */
  readonly adjacencySid?: Maybe<Scalars['Int']['output']>;
  /** SRv6 SIDs that lead over the link (End.X). */
  readonly srv6Sids: ReadonlyArray<Srv6Sid>;
  /** False: known but down. */
  readonly operational: Scalars['Boolean']['output'];
  /** How often it went down of late: forgotten when the penalty of `restoration.damping` has decayed. */
  readonly flaps: Scalars['Int']['output'];
  /** It went down so often that no new path is led over it before this, if it stays up; null: it is in use. */
  readonly dampedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Maintenance windows that keep it out of use now: no new path goes over it. Empty: it is in use. */
  readonly outOfUse: ReadonlyArray<Maintenance>;
  /** Which source each attribute comes from. */
  readonly origins: ReadonlyArray<AttributeOrigin>;
};


/** One direction of a TE link. */
export type LinkAvailableArgs = {
  priority?: InputMaybe<Scalars['Int']['input']>;
};

/** What a collector measured. */
export type MeasureLinksInput = {
  /** Its name: 1 to 64 letters, digits, dots, colons, - or _. What it says is forgotten when it is silent for too long. */
  readonly collector: Scalars['String']['input'];
  /** At most 10,000. Of several of one link the last counts. */
  readonly samples: ReadonlyArray<LinkSampleInput>;
};

/** What was measured on one directed link, averages over some time (RFC 8570 5); replaces what the collector said of it before. */
export type LinkSampleInput = {
  /** Id of the directed link, or the interface address at its source. */
  readonly link: Scalars['ID']['input'];
  /** In use, bit/s, traffic of LSPs included (RFC 8570 4.7). */
  readonly utilizedBandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** Average delay, microseconds. */
  readonly delay?: InputMaybe<Scalars['Float']['input']>;
  /** Smallest delay, microseconds. What BGP-LS peers say of it comes first. */
  readonly minDelay?: InputMaybe<Scalars['Float']['input']>;
  /** Largest delay, microseconds. What BGP-LS peers say of it comes first. */
  readonly maxDelay?: InputMaybe<Scalars['Float']['input']>;
  /** Average variation of the delay, microseconds. */
  readonly delayVariation?: InputMaybe<Scalars['Float']['input']>;
  /** Share of the packets that are lost, 0 to 1. */
  readonly loss?: InputMaybe<Scalars['Float']['input']>;
};

/** What became of samples. */
export type MeasurementReport = {
  readonly __typename?: 'MeasurementReport';
  /** Name of the topology source that the collector is. */
  readonly source: Scalars['String']['output'];
  /** Samples that were given. */
  readonly samples: Scalars['Int']['output'];
  /** Links whose measurement was recorded; the others are known to be much the same. */
  readonly recorded: Scalars['Int']['output'];
  /** Links of samples that the topology does not have. */
  readonly unknownLinks: ReadonlyArray<Scalars['String']['output']>;
};

/** A topology document. */
export type ImportTopologyInput = {
  /** The whole text of the document. */
  readonly document: Scalars['String']['input'];
  /** How to read it. */
  readonly format: TopologyFormat;
  /**
   * Name of the source, where the document does not name it: SNDlib and REPETITA have no place for one. Without it the source is
   * `operator`.
   */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** True: what the same source said before and the document does not say is withdrawn. False: it stays. */
  readonly replace?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Formats of topology documents. All of them are read; CAIRN and RFC8345 are written. */
export type TopologyFormat =
  /** Whichever the content shows; only for reading. */
  | 'AUTO'
  /** Cairn's own, YAML or JSON (`cairn: topology/1`). */
  | 'CAIRN'
  /** SNDlib, XML. */
  | 'SNDLIB_XML'
  /** SNDlib, native text. */
  | 'SNDLIB_NATIVE'
  /** GraphML, as in the Topology Zoo. */
  | 'GRAPHML'
  /** REPETITA, a .graph file. */
  | 'REPETITA'
  /** ietf-network-topology with ietf-te-topology (RFC 8345, RFC 8795), JSON. */
  | 'RFC8345';

/** What an import did. */
export type ImportReport = {
  readonly __typename?: 'ImportReport';
  /** Name of the source that the document speaks for. */
  readonly source: Scalars['String']['output'];
  /** Nodes in the document. */
  readonly nodes: Scalars['Int']['output'];
  /** Links in the document, each direction counted. */
  readonly links: Scalars['Int']['output'];
  /** Events added to the log; 0 when the document says what was known already. */
  readonly changes: Scalars['Int']['output'];
  /** What was accepted but is probably not meant. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** A prefix that leads to all SRv6 SIDs of a node of one algorithm (RFC 9514 5.1). */
export type Srv6Locator = {
  readonly __typename?: 'Srv6Locator';
  /** Such as `2001:db8:1::/48`. */
  readonly prefix: Scalars['String']['output'];
  /** Cost of the prefix at its node. */
  readonly metric?: Maybe<Scalars['Float']['output']>;
  /** By which it is routed; 0 is the shortest path. */
  readonly algorithm: Scalars['Int']['output'];
};

/** An SRv6 segment identifier (RFC 8986). */
export type Srv6Sid = {
  readonly __typename?: 'Srv6Sid';
  /** IPv6 address. */
  readonly sid: Scalars['String']['output'];
  /** Endpoint behaviour: 1 End, 5 End.X, and others (RFC 8986 10.2). */
  readonly behavior: Scalars['Int']['output'];
  /** By which it is routed; 0 is the shortest path. */
  readonly algorithm: Scalars['Int']['output'];
  /** How many bits its parts take; null where that is not told. */
  readonly structure?: Maybe<Srv6SidStructure>;
};

/** Bits of the parts of an SRv6 SID (RFC 8986 3.1). */
export type Srv6SidStructure = {
  readonly __typename?: 'Srv6SidStructure';
  /** Of the locator that all nodes share. */
  readonly block: Scalars['Int']['output'];
  /** Of the locator that names the node. */
  readonly node: Scalars['Int']['output'];
  /** What the node is to do. */
  readonly function: Scalars['Int']['output'];
  /** What it is told for that. */
  readonly argument: Scalars['Int']['output'];
};

/** A tree that is wanted. Its constraints hold for every link, its bounds for the path to each leaf. */
export type TreeRequest = {
  /** Node id, name or router id. */
  readonly root: Scalars['String']['input'];
  /** Node ids, names or router ids; 1 to 1000. */
  readonly leaves: ReadonlyArray<Scalars['String']['input']>;
  /** Bit/s; every link must have as much unreserved at the setup priority. */
  readonly bandwidth?: InputMaybe<Scalars['Float']['input']>;
  /** 0 (highest) to 7. */
  readonly setupPriority?: InputMaybe<Scalars['Int']['input']>;
  /** What is to be smallest, summed over the links of the tree. */
  readonly metric?: InputMaybe<Metric>;
  /** Upper limits for the path to each leaf. */
  readonly bounds?: InputMaybe<ReadonlyArray<MetricBound>>;
  /** Administrative groups by bit number, 0 to 31: each link must have one of these. */
  readonly includeAny?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Each link must have all of these. */
  readonly includeAll?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** No link may have any of these. */
  readonly excludeAny?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Nodes and links by id: not to be used. */
  readonly exclude?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Shared risk link groups that no link may be in. */
  readonly excludeSrlgs?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
};

/** A tree to the leaves that can be reached, and why the others can't. */
export type TreeResult = {
  readonly __typename?: 'TreeResult';
  /** From the root outwards: each starts at the root or where an earlier one ends. */
  readonly links: ReadonlyArray<Link>;
  /** Sum of the wanted metric over the links. */
  readonly cost: Scalars['Float']['output'];
  /** True: proved that no tree to the leaves that are reached is cheaper. Not claimed where a present tree is kept. */
  readonly exact: Scalars['Boolean']['output'];
  /** One for each leaf that was asked for, in that order. */
  readonly leaves: ReadonlyArray<TreeLeaf>;
  /** Place in the log of the network that this was computed in. */
  readonly position: Scalars['Position']['output'];
};

/** A leaf that was asked for. */
export type TreeLeaf = {
  readonly __typename?: 'TreeLeaf';
  /** As it was named. */
  readonly leaf: Scalars['String']['output'];
  /** The way to it within the tree; null when it is not reached. */
  readonly path?: Maybe<Path>;
  /** Why it is not reached; null when it is. */
  readonly noPath?: Maybe<NoPath>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Lsp: ResolverTypeWrapper<LspParent>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CreateLspInput: CreateLspInput;
  UpdateLspInput: UpdateLspInput;
  AssociationKind: AssociationKind;
  AssociationGroup: ResolverTypeWrapper<AssociationGroupParent>;
  AssociationConflict: ResolverTypeWrapper<AssociationConflictParent>;
  AssociationMember: ResolverTypeWrapper<LspAssociationParent>;
  LspAssociation: ResolverTypeWrapper<LspAssociationParent>;
  ProtectionRole: ProtectionRole;
  DisjointInput: DisjointInput;
  AssociationGroupInput: AssociationGroupInput;
  AuditConnection: ResolverTypeWrapper<Omit<AuditConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['AuditFinding']> }>;
  AuditVerdict: AuditVerdict;
  AuditFinding: ResolverTypeWrapper<AuditFindingParent>;
  AuditDifference: ResolverTypeWrapper<Omit<AuditDifference, 'recorded' | 'recomputed'> & { recorded: ResolversTypes['AuditedAnswer'], recomputed: ResolversTypes['AuditedAnswer'] }>;
  AuditedAnswer: ResolverTypeWrapper<AuditedAnswerParent>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MeasuredRate: ResolverTypeWrapper<MeasuredRate>;
  MeasuredRateInput: MeasuredRateInput;
  TakenRates: ResolverTypeWrapper<TakenRates>;
  RefusedRate: ResolverTypeWrapper<RefusedRate>;
  AutoBandwidthOrigin: AutoBandwidthOrigin;
  AutoBandwidth: ResolverTypeWrapper<AutoBandwidth>;
  PercentageThreshold: ResolverTypeWrapper<PercentageThreshold>;
  CountedThreshold: ResolverTypeWrapper<CountedThreshold>;
  CountedPercentageThreshold: ResolverTypeWrapper<CountedPercentageThreshold>;
  AutoBandwidthInput: AutoBandwidthInput;
  NewAutoBandwidthInput: NewAutoBandwidthInput;
  OutOfProfile: ResolverTypeWrapper<OutOfProfile>;
  Availability: ResolverTypeWrapper<AvailabilityParent>;
  AvailableStep: ResolverTypeWrapper<AvailableStepParent>;
  BookingState: BookingState;
  BookBandwidthInput: BookBandwidthInput;
  BookingTrigger: BookingTrigger;
  ChangeBookingInput: ChangeBookingInput;
  BookingFilter: BookingFilter;
  Booking: ResolverTypeWrapper<BookingParent>;
  OccurrenceState: OccurrenceState;
  HandOver: HandOver;
  OccurrenceOutcome: OccurrenceOutcome;
  BookingOccurrence: ResolverTypeWrapper<BookingOccurrenceParent>;
  BookingConnection: ResolverTypeWrapper<BookingConnectionParent>;
  StateDiff: ResolverTypeWrapper<StateDiff>;
  ChangeKind: ChangeKind;
  Change: ResolverTypeWrapper<Change>;
  EventConnection: ResolverTypeWrapper<Omit<EventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Event']> }>;
  Event: ResolverTypeWrapper<EventParent>;
  FlowCapacity: FlowCapacity;
  LinkConstraints: LinkConstraints;
  MaxFlow: ResolverTypeWrapper<MaxFlowParent>;
  CutLink: ResolverTypeWrapper<Omit<CutLink, 'link'> & { link: ResolversTypes['Link'] }>;
  FlowPath: ResolverTypeWrapper<Omit<FlowPath, 'path'> & { path: ResolversTypes['Path'] }>;
  LinkConnectivity: ResolverTypeWrapper<Omit<LinkConnectivity, 'cut'> & { cut: ReadonlyArray<ResolversTypes['Link']> }>;
  NodeConnectivity: ResolverTypeWrapper<Omit<NodeConnectivity, 'nodes' | 'links'> & { nodes: ReadonlyArray<ResolversTypes['Node']>, links: ReadonlyArray<ResolversTypes['Link']> }>;
  SetupType: SetupType;
  OperationalState: OperationalState;
  LspPath: ResolverTypeWrapper<LspPathParent>;
  Affinities: ResolverTypeWrapper<Affinities>;
  LspFilter: LspFilter;
  LspConnection: ResolverTypeWrapper<LspConnectionParent>;
  MaintenanceState: MaintenanceState;
  WhatCannotMove: WhatCannotMove;
  StayingReason: StayingReason;
  PlanMaintenanceInput: PlanMaintenanceInput;
  MaintenanceFilter: MaintenanceFilter;
  Maintenance: ResolverTypeWrapper<MaintenanceParent>;
  MaintenanceImpact: ResolverTypeWrapper<MaintenanceImpact>;
  PlannedMove: ResolverTypeWrapper<PlannedMove>;
  MoveState: MoveState;
  MaintenanceMove: ResolverTypeWrapper<MaintenanceMoveParent>;
  StayingLsp: ResolverTypeWrapper<StayingLsp>;
  MaintainedBooking: ResolverTypeWrapper<MaintainedBooking>;
  MaintenanceConnection: ResolverTypeWrapper<MaintenanceConnectionParent>;
  OperationState: OperationState;
  Operation: ResolverTypeWrapper<OperationParent>;
  OperationError: ResolverTypeWrapper<OperationError>;
  OperationComputation: ResolverTypeWrapper<OperationComputationParent>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PathSetObjective: PathSetObjective;
  Disjointness: Disjointness;
  DisjointnessLevel: DisjointnessLevel;
  PathSetResult: ResolverTypeWrapper<PathSetResultParent>;
  NetworkLoad: ResolverTypeWrapper<NetworkLoad>;
  SharedRisks: ResolverTypeWrapper<SharedRisks>;
  Path: ResolverTypeWrapper<PathParent>;
  Hop: ResolverTypeWrapper<HopParent>;
  SignalledHop: ResolverTypeWrapper<SignalledHopParent>;
  SignalledHopKind: SignalledHopKind;
  Metric: Metric;
  PathObjective: PathObjective;
  MetricBound: MetricBound;
  PathSetMetric: PathSetMetric;
  PathSetBound: PathSetBound;
  PathRequest: PathRequest;
  PathResult: ResolverTypeWrapper<PathResultParent>;
  NoPath: ResolverTypeWrapper<Omit<NoPath, 'relaxations' | 'cheapest' | 'bottleneck'> & { relaxations: ReadonlyArray<ResolversTypes['Relaxation']>, cheapest?: Maybe<ResolversTypes['CheapestRelaxation']>, bottleneck?: Maybe<ResolversTypes['Bottleneck']> }>;
  Bottleneck: ResolverTypeWrapper<BottleneckParent>;
  BottleneckLink: ResolverTypeWrapper<Omit<BottleneckLink, 'link'> & { link: ResolversTypes['Link'] }>;
  LinkShortfall: ResolverTypeWrapper<LinkShortfall>;
  BoundShortfall: ResolverTypeWrapper<BoundShortfall>;
  CheapestRelaxation: ResolverTypeWrapper<Omit<CheapestRelaxation, 'relaxation' | 'next'> & { relaxation: ResolversTypes['Relaxation'], next?: Maybe<ResolversTypes['Relaxation']> }>;
  RelaxationConcern: RelaxationConcern;
  CheapestBecause: CheapestBecause;
  NoPathReason: NoPathReason;
  Relaxation: ResolverTypeWrapper<RelaxationParent>;
  ForgottenPcc: ResolverTypeWrapper<ForgottenPcc>;
  Pcc: ResolverTypeWrapper<PccParent>;
  PccCapabilities: ResolverTypeWrapper<PccCapabilities>;
  Pce: ResolverTypeWrapper<Pce>;
  ReoptimizationGoal: ReoptimizationGoal;
  ReoptimizationScope: ReoptimizationScope;
  FailurePolicy: FailurePolicy;
  ReoptimizeInput: ReoptimizeInput;
  ReoptimizationPlan: ResolverTypeWrapper<ReoptimizationPlanParent>;
  BoundOrigin: BoundOrigin;
  PlacementFigures: ResolverTypeWrapper<PlacementFigures>;
  StepAction: StepAction;
  StepState: StepState;
  ReoptimizationStep: ResolverTypeWrapper<ReoptimizationStepParent>;
  LspNotMoved: ResolverTypeWrapper<LspNotMoved>;
  UnplacedLsp: ResolverTypeWrapper<UnplacedLspParent>;
  ReversionOutcome: ReversionOutcome;
  Reversion: ResolverTypeWrapper<ReversionParent>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  AsOf: AsOf;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Topology: ResolverTypeWrapper<TopologyParent>;
  Node: ResolverTypeWrapper<NodeParent>;
  TopologySource: ResolverTypeWrapper<TopologySourceParent>;
  TopologySourceKind: TopologySourceKind;
  TopologyFeed: ResolverTypeWrapper<TopologyFeedParent>;
  AttributeOrigin: ResolverTypeWrapper<AttributeOrigin>;
  LabelBlock: ResolverTypeWrapper<LabelBlock>;
  NodePrefix: ResolverTypeWrapper<NodePrefixParent>;
  FlexAlgorithm: ResolverTypeWrapper<FlexAlgorithm>;
  ManagementAccess: ResolverTypeWrapper<ManagementAccess>;
  Link: ResolverTypeWrapper<LinkParent>;
  MeasureLinksInput: MeasureLinksInput;
  LinkSampleInput: LinkSampleInput;
  MeasurementReport: ResolverTypeWrapper<MeasurementReport>;
  ImportTopologyInput: ImportTopologyInput;
  TopologyFormat: TopologyFormat;
  ImportReport: ResolverTypeWrapper<ImportReport>;
  Srv6Locator: ResolverTypeWrapper<Srv6LocatorParent>;
  Srv6Sid: ResolverTypeWrapper<Srv6SidParent>;
  Srv6SidStructure: ResolverTypeWrapper<Srv6SidStructure>;
  TreeRequest: TreeRequest;
  TreeResult: ResolverTypeWrapper<TreeResultParent>;
  TreeLeaf: ResolverTypeWrapper<TreeLeafParent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Lsp: LspParent;
  Float: Scalars['Float']['output'];
  Boolean: Scalars['Boolean']['output'];
  CreateLspInput: CreateLspInput;
  UpdateLspInput: UpdateLspInput;
  AssociationGroup: AssociationGroupParent;
  AssociationConflict: AssociationConflictParent;
  AssociationMember: LspAssociationParent;
  LspAssociation: LspAssociationParent;
  DisjointInput: DisjointInput;
  AssociationGroupInput: AssociationGroupInput;
  AuditConnection: Omit<AuditConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['AuditFinding']> };
  AuditFinding: AuditFindingParent;
  AuditDifference: Omit<AuditDifference, 'recorded' | 'recomputed'> & { recorded: ResolversParentTypes['AuditedAnswer'], recomputed: ResolversParentTypes['AuditedAnswer'] };
  AuditedAnswer: AuditedAnswerParent;
  Mutation: Record<PropertyKey, never>;
  MeasuredRate: MeasuredRate;
  MeasuredRateInput: MeasuredRateInput;
  TakenRates: TakenRates;
  RefusedRate: RefusedRate;
  AutoBandwidth: AutoBandwidth;
  PercentageThreshold: PercentageThreshold;
  CountedThreshold: CountedThreshold;
  CountedPercentageThreshold: CountedPercentageThreshold;
  AutoBandwidthInput: AutoBandwidthInput;
  NewAutoBandwidthInput: NewAutoBandwidthInput;
  OutOfProfile: OutOfProfile;
  Availability: AvailabilityParent;
  AvailableStep: AvailableStepParent;
  BookBandwidthInput: BookBandwidthInput;
  ChangeBookingInput: ChangeBookingInput;
  BookingFilter: BookingFilter;
  Booking: BookingParent;
  BookingOccurrence: BookingOccurrenceParent;
  BookingConnection: BookingConnectionParent;
  StateDiff: StateDiff;
  Change: Change;
  EventConnection: Omit<EventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Event']> };
  Event: EventParent;
  LinkConstraints: LinkConstraints;
  MaxFlow: MaxFlowParent;
  CutLink: Omit<CutLink, 'link'> & { link: ResolversParentTypes['Link'] };
  FlowPath: Omit<FlowPath, 'path'> & { path: ResolversParentTypes['Path'] };
  LinkConnectivity: Omit<LinkConnectivity, 'cut'> & { cut: ReadonlyArray<ResolversParentTypes['Link']> };
  NodeConnectivity: Omit<NodeConnectivity, 'nodes' | 'links'> & { nodes: ReadonlyArray<ResolversParentTypes['Node']>, links: ReadonlyArray<ResolversParentTypes['Link']> };
  LspPath: LspPathParent;
  Affinities: Affinities;
  LspFilter: LspFilter;
  LspConnection: LspConnectionParent;
  PlanMaintenanceInput: PlanMaintenanceInput;
  MaintenanceFilter: MaintenanceFilter;
  Maintenance: MaintenanceParent;
  MaintenanceImpact: MaintenanceImpact;
  PlannedMove: PlannedMove;
  MaintenanceMove: MaintenanceMoveParent;
  StayingLsp: StayingLsp;
  MaintainedBooking: MaintainedBooking;
  MaintenanceConnection: MaintenanceConnectionParent;
  Operation: OperationParent;
  OperationError: OperationError;
  OperationComputation: OperationComputationParent;
  PageInfo: PageInfo;
  Disjointness: Disjointness;
  PathSetResult: PathSetResultParent;
  NetworkLoad: NetworkLoad;
  SharedRisks: SharedRisks;
  Path: PathParent;
  Hop: HopParent;
  SignalledHop: SignalledHopParent;
  MetricBound: MetricBound;
  PathSetBound: PathSetBound;
  PathRequest: PathRequest;
  PathResult: PathResultParent;
  NoPath: Omit<NoPath, 'relaxations' | 'cheapest' | 'bottleneck'> & { relaxations: ReadonlyArray<ResolversParentTypes['Relaxation']>, cheapest?: Maybe<ResolversParentTypes['CheapestRelaxation']>, bottleneck?: Maybe<ResolversParentTypes['Bottleneck']> };
  Bottleneck: BottleneckParent;
  BottleneckLink: Omit<BottleneckLink, 'link'> & { link: ResolversParentTypes['Link'] };
  LinkShortfall: LinkShortfall;
  BoundShortfall: BoundShortfall;
  CheapestRelaxation: Omit<CheapestRelaxation, 'relaxation' | 'next'> & { relaxation: ResolversParentTypes['Relaxation'], next?: Maybe<ResolversParentTypes['Relaxation']> };
  Relaxation: RelaxationParent;
  ForgottenPcc: ForgottenPcc;
  Pcc: PccParent;
  PccCapabilities: PccCapabilities;
  Pce: Pce;
  ReoptimizeInput: ReoptimizeInput;
  ReoptimizationPlan: ReoptimizationPlanParent;
  PlacementFigures: PlacementFigures;
  ReoptimizationStep: ReoptimizationStepParent;
  LspNotMoved: LspNotMoved;
  UnplacedLsp: UnplacedLspParent;
  Reversion: ReversionParent;
  DateTime: Scalars['DateTime']['output'];
  Position: Scalars['Position']['output'];
  JSON: Scalars['JSON']['output'];
  AsOf: AsOf;
  Subscription: Record<PropertyKey, never>;
  Topology: TopologyParent;
  Node: NodeParent;
  TopologySource: TopologySourceParent;
  TopologyFeed: TopologyFeedParent;
  AttributeOrigin: AttributeOrigin;
  LabelBlock: LabelBlock;
  NodePrefix: NodePrefixParent;
  FlexAlgorithm: FlexAlgorithm;
  ManagementAccess: ManagementAccess;
  Link: LinkParent;
  MeasureLinksInput: MeasureLinksInput;
  LinkSampleInput: LinkSampleInput;
  MeasurementReport: MeasurementReport;
  ImportTopologyInput: ImportTopologyInput;
  ImportReport: ImportReport;
  Srv6Locator: Srv6LocatorParent;
  Srv6Sid: Srv6SidParent;
  Srv6SidStructure: Srv6SidStructure;
  TreeRequest: TreeRequest;
  TreeResult: TreeResultParent;
  TreeLeaf: TreeLeafParent;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  associations?: Resolver<ReadonlyArray<ResolversTypes['AssociationGroup']>, ParentType, ContextType, Partial<QueryAssociationsArgs>>;
  audit?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<QueryAuditArgs, 'first'>>;
  bookings?: Resolver<ResolversTypes['BookingConnection'], ParentType, ContextType, RequireFields<QueryBookingsArgs, 'first'>>;
  booking?: Resolver<Maybe<ResolversTypes['Booking']>, ParentType, ContextType, RequireFields<QueryBookingArgs, 'id'>>;
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType, RequireFields<QueryAvailabilityArgs, 'source' | 'destination' | 'to' | 'setupPriority' | 'setupType'>>;
  diff?: Resolver<ResolversTypes['StateDiff'], ParentType, ContextType, RequireFields<QueryDiffArgs, 'from'>>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, RequireFields<QueryEventsArgs, 'first'>>;
  maxFlow?: Resolver<ResolversTypes['MaxFlow'], ParentType, ContextType, RequireFields<QueryMaxFlowArgs, 'source' | 'destination' | 'priority' | 'capacity' | 'links'>>;
  lsps?: Resolver<ResolversTypes['LspConnection'], ParentType, ContextType, RequireFields<QueryLspsArgs, 'first'>>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType, RequireFields<QueryLspArgs, 'id'>>;
  maintenances?: Resolver<ResolversTypes['MaintenanceConnection'], ParentType, ContextType, RequireFields<QueryMaintenancesArgs, 'first'>>;
  maintenance?: Resolver<Maybe<ResolversTypes['Maintenance']>, ParentType, ContextType, RequireFields<QueryMaintenanceArgs, 'id'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'id'>>;
  computePath?: Resolver<ResolversTypes['PathResult'], ParentType, ContextType, RequireFields<QueryComputePathArgs, 'request'>>;
  computePaths?: Resolver<ResolversTypes['PathSetResult'], ParentType, ContextType, RequireFields<QueryComputePathsArgs, 'requests' | 'objective' | 'bounds'>>;
  pccs?: Resolver<ReadonlyArray<ResolversTypes['Pcc']>, ParentType, ContextType, Partial<QueryPccsArgs>>;
  pcc?: Resolver<Maybe<ResolversTypes['Pcc']>, ParentType, ContextType, RequireFields<QueryPccArgs, 'id'>>;
  pce?: Resolver<ResolversTypes['Pce'], ParentType, ContextType>;
  reoptimizations?: Resolver<ReadonlyArray<ResolversTypes['Operation']>, ParentType, ContextType, Partial<QueryReoptimizationsArgs>>;
  unplacedLsps?: Resolver<ReadonlyArray<ResolversTypes['UnplacedLsp']>, ParentType, ContextType, Partial<QueryUnplacedLspsArgs>>;
  reversions?: Resolver<ReadonlyArray<ResolversTypes['Reversion']>, ParentType, ContextType, Partial<QueryReversionsArgs>>;
  topology?: Resolver<ResolversTypes['Topology'], ParentType, ContextType, Partial<QueryTopologyArgs>>;
  computeTree?: Resolver<ResolversTypes['TreeResult'], ParentType, ContextType, RequireFields<QueryComputeTreeArgs, 'request'>>;
};

export type LspResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Lsp'] = ResolversParentTypes['Lsp']> = {
  associations?: Resolver<ReadonlyArray<ResolversTypes['LspAssociation']>, ParentType, ContextType>;
  autoBandwidth?: Resolver<Maybe<ResolversTypes['AutoBandwidth']>, ParentType, ContextType>;
  measuredRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  measuredRates?: Resolver<ReadonlyArray<ResolversTypes['MeasuredRate']>, ParentType, ContextType>;
  outOfProfile?: Resolver<Maybe<ResolversTypes['OutOfProfile']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pcc?: Resolver<Maybe<ResolversTypes['Pcc']>, ParentType, ContextType>;
  plspId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  destination?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  setupType?: Resolver<ResolversTypes['SetupType'], ParentType, ContextType>;
  operationalState?: Resolver<ResolversTypes['OperationalState'], ParentType, ContextType>;
  administrative?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  delegated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdByPce?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  setupPriority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  holdingPriority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  signalledRoute?: Resolver<ReadonlyArray<ResolversTypes['SignalledHop']>, ParentType, ContextType>;
  paths?: Resolver<ReadonlyArray<ResolversTypes['LspPath']>, ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  affinities?: Resolver<Maybe<ResolversTypes['Affinities']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, RequireFields<LspHistoryArgs, 'first'>>;
};

export type AssociationGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssociationGroup'] = ResolversParentTypes['AssociationGroup']> = {
  type?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  globalSource?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  extendedId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AssociationKind'], ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['AssociationMember']>, ParentType, ContextType>;
  conflicts?: Resolver<ReadonlyArray<ResolversTypes['AssociationConflict']>, ParentType, ContextType>;
};

export type AssociationConflictResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssociationConflict'] = ResolversParentTypes['AssociationConflict']> = {
  lsps?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['SharedRisks'], ParentType, ContextType>;
};

export type AssociationMemberResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssociationMember'] = ResolversParentTypes['AssociationMember']> = {
  lspId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType>;
  association?: Resolver<ResolversTypes['LspAssociation'], ParentType, ContextType>;
};

export type LspAssociationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LspAssociation'] = ResolversParentTypes['LspAssociation']> = {
  group?: Resolver<ResolversTypes['AssociationGroup'], ParentType, ContextType>;
  reported?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['DisjointnessLevel']>, ParentType, ContextType>;
  strict?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  shortestFirst?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  objective?: Resolver<Maybe<ResolversTypes['PathSetObjective']>, ParentType, ContextType>;
  from?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['ProtectionRole']>, ParentType, ContextType>;
  secondary?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditFinding']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  reproduced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  different?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notComputed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditFindingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditFinding'] = ResolversParentTypes['AuditFinding']> = {
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lspId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  operationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  pccId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  bookingId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['AuditVerdict'], ParentType, ContextType>;
  computedAt?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['AuditDifference']>, ParentType, ContextType>;
};

export type AuditDifferenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditDifference'] = ResolversParentTypes['AuditDifference']> = {
  recorded?: Resolver<ResolversTypes['AuditedAnswer'], ParentType, ContextType>;
  recomputed?: Resolver<ResolversTypes['AuditedAnswer'], ParentType, ContextType>;
};

export type AuditedAnswerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditedAnswer'] = ResolversParentTypes['AuditedAnswer']> = {
  lspId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  links?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  signalledRoute?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SignalledHop']>>, ParentType, ContextType>;
  igpMetric?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  teMetric?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  delay?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  alternatives?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['NoPathReason']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  bandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  laterStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lowerBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  relaxations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  reportRates?: Resolver<ResolversTypes['TakenRates'], ParentType, ContextType, RequireFields<MutationReportRatesArgs, 'rates'>>;
  setAutoBandwidth?: Resolver<ResolversTypes['Lsp'], ParentType, ContextType, RequireFields<MutationSetAutoBandwidthArgs, 'input'>>;
  bookBandwidth?: Resolver<ResolversTypes['Booking'], ParentType, ContextType, RequireFields<MutationBookBandwidthArgs, 'input'>>;
  cancelBooking?: Resolver<ResolversTypes['Booking'], ParentType, ContextType, RequireFields<MutationCancelBookingArgs, 'id'>>;
  changeBooking?: Resolver<ResolversTypes['Booking'], ParentType, ContextType, RequireFields<MutationChangeBookingArgs, 'input'>>;
  createLsp?: Resolver<ResolversTypes['Operation'], ParentType, ContextType, RequireFields<MutationCreateLspArgs, 'input'>>;
  updateLsp?: Resolver<ResolversTypes['Operation'], ParentType, ContextType, RequireFields<MutationUpdateLspArgs, 'input'>>;
  deleteLsp?: Resolver<ResolversTypes['Operation'], ParentType, ContextType, RequireFields<MutationDeleteLspArgs, 'id'>>;
  planMaintenance?: Resolver<ResolversTypes['Maintenance'], ParentType, ContextType, RequireFields<MutationPlanMaintenanceArgs, 'input'>>;
  cancelMaintenance?: Resolver<ResolversTypes['Maintenance'], ParentType, ContextType, RequireFields<MutationCancelMaintenanceArgs, 'id'>>;
  extendMaintenance?: Resolver<ResolversTypes['Maintenance'], ParentType, ContextType, RequireFields<MutationExtendMaintenanceArgs, 'id' | 'end'>>;
  forgetPcc?: Resolver<ResolversTypes['ForgottenPcc'], ParentType, ContextType, RequireFields<MutationForgetPccArgs, 'id'>>;
  importTopology?: Resolver<ResolversTypes['ImportReport'], ParentType, ContextType, RequireFields<MutationImportTopologyArgs, 'input'>>;
  reoptimize?: Resolver<ResolversTypes['Operation'], ParentType, ContextType, RequireFields<MutationReoptimizeArgs, 'input'>>;
  cancelReoptimization?: Resolver<ResolversTypes['Operation'], ParentType, ContextType, RequireFields<MutationCancelReoptimizationArgs, 'id'>>;
  cancelReversion?: Resolver<ResolversTypes['Reversion'], ParentType, ContextType, RequireFields<MutationCancelReversionArgs, 'id'>>;
  measureLinks?: Resolver<ResolversTypes['MeasurementReport'], ParentType, ContextType, RequireFields<MutationMeasureLinksArgs, 'input'>>;
};

export type MeasuredRateResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MeasuredRate'] = ResolversParentTypes['MeasuredRate']> = {
  measuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type TakenRatesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TakenRates'] = ResolversParentTypes['TakenRates']> = {
  recorded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kept?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ReadonlyArray<ResolversTypes['RefusedRate']>, ParentType, ContextType>;
};

export type RefusedRateResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RefusedRate'] = ResolversParentTypes['RefusedRate']> = {
  lspId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AutoBandwidthResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AutoBandwidth'] = ResolversParentTypes['AutoBandwidth']> = {
  origin?: Resolver<ResolversTypes['AutoBandwidthOrigin'], ParentType, ContextType>;
  sampleInterval?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  adjustmentInterval?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  downAdjustmentInterval?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  adjustmentThreshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  adjustmentPercentage?: Resolver<Maybe<ResolversTypes['PercentageThreshold']>, ParentType, ContextType>;
  downAdjustmentThreshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  downAdjustmentPercentage?: Resolver<Maybe<ResolversTypes['PercentageThreshold']>, ParentType, ContextType>;
  minimumBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maximumBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  overflowThreshold?: Resolver<Maybe<ResolversTypes['CountedThreshold']>, ParentType, ContextType>;
  overflowPercentage?: Resolver<Maybe<ResolversTypes['CountedPercentageThreshold']>, ParentType, ContextType>;
  underflowThreshold?: Resolver<Maybe<ResolversTypes['CountedThreshold']>, ParentType, ContextType>;
  underflowPercentage?: Resolver<Maybe<ResolversTypes['CountedPercentageThreshold']>, ParentType, ContextType>;
};

export type PercentageThresholdResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PercentageThreshold'] = ResolversParentTypes['PercentageThreshold']> = {
  percentage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minimum?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CountedThresholdResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CountedThreshold'] = ResolversParentTypes['CountedThreshold']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CountedPercentageThresholdResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CountedPercentageThreshold'] = ResolversParentTypes['CountedPercentageThreshold']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  percentage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minimum?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type OutOfProfileResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OutOfProfile'] = ResolversParentTypes['OutOfProfile']> = {
  demand?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  attainable?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sharedWith?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AvailabilityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  steps?: Resolver<ReadonlyArray<ResolversTypes['AvailableStep']>, ParentType, ContextType>;
  best?: Resolver<Maybe<ResolversTypes['AvailableStep']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type AvailableStepResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AvailableStep'] = ResolversParentTypes['AvailableStep']> = {
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
};

export type BookingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Booking'] = ResolversParentTypes['Booking']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['BookingState'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  destination?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['NoPath']>, ParentType, ContextType>;
  laterStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lowerBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  recurrence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trigger?: Resolver<ResolversTypes['BookingTrigger'], ParentType, ContextType>;
  occurrences?: Resolver<ReadonlyArray<ResolversTypes['BookingOccurrence']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BookingOccurrenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BookingOccurrence'] = ResolversParentTypes['BookingOccurrence']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OccurrenceState'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType>;
  handOver?: Resolver<Maybe<ResolversTypes['HandOver']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['OccurrenceOutcome']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['OperationError']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type BookingConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BookingConnection'] = ResolversParentTypes['BookingConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Booking']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StateDiffResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StateDiff'] = ResolversParentTypes['StateDiff']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  lsps?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  causationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  correlationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type MaxFlowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MaxFlow'] = ResolversParentTypes['MaxFlow']> = {
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  cut?: Resolver<ReadonlyArray<ResolversTypes['CutLink']>, ParentType, ContextType>;
  paths?: Resolver<ReadonlyArray<ResolversTypes['FlowPath']>, ParentType, ContextType>;
  linkConnectivity?: Resolver<ResolversTypes['LinkConnectivity'], ParentType, ContextType>;
  nodeConnectivity?: Resolver<ResolversTypes['NodeConnectivity'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type CutLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutLink'] = ResolversParentTypes['CutLink']> = {
  link?: Resolver<ResolversTypes['Link'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FlowPathResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FlowPath'] = ResolversParentTypes['FlowPath']> = {
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['Path'], ParentType, ContextType>;
};

export type LinkConnectivityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LinkConnectivity'] = ResolversParentTypes['LinkConnectivity']> = {
  paths?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cut?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
};

export type NodeConnectivityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NodeConnectivity'] = ResolversParentTypes['NodeConnectivity']> = {
  paths?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Node']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
};

export type LspPathResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LspPath'] = ResolversParentTypes['LspPath']> = {
  operationalState?: Resolver<ResolversTypes['OperationalState'], ParentType, ContextType>;
  lspId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  tunnelId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  bandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  signalledRoute?: Resolver<ReadonlyArray<ResolversTypes['SignalledHop']>, ParentType, ContextType>;
  recordedRoute?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SignalledHop']>>, ParentType, ContextType>;
};

export type AffinitiesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Affinities'] = ResolversParentTypes['Affinities']> = {
  includeAny?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  includeAll?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  excludeAny?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LspConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LspConnection'] = ResolversParentTypes['LspConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Lsp']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MaintenanceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Maintenance'] = ResolversParentTypes['Maintenance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MaintenanceState'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  srlgs?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
  drainStart?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  whatCannotMove?: Resolver<ResolversTypes['WhatCannotMove'], ParentType, ContextType>;
  revert?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  impact?: Resolver<Maybe<ResolversTypes['MaintenanceImpact']>, ParentType, ContextType>;
  moves?: Resolver<ReadonlyArray<ResolversTypes['MaintenanceMove']>, ParentType, ContextType>;
  moved?: Resolver<ReadonlyArray<ResolversTypes['MaintenanceMove']>, ParentType, ContextType>;
  staying?: Resolver<ReadonlyArray<ResolversTypes['StayingLsp']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['OperationError']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MaintenanceImpactResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MaintenanceImpact'] = ResolversParentTypes['MaintenanceImpact']> = {
  moves?: Resolver<ReadonlyArray<ResolversTypes['PlannedMove']>, ParentType, ContextType>;
  staying?: Resolver<ReadonlyArray<ResolversTypes['StayingLsp']>, ParentType, ContextType>;
  bookings?: Resolver<ReadonlyArray<ResolversTypes['MaintainedBooking']>, ParentType, ContextType>;
  utilizationBefore?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  utilizationAfter?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PlannedMoveResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlannedMove'] = ResolversParentTypes['PlannedMove']> = {
  lsp?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  from?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  to?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type MaintenanceMoveResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MaintenanceMove'] = ResolversParentTypes['MaintenanceMove']> = {
  lsp?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  from?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  to?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MoveState'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
};

export type StayingLspResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StayingLsp'] = ResolversParentTypes['StayingLsp']> = {
  lsp?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['StayingReason'], ParentType, ContextType>;
  noPath?: Resolver<ReadonlyArray<ResolversTypes['NoPathReason']>, ParentType, ContextType>;
};

export type MaintainedBookingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MaintainedBooking'] = ResolversParentTypes['MaintainedBooking']> = {
  booking?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurrence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
};

export type MaintenanceConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MaintenanceConnection'] = ResolversParentTypes['MaintenanceConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Maintenance']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OperationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['OperationError']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deadline?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lspId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['ReoptimizationPlan']>, ParentType, ContextType>;
  waitsFor?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  computation?: Resolver<Maybe<ResolversTypes['OperationComputation']>, ParentType, ContextType>;
};

export type OperationErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OperationError'] = ResolversParentTypes['OperationError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OperationComputationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OperationComputation'] = ResolversParentTypes['OperationComputation']> = {
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  request?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  together?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PathSetResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PathSetResult'] = ResolversParentTypes['PathSetResult']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['PathResult']>, ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['SharedRisks'], ParentType, ContextType>;
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  load?: Resolver<ResolversTypes['NetworkLoad'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type NetworkLoadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NetworkLoad'] = ResolversParentTypes['NetworkLoad']> = {
  aggregateBandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  mostLoadedLink?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SharedRisksResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SharedRisks'] = ResolversParentTypes['SharedRisks']> = {
  links?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  srlgs?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PathResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Path'] = ResolversParentTypes['Path']> = {
  hops?: Resolver<ReadonlyArray<ResolversTypes['Hop']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  igpMetric?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  teMetric?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  delay?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  delayVariation?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  loss?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  hopCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HopResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Hop'] = ResolversParentTypes['Hop']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  link?: Resolver<Maybe<ResolversTypes['Link']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  loose?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SignalledHopResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SignalledHop'] = ResolversParentTypes['SignalledHop']> = {
  kind?: Resolver<ResolversTypes['SignalledHopKind'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  prefixLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  remoteAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  interfaceId?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  autonomousSystem?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  loose?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PathResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PathResult'] = ResolversParentTypes['PathResult']> = {
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  alternatives?: Resolver<ReadonlyArray<ResolversTypes['Path']>, ParentType, ContextType>;
  noPath?: Resolver<Maybe<ResolversTypes['NoPath']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type NoPathResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NoPath'] = ResolversParentTypes['NoPath']> = {
  reasons?: Resolver<ReadonlyArray<ResolversTypes['NoPathReason']>, ParentType, ContextType>;
  relaxations?: Resolver<ReadonlyArray<ResolversTypes['Relaxation']>, ParentType, ContextType>;
  cheapest?: Resolver<Maybe<ResolversTypes['CheapestRelaxation']>, ParentType, ContextType>;
  bottleneck?: Resolver<Maybe<ResolversTypes['Bottleneck']>, ParentType, ContextType>;
  bounds?: Resolver<ReadonlyArray<ResolversTypes['BoundShortfall']>, ParentType, ContextType>;
};

export type BottleneckResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Bottleneck'] = ResolversParentTypes['Bottleneck']> = {
  from?: Resolver<ResolversTypes['Node'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Node'], ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['BottleneckLink']>, ParentType, ContextType>;
  reached?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reaching?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BottleneckLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BottleneckLink'] = ResolversParentTypes['BottleneckLink']> = {
  link?: Resolver<ResolversTypes['Link'], ParentType, ContextType>;
  shortfalls?: Resolver<ReadonlyArray<ResolversTypes['LinkShortfall']>, ParentType, ContextType>;
};

export type LinkShortfallResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LinkShortfall'] = ResolversParentTypes['LinkShortfall']> = {
  constraint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  has?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wanted?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BoundShortfallResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BoundShortfall'] = ResolversParentTypes['BoundShortfall']> = {
  metric?: Resolver<ResolversTypes['Metric'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  least?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CheapestRelaxationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheapestRelaxation'] = ResolversParentTypes['CheapestRelaxation']> = {
  relaxation?: Resolver<ResolversTypes['Relaxation'], ParentType, ContextType>;
  concern?: Resolver<ResolversTypes['RelaxationConcern'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  because?: Resolver<ResolversTypes['CheapestBecause'], ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['Relaxation']>, ParentType, ContextType>;
};

export type RelaxationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Relaxation'] = ResolversParentTypes['Relaxation']> = {
  constraint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['Path'], ParentType, ContextType>;
};

export type ForgottenPccResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ForgottenPcc'] = ResolversParentTypes['ForgottenPcc']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lspCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PccResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Pcc'] = ResolversParentTypes['Pcc']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  connected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  synchronized?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lspCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  capabilities?: Resolver<ResolversTypes['PccCapabilities'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastEnd?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PccCapabilitiesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PccCapabilities'] = ResolversParentTypes['PccCapabilities']> = {
  stateful?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  update?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  initiation?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setupTypes?: Resolver<ReadonlyArray<ResolversTypes['SetupType']>, ParentType, ContextType>;
  maximumSidDepth?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maximumSrv6Sids?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Pce'] = ResolversParentTypes['Pce']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  ready?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ReoptimizationPlanResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReoptimizationPlan'] = ResolversParentTypes['ReoptimizationPlan']> = {
  before?: Resolver<ResolversTypes['PlacementFigures'], ParentType, ContextType>;
  after?: Resolver<ResolversTypes['PlacementFigures'], ParentType, ContextType>;
  gain?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  utilizationBound?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  bound?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  boundBy?: Resolver<Maybe<ResolversTypes['BoundOrigin']>, ParentType, ContextType>;
  gap?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ReoptimizationStep']>, ParentType, ContextType>;
  detoured?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  released?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  notDone?: Resolver<ReadonlyArray<ResolversTypes['LspNotMoved']>, ParentType, ContextType>;
};

export type PlacementFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlacementFigures'] = ResolversParentTypes['PlacementFigures']> = {
  utilization?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalMetric?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  placedBandwidth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  placed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReoptimizationStepResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReoptimizationStep'] = ResolversParentTypes['ReoptimizationStep']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lspId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['StepAction'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['StepState'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  wave?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  after?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['OperationError']>, ParentType, ContextType>;
};

export type LspNotMovedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LspNotMoved'] = ResolversParentTypes['LspNotMoved']> = {
  lspId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UnplacedLspResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnplacedLsp'] = ResolversParentTypes['UnplacedLsp']> = {
  lspId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['NoPathReason']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type ReversionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Reversion'] = ResolversParentTypes['Reversion']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lspId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lsp?: Resolver<Maybe<ResolversTypes['Lsp']>, ParentType, ContextType>;
  home?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  due?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  obstacle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['ReversionOutcome']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  eventAppended?: SubscriptionResolver<ResolversTypes['Event'], "eventAppended", ParentType, ContextType, Partial<SubscriptionEventAppendedArgs>>;
  lspChanged?: SubscriptionResolver<ResolversTypes['Lsp'], "lspChanged", ParentType, ContextType, Partial<SubscriptionLspChangedArgs>>;
  operationChanged?: SubscriptionResolver<ResolversTypes['Operation'], "operationChanged", ParentType, ContextType, RequireFields<SubscriptionOperationChangedArgs, 'id'>>;
  bookingChanged?: SubscriptionResolver<ResolversTypes['Booking'], "bookingChanged", ParentType, ContextType, RequireFields<SubscriptionBookingChangedArgs, 'id'>>;
  maintenanceChanged?: SubscriptionResolver<ResolversTypes['Maintenance'], "maintenanceChanged", ParentType, ContextType, RequireFields<SubscriptionMaintenanceChangedArgs, 'id'>>;
};

export type TopologyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Topology'] = ResolversParentTypes['Topology']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Node']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<TopologyNodeArgs, 'reference'>>;
  link?: Resolver<Maybe<ResolversTypes['Link']>, ParentType, ContextType, RequireFields<TopologyLinkArgs, 'id'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['TopologySource']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<TopologyDocumentArgs, 'format' | 'name'>>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  routerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ipv6RouterId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  asNumber?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  igpAreas?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  overloaded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  prefixSid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  labelBlocks?: Resolver<ReadonlyArray<ResolversTypes['LabelBlock']>, ParentType, ContextType>;
  maximumSidDepth?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  algorithms?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  flexAlgorithms?: Resolver<ReadonlyArray<ResolversTypes['FlexAlgorithm']>, ParentType, ContextType>;
  prefixes?: Resolver<ReadonlyArray<ResolversTypes['NodePrefix']>, ParentType, ContextType>;
  srv6Locators?: Resolver<ReadonlyArray<ResolversTypes['Srv6Locator']>, ParentType, ContextType>;
  srv6Sids?: Resolver<ReadonlyArray<ResolversTypes['Srv6Sid']>, ParentType, ContextType>;
  management?: Resolver<Maybe<ResolversTypes['ManagementAccess']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
  origins?: Resolver<ReadonlyArray<ResolversTypes['AttributeOrigin']>, ParentType, ContextType>;
};

export type TopologySourceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TopologySource'] = ResolversParentTypes['TopologySource']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TopologySourceKind'], ParentType, ContextType>;
  fresh?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  feed?: Resolver<Maybe<ResolversTypes['TopologyFeed']>, ParentType, ContextType>;
  nodeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  linkCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TopologyFeedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TopologyFeed'] = ResolversParentTypes['TopologyFeed']> = {
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asNumber?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  routerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  connected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  synchronized?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AttributeOriginResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AttributeOrigin'] = ResolversParentTypes['AttributeOrigin']> = {
  attribute?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LabelBlockResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LabelBlock'] = ResolversParentTypes['LabelBlock']> = {
  base?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NodePrefixResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NodePrefix'] = ResolversParentTypes['NodePrefix']> = {
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metric?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  algorithm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FlexAlgorithmResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FlexAlgorithm'] = ResolversParentTypes['FlexAlgorithm']> = {
  algorithm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  metricType?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  calculationType?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  excludeAny?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  includeAny?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  includeAll?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  excludeSrlgs?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ManagementAccessResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ManagementAccess'] = ResolversParentTypes['ManagementAccess']> = {
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  port?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Link'] = ResolversParentTypes['Link']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Node'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['Node'], ParentType, ContextType>;
  sourceAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceInterface?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  targetInterface?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  igpMetric?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  teMetric?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  delay?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minDelay?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxDelay?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  delayVariation?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  loss?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unreserved?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
  residualBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  availableBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  utilizedBandwidth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  capacity?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reservable?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Float'], ParentType, ContextType, RequireFields<LinkAvailableArgs, 'priority'>>;
  utilization?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  measuredUtilization?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  measuredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  adminGroups?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  srlgs?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  srlgNumbers?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
  adjacencySid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  srv6Sids?: Resolver<ReadonlyArray<ResolversTypes['Srv6Sid']>, ParentType, ContextType>;
  operational?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  flaps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dampedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  outOfUse?: Resolver<ReadonlyArray<ResolversTypes['Maintenance']>, ParentType, ContextType>;
  origins?: Resolver<ReadonlyArray<ResolversTypes['AttributeOrigin']>, ParentType, ContextType>;
};

export type MeasurementReportResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MeasurementReport'] = ResolversParentTypes['MeasurementReport']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  samples?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recorded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknownLinks?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImportReportResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImportReport'] = ResolversParentTypes['ImportReport']> = {
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nodes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  links?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Srv6LocatorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Srv6Locator'] = ResolversParentTypes['Srv6Locator']> = {
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metric?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  algorithm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Srv6SidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Srv6Sid'] = ResolversParentTypes['Srv6Sid']> = {
  sid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  behavior?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  algorithm?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  structure?: Resolver<Maybe<ResolversTypes['Srv6SidStructure']>, ParentType, ContextType>;
};

export type Srv6SidStructureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Srv6SidStructure'] = ResolversParentTypes['Srv6SidStructure']> = {
  block?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  function?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  argument?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TreeResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TreeResult'] = ResolversParentTypes['TreeResult']> = {
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leaves?: Resolver<ReadonlyArray<ResolversTypes['TreeLeaf']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type TreeLeafResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TreeLeaf'] = ResolversParentTypes['TreeLeaf']> = {
  leaf?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['Path']>, ParentType, ContextType>;
  noPath?: Resolver<Maybe<ResolversTypes['NoPath']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  Query?: QueryResolvers<ContextType>;
  Lsp?: LspResolvers<ContextType>;
  AssociationGroup?: AssociationGroupResolvers<ContextType>;
  AssociationConflict?: AssociationConflictResolvers<ContextType>;
  AssociationMember?: AssociationMemberResolvers<ContextType>;
  LspAssociation?: LspAssociationResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditFinding?: AuditFindingResolvers<ContextType>;
  AuditDifference?: AuditDifferenceResolvers<ContextType>;
  AuditedAnswer?: AuditedAnswerResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  MeasuredRate?: MeasuredRateResolvers<ContextType>;
  TakenRates?: TakenRatesResolvers<ContextType>;
  RefusedRate?: RefusedRateResolvers<ContextType>;
  AutoBandwidth?: AutoBandwidthResolvers<ContextType>;
  PercentageThreshold?: PercentageThresholdResolvers<ContextType>;
  CountedThreshold?: CountedThresholdResolvers<ContextType>;
  CountedPercentageThreshold?: CountedPercentageThresholdResolvers<ContextType>;
  OutOfProfile?: OutOfProfileResolvers<ContextType>;
  Availability?: AvailabilityResolvers<ContextType>;
  AvailableStep?: AvailableStepResolvers<ContextType>;
  Booking?: BookingResolvers<ContextType>;
  BookingOccurrence?: BookingOccurrenceResolvers<ContextType>;
  BookingConnection?: BookingConnectionResolvers<ContextType>;
  StateDiff?: StateDiffResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  MaxFlow?: MaxFlowResolvers<ContextType>;
  CutLink?: CutLinkResolvers<ContextType>;
  FlowPath?: FlowPathResolvers<ContextType>;
  LinkConnectivity?: LinkConnectivityResolvers<ContextType>;
  NodeConnectivity?: NodeConnectivityResolvers<ContextType>;
  LspPath?: LspPathResolvers<ContextType>;
  Affinities?: AffinitiesResolvers<ContextType>;
  LspConnection?: LspConnectionResolvers<ContextType>;
  Maintenance?: MaintenanceResolvers<ContextType>;
  MaintenanceImpact?: MaintenanceImpactResolvers<ContextType>;
  PlannedMove?: PlannedMoveResolvers<ContextType>;
  MaintenanceMove?: MaintenanceMoveResolvers<ContextType>;
  StayingLsp?: StayingLspResolvers<ContextType>;
  MaintainedBooking?: MaintainedBookingResolvers<ContextType>;
  MaintenanceConnection?: MaintenanceConnectionResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  OperationError?: OperationErrorResolvers<ContextType>;
  OperationComputation?: OperationComputationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PathSetResult?: PathSetResultResolvers<ContextType>;
  NetworkLoad?: NetworkLoadResolvers<ContextType>;
  SharedRisks?: SharedRisksResolvers<ContextType>;
  Path?: PathResolvers<ContextType>;
  Hop?: HopResolvers<ContextType>;
  SignalledHop?: SignalledHopResolvers<ContextType>;
  PathResult?: PathResultResolvers<ContextType>;
  NoPath?: NoPathResolvers<ContextType>;
  Bottleneck?: BottleneckResolvers<ContextType>;
  BottleneckLink?: BottleneckLinkResolvers<ContextType>;
  LinkShortfall?: LinkShortfallResolvers<ContextType>;
  BoundShortfall?: BoundShortfallResolvers<ContextType>;
  CheapestRelaxation?: CheapestRelaxationResolvers<ContextType>;
  Relaxation?: RelaxationResolvers<ContextType>;
  ForgottenPcc?: ForgottenPccResolvers<ContextType>;
  Pcc?: PccResolvers<ContextType>;
  PccCapabilities?: PccCapabilitiesResolvers<ContextType>;
  Pce?: PceResolvers<ContextType>;
  ReoptimizationPlan?: ReoptimizationPlanResolvers<ContextType>;
  PlacementFigures?: PlacementFiguresResolvers<ContextType>;
  ReoptimizationStep?: ReoptimizationStepResolvers<ContextType>;
  LspNotMoved?: LspNotMovedResolvers<ContextType>;
  UnplacedLsp?: UnplacedLspResolvers<ContextType>;
  Reversion?: ReversionResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Position?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Subscription?: SubscriptionResolvers<ContextType>;
  Topology?: TopologyResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  TopologySource?: TopologySourceResolvers<ContextType>;
  TopologyFeed?: TopologyFeedResolvers<ContextType>;
  AttributeOrigin?: AttributeOriginResolvers<ContextType>;
  LabelBlock?: LabelBlockResolvers<ContextType>;
  NodePrefix?: NodePrefixResolvers<ContextType>;
  FlexAlgorithm?: FlexAlgorithmResolvers<ContextType>;
  ManagementAccess?: ManagementAccessResolvers<ContextType>;
  Link?: LinkResolvers<ContextType>;
  MeasurementReport?: MeasurementReportResolvers<ContextType>;
  ImportReport?: ImportReportResolvers<ContextType>;
  Srv6Locator?: Srv6LocatorResolvers<ContextType>;
  Srv6Sid?: Srv6SidResolvers<ContextType>;
  Srv6SidStructure?: Srv6SidStructureResolvers<ContextType>;
  TreeResult?: TreeResultResolvers<ContextType>;
  TreeLeaf?: TreeLeafResolvers<ContextType>;
};

