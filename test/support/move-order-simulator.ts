/**
 * A network that carries out steps and is looked at after every single happening. It shares no code with what it
 * judges: it adds up all loads anew each time.
 */

export interface Held {
  readonly path: readonly number[];
  readonly bandwidth: number;
}

export interface PlayedStep {
  readonly lsp: string;
  readonly from: Held | undefined;
  readonly to: Held | undefined;
  readonly wave: number;
  readonly after: readonly number[];
}

export interface PlayedNetwork {
  /** Bit/s by link. */
  readonly capacity: readonly number[];
  readonly background: readonly number[];
  readonly present: ReadonlyMap<string, Held>;
}

type Status = 'waiting' | 'under way' | 'done';
/** IN_WAVES: a step starts once all of the waves before are done. AS_READY: once the steps it waits for are done. */
export type Discipline = 'IN_WAVES' | 'AS_READY';

const mayStart = (
  steps: readonly PlayedStep[],
  status: readonly Status[],
  index: number,
  discipline: Discipline,
): boolean =>
  status[index] === 'waiting' &&
  (discipline === 'AS_READY'
    ? steps[index]!.after.every((other) => status[other] === 'done')
    : steps.every(({ wave }, other) => wave >= steps[index]!.wave || status[other] === 'done'));

/** Loads by link: every LSP holds, of each link, the most that any of its placements takes there. */
function loadsOf(network: PlayedNetwork, steps: readonly PlayedStep[], status: readonly Status[]): number[] {
  const held = new Map<string, Held[]>([...network.present].map(([lsp, placement]) => [lsp, [placement]]));
  // One LSP's steps follow each other, so the last one that was begun says it all.
  steps.forEach(({ lsp, from, to }, index) => {
    if (status[index] === 'waiting') return;
    const placements = status[index] === 'done' ? [to] : [from, to];
    held.set(
      lsp,
      placements.filter((placement) => placement !== undefined),
    );
  });
  const loads = [...network.background];
  for (const placements of held.values()) {
    const most = new Map<number, number>();
    for (const { path, bandwidth } of placements) {
      for (const link of path) most.set(link, Math.max(most.get(link) ?? 0, bandwidth));
    }
    for (const [link, bandwidth] of most) loads[link]! += bandwidth;
  }
  return loads;
}

/** Links that are over their capacity although they were not, or by more than they were. */
const overloaded = (network: PlayedNetwork, loads: readonly number[], before: readonly number[]): number[] =>
  loads.flatMap((load, link) => (load > network.capacity[link]! && load > before[link]! ? [link] : []));

/** Steps whose LSP is not where the step says that it is: the order is not even a sequence of changes. */
export function misplaced(network: PlayedNetwork, steps: readonly PlayedStep[]): number[] {
  const place = new Map<string, Held | undefined>(network.present);
  return steps.flatMap(({ lsp, from, to }, index) => {
    const isThere = JSON.stringify(place.get(lsp)) === JSON.stringify(from);
    place.set(lsp, to);
    return isThere ? [] : [index];
  });
}

/** How many of all states that can be reached have a link over its capacity. Exponential. */
export function overloadsInEveryInterleaving(
  network: PlayedNetwork,
  steps: readonly PlayedStep[],
  discipline: Discipline,
): number {
  const seen = new Set<string>();
  let overloads = 0;
  const visit = (status: readonly Status[], before: readonly number[]): void => {
    const loads = loadsOf(network, steps, status);
    if (overloaded(network, loads, before).length > 0) overloads += 1;
    const key = status.join();
    if (seen.has(key)) return;
    seen.add(key);
    status.forEach((now, index) => {
      const next: Status | undefined =
        now === 'under way' ? 'done' : mayStart(steps, status, index, discipline) ? 'under way' : undefined;
      if (next !== undefined)
        visit(
          status.map((other, at) => (at === index ? next : other)),
          loads,
        );
    });
  };
  const start = steps.map((): Status => 'waiting');
  visit(start, loadsOf(network, steps, start));
  return overloads;
}

/**
 * Plays one random interleaving by waves, keeping loads as it goes: for many steps. `below(n)` draws from 0 to n - 1.
 * Returns the happenings after which a link was newly or further over its capacity, and the links concerned.
 */
export function overloadsInRandomInterleaving(
  network: PlayedNetwork,
  steps: readonly PlayedStep[],
  below: (limit: number) => number,
): { readonly happenings: number; readonly links: ReadonlySet<number> } {
  const loads = [...network.background];
  for (const { path, bandwidth } of network.present.values())
    for (const link of path) loads[link]! += bandwidth;
  const links = new Set<number>();
  let happenings = 0;
  const shift = (changes: ReadonlyMap<number, number>): void => {
    let isOver = false;
    for (const [link, bits] of changes) {
      loads[link]! += bits;
      if (bits <= 0 || loads[link]! <= network.capacity[link]!) continue;
      isOver = true;
      links.add(link);
    }
    if (isOver) happenings += 1;
  };
  const waves = new Map<number, PlayedStep[]>();
  for (const step of steps) waves.set(step.wave, [...(waves.get(step.wave) ?? []), step]);
  for (const wave of [...waves.keys()].sort((a, b) => a - b)) {
    const events = waves.get(wave)!.map((step) => ({ step, isBegun: false }));
    while (events.length > 0) {
      const at = below(events.length);
      const { step, isBegun } = events[at]!;
      const changes = new Map<number, number>();
      const on = (placement: Held | undefined, link: number): number =>
        placement?.path.includes(link) === true ? placement.bandwidth : 0;
      for (const link of new Set([...(step.from?.path ?? []), ...(step.to?.path ?? [])])) {
        const both = Math.max(on(step.from, link), on(step.to, link));
        changes.set(link, isBegun ? on(step.to, link) - both : both - on(step.from, link));
      }
      shift(changes);
      if (isBegun) events.splice(at, 1);
      else events[at] = { step, isBegun: true };
    }
  }
  return { happenings, links };
}
