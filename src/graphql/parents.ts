import type { AuditFinding } from '../app/audit/audit.js';
import type { AuditedAnswer } from '../app/audit/subject.js';
import type { Availability } from '../app/bookings/availability.js';
import type {
  Bottleneck,
  Computation,
  FlowRequest,
  MaxFlow,
  Relaxation,
  SharedRisks,
  TreeComputation,
  TreeLeaf,
} from '../app/computation.js';
import type { GroupConflict } from '../app/conflict-watch.js';
import type { NetworkView } from '../app/network-view.js';
import type { Booking, Occurrence } from '../domain/values/booking.js';
import type { Hop } from '../domain/values/hop.js';
import type { LinkId, NodeId, OperationId } from '../domain/values/identifiers.js';
import type { LspState } from '../domain/values/lsp.js';
import type { MaintenanceMove, MoveState } from '../domain/values/maintenance.js';
import type { Reoptimization, ReoptimizationStep } from '../domain/values/reoptimization.js';
import type { Reversion } from '../domain/values/reversion.js';
import type { NetworkLoad } from '../domain/values/set-requirements.js';
import type {
  NodePrefix,
  Srv6Locator,
  Srv6Sid,
  TopologyLink,
  TopologyNode,
} from '../domain/values/topology.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';
import type { RecordedEvent } from '../events/catalogue/event.js';
import type { AssociationGroup, GroupMember } from '../projections/associations/associations.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { MaintenanceEntry } from '../projections/maintenances/evolve.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import type { PccEntry } from '../projections/sessions/sessions.js';
import type { FeedState, TopologySource } from '../projections/ted/topology-source.js';
import type { UnplacedLsp } from '../projections/unplaced/unplaced.js';

/**
 * The moment that a part of an answer is about. Every object below a query field carries the scope of that field, so
 * that whatever is nested in it speaks of the same moment.
 */
export class Scope {
  readonly view: NetworkView;
  #linksFrom: ReadonlyMap<NodeId, readonly TopologyLink[]> | undefined;

  constructor(view: NetworkView) {
    this.view = view;
  }

  /** Links that start at a node, by id. The first call costs O(E log E), the others O(1). */
  linksFrom(node: NodeId): readonly TopologyLink[] {
    this.#linksFrom ??= bySource(this.view.state.ted.links());
    return this.#linksFrom.get(node) ?? [];
  }
}

function bySource(links: readonly TopologyLink[]): ReadonlyMap<NodeId, readonly TopologyLink[]> {
  const grouped = new Map<NodeId, TopologyLink[]>();
  for (const link of links) {
    const others = grouped.get(link.source);
    if (others === undefined) grouped.set(link.source, [link]);
    else others.push(link);
  }
  return grouped;
}

export interface BookingParent {
  readonly scope: Scope;
  readonly booking: Booking;
}

export interface BookingOccurrenceParent extends BookingParent {
  readonly occurrence: Occurrence;
}

export interface BookingConnectionParent {
  readonly scope: Scope;
  readonly nodes: readonly Booking[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

export interface AvailabilityParent {
  readonly scope: Scope;
  readonly availability: Availability;
}

export interface AvailableStepParent {
  readonly scope: Scope;
  readonly source: string;
  readonly step: Availability['steps'][number];
}

export interface UnplacedLspParent {
  readonly scope: Scope;
  readonly unplaced: UnplacedLsp;
}

export interface ReversionParent {
  readonly scope: Scope;
  readonly reversion: Reversion;
}

export interface MaintenanceParent {
  readonly scope: Scope;
  readonly entry: MaintenanceEntry;
}

export interface MaintenanceMoveParent extends MaintenanceParent {
  readonly move: MaintenanceMove & { readonly state: MoveState };
  /** Absent: it was asked for in an earlier round. */
  readonly operation?: OperationId;
}

export interface MaintenanceConnectionParent {
  readonly scope: Scope;
  readonly nodes: readonly MaintenanceEntry[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

export interface TopologyParent {
  readonly scope: Scope;
}

export interface NodeParent {
  readonly scope: Scope;
  readonly node: TopologyNode;
}

export interface LinkParent {
  readonly scope: Scope;
  readonly link: TopologyLink;
}

export interface PccParent {
  readonly scope: Scope;
  readonly pcc: PccEntry;
}

export interface LspParent {
  readonly scope: Scope;
  readonly entry: LspEntry;
}

export interface LspPathParent extends LspParent {
  readonly state: LspState;
}

export interface LspConnectionParent {
  readonly scope: Scope;
  readonly nodes: readonly LspEntry[];
  readonly hasNextPage: boolean;
  /** Counted only when it is asked for. */
  readonly countAll: () => number;
}

export interface AssociationGroupParent {
  readonly scope: Scope;
  readonly group: AssociationGroup;
}

export interface LspAssociationParent {
  readonly scope: Scope;
  readonly member: GroupMember;
}

export type AssociationConflictParent = GroupConflict;

export interface PathParent {
  readonly scope: Scope;
  /** Where the route starts: node id, name or address. */
  readonly source: string;
  /** As signalled; may be empty for a path that was only computed. */
  readonly route: readonly Hop[];
  /** Absent when the topology does not know all of the route. */
  readonly known?: { readonly nodes: readonly NodeId[]; readonly links: readonly LinkId[] };
}

export interface HopParent {
  readonly scope: Scope;
  readonly address?: string;
  readonly node?: TopologyNode;
  readonly link?: TopologyLink;
  readonly label?: number;
  readonly loose: boolean;
}

export type SignalledHopParent = Hop;

export interface PathResultParent {
  readonly scope: Scope;
  readonly source: string;
  readonly position: number;
  readonly computation: Computation;
}

export interface TreeResultParent {
  readonly scope: Scope;
  readonly root: string;
  readonly position: number;
  readonly computation: TreeComputation;
}

export interface TreeLeafParent {
  readonly scope: Scope;
  readonly root: string;
  readonly leaf: TreeLeaf;
}

export interface PathSetResultParent {
  readonly results: readonly PathResultParent[];
  readonly shared: SharedRisks;
  readonly exact: boolean;
  readonly load: NetworkLoad;
  readonly position: number;
}

export interface RelaxationParent {
  readonly scope: Scope;
  readonly source: string;
  readonly relaxation: Relaxation;
}

export interface BottleneckParent {
  readonly scope: Scope;
  readonly bottleneck: Bottleneck;
}

export interface MaxFlowParent {
  readonly scope: Scope;
  readonly position: number;
  readonly request: FlowRequest;
  readonly flow: MaxFlow;
}

/** What Cairn asked of a head-end, or a reoptimization of many steps. */
export type OperationParent =
  | OperationEntry
  | { readonly kind: 'reoptimize'; readonly scope: Scope; readonly reoptimization: Reoptimization };

export interface ReoptimizationPlanParent {
  readonly scope: Scope;
  readonly plan: NonNullable<Reoptimization['plan']>;
  readonly steps: readonly ReoptimizationStep[];
}

export interface ReoptimizationStepParent {
  readonly scope: Scope;
  readonly step: ReoptimizationStep;
}

export type OperationComputationParent = ComputationRecord;
export type EventParent = RecordedEvent;
export type AuditFindingParent = AuditFinding;
export type AuditedAnswerParent = AuditedAnswer;

/** A source as the TED knows it. */
export type TopologySourceParent = TopologySource;
export type TopologyFeedParent = FeedState;
export type NodePrefixParent = NodePrefix;
export type Srv6LocatorParent = Srv6Locator;
export type Srv6SidParent = Srv6Sid;
