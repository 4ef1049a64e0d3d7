import type { Routing } from './routing.js';

/**
 * Takes demands out until no arc is above its capacity: of those over the arc with the most excess the lowest
 * priority first, of these the smallest that is enough, else the largest. O(arcs + sum of path lengths) per demand
 * taken out.
 */
export function trimToCapacity(routing: Routing): void {
  for (let arc = fullest(routing); arc >= 0; arc = fullest(routing)) {
    for (const demand of leaversOf(routing, arc)) {
      if (routing.room[arc]! >= 0) break;
      routing.remove(demand);
    }
  }
}

function fullest(routing: Routing): number {
  let worst = -1;
  for (let arc = 0; arc < routing.room.length; arc++) {
    if (routing.room[arc]! < 0 && (worst < 0 || routing.room[arc]! < routing.room[worst]!)) worst = arc;
  }
  return worst;
}

/** The demands over the arc in the order in which they have to leave. */
function leaversOf(routing: Routing, arc: number): readonly number[] {
  const { demandCount, bandwidth, priority } = routing.instance;
  const excess = -routing.room[arc]!;
  const over: number[] = [];
  for (let demand = 0; demand < demandCount; demand++) {
    const from = routing.pathAt[demand]!;
    const path = routing.pool.subarray(from, from + routing.pathLength[demand]!);
    if (bandwidth[demand]! > 0 && path.includes(arc)) over.push(demand);
  }
  const isEnough = (demand: number): number => (bandwidth[demand]! >= excess ? 0 : 1);
  return over.sort(
    (a, b) =>
      priority[b]! - priority[a]! ||
      isEnough(a) - isEnough(b) ||
      (isEnough(a) === 0 ? bandwidth[a]! - bandwidth[b]! : bandwidth[b]! - bandwidth[a]!) ||
      a - b,
  );
}
