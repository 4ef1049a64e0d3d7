import { type LinkId, MaintenanceId, type NodeId } from '../../domain/values/identifiers.js';
import type { MaintenanceOrder, WhatCannotMove } from '../../domain/values/maintenance.js';
import { ok, type Result } from '../../domain/values/result.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { NewEvent } from '../../events/catalogue/event.js';
import type { MaintenanceEvent } from '../../events/catalogue/maintenance.js';
import { maintenanceStream } from '../../events/catalogue/streams.js';
import {
  isOver,
  type MaintenanceEntry,
  requestedMaintenance,
} from '../../projections/maintenances/evolve.js';
import type { Journal } from '../journal.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/id-source.js';
import type { Telemetry } from '../ports/telemetry.js';
import { type Rejection, reject } from '../rejection.js';
import type { CalendarGate } from '../sagas/calendar-gate.js';
import { impactOf, isHindered } from './impact.js';
import { bothDirections, linksOf } from './resources.js';

export interface PlanMaintenance {
  readonly name: string;
  /** Ids, names or router ids. */
  readonly nodes: readonly string[];
  readonly links: readonly string[];
  /** The other direction of each link too. */
  readonly bothDirections: boolean;
  readonly srlgs: readonly number[];
  readonly start: number;
  readonly end: number;
  /** Milliseconds; without it as configured. */
  readonly drainTime?: number;
  readonly whatCannotMove: WhatCannotMove;
  readonly revert: boolean;
  readonly idempotencyKey?: string;
  /** True: it is only looked at what would happen. */
  readonly dryRun: boolean;
}

export interface MaintenanceDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly calendar: CalendarGate;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** Milliseconds before the start of a window at which LSPs are moved away. */
  readonly maintenanceDrainTime: number;
}

type Answer = Promise<Result<MaintenanceEntry, Rejection>>;

/**
 * What operators ask of maintenance. Decided in turn with bookings: a booking that is admitted next sees the window, and
 * a window all bookings that were admitted before.
 */
export class MaintenanceCommands {
  readonly #dependencies: MaintenanceDependencies;

  constructor(dependencies: MaintenanceDependencies) {
    this.#dependencies = dependencies;
  }

  /** After the replay: decides what a process that ended had only written down. */
  start(): void {
    for (const { id } of this.#view.state.maintenances.in('REQUESTED')) void this.#decideLater(id);
  }

  get #view(): NetworkView {
    return this.#dependencies.view;
  }

  /** Planned or refused when it resolves. The same idempotency key gets the same window. */
  async plan(command: PlanMaintenance): Answer {
    const { calendar, ids, clock } = this.#dependencies;
    return calendar.alone(async () => {
      const { idempotencyKey } = command;
      const known =
        idempotencyKey === undefined ? undefined : this.#view.state.maintenances.ofKey(idempotencyKey);
      const order = this.#orderFor(command);
      if (known !== undefined && !command.dryRun)
        return order.ok && !isSameWork(order.value, known.order) ? keyInUse(known.id) : ok(known);
      if (!order.ok) return order;
      const data = { maintenance: MaintenanceId(ids.next()), order: order.value };
      if (command.dryRun) {
        const now = clock.now();
        const impact = impactOf(this.#view, order.value, now);
        return ok({ ...requestedMaintenance(data, now), state: 'SIMULATED', impact });
      }
      await this.#record({ type: 'MaintenanceRequested', data });
      return ok(await this.#decide(this.#get(data.maintenance)));
    });
  }

  /** Before its start everything that was moved goes back; in service the work is over now. */
  async cancel(id: MaintenanceId): Answer {
    return this.#dependencies.calendar.alone(async () => {
      const entry = this.#view.state.maintenances.get(id);
      if (entry === undefined) return unknownMaintenance(id);
      if (entry.state === 'RESTORING' || isOver(entry)) return ok(entry);
      await this.#record({ type: 'MaintenanceCancelled', data: { maintenance: id } });
      return ok(this.#get(id));
    });
  }

  /** Gives it another end, also in service. Refused if a booking in the time that is added can't be moved. */
  async extend(id: MaintenanceId, end: number): Answer {
    const { calendar, clock } = this.#dependencies;
    return calendar.alone(async () => {
      const entry = this.#view.state.maintenances.get(id);
      if (entry === undefined) return unknownMaintenance(id);
      if (entry.state === 'RESTORING' || isOver(entry)) return reject('INVALID_INPUT', `${id} is over`);
      const now = clock.now();
      if (end <= Math.max(now, entry.order.start))
        return reject('INVALID_INPUT', 'end: must be after the start, and to come');
      if (end > entry.order.end && entry.order.whatCannotMove === 'REFUSE') {
        const added = { ...entry.order, start: entry.order.end, end, drainTime: 0 };
        const stuck = impactOf(this.#view, added, now, id).bookings.find(({ to }) => to === undefined);
        if (stuck !== undefined) {
          return reject(
            'NO_ROOM',
            `nothing is changed: booking ${stuck.booking} has no other path until then`,
          );
        }
      }
      await this.#record({ type: 'MaintenanceExtended', data: { maintenance: id, end } });
      return ok(this.#get(id));
    });
  }

  async #decideLater(id: MaintenanceId): Promise<void> {
    await this.#dependencies.calendar.alone(async () => {
      const entry = this.#get(id);
      if (entry.state === 'REQUESTED') await this.#decide(entry);
    });
  }

  /** Within the calendar's gate. */
  async #decide({ id, order }: MaintenanceEntry): Promise<MaintenanceEntry> {
    const { clock, telemetry } = this.#dependencies;
    const impact = impactOf(this.#view, order, clock.now());
    const isRefused = order.whatCannotMove === 'REFUSE' && isHindered(impact);
    const type = isRefused ? 'MaintenanceRefused' : 'MaintenancePlanned';
    await this.#record({ type, data: { maintenance: id, impact } });
    const decided = this.#get(id);
    telemetry.log({ event: 'maintenance-decided', maintenance: id, state: decided.state });
    return decided;
  }

  async #record(event: MaintenanceEvent): Promise<void> {
    const { maintenance } = event.data;
    const recorded: NewEvent = { ...event, correlationId: maintenance };
    await this.#dependencies.journal.append(maintenanceStream(maintenance), 'any', [recorded]);
  }

  #get(id: MaintenanceId): MaintenanceEntry {
    const entry = this.#view.state.maintenances.get(id);
    if (entry === undefined) throw new Error(`maintenance ${id} is not in the log after its append`);
    return entry;
  }

  /** What is asked for, checked; names found, both directions of links put in. */
  #orderFor(command: PlanMaintenance): Result<MaintenanceOrder, Rejection> {
    const { clock, maintenanceDrainTime } = this.#dependencies;
    const { name, start, end, srlgs, whatCannotMove, revert, idempotencyKey } = command;
    const problem = checkCommand(command, clock.now());
    if (problem !== undefined) return problem;
    const nodes = this.#nodesOf(command);
    if (!nodes.ok) return nodes;
    const links = this.#linksOf(command);
    if (!links.ok) return links;
    const resources = { nodes: nodes.value, links: links.value, srlgs: [...new Set(srlgs)] };
    if (linksOf(this.#view.state.ted, [resources]).size === 0)
      return reject('INVALID_INPUT', 'there are no links at these nodes, or in these groups');
    return ok({
      name,
      resources,
      start,
      end,
      drainTime: command.drainTime ?? maintenanceDrainTime,
      whatCannotMove,
      revert,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  #nodesOf({ nodes }: PlanMaintenance): Result<readonly NodeId[], Rejection> {
    const found: NodeId[] = [];
    for (const reference of nodes) {
      const node = this.#view.computer.findNode(reference);
      if (node === undefined) return reject('UNKNOWN_NODE', `nodes: there is no node ${reference}`);
      found.push(node.id);
    }
    return ok([...new Set(found)].sort());
  }

  #linksOf({ links, bothDirections: both }: PlanMaintenance): Result<readonly LinkId[], Rejection> {
    const { ted } = this.#view.state;
    const found: LinkId[] = [];
    for (const reference of links) {
      const link = ted.link(reference as LinkId);
      if (link === undefined) return reject('INVALID_INPUT', `links: there is no link ${reference}`);
      found.push(link.id);
    }
    return ok(both ? bothDirections(ted, found) : [...new Set(found)].sort());
  }
}

const unknownMaintenance = (id: MaintenanceId) =>
  reject('UNKNOWN_MAINTENANCE', `there is no maintenance ${id}; see the maintenances query`);

function checkCommand({ name, nodes, links, srlgs, start, end, drainTime }: PlanMaintenance, now: number) {
  if (name === '') return reject('INVALID_INPUT', 'name: must not be empty');
  if (nodes.length + links.length + srlgs.length === 0)
    return reject('INVALID_INPUT', 'name nodes, links or srlgs that are to be kept free');
  if (end <= start) return reject('INVALID_INPUT', 'end: must be after the start');
  if (end <= now) return reject('INVALID_INPUT', 'end: must be in the future');
  if (drainTime !== undefined && !(drainTime >= 0 && drainTime <= LONGEST_DRAIN))
    return reject('INVALID_INPUT', 'drainTime: must be between 0 and 86400 seconds');
  return undefined;
}

const LONGEST_DRAIN = 86_400_000;

/** But for the end, which may have been put off since. */
const isSameWork = (order: MaintenanceOrder, known: MaintenanceOrder): boolean =>
  structurallyEqual({ ...order, end: known.end }, known);

const keyInUse = (id: MaintenanceId) =>
  reject('INVALID_INPUT', `idempotencyKey: maintenance ${id} has it, and is about something else`);
