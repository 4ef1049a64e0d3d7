import type { PathRequest } from '../../values/path-request.js';
import { comparePaths, weightsOf } from '../objective/path-order.js';
import type { ListConstraint } from './constraints.js';
import type { WhatIf } from './what-if.js';

/** Lists longer than this are dropped as a whole instead of element by element. */
const LIST_LIMIT = 64;
/** Searches for the fewest elements to drop: enough for every choice out of six, and for each single one of 64. */
const SEARCH_LIMIT = 64;

type Elements = readonly (number | string)[];

/**
 * What can be kept of the list, in its order. The fewest elements are dropped, and of equally many those that leave the
 * better path, as long as that takes at most SEARCH_LIMIT searches; beyond, every element that can be kept with those
 * before it. Without the list there is a path.
 */
export function keptOfList(whatIf: WhatIf, request: PathRequest, field: ListConstraint): Elements {
  const present: Elements = request[field];
  if (present.length > LIST_LIMIT) return [];
  let left = SEARCH_LIMIT;
  for (let dropped = 1; dropped < present.length; dropped++) {
    const choices = choicesOf(present.length, dropped, left);
    if (choices === undefined) return keptGreedily(whatIf, request, field);
    left -= choices.length;
    const kept = bestKept(whatIf, request, field, choices);
    if (kept !== undefined) return kept;
  }
  return [];
}

function bestKept(
  whatIf: WhatIf,
  request: PathRequest,
  field: ListConstraint,
  choices: readonly (readonly number[])[],
): Elements | undefined {
  const present: Elements = request[field];
  const weights = weightsOf(whatIf.network.graph, request.metric);
  let best: { readonly kept: Elements; readonly links: readonly number[] } | undefined;
  for (const choice of choices) {
    const kept = present.filter((_, at) => !choice.includes(at));
    const links = whatIf.path({ ...request, [field]: kept });
    if (links === undefined) continue;
    if (best === undefined || comparePaths(weights, links, best.links) < 0) best = { kept, links };
  }
  return best?.kept;
}

function keptGreedily(whatIf: WhatIf, request: PathRequest, field: ListConstraint): Elements {
  let kept: Elements = [];
  for (const element of request[field]) {
    if (whatIf.has({ ...request, [field]: [...kept, element] })) kept = [...kept, element];
  }
  return kept;
}

/** All choices of `count` places, those of later places first; undefined when there are more than `limit`. */
function choicesOf(places: number, count: number, limit: number): readonly (readonly number[])[] | undefined {
  let choices: (readonly number[])[] = [[]];
  for (let chosen = 0; chosen < count; chosen++) {
    const longer: (readonly number[])[] = [];
    for (const choice of choices) {
      // Room is left for the places still to be chosen.
      const lowest = count - 1 - chosen;
      for (let place = (choice.at(-1) ?? places) - 1; place >= lowest; place--)
        longer.push([...choice, place]);
    }
    if (longer.length > limit) return undefined;
    choices = longer;
  }
  return choices;
}
