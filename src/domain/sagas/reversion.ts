import type { ComputationRecord } from '../../events/catalogue/computation.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import type { LspReversionScheduled, ReversionEvent } from '../../events/catalogue/reversion.js';
import { sagaStream } from '../../events/catalogue/streams.js';
import { type LspId, OperationId } from '../values/identifiers.js';
import type { SignalledPath } from '../values/path.js';
import type { Reversion, ReversionOutcome } from '../values/reversion.js';
import type { MovableLsp } from './reoptimization.js';
import type { RequestProgress, Saga, SagaStep, SagaWorld } from './saga.js';

export interface ReversionWorld extends SagaWorld {
  lsp(id: LspId): MovableLsp | undefined;
  /** Why a path can't be used by anybody now: a link is down, or kept out of use. */
  unusable(path: SignalledPath): string | undefined;
  /** Why the path has no room for the LSP beside everything else now. */
  obstacle(lsp: LspId, path: SignalledPath): string | undefined;
  /** Others that it waits for on its way back and that wait for it, with a temporary path for it if there is one. */
  deadlock(reversion: Reversion):
    | {
        readonly others: readonly LspId[];
        readonly aside?: { readonly path: SignalledPath; readonly computation: ComputationRecord };
      }
    | undefined;
  /** Whether all links of a path work. */
  works(path: SignalledPath): boolean;
  /** The LSP as it is, on another path. */
  intended(lsp: LspId, path: SignalledPath): IntendedLsp;
}

/**
 * Leads an LSP back that a failure has moved (reversion, RFC 4427 4.11): when its path has been usable for the wait-to-
 * restore time and has room, make-before-break. Of LSPs in each other's way back one goes to a temporary path first. Who got another path from somebody else meanwhile is left alone.
 */
export const reversionSaga: Saga<Reversion, ReversionWorld> = {
  kind: 'reversion',
  nextTimer: ({ phase, due, isDue, rounds }) =>
    phase === 'ENDED' || isDue || due === undefined ? undefined : { timer: `restore-${rounds}`, due },
  next(reversion, world) {
    if (reversion.phase === 'ENDED') return undefined;
    const lsp = world.lsp(reversion.lsp);
    if (lsp === undefined) return ended(reversion, 'GONE');
    return outcomeOfRequest(reversion, world) ?? whileIdle(reversion, lsp, world);
  },
};

/** A path with an obstacle is looked at again after its wait, each time twice as long, milliseconds. */
const SHORTEST_RETRY = 5_000;
const LONGEST_RETRY = 3_600_000;

const STEPPED_ASIDE = 'it made way for others that were in its way; it follows when they have gone back';

const requestId = ({ id, rounds }: Reversion): OperationId => OperationId(`${id}.back.${rounds}`);

/** The operation that leads it to a temporary path. */
export const asideId = ({ id, rounds }: Reversion): OperationId => OperationId(`${id}.aside.${rounds}`);

function outcomeOfRequest(reversion: Reversion, world: ReversionWorld): SagaStep | undefined {
  const aside = reversion.isDue ? world.request(asideId(reversion)) : undefined;
  if (aside?.state === 'PENDING') return undefined;
  const movedTo = aside?.state === 'SUCCEEDED' ? aside.intended?.path : undefined;
  if (movedTo !== undefined) return postponed(reversion, STEPPED_ASIDE, world, movedTo);
  if (aside !== undefined) return postponed(reversion, aside.error?.message ?? aside.state, world);
  const asked = reversion.isDue ? world.request(requestId(reversion)) : undefined;
  if (asked === undefined || asked.state === 'PENDING') return undefined;
  if (asked.state === 'SUCCEEDED') return ended(reversion, 'REVERTED');
  return postponed(reversion, asked.error?.message ?? asked.state, world);
}

function whileIdle(reversion: Reversion, lsp: MovableLsp, world: ReversionWorld): SagaStep | undefined {
  const { changedBy, home, movedBy, movedTo } = reversion;
  if (isUnderWay(reversion, world)) return undefined;
  if (changedBy !== undefined && world.request(changedBy)?.state === 'SUCCEEDED')
    return ended(reversion, 'CHANGED');
  const unusable = world.unusable(home);
  if (lsp.isOn(home)) return world.works(home) ? ended(reversion, 'BACK') : suspended(reversion, unusable);
  // Its head-end did not take the path: it is where it was before, and will be moved again if that has failed.
  if (!hasFailed(world.request(movedBy))) {
    // Where it is has failed too: it is given another path first.
    if (!world.works(movedTo)) return suspended(reversion, unusable);
    if (!lsp.isOn(movedTo)) return lsp.canMove ? ended(reversion, 'CHANGED') : undefined;
  }
  if (unusable !== undefined) return suspended(reversion, unusable);
  if (reversion.due === undefined) return scheduled(reversion, world.now + reversion.wait);
  return reversion.isDue ? goBack(reversion, lsp, world) : undefined;
}

const hasFailed = (progress: RequestProgress | undefined): boolean =>
  progress?.state === 'FAILED' || progress?.state === 'TIMED_OUT';

const isUnderWay = (reversion: Reversion, world: ReversionWorld): boolean =>
  [reversion.movedBy, requestId(reversion), reversion.changedBy].some(
    (id) => id !== undefined && world.request(id)?.state === 'PENDING',
  );

function goBack(reversion: Reversion, lsp: MovableLsp, world: ReversionWorld): SagaStep | undefined {
  // Its head-end comes back, or the operation of somebody else ends: both are told.
  if (!lsp.canMove) return undefined;
  const { home } = reversion;
  const obstacle = world.obstacle(reversion.lsp, home);
  if (obstacle === undefined)
    return moved(reversion, lsp, world, { operation: requestId(reversion), path: home });
  const deadlock = world.deadlock(reversion);
  if (deadlock === undefined) return postponed(reversion, obstacle, world);
  const { aside, others } = deadlock;
  if (aside !== undefined) return moved(reversion, lsp, world, { operation: asideId(reversion), ...aside });
  const circle = `${others.join(', ')} and it are in each other's way, and it has no path aside`;
  return postponed(reversion, `${obstacle}; ${circle}`, world);
}

const moved = (
  reversion: Reversion,
  { pcc, name }: MovableLsp,
  world: ReversionWorld,
  { path, ...move }: { operation: OperationId; path: SignalledPath; computation?: ComputationRecord },
): SagaStep => ({
  kind: 'request',
  requested: {
    type: 'LspUpdateRequested',
    data: {
      ...move,
      lsp: reversion.lsp,
      pcc,
      name,
      deadline: world.deadline,
      reason: 'reversion',
      saga: { kind: 'reversion', id: reversion.id },
      intended: world.intended(reversion.lsp, path),
    },
  },
});

/** `movedTo`: it steps aside meanwhile. */
function postponed(
  reversion: Reversion,
  obstacle: string,
  { now }: ReversionWorld,
  movedTo?: SignalledPath,
): SagaStep {
  const first = Math.max(SHORTEST_RETRY, reversion.wait);
  const attempts = movedTo === undefined ? reversion.attempts : 0;
  const due = now + Math.min(LONGEST_RETRY, first * 2 ** attempts);
  return scheduled(reversion, due, { obstacle, ...(movedTo === undefined ? {} : { movedTo }) });
}

const scheduled = (
  reversion: Reversion,
  due: number,
  more: Pick<LspReversionScheduled['data'], 'obstacle' | 'movedTo'> = {},
): SagaStep => record(reversion, { type: 'LspReversionScheduled', data: { ...of(reversion), due, ...more } });

/** Once: until an instant was set again there is nothing to be taken back. */
const suspended = (
  reversion: Reversion,
  obstacle = 'the LSP has no path that works',
): SagaStep | undefined =>
  reversion.due === undefined
    ? undefined
    : record(reversion, { type: 'LspReversionSuspended', data: { ...of(reversion), obstacle } });

const ended = (reversion: Reversion, outcome: ReversionOutcome): SagaStep =>
  record(reversion, { type: 'LspReversionEnded', data: { ...of(reversion), outcome } });

const of = ({ id, lsp }: Reversion) => ({ reversion: id, lsp });

const record = ({ id }: Reversion, event: ReversionEvent): SagaStep => ({
  kind: 'record',
  stream: sagaStream({ kind: 'reversion', id }),
  events: [event],
});
