import type { Claim } from '../computer.js';
import type { BackupPools } from './backup-pools.js';
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
  /** What interrupts the path that this is the backup of; undefined where there is no such path. */
  failures: readonly number[] | undefined;
}

/** Who takes what of which link. The sum of what is held and not counted by the routers is what the reservations lack. */
export class ClaimLedger {
  private readonly held = new Map<string, Held>();
  private readonly holdersOfLink: (Held[] | undefined)[] = [];
  /** By the owner of a working path: who holds a backup of it. */
  private readonly backupsOf = new Map<string, Set<string>>();

  private readonly reservations: Reservations;
  private readonly pools: BackupPools;
  private readonly resolve: (claim: Claim) => ResolvedClaim;
  private readonly interrupting: (path: readonly number[]) => readonly number[];

  /** `interrupting`: the failures that interrupt a path. */
  constructor(
    reservations: Reservations,
    pools: BackupPools,
    resolve: (claim: Claim) => ResolvedClaim,
    interrupting: (path: readonly number[]) => readonly number[],
  ) {
    this.reservations = reservations;
    this.pools = pools;
    this.resolve = resolve;
    this.interrupting = interrupting;
  }

  /** O(hops), and the same for each backup of it. */
  set(owner: string, claim: Claim): void {
    this.remove(owner);
    const resolved = this.resolve(claim);
    const { links } = resolved;
    const failures = this.failuresBehind(claim);
    const held: Held = { owner, claim, ...resolved, places: [], failures };
    this.held.set(owner, held);
    this.account(held, 1);
    for (const link of links) {
      const holders = (this.holdersOfLink[link] ??= []);
      held.places.push(holders.push(held) - 1);
    }
    if (claim.protects !== undefined) this.registerBackup(claim.protects, owner);
    this.accountBackupsOf(owner);
  }

  clear(owner: string): void {
    this.remove(owner);
    this.accountBackupsOf(owner);
  }

  private remove(owner: string): void {
    const held = this.held.get(owner);
    if (held === undefined) return;
    this.held.delete(owner);
    this.account(held, -1);
    const { protects } = held.claim;
    if (protects !== undefined) this.unregisterBackup(protects, owner);
    held.links.forEach((link, at) => this.removeHolder(link, held.places[at]!));
  }

  private registerBackup(working: string, backup: string): void {
    const backups = this.backupsOf.get(working) ?? new Set();
    this.backupsOf.set(working, backups.add(backup));
  }

  private unregisterBackup(working: string, backup: string): void {
    const backups = this.backupsOf.get(working);
    backups?.delete(backup);
    if (backups?.size === 0) this.backupsOf.delete(working);
  }

  /** The working path has changed, and with it what activates its backups. */
  private accountBackupsOf(working: string): void {
    for (const owner of this.backupsOf.get(working) ?? []) {
      const held = this.held.get(owner)!;
      this.account(held, -1);
      held.failures = this.failuresBehind(held.claim);
      this.account(held, 1);
    }
  }

  private failuresBehind({ protects }: Claim): readonly number[] | undefined {
    const path = protects === undefined ? undefined : this.held.get(protects)?.path;
    return path === undefined ? undefined : this.interrupting(path);
  }

  /** A backup whose working path is known takes its part of what backups share. */
  private account(held: Held, sign: 1 | -1): void {
    const { failures } = held;
    if (failures === undefined) this.take(held, held.uncounted, sign);
    else this.takeShared(held, failures, sign);
  }

  private takeShared({ links, uncounted, claim }: Held, failures: readonly number[], sign: 1 | -1): void {
    const { holdingPriority } = claim;
    links.forEach((link, at) => {
      this.pools.change(link, { holdingPriority, bandwidth: uncounted[at]!, failures }, sign);
    });
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
    const release = (held: Held, sign: 1 | -1): void =>
      held.failures === undefined
        ? this.take(held, held.amounts, sign)
        : this.takeShared(held, held.failures, sign);
    for (const held of released) release(held, -1);
    return {
      links: new Set(released.flatMap(({ links }) => links)),
      undo: () => {
        for (const held of released) release(held, 1);
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
