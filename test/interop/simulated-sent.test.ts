// Every message that Cairn sends to simulated head-ends, RSVP-TE and segment routing ones, as it was on the wire: read by
// Wireshark without a complaint, field by field what the event log says was meant.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CairnProcess, eventually, startCairn } from '../support/cairn-process.js';
import { describeInNamespaces } from '../support/frr.js';
import { NetworkNamespace } from '../support/network-namespace.js';
import { PcepTap, tapAddress } from '../support/pcep-tap.js';
import { projectRoot } from '../support/project.js';
import { LabCairn } from './router-lab.js';
import { allEvents, judge, sentBy } from './sent-messages.js';

const PCCS = 6;
const LSPS = 30;

interface Head {
  readonly id: string;
  readonly name: string;
  readonly setupType: 'RSVP_TE' | 'SR_MPLS';
  readonly source: string;
  readonly destination: string;
  readonly delegated: boolean;
  readonly pcc: { readonly id: string };
  readonly path: { readonly hops: readonly { readonly link: { readonly id: string } | null }[] } | null;
}

describeInNamespaces(['tshark'], 'what Cairn sends to simulated head-ends', () => {
  let netns: NetworkNamespace;
  let tap: PcepTap;
  let cairn: CairnProcess;
  let lab: LabCairn;
  let simulator: ChildProcess;

  beforeAll(async () => {
    netns = new NetworkNamespace();
    tap = await PcepTap.start(netns);
    cairn = await startCairn({
      netns,
      env: { CAIRN_PCEP_PORT: '4189', CAIRN_TOPOLOGY: path.join(projectRoot, 'samples', 'network.yaml') },
    });
    lab = new LabCairn(cairn);
    const entry = path.join(projectRoot, 'dist', 'entry', 'cairn.js');
    const graphql = `http://127.0.0.1:${cairn.ports.http}/graphql`;
    const options = [
      '--pce',
      '127.0.0.1:4189',
      '--graphql',
      graphql,
      '--pccs',
      `${PCCS}`,
      '--lsps',
      `${LSPS}`,
    ];
    const command = netns.command(process.execPath, ['--no-warnings', entry, 'simulate', 'pcc', ...options]);
    simulator = spawn(...command, { stdio: 'ignore' });
    await eventually('all PCCs are synchronised', async () => {
      const { pccs } = await cairn.graphql<{ pccs: readonly { synchronized: boolean }[] }>(
        '{ pccs { synchronized } }',
      );
      return pccs.length === PCCS && pccs.every(({ synchronized }) => synchronized) ? true : undefined;
    });
  }, 40_000);

  afterAll(async () => {
    if (simulator?.exitCode === null) {
      const ended = once(simulator, 'exit');
      simulator.kill('SIGKILL');
      await ended;
    }
    await cairn?.kill('SIGKILL');
    tap?.discard();
    netns?.remove();
  }, 20_000);

  const heads = async (): Promise<readonly Head[]> => {
    const query = `{ lsps(first: 1000) { nodes { id name setupType source destination delegated pcc { id }
      path { hops { link { id } } } } } }`;
    const { lsps } = await cairn.graphql<{ lsps: { nodes: readonly Head[] } }>(query);
    return lsps.nodes;
  };

  test.each(['RSVP_TE', 'SR_MPLS'] as const)(
    '%s LSPs are created, updated and deleted',
    async (setupType) => {
      const [model] = (await heads()).filter((lsp) => lsp.setupType === setupType && lsp.delegated);
      if (model === undefined) throw new Error(`the simulation has no delegated ${setupType} LSP`);
      const request = {
        source: model.source,
        destination: model.destination,
        bandwidth: 12_345_678,
        setupPriority: 5,
        bounds: [
          { metric: 'HOPS', max: 20 },
          { metric: 'TE', max: 1e6 },
        ],
        excludeAny: [31],
      };
      const name = `checked-${setupType}`;
      const pcc = model.pcc.id;
      // PCInitiate and PCUpd name the group, with the status of the path (RFC 8800 5.2).
      const disjoint = { level: 'SRLG_NODE', strict: false, from: [model.id] };
      const created = await lab.createLsp({ pcc, name, request, setupType, holdingPriority: 3, disjoint });
      expect(created).toMatchObject({ state: 'SUCCEEDED' });
      const id = `${pcc}/${name}`;
      expect(await lab.updateLsp({ id, bandwidth: 20e6 })).toMatchObject({ state: 'SUCCEEDED' });
      expect(await lab.updateLsp({ id, administrative: false })).toMatchObject({ state: 'SUCCEEDED' });
      expect(await lab.updateLsp({ id, administrative: true })).toMatchObject({ state: 'SUCCEEDED' });
      expect(await lab.deleteLsp(id)).toMatchObject({ state: 'SUCCEEDED' });
      expect(await lab.updateLsp({ id: model.id, bandwidth: 1e6 })).toMatchObject({ state: 'SUCCEEDED' });
    },
    40_000,
  );

  test('Wireshark reads all of it, and it is what was meant', async () => {
    const events = await allEvents(cairn);
    const { problems, counts, comparedWithLog } = judge(
      sentBy(await tap.stop(), tapAddress('127.0.0.1'), events),
      events,
    );
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ Open: PCCS, PCInitiate: 4 });
    expect(counts['PCUpd']).toBeGreaterThanOrEqual(8);
    expect(comparedWithLog).toBeGreaterThanOrEqual(12);
  }, 30_000);
});
