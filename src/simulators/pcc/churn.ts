import { fromBytesPerSecond } from '../../domain/values/bandwidth.js';
import { Random, seedFor } from './random.js';
import type { SimulatedPcc } from './simulated-pcc.js';
import { Timers } from './timers.js';

export interface ChurnOptions {
  readonly seed: number;
  /** Mean time between session losses in the whole fleet, seconds; 0: none. */
  readonly flap: number;
  /** LSPs re-reported with another bandwidth per second, in the whole fleet. */
  readonly updatesPerSecond: number;
  readonly lost?: (pcc: SimulatedPcc, restarted: boolean) => void;
}

/** One loss in so many is a restart of the router. */
const RESTART_EVERY = 4;
/** Updates go out in bursts this often, milliseconds, when there are many. */
const BURST_MILLISECONDS = 20;
/** LSPs carry between this share and all of what they were configured with: never more than was admitted. */
const LEAST_SHARE = 0.5;
/** At a rate that can't be kept up with, what is overdue is not caught up later. */
const MAXIMUM_BURST = 10_000;

/** Makes a fleet live: sessions are lost, routers restart, bandwidths change. Returns how to end it. */
export function startChurn(pccs: readonly SimulatedPcc[], options: ChurnOptions): () => void {
  const timers = new Timers();
  if (options.flap > 0 && pccs.length > 0) flap(pccs, options, timers);
  if (options.updatesPerSecond > 0 && pccs.length > 0) update(pccs, options, timers);
  return () => timers.clear();
}

/** A Poisson process. */
function flap(pccs: readonly SimulatedPcc[], { seed, flap: mean, lost }: ChurnOptions, timers: Timers): void {
  const random = new Random(seedFor(seed, 'flap'));
  const next = (): void => {
    const wait = Math.max(1, random.exponential(mean) * 1000);
    timers.after(wait, () => {
      const pcc = pccs[random.below(pccs.length)];
      const restarts = random.below(RESTART_EVERY) === 0;
      if (restarts) pcc?.restart();
      else pcc?.loseSession();
      if (pcc !== undefined) lost?.(pcc, restarts);
      next();
    });
  };
  next();
}

function update(pccs: readonly SimulatedPcc[], options: ChurnOptions, timers: Timers): void {
  const { seed, updatesPerSecond } = options;
  const random = new Random(seedFor(seed, 'updates'));
  const configured = new Map<string, number>();
  const period = Math.max(BURST_MILLISECONDS, 1000 / updatesPerSecond);
  let last = performance.now();
  let due = 0;
  const next = (): void => {
    timers.after(period, () => {
      const now = performance.now();
      due = Math.min(MAXIMUM_BURST, due + ((now - last) * updatesPerSecond) / 1000);
      last = now;
      for (; due >= 1; due--) updateOne(pccs, random, configured);
      next();
    });
  };
  next();
}

function updateOne(pccs: readonly SimulatedPcc[], random: Random, configured: Map<string, number>): void {
  const pcc = pccs[random.below(pccs.length)];
  if (pcc === undefined || !pcc.isSynchronized || pcc.lsps.size === 0) return;
  const name = nth(pcc.lsps.keys(), random.below(pcc.lsps.size));
  const lsp = name === undefined ? undefined : pcc.lsps.get(name);
  if (name === undefined || lsp === undefined) return;
  const key = `${pcc.name}/${name}`;
  const present = fromBytesPerSecond(lsp.current.attributes.bandwidth?.bytesPerSecond ?? 0);
  const full = Math.max(present, configured.get(key) ?? 0);
  configured.set(key, full);
  pcc.changeBandwidth(name, Math.round(full * random.between(LEAST_SHARE, 1)));
}

function nth<Item>(items: Iterable<Item>, index: number): Item | undefined {
  let at = 0;
  for (const item of items) if (at++ === index) return item;
  return undefined;
}
