import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DisjointAssociation } from '../../../src/domain/values/association.js';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../../src/events/stores/memory/open.js';
import { auditOf, notReproduced } from '../../support/audits.js';
import { lspState, TestPce } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';

/** Two ways from A to D, and from E to D; A-B and E-G are in one duct, C-D and E-F in another. */
const DUCTS = [
  'cairn: topology/1',
  'name: ducts',
  'nodes:',
  ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((id, at) => `  - { id: ${id}, routerId: 10.0.0.${at + 1} }`),
  'links:',
  ...['AB 1 7', 'BD 1 0', 'AC 2 0', 'CD 2 8', 'EG 1 7', 'GD 1 0', 'EF 3 8', 'FD 3 0'].map((link, at) => {
    const [ends = '', metric, srlg] = link.split(' ');
    const srlgs = srlg === '0' ? '' : `, srlgs: [${srlg}]`;
    return `  - { from: ${ends[0]}, to: ${ends[1]}, fromAddress: 10.1.${at}.1, toAddress: 10.1.${at}.2, igpMetric: ${metric}, teMetric: ${metric}, capacity: 10e9${srlgs} }`;
  }),
].join('\n');
const WITHOUT_BD = DUCTS.split('\n')
  .filter((line) => !line.includes('from: B, to: D'))
  .join('\n');
const A = PccId('10.0.0.1');
const E = PccId('10.0.0.5');

const strict = (shortestFirst = false): DisjointAssociation => ({
  kind: 'disjoint',
  group: { type: 2, id: 1, source: '10.0.0.100' },
  constraint: { level: 'srlg', strict: true },
  shortestFirst,
});
const from = (pcc: PccId, name: string, plspId: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc,
    name,
    plspId,
    source: pcc,
    destination: '10.0.0.4',
    bandwidth: 1e9,
    operationalState: 'DOWN',
    ...more,
  });

let cairn: TestPce;
let pccs: PlayedPccs;
let log: MemoryLog;
beforeEach(async () => {
  log = emptyLog();
  cairn = await TestPce.start({ log });
  await cairn.topology(DUCTS);
  pccs = new PlayedPccs([A, E]);
});
afterEach(() => cairn.stop());

const start = async (...lsps: readonly LspState[]): Promise<void> => {
  for (const lsp of lsps) pccs.lsps.set(`${lsp.pcc}/${lsp.name}`, lsp);
  await pccs.connectTo(cairn);
  await cairn.settled();
};
const settled = async (): Promise<void> => {
  cairn.clock.advance(1_000);
  await cairn.settled();
};
/** Nodes of the path that was asked for last. */
const asked = (name: string): string | undefined =>
  pccs.asked
    .flatMap((sent) => {
      const is =
        sent.kind === 'initiate'
          ? sent.name === name
          : sent.kind === 'update' && sent.plspId === pccs.lsp(name)?.plspId;
      return is && sent.kind !== 'delete' ? [sent.intended.path.path.nodes.join('')] : [];
    })
    .at(-1);
const createY = (more: object = {}) =>
  cairn.pce.lsps.create({
    pcc: E,
    name: 'Y',
    setupType: 'RSVP_TE',
    holdingPriority: 7,
    request: pathRequest({ source: 'E', destination: 'D', bandwidth: 1e9 }),
    disjoint: {
      constraint: { level: 'srlg', strict: true },
      shortestFirst: false,
      from: [LspId(A, 'X')],
      ...more,
    },
  });

describe('a disjoint association group', () => {
  test('is placed as a set when several of it need a path at once', async () => {
    const groups = { associations: [strict()] };
    await start(from(A, 'X', 1, groups), from(A, 'Y', 2, groups));
    expect(new Set([asked('X'), asked('Y')])).toEqual(new Set(['ABD', 'ACD']));
    const events = await cairn.store.readAll(0, 1_000);
    const sets = events.flatMap((event) => (event.type === 'PathsComputedTogether' ? [event.data] : []));
    expect(sets).toMatchObject([{ disjointness: { level: 'srlg', strict: true }, members: [{}, {}] }]);
    const statuses = pccs.asked.flatMap((sent) =>
      sent.kind === 'update' ? (sent.intended.associations ?? []) : [],
    );
    expect(statuses).toEqual([
      { ...strict(), reached: 'srlg' },
      { ...strict(), reached: 'srlg' },
    ]);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  test('leaves the path of whoever is computed first as if it were alone', async () => {
    await start(
      from(A, 'X', 1, { associations: [strict(true)] }),
      from(E, 'Y', 2, { associations: [strict()] }),
    );
    await settled();
    expect([asked('X'), asked('Y')]).toEqual(['ABD', 'EFD']);
  });

  test('makes whoever shares something move after the other has', async () => {
    await start(
      from(A, 'X', 1, { associations: [strict(true)] }),
      from(E, 'Y', 2, { associations: [strict()] }),
    );
    await settled();
    await cairn.topology(WITHOUT_BD, true);
    await settled();
    expect([asked('X'), asked('Y')]).toEqual(['ACD', 'EGD']);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  describe('over links that went down again and again', () => {
    const broken = (ends: string): string =>
      DUCTS.replace(new RegExp(`(\\{ ${ends},.*) \\}`), '$1, operational: false }');
    const CD = 'from: C, to: D';
    const FD = 'from: F, to: D';
    const restoration = { damping: { halfLife: 300_000, suppress: 2.5, reuse: 1, longest: 600_000 } };
    const flapped = async (ends: string, ...lsps: readonly LspState[]): Promise<void> => {
      await cairn.stop();
      cairn = await TestPce.start({ log: emptyLog(), restoration });
      for (let time = 0; time < 3; time++) {
        await cairn.topology(DUCTS, true);
        await settled();
        await cairn.topology(broken(ends), true);
        await settled();
      }
      await cairn.topology(DUCTS, true);
      await start(...lsps);
      await settled();
    };

    test('gets what can not be had otherwise, as a set', async () => {
      const groups = { associations: [strict()] };
      await flapped(CD, from(A, 'X', 1, groups), from(A, 'Y', 2, groups));
      expect(new Set([asked('X'), asked('Y')])).toEqual(new Set(['ABD', 'ACD']));
      expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
    });

    test('is kept rather than taken down', async () => {
      const x = from(A, 'X', 1, { associations: [strict(true)] });
      await flapped(FD, x, from(E, 'Y', 2, { associations: [strict()] }));
      expect([asked('X'), asked('Y')]).toEqual(['ABD', 'EFD']);
      expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
    });

    test('is left alone where there are others', async () => {
      const x = from(A, 'X', 1, { associations: [strict(true)] });
      const free = { ...strict(), constraint: { level: 'link', strict: true } } as const;
      await flapped(FD, x, from(E, 'Y', 2, { associations: [free] }));
      expect([asked('X'), asked('Y')]).toEqual(['ABD', 'EGD']);
    });
  });

  test('takes down whoever can not keep away any more, and sets it up again once it can', async () => {
    await start(
      from(A, 'X', 1, { associations: [strict(true)] }),
      from(E, 'Y', 2, { associations: [strict()] }),
    );
    await settled();
    const without = DUCTS.split('\n')
      .filter((line) => !line.includes('from: B, to: D') && !line.includes('from: G, to: D'))
      .join('\n');
    await cairn.topology(without, true);
    await settled();
    expect(asked('X')).toBe('ACD');
    expect(pccs.lsp('Y')).toMatchObject({ operationalState: 'DOWN', route: [] });
    await cairn.topology(WITHOUT_BD, true);
    await settled();
    expect(pccs.lsp('Y')?.operationalState).toBe('UP');
    expect(asked('Y')).toBe('EGD');
  });

  test('that can not be had for a first path is refused', async () => {
    const without = DUCTS.split('\n')
      .filter((line) => !line.includes('from: F, to: D'))
      .join('\n');
    await cairn.topology(without, true);
    await start(
      from(A, 'X', 1, { associations: [strict(true)] }),
      from(E, 'Y', 2, { associations: [strict()] }),
    );
    await settled();
    expect(asked('X')).toBe('ABD');
    expect(asked('Y')).toBeUndefined();
    expect(cairn.gateway.refused).toEqual([2]);
  });
});

describe('an LSP that is asked for with the name of another', () => {
  test('keeps away from it, also when its path is computed again', async () => {
    await start(from(A, 'X', 1));
    expect(asked('X')).toBe('ABD');
    expect((await createY()).ok).toBe(true);
    await settled();
    expect(asked('Y')).toBe('EFD');
    const update = await cairn.pce.lsps.update({ id: LspId(E, 'Y'), bandwidth: 2e9 });
    expect(update.ok).toBe(true);
    await settled();
    expect(asked('Y')).toBe('EFD');
    const [group] = cairn.pce.live.state.associations.texts();
    expect(cairn.pce.live.state.associations.group(group ?? '')?.members).toMatchObject([
      { lsp: LspId(E, 'Y'), association: { from: [LspId(A, 'X')], group: { source: '192.0.2.100' } } },
    ]);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  test('still does after a restart', async () => {
    await start(from(A, 'X', 1));
    expect((await createY()).ok).toBe(true);
    await settled();
    await cairn.stop();
    cairn = await TestPce.start({ log, clock: cairn.clock });
    await pccs.connectTo(cairn);
    await cairn.topology(WITHOUT_BD, true);
    await settled();
    expect([asked('X'), asked('Y')]).toEqual(['ACD', 'EGD']);
  });

  test('is refused where the other is not known, or would be itself', async () => {
    await start();
    expect(await createY()).toMatchObject({ ok: false, error: { code: 'UNKNOWN_LSP' } });
    expect(await createY({ from: [LspId(E, 'Y')] })).toMatchObject({ ok: false });
  });

  test('gets no path where strict disjointness can not be had', async () => {
    await start(from(A, 'X', 1));
    const both = await createY({ constraint: { level: 'srlg', strict: true } });
    expect(both.ok).toBe(true);
    await cairn.topology(
      DUCTS.split('\n')
        .filter((line) => !line.includes('from: F, to: D'))
        .join('\n'),
      true,
    );
    await settled();
    // Its own link failed, and what is left shares the duct.
    expect(asked('Y')).toBe('EFD');
    const events = await cairn.store.readAll(0, 1_000);
    const noted = events.flatMap((event) => (event.type === 'LspNotReroutable' ? [event.data.reasons] : []));
    expect(noted).toEqual([['DISJOINTNESS']]);
  });
});
