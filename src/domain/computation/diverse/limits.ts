/** Requests that are made disjoint at a time; more are refused by POLICY. */
export const MOST_MEMBERS = 8;

/** Node visits that the paths of one set may cost at most, roughly: some tenths of a second. */
const WORK = 512_000;
const LEAST = 32;
const MOST = 512;

/** So many conflicts are resolved, or paths tried, before a search gives up: 512 up to 1,000 nodes, 32 from 16,000 on. */
export const triedLimit = (nodeCount: number): number =>
  Math.max(LEAST, Math.min(MOST, Math.floor(WORK / Math.max(1, nodeCount))));

/** Paths considered per member where something has to be shared: half as many in all. */
export const candidateLimit = (nodeCount: number, members: number): number =>
  Math.max(LEAST / 4, Math.floor(triedLimit(nodeCount) / 2 / members));
