import { NO_DELAYS } from '../../../../src/simulators/pcc/signalling.js';
import { SimulatedPcc, type SimulatedPccOptions } from '../../../../src/simulators/pcc/simulated-pcc.js';
import { FakePce, type FakePceOptions, type FakeSession } from './fake-pce.js';
import { ROUTER } from './instructions.js';

export interface Running {
  readonly pce: FakePce;
  readonly pcc: SimulatedPcc;
  /** The first session, up and synchronised. */
  readonly session: FakeSession;
}

/** Runs `body` with a PCC that has a session with a fake PCE, and ends both whatever happens. */
export async function withPcc(
  options: Partial<SimulatedPccOptions>,
  body: (running: Running) => Promise<void>,
  pceOptions: FakePceOptions = {},
): Promise<void> {
  const pce = await FakePce.listen(pceOptions);
  const pcc = pccOf(pce, options);
  pcc.start();
  try {
    const session = await pce.session();
    await body({ pce, pcc, session });
  } finally {
    await pcc.stop();
    await pce.close();
  }
}

export const pccOf = (pce: FakePce, options: Partial<SimulatedPccOptions>): SimulatedPcc =>
  new SimulatedPcc({
    name: 'A',
    pce: pce.address,
    routerId: ROUTER,
    lsps: [],
    seed: 1,
    delays: NO_DELAYS,
    reconnect: { minimum: 2, maximum: 20 },
    ...options,
  });
