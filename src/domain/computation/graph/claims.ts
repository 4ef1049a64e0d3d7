import type { Claim } from '../computer.js';
import type { Reservations } from './reservations.js';

/** The links of a claim in numbers of the present graph. */
export interface ResolvedClaim {
  /** The links of all routes, each once, and what is taken of each. Flat arrays: there may be 100,000 claims. */
  readonly links: readonly number[];
  readonly amounts: readonly number[];
  /** The first route from end to end, if every hop of it is known. */
  readonly path: readonly number[] | undefined;
}

interface Held extends ResolvedClaim {
  readonly claim: Claim;
}

/** Who takes what of which link. The sum of what is held is always what the reservations lack. */
export class ClaimLedger {
  private readonly held = new Map<string, Held>();
  private readonly ownersOfLink: (Set<string> | undefined)[] = [];

  private readonly reservations: Reservations;
  private readonly resolve: (claim: Claim) => ResolvedClaim;

  constructor(reservations: Reservations, resolve: (claim: Claim) => ResolvedClaim) {
    this.reservations = reservations;
    this.resolve = resolve;
  }

  /** O(hops). */
  set(owner: string, claim: Claim): void {
    this.clear(owner);
    const held = { claim, ...this.resolve(claim) };
    this.held.set(owner, held);
    this.takeAll(held, 1);
    for (const link of held.links) {
      this.ownersOfLink[link] ??= new Set();
      this.ownersOfLink[link].add(owner);
    }
  }

  clear(owner: string): void {
    const held = this.held.get(owner);
    if (held === undefined) return;
    this.held.delete(owner);
    this.takeAll(held, -1);
    for (const link of held.links) this.ownersOfLink[link]?.delete(owner);
  }

  /**
   * Gives back what the owners took, and returns how to take it again and the links concerned. O(links of the claims).
   */
  release(owners: Iterable<string>): { readonly links: ReadonlySet<number>; readonly undo: () => void } {
    const released = [...new Set(owners)].flatMap((owner) => this.held.get(owner) ?? []);
    for (const held of released) this.takeAll(held, -1);
    return {
      links: new Set(released.flatMap(({ links }) => links)),
      undo: () => {
        for (const held of released) this.takeAll(held, 1);
      },
    };
  }

  private takeAll(held: Held, sign: 1 | -1): void {
    held.links.forEach((link, at) => {
      this.reservations.take(link, held.claim.holdingPriority, sign * held.amounts[at]!);
    });
  }

  get(owner: string): ResolvedClaim | undefined {
    return this.held.get(owner);
  }

  /** Sorted. O(owners log owners). */
  ownersOver(link: number): readonly string[] {
    return [...(this.ownersOfLink[link] ?? [])].sort();
  }

  claims(): Iterable<readonly [string, Claim]> {
    return [...this.held].map(([owner, { claim }]) => [owner, claim] as const);
  }
}
