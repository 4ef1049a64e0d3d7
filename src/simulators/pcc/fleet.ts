import { DEFAULT_LOCAL_ADDRESS, hasOwnAddresses, localAddressAt } from './loopback.js';
import type { LspDefinition } from './lsp.js';
import type { PceAddress } from './session.js';
import { SimulatedPcc, type SimulatedPccOptions } from './simulated-pcc.js';
import { Timers } from './timers.js';

/** A head-end of the scenario: what makes one PCC differ from the next. */
export interface HeadEndPlan {
  readonly name: string;
  readonly routerId: string;
  readonly lsps: readonly LspDefinition[];
}

export interface FleetOptions
  extends Omit<SimulatedPccOptions, 'name' | 'routerId' | 'lsps' | 'localAddress' | 'speakerEntityId'> {
  readonly pce: PceAddress;
  readonly pccs: readonly HeadEndPlan[];
  /** First of the source addresses, default 127.1.0.1. */
  readonly localAddressBase?: string;
  /**
   * SPEAKER-ENTITY-ID (the PCC's name): `auto` sends it where the PCCs have to share an address. Default auto.
   */
  readonly speakerIds?: 'auto' | 'always';
}

export interface Fleet {
  readonly pccs: readonly SimulatedPcc[];
  /** False: all come from one address and are told apart by SPEAKER-ENTITY-ID. */
  readonly ownAddresses: boolean;
  /** Starts connecting; does not wait. */
  start(): void;
  /** When all have been synchronised since the call. */
  synchronized(): Promise<void>;
  /** Ends all sessions with Close. Nothing is left running then. */
  stop(): Promise<void>;
}

/** PCCs that start in one go, and the milliseconds to the next: a listen queue is not endless. */
const START_AT_ONCE = 50;
const START_DISTANCE = 10;

/** Many PCCs in one process. Nothing connects before `start`. */
export async function createFleet(options: FleetOptions): Promise<Fleet> {
  const { pccs: plans, localAddressBase = DEFAULT_LOCAL_ADDRESS, speakerIds = 'auto', ...shared } = options;
  const ownAddresses = await hasOwnAddresses(options.pce.host, localAddressBase);
  const pccs = plans.map(
    (plan, index) =>
      new SimulatedPcc({
        ...shared,
        ...plan,
        ...(ownAddresses ? { localAddress: localAddressAt(localAddressBase, index) } : {}),
        ...(ownAddresses && speakerIds === 'auto' ? {} : { speakerEntityId: plan.name }),
      }),
  );
  const timers = new Timers();
  const startFrom = (first: number): void => {
    for (const pcc of pccs.slice(first, first + START_AT_ONCE)) pcc.start();
    const next = first + START_AT_ONCE;
    if (next < pccs.length) timers.after(START_DISTANCE, () => startFrom(next));
  };
  return {
    pccs,
    ownAddresses,
    start: () => startFrom(0),
    async synchronized() {
      await Promise.all(pccs.map((pcc) => pcc.synchronized()));
    },
    async stop() {
      timers.clear();
      await Promise.all(pccs.map((pcc) => pcc.stop()));
    },
  };
}
