import { type LinkId, LspId, type OperationId } from '../../../src/domain/values/identifiers.js';
import { holdsResources } from '../../../src/domain/values/lsp.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { IntendedLsp } from '../../../src/events/catalogue/operation.js';
import type { NetworkState } from '../../../src/projections/network-state.js';

interface Taken {
  readonly links: readonly LinkId[];
  readonly bandwidth: number;
}

/**
 * What LSPs take of each link by the log alone, bit/s, with sums of its own: what is reported to be up, and what has been asked for
 * and has no outcome yet. Where an LSP is on its way from one path to another it takes a link that both have once
 * (RFC 3209 2.5), the larger of the two bandwidths. A reported path over a link that is down takes nothing: nothing comes
 * through it, and restoration gives its bandwidth to others at once (RFC 8051 3.4.2).
 */
export class ReservedBandwidth {
  /** Which links were meant by a route that was asked for, the last time that it was. */
  readonly #meant = new Map<LspId, Map<string, readonly LinkId[]>>();
  readonly #reported = new Map<LspId, Taken>();
  readonly #asked = new Map<OperationId, Taken & { readonly lsp: LspId }>();
  readonly #askedOf = new Map<LspId, Set<OperationId>>();
  readonly #over = new Map<LinkId, Map<LspId, number>>();
  readonly #linksOf = new Map<LspId, ReadonlyMap<LinkId, number>>();

  readonly #down = new Set<LinkId>();
  /** Links of which more is taken since the last event. */
  readonly grown = new Set<LinkId>();

  after(event: RecordedEvent, { ted }: NetworkState): void {
    this.grown.clear();
    switch (event.type) {
      case 'LinkObserved': {
        const { id } = event.data.link;
        const isDown = ted.link(id)?.operational !== true;
        if (isDown === this.#down.has(id)) break;
        if (isDown) this.#down.add(id);
        else this.#down.delete(id);
        for (const [lsp, { links }] of this.#reported) if (links.includes(id)) this.#changed(lsp);
        break;
      }
      case 'LspInitiationRequested':
      case 'LspUpdateRequested': {
        const { operation, lsp, intended } = event.data;
        if (intended !== undefined) this.#ask(operation, lsp, intended, event.time);
        break;
      }
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        this.#asked.delete(event.data.operation);
        this.#askedOf.get(event.data.lsp)?.delete(event.data.operation);
        this.#changed(event.data.lsp);
        break;
      case 'LspReported': {
        const { pcc, name, route, bandwidth = 0 } = event.data;
        const lsp = LspId(pcc, name);
        if (holdsResources(event.data)) {
          const links = route.length === 0 ? [] : this.#meant.get(lsp)?.get(JSON.stringify(route));
          if (links === undefined) throw new Error(`${lsp} takes a route that was never asked for`);
          this.#reported.set(lsp, { links, bandwidth });
        } else this.#reported.delete(lsp);
        this.#changed(lsp);
        break;
      }
      case 'LspRemoved': {
        const lsp = LspId(event.data.pcc, event.data.name);
        this.#reported.delete(lsp);
        this.#changed(lsp);
        break;
      }
      default:
        break;
    }
  }

  /** Of a link, all together. */
  on(link: LinkId): number {
    let sum = 0;
    for (const bandwidth of this.#over.get(link)?.values() ?? []) sum += bandwidth;
    return sum;
  }

  lspsOver(link: LinkId): Iterable<LspId> {
    return this.#over.get(link)?.keys() ?? [];
  }

  /** What is taken of a link by whom: `up` as reported, `asked` on its way there. */
  told(link: LinkId): string {
    const told = [...(this.#over.get(link) ?? [])].map(([lsp, bandwidth]) => {
      const isThere = this.#reported.get(lsp)?.links.includes(link) === true;
      return `${lsp} ${bandwidth} ${isThere ? 'up' : 'asked'}`;
    });
    return told.join(', ');
  }

  linksOf(lsp: LspId): Iterable<LinkId> {
    return this.#linksOf.get(lsp)?.keys() ?? [];
  }

  /** By what its head-end reports, over links that work. */
  isUp(lsp: LspId): boolean {
    return this.#working(lsp) !== undefined;
  }

  /** LSPs whose head-ends report a path over the link. */
  *reportedOver(link: LinkId): Iterable<LspId> {
    for (const [lsp, { links }] of this.#reported) if (links.includes(link)) yield lsp;
  }

  isAskedFor(lsp: LspId): boolean {
    return (this.#askedOf.get(lsp)?.size ?? 0) > 0;
  }

  #ask(
    operation: OperationId,
    lsp: LspId,
    { path, bandwidth, administrative, schedule }: IntendedLsp,
    now: number,
  ): void {
    const { links } = path.path;
    const meant = this.#meant.get(lsp) ?? new Map<string, readonly LinkId[]>();
    this.#meant.set(lsp, meant.set(JSON.stringify(path.route), links));
    // Before its time a head-end that keeps it takes nothing.
    const isNow = administrative && (schedule === undefined || schedule.start <= now);
    this.#asked.set(operation, { lsp, links: isNow ? links : [], bandwidth });
    this.#askedOf.set(lsp, (this.#askedOf.get(lsp) ?? new Set()).add(operation));
    this.#changed(lsp);
  }

  #working(lsp: LspId): Taken | undefined {
    const reported = this.#reported.get(lsp);
    return reported?.links.some((link) => this.#down.has(link)) === true ? undefined : reported;
  }

  #changed(lsp: LspId): void {
    const before = this.#linksOf.get(lsp);
    for (const link of this.linksOf(lsp)) this.#over.get(link)?.delete(lsp);
    const taken = new Map<LinkId, number>();
    const reported = this.#working(lsp);
    const asked = [...(this.#askedOf.get(lsp) ?? [])].flatMap(
      (operation) => this.#asked.get(operation) ?? [],
    );
    for (const { links, bandwidth } of reported === undefined ? asked : [reported, ...asked])
      for (const link of links) taken.set(link, Math.max(taken.get(link) ?? 0, bandwidth));
    for (const [link, bandwidth] of taken) {
      if (bandwidth > (before?.get(link) ?? 0)) this.grown.add(link);
      this.#over.set(link, (this.#over.get(link) ?? new Map<LspId, number>()).set(lsp, bandwidth));
    }
    this.#linksOf.set(lsp, taken);
  }
}
