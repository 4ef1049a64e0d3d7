import type { Association } from '../../domain/values/association.js';
import type { HoldId, LspId, PccId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import type { PathRequestAnswered } from '../../events/catalogue/computation.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';

/** Bandwidth granted to a path that its head-end is still setting up (RFC 4655 6.8, RFC 8051 3.4.2). */
export interface HoldEntry {
  readonly id: HoldId;
  readonly pcc: PccId;
  readonly lsp?: LspId;
  readonly request: PathRequest;
  readonly path: SignalledPath;
  readonly holdingPriority: number;
  readonly until: number;
  /** The groups that the request was for. */
  readonly associations?: readonly Association[];
}

/** The hold that an answer grants, or undefined. */
export function holdOf({ pcc, computation, path, hold }: PathRequestAnswered['data']): HoldEntry | undefined {
  if (hold === undefined || path === undefined) return undefined;
  return {
    id: hold.id,
    pcc,
    ...(hold.lsp === undefined ? {} : { lsp: hold.lsp }),
    request: computation.request,
    path,
    holdingPriority: hold.holdingPriority,
    until: hold.until,
    ...(hold.associations === undefined ? {} : { associations: hold.associations }),
  };
}

export class Holds implements Projection<readonly HoldEntry[]> {
  readonly #holds = new Map<HoldId, HoldEntry>();

  apply(event: RecordedEvent): void {
    if (event.type === 'BandwidthHoldReleased') {
      this.#holds.delete(event.data.hold);
      return;
    }
    if (event.type !== 'PathRequestAnswered') return;
    const hold = holdOf(event.data);
    if (hold !== undefined) this.#holds.set(hold.id, hold);
  }

  get(id: HoldId): HoldEntry | undefined {
    return this.#holds.get(id);
  }

  /** In the order in which they were granted. */
  all(): IterableIterator<HoldEntry> {
    return this.#holds.values();
  }

  get size(): number {
    return this.#holds.size;
  }

  capture(): readonly HoldEntry[] {
    return [...this.#holds.values()];
  }

  restore(captured: readonly HoldEntry[]): void {
    this.#holds.clear();
    for (const hold of captured) this.#holds.set(hold.id, hold);
  }
}
