import type { PlanMaintenance } from '../../src/app/maintenance/maintenances.js';
import { type MaintenanceId, PccId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import type { MaintenanceEntry } from '../../src/projections/maintenances/evolve.js';
import { lspState, type TestPce } from './pce.js';
import { ROUTE_A_B_D, ROUTE_A_C_D } from './reference-network.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** An LSP from A to D of the reference network, over B or over C. */
export const lspOver = (name: string, over: 'B' | 'C', bandwidth: number, plspId: number): LspState =>
  lspState({
    pcc: PccId('10.0.0.1'),
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth,
    route: over === 'B' ? ROUTE_A_B_D : ROUTE_A_C_D,
  });

/** Work on the link between A and B. */
export const workOnLink = (
  start: number,
  end: number,
  more: Partial<PlanMaintenance> = {},
): PlanMaintenance => ({
  name: 'fibre',
  nodes: [],
  links: ['A-B'],
  bothDirections: true,
  srlgs: [],
  start,
  end,
  whatCannotMove: 'REFUSE',
  revert: true,
  dryRun: false,
  ...more,
});

export async function plan(cairn: TestPce, command: PlanMaintenance): Promise<MaintenanceEntry> {
  const result = await cairn.pce.maintenances.plan(command);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export function entryOf(cairn: TestPce, id: MaintenanceId): MaintenanceEntry {
  const entry = cairn.pce.live.state.maintenances.get(id);
  if (entry === undefined) throw new Error(`there is no ${id}`);
  return entry;
}

/** So much time passes, and everything that follows from it. */
export async function pass(cairn: TestPce, milliseconds: number): Promise<void> {
  const end = cairn.clock.now() + milliseconds;
  while (cairn.clock.now() < end) {
    cairn.clock.advance(Math.min(SECOND, end - cairn.clock.now()));
    await cairn.settled();
  }
}

/** Nodes that the LSP passes, by the addresses of its route. */
export const isOverB = (lsp: LspState | undefined): boolean =>
  lsp?.route.some((hop) => hop.kind === 'address' && hop.address === '10.1.2.2') === true;

/** Over, with nothing under way. */
export const isSettled = (cairn: TestPce, id: MaintenanceId): boolean =>
  ['DONE', 'CANCELLED', 'REFUSED'].includes(entryOf(cairn, id).state) &&
  cairn.pce.live.state.operations.pending().next().done === true;
