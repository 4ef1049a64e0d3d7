// RFC 8051 3.1.3: an important LSP arrives where a less important one is in its way.
import { expect } from '@jest/globals';
import type { Scenario } from './scenario.js';
import { type ScenarioLinks, ScenarioNetwork } from './scenario-network.js';
import { askedTogether } from './station.js';

const LINKS: ScenarioLinks = {
  AC: { metric: 1, capacity: 10 },
  BC: { metric: 1, capacity: 10 },
  CD: { metric: 1, capacity: 10 },
  DE: { metric: 1, capacity: 10 },
  CE: { metric: 10, capacity: 10 },
};
const LOW = { name: 'LSP1', ends: 'AE', bandwidth: 7, priority: 7 };
const HIGH = { name: 'LSP2', ends: 'BE', bandwidth: 7, priority: 0 };

/** LSP2 pushes LSP1 aside: RSVP-TE tears LSP1 down, and its head-end asks again. */
const preempted = () =>
  ScenarioNetwork.run(LINKS, { heads: 'AB' }, async (network) => {
    const first = await network.ask(LOW);
    const high = await network.ask(HIGH);
    network.head('A').unconfigure(LOW.name);
    await network.until('LSP1 is gone', () => network.entry(LOW) === undefined);
    return [first, high, await network.ask(LOW)] as const;
  });

export const j4a: Scenario = {
  id: 'J4a',
  title: 'Minimum perturbation, requests known at the same time',
  source: '3.1.3, tables 7 and 8, figure 1',
  situation:
    'Links as in J2, with C-E of capacity 10. LSP1 A→E of 7 with priority 7 is wanted, and soon after LSP2 B→E of 7 with priority 0.',
  async run() {
    const [first, high, again] = await preempted();
    expect([first, high, again]).toEqual(['A-C-D-E', 'B-C-D-E', 'A-C-E']);
    const [low, other] = await ScenarioNetwork.run(LINKS, { heads: '' }, (network) =>
      askedTogether(network, [LOW, HIGH]),
    );
    expect([low, other]).toEqual(['A-C-E', 'B-C-D-E']);
    return {
      lines: [
        { what: 'LSP1, at first', naive: first, stateful: low! },
        { what: 'LSP2', naive: high, stateful: other! },
        { what: 'LSP1, in the end', naive: again, stateful: low! },
        { what: 'LSPs torn down', naive: '1', stateful: '0' },
      ],
    };
  },
};

export const j4b: Scenario = {
  id: 'J4b',
  title: 'Minimum perturbation, LSP1 is up already',
  source: '3.1.3, after table 8',
  situation: 'As J4a, with LSP1 up on A-C-D-E when LSP2 arrives.',
  async run() {
    const [, high, again] = await preempted();
    return ScenarioNetwork.run(LINKS, { heads: 'AB' }, async (network) => {
      await network.delegate(LOW);
      expect(network.where(LOW)).toBe('A-C-D-E');
      const before = network.cairn.pce.head();
      await network.delegate(HIGH);
      const steps = await network.story(before);
      expect([network.where(LOW), network.where(HIGH)]).toEqual(['A-C-E', 'B-C-D-E']);
      expect(steps).toEqual(['LSP1 asked', 'LSP1 done', 'LSP2 asked', 'LSP2 done']);
      return {
        lines: [
          { what: 'LSP1', naive: again, stateful: network.where(LOW) },
          { what: 'LSP2', naive: high, stateful: network.where(HIGH) },
          { what: 'LSPs torn down', naive: '1', stateful: '0' },
          { what: 'LSPs moved, make-before-break', naive: '0', stateful: '1' },
        ],
        steps,
      };
    });
  },
};
