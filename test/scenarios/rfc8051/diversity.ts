// RFC 8051 3.4.3: diversity from an LSP that is up, known by its name alone.
import { expect } from '@jest/globals';
import { FakeClock } from '../../support/fake-clock.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import type { Scenario } from './scenario.js';
import { NOWHERE, pccOf, type ScenarioLinks, ScenarioNetwork, type WantedLsp } from './scenario-network.js';

const DUCTS: ScenarioLinks = {
  AB: { metric: 1, capacity: 10, srlgs: [7] },
  BD: { metric: 1, capacity: 10 },
  AC: { metric: 2, capacity: 10 },
  CD: { metric: 2, capacity: 10, srlgs: [8] },
  EG: { metric: 1, capacity: 10, srlgs: [7] },
  GD: { metric: 1, capacity: 10 },
  EF: { metric: 3, capacity: 10, srlgs: [8] },
  FD: { metric: 3, capacity: 10 },
};
const WITHOUT_BD: ScenarioLinks = { ...DUCTS, BD: { metric: 1, capacity: 10, down: true } };
const X: WantedLsp = { name: 'X', ends: 'AD', bandwidth: 1 };
const Y: WantedLsp = { name: 'Y', ends: 'ED', bandwidth: 1 };

/** An operator asks for Y with the name of X, and follows the operation. */
async function createDiverse(network: ScenarioNetwork): Promise<void> {
  const { pce, telemetry } = network.cairn;
  const client = await GraphqlClient.start({ pce, telemetry, clock: new FakeClock() });
  try {
    const answer = await client.ask(
      `mutation Diverse($x: ID!, $pcc: ID!) {
        createLsp(input: {
          pcc: $pcc, name: "Y", setupType: RSVP_TE,
          request: { source: "E", destination: "D", bandwidth: 1e9 },
          disjoint: { level: SRLG, from: [$x] }
        }) { state error { message } }
      }`,
      { x: `${pccOf('A')}/X`, pcc: pccOf('E') },
    );
    expect(answer.errors).toBeUndefined();
    await network.until('Y is up', () => network.where(Y) !== NOWHERE);
    await network.settled();
  } finally {
    await client.server.close();
  }
}

export const j10: Scenario = {
  id: 'J10',
  title: 'Diversity from an LSP that is up',
  source: '3.4.3',
  situation:
    'X A→D is up on A-B-D, whose first link is in the risk group 7; so is E-G. Y E→D is wanted, SRLG-disjoint from X: by E-G-D (metric 2) or E-F-D (metric 6, with the risk group 8). Y is asked for with the name of X, not with its risk groups. Then X moves to A-C-D, in the risk group 8.',
  async run() {
    const naive = await ScenarioNetwork.run(DUCTS, { heads: 'AE' }, async (network) => {
      await network.ask(X);
      const first = await network.ask(Y);
      await network.change(WITHOUT_BD);
      network.head('A').unconfigure(X.name);
      await network.until('X is gone', () => network.entry(X) === undefined);
      expect(await network.ask(X)).toBe('A-C-D');
      return [first, network.where(Y)] as const;
    });
    expect(naive).toEqual(['E-G-D', 'E-G-D']);
    return ScenarioNetwork.run(DUCTS, { heads: 'AE' }, async (network) => {
      await network.delegate(X);
      expect(network.where(X)).toBe('A-B-D');
      await createDiverse(network);
      const first = network.where(Y);
      expect(first).toBe('E-F-D');
      const before = network.cairn.pce.head();
      await network.change(WITHOUT_BD);
      await network.untilAt(X, 'A-C-D');
      // They share the risk group 8 now: the one that is to keep away from the other follows.
      await network.untilAt(Y, 'E-G-D');
      const second = network.where(Y);
      const steps = await network.story(before);
      expect(steps).toEqual(['X asked', 'X done', 'Y asked', 'Y done']);
      return {
        lines: [
          { what: 'Y, X on A-B-D', naive: `${naive[0]}, shares the risk group 7`, stateful: first },
          { what: 'Y, X on A-C-D', naive: naive[1], stateful: second },
        ],
        steps,
        remark:
          'Cairn keeps in mind what Y was to be diverse from: Y is in a disjoint association group (RFC 8800) that only its own head-end knows of, and moves make-before-break once the head-end of X reports the new path. X is not touched for it.',
      };
    });
  },
};
