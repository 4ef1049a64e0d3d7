import { describe, expect, it } from '@jest/globals';
import {
  ANSWER_LIMIT,
  LABEL_LIMIT,
  LabelStore,
} from '../../../../src/domain/computation/algorithm/label-store.js';

/** Labels that a search may make before it has to give up. */
function labelsOfSearch(store: LabelStore): number {
  store.start(0);
  while (!store.isFull) store.add(0);
  return store.count;
}

describe('the budget of an answer', () => {
  it('is spent by all of its searches together', () => {
    const store = new LabelStore(1);
    store.renewBudget();
    const searches = Array.from({ length: 3 }, () => labelsOfSearch(store));
    expect(searches).toEqual([LABEL_LIMIT, LABEL_LIMIT, ANSWER_LIMIT - 2 * LABEL_LIMIT]);
  });

  it('is the same whatever the answer before it spent', () => {
    const store = new LabelStore(1);
    for (let answer = 0; answer < 3; answer++) {
      store.renewBudget();
      expect([labelsOfSearch(store), labelsOfSearch(store)]).toEqual([LABEL_LIMIT, LABEL_LIMIT]);
    }
  });
});
