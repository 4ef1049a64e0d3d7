// Everything that the simulator sends, read by a program that this project did not write.
import { expect } from '@jest/globals';
import { blastReports } from '../../../../src/simulators/pcc/load.js';
import { peerTest } from '../../../support/peers.js';
import { dissect, type TsharkMessage, valuesOf } from '../../../support/tshark.js';
import { FakePce } from './fake-pce.js';
import { hops, initiate, rsvp, segmentRouted, segments, TAIL, update } from './instructions.js';
import { withPcc } from './running.js';

/**
 * tshark 4.0 takes the RSVP object in RSVP-ERROR-SPEC (RFC 8231 7.3.4) for text, and its octets for stray characters. Where
 * that is all it says, the message is as it should be.
 */
function isMisread({ fields }: TsharkMessage): boolean {
  const remarks = new Set(valuesOf(fields, '_ws.expert.message'));
  const hasError = valuesOf(fields, 'pcep.tlv.rsvp-user-error-spec').length > 0;
  return hasError && remarks.size === 1 && remarks.has('Trailing stray characters');
}

peerTest('tshark', 'tshark finds nothing malformed or unknown in what a PCC sends', async () => {
  const frames: Buffer[] = [];
  for (const failSetups of [0, 1]) {
    const lsps = [rsvp('a', { metric: 'DELAY' }), segmentRouted('b')];
    await withPcc({ lsps, failSetups, speakerEntityId: 'AMS' }, async ({ pcc, session }) => {
      await session.synchronization();
      update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.10', TAIL) });
      update(session, { srpId: 2, plspId: 2, setupType: 1, ero: segments(16003, 16009) });
      update(session, { srpId: 3, plspId: 99, ero: hops(TAIL) });
      initiate(session, { srpId: 4, name: 'new', ero: hops(TAIL) });
      initiate(session, { srpId: 5, plspId: 3, remove: true });
      void pcc.requestPath({ name: 'wanted', destination: TAIL, bandwidth: 1e9, metric: 'TE' });
      void pcc.requestPath({ name: 'wanted-sr', destination: TAIL, setupType: 'SR_MPLS' });
      await session.next((message) => message.kind === 'PCReq');
      await session.next((message) => message.kind === 'PCReq');
      await session.caughtUp();
      await pcc.stop();
      await session.closed;
      frames.push(...session.frames);
    });
  }
  const pce = await FakePce.listen();
  await blastReports({ ...pce.address, pccs: 1, reportsPerPcc: 3 });
  await pce.sessions[0]!.closed;
  frames.push(...pce.sessions[0]!.frames);
  await pce.close();
  const dissected = dissect(frames);
  expect(dissected.length).toBe(frames.length);
  expect(dissected.flatMap((message) => (isMisread(message) ? [] : message.complaints))).toEqual([]);
  const types = dissected.flatMap(({ fields }) => valuesOf(fields, 'pcep.msg'));
  expect(new Set(types.map(Number))).toEqual(new Set([1, 2, 3, 6, 7, 10]));
});
