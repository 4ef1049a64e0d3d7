// A router (FRRouting's pathd) and one or more Cairns in a network namespace, their PCEP traffic recorded.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CairnProcess, eventually, startCairn } from '../support/cairn-process.js';
import { FrrRouter } from '../support/frr.js';
import { PcepTap, type Recording } from '../support/pcep-tap.js';
import { networkDocument, ROUTER, ROUTER_ADDRESSES } from './frr-network.js';

export interface LspView {
  readonly id: string;
  readonly plspId: number;
  readonly operationalState: string;
  readonly administrative: boolean;
  readonly delegated: boolean;
  readonly createdByPce: boolean;
  readonly bandwidth: number;
  readonly setupType: string;
  readonly source: string;
  readonly destination: string;
  readonly stale: boolean;
  readonly affinities: { readonly includeAny: readonly number[] } | null;
  readonly path: { readonly nodes: readonly string[] } | null;
  readonly signalledRoute: readonly { readonly label: number | null }[];
}

export interface OperationView {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface PccView {
  readonly connected: boolean;
  readonly synchronized: boolean;
  readonly lspCount: number;
  readonly lastEnd: string | null;
}

const LSP_FIELDS = `id plspId operationalState administrative delegated createdByPce bandwidth setupType source
  destination stale affinities { includeAny } path { nodes } signalledRoute { label }`;
const OPERATION_FIELDS = 'id state reason error { code message }';

/** Questions and commands to one Cairn. */
export class LabCairn {
  readonly process: CairnProcess;

  constructor(process: CairnProcess) {
    this.process = process;
  }

  async pcc(): Promise<PccView | undefined> {
    const query = `query Pcc($id: ID!) { pcc(id: $id) { connected synchronized lspCount lastEnd } }`;
    const { pcc } = await this.process.graphql<{ pcc: PccView | null }>(query, { id: ROUTER });
    return pcc ?? undefined;
  }

  async lsp(id: string): Promise<LspView | undefined> {
    const query = `query Lsp($id: ID!) { lsp(id: $id) { ${LSP_FIELDS} } }`;
    const { lsp } = await this.process.graphql<{ lsp: LspView | null }>(query, { id });
    return lsp ?? undefined;
  }

  /** Waits for an LSP that is as wanted. */
  lspThat(id: string, what: string, wanted: (lsp: LspView) => boolean, seconds = 15): Promise<LspView> {
    const ask = async (): Promise<LspView | undefined> => {
      const lsp = await this.lsp(id);
      return lsp !== undefined && wanted(lsp) ? lsp : undefined;
    };
    const describe = async (): Promise<string> => JSON.stringify(await this.lsp(id));
    return eventually(`${id} ${what}`, ask, { seconds, describe });
  }

  pccThat(what: string, wanted: (pcc: PccView) => boolean, seconds = 20): Promise<PccView> {
    const ask = async (): Promise<PccView | undefined> => {
      const pcc = await this.pcc();
      return pcc !== undefined && wanted(pcc) ? pcc : undefined;
    };
    const describe = async (): Promise<string> =>
      `${JSON.stringify(await this.pcc())}\n${this.process.stderr}`;
    return eventually(`the router ${what}`, ask, { seconds, describe });
  }

  synchronized(seconds = 20): Promise<PccView> {
    return this.pccThat('is synchronised', ({ synchronized }) => synchronized, seconds);
  }

  /** Runs a mutation that starts an operation, and waits for its end. */
  async operate(mutation: string, variables: Record<string, unknown>): Promise<OperationView> {
    const data = await this.process.graphql<Record<string, OperationView>>(mutation, variables);
    const [started] = Object.values(data);
    if (started === undefined) throw new Error(`no operation in ${JSON.stringify(data)}`);
    return this.operationEnded(started.id);
  }

  createLsp(input: Record<string, unknown>): Promise<OperationView> {
    const mutation = `mutation Create($input: CreateLspInput!) { createLsp(input: $input) { ${OPERATION_FIELDS} } }`;
    return this.operate(mutation, { input });
  }

  updateLsp(input: Record<string, unknown>): Promise<OperationView> {
    const mutation = `mutation Update($input: UpdateLspInput!) { updateLsp(input: $input) { ${OPERATION_FIELDS} } }`;
    return this.operate(mutation, { input });
  }

  deleteLsp(id: string): Promise<OperationView> {
    return this.operate(`mutation Delete($id: ID!) { deleteLsp(id: $id) { ${OPERATION_FIELDS} } }`, { id });
  }

  operationEnded(id: string): Promise<OperationView> {
    const query = `query Operation($id: ID!) { operation(id: $id) { ${OPERATION_FIELDS} } }`;
    return eventually(`operation ${id} ends`, async () => {
      const { operation } = await this.process.graphql<{ operation: OperationView }>(query, { id });
      return operation.state === 'PENDING' ? undefined : operation;
    });
  }

  async importTopology(document: string): Promise<void> {
    const mutation = `mutation Import($input: ImportTopologyInput!) { importTopology(input: $input) { __typename } }`;
    await this.process.graphql(mutation, { input: { format: 'CAIRN', document } });
  }
}

export interface LabCairnOptions {
  /** Address it listens on for PCEP; 127.0.0.1 unless given. */
  readonly host?: string;
  /** Cairns with the same name have the same data directory. */
  readonly name?: string;
}

export class RouterLab {
  readonly router = new FrrRouter(ROUTER_ADDRESSES);
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cairn-lab-'));
  readonly #cairns: CairnProcess[] = [];
  #tap: PcepTap | undefined;

  static async start(): Promise<RouterLab> {
    const lab = new RouterLab();
    writeFileSync(path.join(lab.#folder, 'network.yaml'), networkDocument());
    lab.#tap = await PcepTap.start(lab.router.netns);
    return lab;
  }

  /** A Cairn with the network of these tests and short timers. */
  async cairn({ host = '127.0.0.1', name = 'cairn' }: LabCairnOptions = {}): Promise<LabCairn> {
    const dataDir = path.join(this.#folder, name);
    mkdirSync(dataDir, { recursive: true });
    const started = await startCairn({
      netns: this.router.netns,
      env: {
        CAIRN_DATA_DIR: dataDir,
        CAIRN_TOPOLOGY: path.join(this.#folder, 'network.yaml'),
        CAIRN_PCEP_HOST: host,
        CAIRN_PCEP_PORT: '4189',
      },
      config: { pcep: { operationTimeout: 4 } },
    });
    this.#cairns.push(started);
    return new LabCairn(started);
  }

  async recording(): Promise<Recording> {
    if (this.#tap === undefined) throw new Error('nothing was recorded');
    return this.#tap.stop();
  }

  /** Ends everything, whatever has happened before. */
  async remove(): Promise<void> {
    this.#tap?.discard();
    for (const cairn of this.#cairns) await cairn.kill('SIGKILL');
    await this.router.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
