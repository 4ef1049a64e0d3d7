import { setImmediate } from 'node:timers';
import type { PeerError } from '../../src/app/ports/pcc-observer.js';
import { type Association, withoutGroup } from '../../src/domain/values/association.js';
import { PccId, type SessionId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import { type LspSchedule, lastEnd } from '../../src/domain/values/lsp-schedule.js';
import type { FakeClock } from './fake-clock.js';
import { CAPABILITIES, type Sent, type TestPce } from './pce.js';

/** What a head-end does with a request instead of doing it: refuses by PCErr, or says nothing. */
export type Fault = 'refuse' | 'silent';

/**
 * Head-ends that keep their LSPs whatever becomes of the PCE: they do as they are asked and report it, as a router does.
 * Every request is counted, so that a test can tell what was asked twice.
 */
export class PlayedPccs {
  readonly lsps = new Map<string, LspState>();
  readonly asked: Sent[] = [];
  /** Asked for each request; undefined: it is done. */
  fault: (sent: Sent) => Fault | undefined = () => undefined;
  /** They keep schedules by this clock (RFC 8934); undefined: they don't say that they can. */
  clock: FakeClock | undefined;
  /** They say so, and do nothing at the times that they were told. */
  areAsleep = false;
  #cairn: TestPce | undefined;
  readonly #addresses: readonly string[];
  #plspId = 100;

  constructor(addresses: readonly string[]) {
    this.#addresses = addresses;
  }

  /** All come up and synchronise what they have. */
  async connectTo(cairn: TestPce): Promise<void> {
    this.#cairn = cairn;
    cairn.gateway.onSent = (sent) => {
      this.asked.push(sent);
      setImmediate(() => this.obey(cairn, sent));
    };
    for (const address of this.#addresses) {
      const own = [...this.lsps.values()].filter(({ pcc }) => pcc === address);
      await cairn.connect(address, own, this.#capabilities);
      if (this.clock !== undefined) cairn.gateway.schedulingOf.set(PccId(address), 'scheduled');
    }
  }

  get #capabilities() {
    return this.clock === undefined ? CAPABILITIES : ({ ...CAPABILITIES, scheduling: 'scheduled' } as const);
  }

  /** With what its schedule makes of it now; its start and end are waited for. */
  #inTime(state: LspState): LspState {
    const { schedule } = state;
    if (schedule === undefined || this.clock === undefined) return state;
    const now = this.clock.now();
    for (const at of [schedule.start, lastEnd(schedule)])
      if (at > now)
        this.clock.schedule(at - now, () => this.#keepTime(keyOf(state.pcc, state.name), schedule));
    const activated = schedule.start <= now && !this.areAsleep;
    return { ...state, operationalState: activated ? 'UP' : 'DOWN', schedule: { ...schedule, activated } };
  }

  #keepTime(key: string, { start, end }: LspSchedule): void {
    const state = this.lsps.get(key);
    const cairn = this.#cairn;
    if (this.areAsleep || cairn === undefined || this.clock === undefined) return;
    if (state?.schedule === undefined || state.schedule.start !== start || state.schedule.end !== end) return;
    const isHeard = cairn.gateway.onSent !== undefined && cairn.gateway.sessions.has(state.pcc);
    if (this.clock.now() >= end) {
      this.lsps.delete(key);
      if (isHeard) cairn.report({ ...state, operationalState: 'DOWN' }, { removed: true });
      return;
    }
    const up: LspState = {
      ...state,
      operationalState: 'UP',
      schedule: { ...state.schedule, activated: true },
    };
    this.lsps.set(key, up);
    if (isHeard) cairn.report(up);
  }

  /** LSPs by name, with where they go. */
  get names(): readonly string[] {
    return [...this.lsps.values()].map(({ name }) => name).sort();
  }

  lsp(name: string): LspState | undefined {
    return [...this.lsps.values()].find((lsp) => lsp.name === name);
  }

  /** Something else than the PCE takes an LSP away. */
  lose(cairn: TestPce, name: string): void {
    const state = this.lsp(name);
    if (state === undefined) throw new Error(`there is no ${name}`);
    this.lsps.delete(keyOf(state.pcc, name));
    cairn.report(state, { removed: true });
  }

  /** An operator puts an LSP into a head-end's own configuration; it waits for a path of the PCE. */
  configure(cairn: TestPce, state: LspState): void {
    this.change(cairn, { ...state, plspId: ++this.#plspId });
  }

  /** A head-end starts anew: what the PCE set up is gone, what it has in its configuration waits for a path. */
  reboot(pcc: PccId): void {
    for (const [key, lsp] of this.lsps)
      if (lsp.pcc === pcc) {
        if (lsp.createdByPce) this.lsps.delete(key);
        else
          this.lsps.set(key, {
            ...lsp,
            plspId: ++this.#plspId,
            operationalState: 'DOWN',
            delegated: true,
            route: [],
          });
      }
  }

  /** An LSP is in another state, and its head-end reports it if there is a session. */
  change(cairn: TestPce, state: LspState): void {
    this.lsps.set(keyOf(state.pcc, state.name), state);
    if (cairn.gateway.sessions.has(state.pcc)) cairn.report(state);
  }

  /** What it does when it has a request. */
  obey(cairn: TestPce, sent: Sent): void {
    const session = cairn.gateway.sessions.get(sent.pcc);
    if (session === undefined) return;
    const fault = this.fault(sent);
    if (fault === 'silent') return;
    if (fault === 'refuse') {
      this.#refuse(cairn, sent, session, { errorType: 24, errorValue: 1, text: 'LSP instantiation error' });
      return;
    }
    this.#do(cairn, sent, session);
  }

  #do(cairn: TestPce, sent: Sent, session: SessionId): void {
    const { srpId } = sent;
    if (sent.kind === 'initiate') {
      const key = keyOf(sent.pcc, sent.name);
      if (this.lsps.has(key)) {
        this.#refuse(cairn, sent, session, {
          errorType: 23,
          errorValue: 1,
          text: 'SYMBOLIC-PATH-NAME in use',
        });
        return;
      }
      const { path, administrative, associations, leaves: _, ...attributes } = sent.intended;
      const state = this.#inTime({
        pcc: sent.pcc,
        name: sent.name,
        plspId: ++this.#plspId,
        operationalState: 'UP',
        administrative,
        delegated: true,
        createdByPce: true,
        ...attributes,
        ...reportedGroups(associations),
        route: path.route,
      });
      this.lsps.set(key, state);
      this.#report(cairn, state, { session, srpId });
      return;
    }
    const known = [...this.lsps.values()].find(
      ({ pcc, plspId }) => pcc === sent.pcc && plspId === sent.plspId,
    );
    if (known === undefined) {
      this.#refuse(cairn, sent, session, { errorType: 19, errorValue: 3, text: 'unknown PLSP-ID' });
      return;
    }
    if (!known.delegated) {
      const text = 'LSP Update Request for a non-delegated LSP';
      this.#refuse(cairn, sent, session, { errorType: 19, errorValue: 1, text });
      return;
    }
    const key = keyOf(sent.pcc, known.name);
    if (sent.kind === 'delete') {
      this.lsps.delete(key);
      this.#report(cairn, { ...known, operationalState: 'DOWN' }, { session, srpId, removed: true });
      return;
    }
    if (known.schedule !== undefined && sent.intended.schedule === undefined && this.clock !== undefined) {
      this.#refuse(cairn, sent, session, { errorType: 6, errorValue: 16, text: 'scheduled TLV missing' });
      return;
    }
    const { path, administrative, associations, leaves = [], ...attributes } = sent.intended;
    const operationalState = administrative && path.route.length > 0 ? 'UP' : 'DOWN';
    const { associations: before = [], ...others } = known;
    const groups = leaves.reduce(withoutGroup, reportedGroups(associations).associations ?? before);
    const updated = this.#inTime({
      ...others,
      ...attributes,
      ...(groups.length === 0 ? {} : { associations: groups }),
      administrative,
      operationalState,
      route: path.route,
    });
    this.lsps.set(key, updated);
    this.#report(cairn, updated, { session, srpId });
  }

  /** Nobody hears it once the process has ended. */
  #report(cairn: TestPce, ...report: Parameters<TestPce['report']>): void {
    if (cairn.gateway.onSent !== undefined) cairn.report(...report);
  }

  #refuse(cairn: TestPce, { pcc, srpId }: Sent, session: SessionId, error: PeerError): void {
    if (cairn.gateway.onSent !== undefined) cairn.pce.operationRefused(pcc, session, srpId, error);
  }
}

/** A head-end does not know what Cairn knows by itself, nor repeats what it was told of the path. */
function reportedGroups(associations: readonly Association[] | undefined): Pick<LspState, 'associations'> {
  if (associations === undefined) return {};
  const reported = associations.map((one): Association => {
    if (one.kind !== 'disjoint') return one;
    const { from: _, reached: __, ...told } = one;
    return told;
  });
  return { associations: reported };
}

const keyOf = (pcc: PccId, name: string): string => `${pcc}/${name}`;
