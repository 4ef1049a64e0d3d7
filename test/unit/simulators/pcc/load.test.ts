import { expect, test } from '@jest/globals';
import { blastReports, prepareBlast } from '../../../../src/simulators/pcc/load.js';
import type { StateReport } from '../../../../src/southbound/pcep/codec/messages/pcrpt.js';
import { FakePce, nameOf } from './fake-pce.js';

const reportsIn = (pce: FakePce): readonly StateReport[] =>
  pce.sessions.flatMap(({ messages }) =>
    messages.flatMap((message) => (message.kind === 'PCRpt' ? message.reports : [])),
  );

test('each report arrives once and tells something new: another LSP, or another bandwidth', async () => {
  const pce = await FakePce.listen();
  const result = await blastReports({ ...pce.address, pccs: 3, reportsPerPcc: 250, lspsPerPcc: 100 });
  await Promise.all(pce.sessions.map(({ closed }) => closed));
  const reports = reportsIn(pce).filter(({ lsp }) => lsp.plspId !== 0);
  expect(reports.length).toBe(750);
  expect(result).toMatchObject({ sessions: 3, reports: 750 });
  expect(result.bytes).toBe(
    pce.sessions
      .flatMap(({ frames }) => frames)
      .reduce((sum, frame) => sum + (frame[1] === 10 ? frame.length : 0), 0) -
      3 * markerLength(pce),
  );
  const told = new Set(reports.map((report) => `${nameOf(report)} ${report.bandwidth?.bytesPerSecond}`));
  expect(told.size).toBe(750);
  expect(new Set(reports.map(nameOf)).size).toBe(300);
  for (const { ero, rro, lsp } of reports) {
    expect([ero?.subobjects.length, rro?.subobjects.length, lsp.operational]).toEqual([8, 8, 1]);
  }
  expect(pce.sessions.every(({ messages }) => messages.at(-1)?.kind === 'Close')).toBe(true);
  await pce.close();
});

/** Octets of the end-of-synchronisation marker, which is no report of the load. */
const markerLength = (pce: FakePce): number =>
  pce.sessions[0]!.frames.find((frame) => frame[1] === 10)!.length;

test('prepared: synchronised and silent until told to go', async () => {
  const pce = await FakePce.listen();
  const prepared = await prepareBlast({ ...pce.address, pccs: 2, reportsPerPcc: 10, hops: 3 });
  for (const session of pce.sessions) expect(await session.synchronization()).toEqual([]);
  expect(reportsIn(pce).length).toBe(2);
  const { milliseconds, startedAt } = await prepared.blast();
  expect(milliseconds).toBeGreaterThan(0);
  expect(Math.abs(startedAt - Date.now())).toBeLessThan(5000);
  await pce.sessions[0]!.reports(10);
  await pce.sessions[1]!.reports(10);
  await prepared.close();
  await pce.close();
});

test('a PCE that is away or does not answer is an error in time, a lost session ends the load', async () => {
  const mute = await FakePce.listen({ opens: false });
  const options = { ...mute.address, pccs: 2, reportsPerPcc: 10, connectTimeout: 100 };
  await expect(prepareBlast(options)).rejects.toThrow('not all of 2 sessions came up');
  await mute.close();
  await expect(prepareBlast(options)).rejects.toThrow('ECONNREFUSED');
  await expect(prepareBlast({ ...options, pccs: 0 })).rejects.toThrow('at least one PCC');
  const pce = await FakePce.listen();
  const prepared = await prepareBlast({ ...pce.address, pccs: 1, reportsPerPcc: 100_000 });
  pce.sessions[0]!.drop();
  await expect(prepared.blast()).rejects.toThrow();
  await prepared.close();
  await pce.close();
});
