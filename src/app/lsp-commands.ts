import type { NoPath } from '../domain/computation/computer.js';
import {
  type Association,
  type AssociationKey,
  withAssociation,
  withoutGroup,
} from '../domain/values/association.js';
import type { AutoBandwidthAttributes } from '../domain/values/auto-bandwidth.js';
import { LspId, OperationId, type PccId } from '../domain/values/identifiers.js';
import type { SetupType } from '../domain/values/lsp.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { PathRequest } from '../domain/values/path-request.js';
import { ok, type Result } from '../domain/values/result.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';
import type { LspUpdateRequested } from '../events/catalogue/operation.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import type { PccEntry } from '../projections/sessions/sessions.js';
import { faultOf } from './auto-bandwidth/rate-reports.js';
import { associationsOf, diversityOf, withStatus } from './diversity.js';
import type { Journal } from './journal.js';
import { intendedFor, recomputation, signallingBy, signallingOf } from './lsp-constraints.js';
import { reportedPath } from './lsp-path.js';
import type { NetworkView } from './network-view.js';
import { checkEndPoints, holdingPriorityOf, intendedForNew } from './new-lsp.js';
import type { OperationRunner, RequestedEvent } from './operations.js';
import type { Clock } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { PccGateway } from './ports/pcc-gateway.js';
import { type Rejection, reject } from './rejection.js';
import type { ReoptimizationPolicy } from './reoptimization/triggers.js';
import { type Decision, deadlineAfter, decideWithRoom } from './room-first.js';
import { type WantedDisjointness, wantedAssociation } from './wanted-disjointness.js';

export interface CreateLsp {
  /** Id or address. */
  readonly pcc: string;
  readonly name: string;
  readonly request: PathRequest;
  readonly setupType: SetupType;
  readonly holdingPriority: number;
  /** How its bandwidth is to follow its traffic: told to a head-end that adjusts (RFC 8733 5.4), else followed by Cairn. */
  readonly autoBandwidth?: AutoBandwidthAttributes;
  readonly disjoint?: WantedDisjointness;
  /** Whether LSPs of the same priority may be moved so that it finds room; without it as configured. */
  readonly makeRoom?: boolean;
}

export interface UpdateLsp {
  readonly id: LspId;
  readonly bandwidth?: number;
  /** Node ids, names or addresses that pin the path; without it the path is computed. */
  readonly path?: readonly string[];
  readonly administrative?: boolean;
  readonly disjoint?: WantedDisjointness;
  /** As for a new one. */
  readonly makeRoom?: boolean;
  /** Association groups to leave. */
  readonly leaves?: readonly AssociationKey[];
}

export interface LspCommandDependencies {
  readonly gateway: Pick<PccGateway, 'localAddress'>;
  readonly view: NetworkView;
  readonly operations: OperationRunner;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How long a head-end has to report the outcome, milliseconds. */
  readonly operationTimeout: number;
  readonly reoptimization: Pick<ReoptimizationPolicy, 'makeRoom' | 'maxMoves'>;
}

/** What operators ask for. Each accepted command is an operation whose outcome comes later. */
export class LspCommands {
  readonly #dependencies: LspCommandDependencies;
  /** LSPs whose creation or deletion is on its way to the log. */
  readonly #submitting = new Set<LspId>();

  constructor(dependencies: LspCommandDependencies) {
    this.#dependencies = dependencies;
  }

  async create(command: CreateLsp): Promise<Result<OperationEntry, Rejection>> {
    const { view, operations } = this.#dependencies;
    const pcc = this.#findPcc(command.pcc);
    if (pcc === undefined) return reject('UNKNOWN_PCC', `there is no PCC ${command.pcc}; see the pccs query`);
    const problem = checkCreate(command, pcc, view);
    if (problem !== undefined) return problem;
    const { request, setupType } = command;
    const signalling = signallingBy(setupType, pcc);
    const holdingPriority = holdingPriorityOf(command);
    const lsp = LspId(pcc.id, command.name);
    if (this.#submitting.has(lsp)) return beingCreated(pcc.id, command.name);
    const joined = this.#associations({ lsp, ...request }, [], command, pcc);
    if (!joined.ok) return joined;
    const diversity = diversityOf(view, lsp, joined.value);
    const asked = { computed: { request, signalling, holdingPriority }, diversity };
    const decision = decideWithRoom(this.#dependencies, asked, undefined, command.makeRoom);
    const { result, shared, computation, moves } = decision;
    const common = this.#requested(lsp, pcc.id, command.name, decision);
    if (result.kind === 'no-path') {
      const data = { ...common, noPath: result.noPath.reasons, computation };
      const message = describeNoPath(result.noPath);
      return ok(await operations.refuse({ type: 'LspInitiationRequested', data }, 'NO_PATH', message));
    }
    const associations = withStatus(joined.value, diversity, shared);
    const alone = intendedForNew(view, { ...command, headEnd: pcc.address }, result.path);
    const intended = associations.length === 0 ? alone : { ...alone, associations };
    const unaddressed = checkEndPoints(intended);
    if (unaddressed !== undefined) return unaddressed;
    const requested = { type: 'LspInitiationRequested', data: { ...common, intended, computation } } as const;
    return ok(await this.#alone(common.lsp, () => this.#submitAfter(moves, requested)));
  }

  async update(command: UpdateLsp): Promise<Result<OperationEntry, Rejection>> {
    const { view, operations } = this.#dependencies;
    const entry = view.state.lspDb.get(command.id);
    if (entry === undefined)
      return reject('UNKNOWN_LSP', `there is no LSP ${command.id}; see the lsps query`);
    const problem = checkUpdate(entry, view);
    if (problem !== undefined) return problem;
    const { pcc, name } = entry.current;
    const session = view.state.sessions.get(pcc);
    const joined = this.#associations(
      { ...entry.current, lsp: entry.id },
      associationsOf(view, entry.id),
      command,
      session,
    );
    if (!joined.ok) return joined;
    const chosen = this.#choosePath(entry, command, joined.value);
    if (!chosen.ok) return chosen;
    const { path, computation, noPath, associations, moves = [] } = chosen.value;
    const common = this.#requested(entry.id, pcc, name, chosen.value);
    const recorded = computation === undefined ? {} : { computation };
    if (path === undefined) {
      const reasons = noPath === undefined ? {} : { noPath: noPath.reasons };
      const data = { ...common, ...reasons, ...recorded };
      const message = noPath === undefined ? 'no path' : describeNoPath(noPath);
      return ok(await operations.refuse({ type: 'LspUpdateRequested', data }, 'NO_PATH', message));
    }
    const intended = intendedFor(view.state, entry, path, {
      ...command,
      associations: associations ?? joined.value,
    });
    const requested = { type: 'LspUpdateRequested', data: { ...common, ...recorded, intended } } as const;
    return ok(await this.#submitAfter(moves, requested));
  }

  async remove(id: LspId): Promise<Result<OperationEntry, Rejection>> {
    const { view, operations } = this.#dependencies;
    const entry = view.state.lspDb.get(id);
    if (entry === undefined) return reject('UNKNOWN_LSP', `there is no LSP ${id}; see the lsps query`);
    const { createdByPce, delegated, pcc, name } = entry.current;
    if (!createdByPce) {
      return reject(
        'NOT_PCE_INITIATED',
        `${id} is configured on its head-end: only LSPs created by a PCE can be deleted`,
      );
    }
    if (!delegated) return reject('NOT_DELEGATED', `${id} is not delegated to this PCE (RFC 8281 5.4)`);
    const problem = checkBooked(id, view) ?? checkReady(pcc, view);
    if (problem !== undefined) return problem;
    // Asked for twice: a second request for the same PLSP-ID would find it gone, which some head-ends do not survive.
    const underWay = view.pendingOperations(id).find(({ kind }) => kind === 'delete-lsp');
    if (underWay !== undefined) return ok(underWay);
    if (this.#submitting.has(id)) return reject('INVALID_INPUT', `${id} is being created or deleted already`);
    const requested = { type: 'LspDeletionRequested', data: this.#requested(id, pcc, name) } as const;
    return ok(await this.#alone(id, () => operations.submit(requested)));
  }

  /** Keeps a second creation or deletion out until the first is in the log, where it can be seen. */
  async #alone(lsp: LspId, submit: () => Promise<OperationEntry>): Promise<OperationEntry> {
    this.#submitting.add(lsp);
    try {
      return await submit();
    } finally {
      this.#submitting.delete(lsp);
    }
  }

  /** First what makes room; it is sent when that has ended, one way or the other. */
  async #submitAfter(
    moves: readonly LspUpdateRequested[],
    requested: RequestedEvent,
  ): Promise<OperationEntry> {
    const { operations } = this.#dependencies;
    // What is waited for comes into the log before what waits; all of it before anything else is decided.
    const submitted = [...moves, requested].map((one) => operations.submit(one));
    return (await Promise.all(submitted)).at(-1) as OperationEntry;
  }

  #findPcc(reference: string): PccEntry | undefined {
    const all = this.#dependencies.view.state.sessions.all();
    return all.find(({ id }) => id === reference) ?? all.find(({ address }) => address === reference);
  }

  #requested(lsp: LspId, pcc: PccId, name: string, waits: Partial<Waits> = {}) {
    const { view, clock, ids, operationTimeout } = this.#dependencies;
    const { after = [], rounds = 0, onlyIfAllSucceed = false } = waits;
    const operation = OperationId(ids.next());
    return {
      operation,
      lsp,
      pcc,
      name,
      deadline: deadlineAfter(view, { after, rounds }, clock.now(), operationTimeout),
      reason: 'operator',
      ...(after.length === 0 ? {} : { after }),
      ...(after.length > 0 && onlyIfAllSucceed ? { onlyIfAllSucceed } : {}),
    } as const;
  }

  /** The groups of an LSP after a command. */
  #associations(
    joining: { readonly lsp: LspId; readonly source: string; readonly destination: string },
    known: readonly Association[],
    { disjoint, leaves = [] }: Pick<UpdateLsp, 'disjoint' | 'leaves'>,
    pcc: PccEntry | undefined,
  ): Result<readonly Association[], Rejection> {
    const { view, gateway } = this.#dependencies;
    const left = leaves.reduce((all, group) => withoutGroup(all, group), known);
    if (disjoint === undefined || pcc === undefined) return ok(left);
    const source = gateway.localAddress(pcc.id) ?? pcc.address;
    const wanted = wantedAssociation(view, joining, disjoint, source);
    return wanted.ok ? ok(withAssociation(left, wanted.value)) : wanted;
  }

  /** The pinned path, the present one when only the administrative state changes, or a computed one. */
  #choosePath(
    entry: LspEntry,
    command: UpdateLsp,
    associations: readonly Association[],
  ): Result<ChosenPath, Rejection> {
    const { view } = this.#dependencies;
    const { state, decidingComputer: computer } = view;
    if (command.path !== undefined) {
      const pinned = computer.pin(entry.current.source, command.path, signallingOf(state, entry));
      if (!pinned.ok) return reject('INVALID_INPUT', `path: ${pinned.error.what}`);
      const end = pinned.value.path.nodes.at(-1);
      const { destination } = entry.current;
      const wanted = computer.findNode(destination)?.id;
      if (wanted === undefined || wanted === end) return ok({ path: pinned.value });
      return reject(
        'INVALID_INPUT',
        `path: it ends at ${end}, but ${entry.id} goes to ${wanted} (${destination})`,
      );
    }
    const { route } = entry.current;
    if (
      command.bandwidth === undefined &&
      command.administrative !== undefined &&
      command.disjoint === undefined &&
      route.length > 0
    ) {
      const present = reportedPath(view, entry, entry.current);
      const isUp = present?.links.every((link) => state.ted.link(link)?.operational === true) === true;
      if (present !== undefined && isUp) return ok({ path: { path: present, route } });
    }
    const asked = recomputation(view, entry, command.bandwidth, associations);
    const { result, shared, ...decided } = decideWithRoom(this.#dependencies, asked, entry, command.makeRoom);
    return ok({
      ...decided,
      ...(result.kind === 'path'
        ? { path: result.path, associations: withStatus(associations, asked.diversity, shared) }
        : { noPath: result.noPath }),
    });
  }
}

/** Operations to wait for. */
type Waits = Pick<Decision, 'after' | 'rounds' | 'onlyIfAllSucceed'>;

interface ChosenPath extends Partial<Waits> {
  /** With what the path reaches; absent where it was not computed. */
  readonly associations?: readonly Association[];
  readonly path?: SignalledPath;
  readonly computation?: ComputationRecord;
  readonly noPath?: NoPath;
  /** Of others, to be made before. */
  readonly moves?: readonly LspUpdateRequested[];
}

function checkCreate(command: CreateLsp, pcc: PccEntry, view: NetworkView) {
  const { name, setupType } = command;
  if (name === '' || new TextEncoder().encode(name).length > MAXIMUM_NAME_BYTES) {
    return reject('INVALID_INPUT', `name must have 1 to ${MAXIMUM_NAME_BYTES} bytes`);
  }
  if (!pcc.capabilities.initiation && pcc.session !== undefined) {
    return reject(
      'NOT_SUPPORTED',
      `PCC ${pcc.id} does not accept LSPs from a PCE (no I flag in its Open, RFC 8281 4.1)`,
    );
  }
  if (!pcc.capabilities.setupTypes.includes(setupType)) {
    const offered = pcc.capabilities.setupTypes.join(', ');
    return reject('NOT_SUPPORTED', `PCC ${pcc.id} does not support ${setupType}; it offers ${offered}`);
  }
  if (view.state.lspDb.byName(pcc.id, name) !== undefined) {
    return reject('NAME_IN_USE', `PCC ${pcc.id} already has an LSP called ${name}`);
  }
  if (view.state.bookings.occurrenceOf(LspId(pcc.id, name)) !== undefined) {
    return reject('NAME_IN_USE', `a booking will have an LSP called ${name} on PCC ${pcc.id}`);
  }
  if (view.pendingOperations(LspId(pcc.id, name)).length > 0) return beingCreated(pcc.id, name);
  const fault = command.autoBandwidth === undefined ? undefined : faultOf(command.autoBandwidth);
  if (fault !== undefined) return reject('INVALID_INPUT', `autoBandwidth: ${fault}`);
  return checkSource(command, pcc, view) ?? checkReady(pcc.id, view);
}

const beingCreated = (pcc: PccId, name: string) =>
  reject('NAME_IN_USE', `an LSP called ${name} is already being created on PCC ${pcc}`);

/** A path can only begin at the head-end that is to set it up. */
function checkSource({ request }: CreateLsp, pcc: PccEntry, { computer }: NetworkView) {
  const headEnd = computer.findNode(pcc.address);
  const source = computer.findNode(request.source);
  if (headEnd === undefined || source === undefined || headEnd.id === source.id) return undefined;
  return reject('INVALID_INPUT', `request.source is ${source.id}, but PCC ${pcc.id} is ${headEnd.id}`);
}

/** A symbolic path name has to fit into the LSP object with its other TLVs (RFC 8231 7.3.2 sets no limit). */
const MAXIMUM_NAME_BYTES = 1024;

function checkUpdate(entry: LspEntry, view: NetworkView) {
  const { delegated, pcc } = entry.current;
  if (!delegated) return reject('NOT_DELEGATED', `${entry.id} is not delegated to this PCE (RFC 8231 5.7)`);
  if (view.state.sessions.get(pcc)?.capabilities.update === false) {
    return reject(
      'NOT_SUPPORTED',
      `PCC ${pcc} does not take updates (no U flag in its Open, RFC 8231 7.1.1)`,
    );
  }
  const booked = checkBooked(entry.id, view);
  if (booked !== undefined) return booked;
  const deletion = view.pendingOperations(entry.id).find(({ kind }) => kind === 'delete-lsp');
  if (deletion !== undefined) {
    return reject('INVALID_INPUT', `${entry.id} is being deleted by operation ${deletion.id}`);
  }
  return checkReady(pcc, view);
}

/** What is not asked of the booking itself would be undone by it, or take what others have booked. */
function checkBooked(lsp: LspId, { state }: NetworkView) {
  if (state.bookings.occurrenceOf(lsp) === undefined) return undefined;
  const booking = state.bookings.ofLsp(lsp)?.id;
  return reject(
    'BOOKED',
    `${lsp} belongs to booking ${booking}: it is changed by changeBooking, and ended by cancelBooking`,
  );
}

function checkReady(pcc: PccId, view: NetworkView) {
  const known = view.state.sessions.get(pcc);
  if (known?.session === undefined) return reject('PCC_NOT_READY', `PCC ${pcc} is not connected`);
  if (!known.synchronized)
    return reject('PCC_NOT_READY', `PCC ${pcc} has not finished its synchronisation yet`);
  return undefined;
}

/** One line for an operator: the reasons, and what would help. */
export function describeNoPath(noPath: NoPath): string {
  const hints = noPath.relaxations.map(({ constraint, from, to }) =>
    from === undefined ? `${constraint}: ${to}` : `${constraint}: ${to} instead of ${from}`,
  );
  const reasons = `no path: ${noPath.reasons.join(', ')}`;
  return hints.length === 0 ? reasons : `${reasons}; possible with ${hints.join(', or ')}`;
}
