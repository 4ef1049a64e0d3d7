// A head-end that outlives the PCE it talks to: keeps its LSPs over sessions, changes them all the time, and obeys.
import { Random } from '../../src/simulators/pcc/random.js';
import type { Message } from '../../src/southbound/pcep/codec/message.js';
import type { EroSubobject } from '../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { errorMessage } from '../../src/southbound/pcep/session/error-message.js';
import { PcepClient } from './pcep-client.js';
import { pcrpt, type ReportWords } from './pcep-messages.js';
import { ROUTE_A_B_D, ROUTE_A_C_D } from './reference-network.js';

interface Held {
  readonly name: string;
  readonly plspId: number;
  readonly create: boolean;
  lspId: number;
  bandwidth: number;
  route: readonly string[];
}

const ROUTES = [ROUTE_A_B_D, ROUTE_A_C_D].map((route) => route.map(({ address }) => address));

export class LoadPcc {
  readonly name: string;
  /** Refused PCInitiates because the name was taken: something was sent twice. */
  nameClashes = 0;
  readonly lsps = new Map<string, Held>();
  readonly #random: Random;
  #client: PcepClient | undefined;
  #plspId = 0;

  constructor(name: string, seed: number, configured: number) {
    this.name = name;
    this.#random = new Random(seed);
    for (let index = 0; index < configured; index++) this.#add(`${name}-lsp-${index}`, false, this.#route());
  }

  /** A new session: everything that it has, then the end-of-synchronisation marker. */
  async connect(port: number): Promise<void> {
    const reports = [...this.lsps.values()].map((lsp) => pcrpt({ ...wordsOf(lsp), sync: true }));
    const client = await PcepClient.open(port, { speaker: this.name });
    client.onMessage = (message) => this.#obey(message);
    this.#client = client;
    client.send(...reports, END);
  }

  /** Takes what is still under way, then forgets the connection. */
  async lost(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    const timer = setTimeout(() => client.destroy(), 2_000);
    await client.closed;
    clearTimeout(timer);
  }

  disconnect(): void {
    this.#client?.destroy();
  }

  /** Something happens to one of its LSPs. */
  change(): void {
    const lsps = [...this.lsps.values()];
    const lsp = lsps[this.#random.below(lsps.length)];
    if (lsp === undefined) return;
    lsp.bandwidth = this.#random.below(1_000) * 1_000_000;
    if (this.#random.chance(0.3)) this.#move(lsp, this.#route(), undefined);
    else this.#report(wordsOf(lsp));
  }

  #obey(message: Message): void {
    if (message.kind === 'PCUpd') {
      for (const { srp, lsp, ero, bandwidth } of message.updates) {
        const known = [...this.lsps.values()].find(({ plspId }) => plspId === lsp.plspId);
        if (known === undefined) this.#client?.send(errorMessage(19, 3, { srpId: srp.srpId }));
        else {
          known.bandwidth = (bandwidth?.bytesPerSecond ?? 0) * 8;
          this.#move(known, addressesOf(ero.subobjects), srp.srpId);
        }
      }
    }
    if (message.kind === 'PCInitiate') {
      for (const { srp, lsp, ero, bandwidth } of message.requests) {
        if (srp.remove) this.#remove(lsp.plspId, srp.srpId);
        else {
          const tlv = lsp.tlvs.find(({ kind }) => kind === 'SYMBOLIC-PATH-NAME');
          const name = tlv?.kind === 'SYMBOLIC-PATH-NAME' ? tlv.text : '';
          this.#create(
            name,
            addressesOf(ero?.subobjects ?? []),
            (bandwidth?.bytesPerSecond ?? 0) * 8,
            srp.srpId,
          );
        }
      }
    }
  }

  #create(name: string, route: readonly string[], bandwidth: number, srpId: number): void {
    if (this.lsps.has(name)) {
      this.nameClashes++;
      this.#client?.send(errorMessage(23, 1, { srpId }));
      return;
    }
    const lsp = this.#add(name, true, route);
    lsp.bandwidth = bandwidth;
    this.#report({ ...wordsOf(lsp), srpId, operational: 4 });
    this.#report(wordsOf(lsp));
  }

  /** Make-before-break: the new path going up, up, and the old one removed. */
  #move(lsp: Held, route: readonly string[], srpId: number | undefined): void {
    const old = lsp.lspId;
    lsp.lspId = (old % 65_535) + 1;
    lsp.route = route;
    this.#report({ ...wordsOf(lsp), operational: 4, ...(srpId === undefined ? {} : { srpId }) });
    this.#report(wordsOf(lsp));
    this.#report({ ...wordsOf(lsp), lspId: old, remove: true, operational: 0, route: [] });
  }

  #remove(plspId: number, srpId: number): void {
    const known = [...this.lsps.values()].find((lsp) => lsp.plspId === plspId);
    if (known === undefined) {
      this.#client?.send(errorMessage(19, 3, { srpId }));
      return;
    }
    this.lsps.delete(known.name);
    this.#report({ ...wordsOf(known), srpId, remove: true, lspId: 0, operational: 0, route: [] });
  }

  #add(name: string, create: boolean, route: readonly string[]): Held {
    const lsp = { name, plspId: ++this.#plspId, create, lspId: 1, bandwidth: 1_000_000, route };
    this.lsps.set(name, lsp);
    return lsp;
  }

  #route(): readonly string[] {
    return ROUTES[this.#random.below(ROUTES.length)] ?? [];
  }

  #report(words: ReportWords): void {
    this.#client?.send(pcrpt(words));
  }
}

const END: Message = pcrpt({ plspId: 0, lspId: null, delegate: false, operational: 0 });

const wordsOf = ({ name, plspId, create, lspId, bandwidth, route }: Held): ReportWords => ({
  name,
  plspId,
  create,
  lspId,
  bandwidth,
  route,
});

const addressesOf = (subobjects: readonly EroSubobject[]): readonly string[] =>
  subobjects.flatMap((subobject) => (subobject.kind === 'IPv4' ? [subobject.address] : []));
