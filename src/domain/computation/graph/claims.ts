import type { Claim } from '../computer.js';
import type { Reservations } from './reservations.js';

/** The links of a claim in numbers of the present graph. */
export interface ResolvedClaim {
  /** The links of all routes, each once, and what is held of each. Flat arrays: there may be 100,000 claims. */
  readonly links: readonly number[];
  readonly amounts: readonly number[];
  /** What of it the routers do not count yet; the same array where that is all of it. */
  readonly uncounted: readonly number[];
  /** The first route from end to end, if every hop of it is known. */
  readonly path: readonly number[] | undefined;
}

interface Held extends ResolvedClaim {
  readonly owner: string;
  readonly claim: Claim;
  /** Per link of the claim: where it stands among those who hold the link. */
  readonly places: number[];
}

/** Who takes what of which link. The sum of what is held and not counted by the routers is what the reservations lack. */
export class ClaimLedger {
  private readonly held = new Map<string, Held>();
  private readonly holdersOfLink: (Held[] | undefined)[] = [];

  private readonly reservations: Reservations;
  private readonly resolve: (claim: Claim) => ResolvedClaim;

  constructor(reservations: Reservations, resolve: (claim: Claim) => ResolvedClaim) {
    this.reservations = reservations;
    this.resolve = resolve;
  }

  /** O(hops). */
  set(owner: string, claim: Claim): void {
    this.clear(owner);
    const resolved = this.resolve(claim);
    const { links } = resolved;
    const held: Held = { owner, claim, ...resolved, places: [] };
    this.held.set(owner, held);
    this.take(held, held.uncounted, 1);
    for (const link of links) {
      const holders = (this.holdersOfLink[link] ??= []);
      held.places.push(holders.push(held) - 1);
    }
  }

  clear(owner: string): void {
    const held = this.held.get(owner);
    if (held === undefined) return;
    this.held.delete(owner);
    this.take(held, held.uncounted, -1);
    held.links.forEach((link, at) => this.removeHolder(link, held.places[at]!));
  }

  /** The last holder of the link takes the place that becomes free. O(links of that holder's claim). */
  private removeHolder(link: number, place: number): void {
    const holders = this.holdersOfLink[link]!;
    const last = holders.pop()!;
    if (place === holders.length) return;
    holders[place] = last;
    last.places[last.links.indexOf(link)] = place;
  }

  /**
   * Gives back what the owners hold, whoever counts it, and returns how to take it again and the links concerned. O(links of the claims).
   */
  release(owners: Iterable<string>): { readonly links: ReadonlySet<number>; readonly undo: () => void } {
    const released = [...new Set(owners)].flatMap((owner) => this.held.get(owner) ?? []);
    for (const held of released) this.take(held, held.amounts, -1);
    return {
      links: new Set(released.flatMap(({ links }) => links)),
      undo: () => {
        for (const held of released) this.take(held, held.amounts, 1);
      },
    };
  }

  private take({ links, claim }: Held, amounts: readonly number[], sign: 1 | -1): void {
    for (let at = 0; at < links.length; at++) {
      this.reservations.take(links[at]!, claim.holdingPriority, sign * amounts[at]!);
    }
  }

  get(owner: string): ResolvedClaim | undefined {
    return this.held.get(owner);
  }

  /** Sorted. O(owners log owners). */
  ownersOver(link: number): readonly string[] {
    return (this.holdersOfLink[link] ?? []).map(({ owner }) => owner).sort();
  }

  claims(): Iterable<readonly [string, Claim]> {
    return [...this.held].map(([owner, { claim }]) => [owner, claim] as const);
  }
}
