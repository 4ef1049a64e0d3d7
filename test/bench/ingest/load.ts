import { answerParent, machineMilliseconds } from '../child.js';
import { PccSession } from '../pcc-session.js';
import { LSPS_PER_PCC, PCCS, pccName, reportMessage } from './reports.js';

/** The load process: PCCS sessions, and reports encoded before they are asked for. */

export type LoadQuestion =
  | { readonly kind: 'prepare'; readonly reports: number }
  | { readonly kind: 'connect'; readonly port: number }
  | { readonly kind: 'blast'; readonly from: number; readonly to: number }
  | { readonly kind: 'pace'; readonly from: number; readonly to: number; readonly perSecond: number }
  | { readonly kind: 'disconnect' };

/** Octets per write: what a router's TCP would have in flight. */
const CHUNK = 65_536;

let sessions: PccSession[] = [];
/** Per PCC: its messages one after the other, and where each starts. */
let prepared: { readonly bytes: Uint8Array; readonly offsets: Uint32Array }[] = [];

function prepare(reports: number): void {
  prepared = Array.from({ length: PCCS }, (_, pcc) => {
    const messages: Uint8Array[] = [];
    for (let number = pcc; number < reports; number += PCCS) messages.push(reportMessage(number));
    const offsets = new Uint32Array(messages.length + 1);
    for (const [index, message] of messages.entries())
      offsets[index + 1] = (offsets[index] as number) + message.length;
    return { bytes: Buffer.concat(messages), offsets };
  });
}

async function connectAll(port: number): Promise<void> {
  const opening = Array.from({ length: PCCS }, (_, pcc) =>
    PccSession.open(port, pccName(pcc), () => undefined),
  );
  sessions = await Promise.all(opening);
}

/** As fast as Cairn takes them. */
async function blast(from: number, to: number): Promise<void> {
  await Promise.all(sessions.map((session, pcc) => write(session, sliceOf(pcc, from, to))));
}

function sliceOf(pcc: number, from: number, to: number): Uint8Array {
  const { bytes, offsets } = prepared[pcc] as (typeof prepared)[number];
  return bytes.subarray(offsets[from / PCCS], offsets[to / PCCS]);
}

async function write({ socket }: PccSession, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const taken = socket.write(bytes.subarray(at, at + CHUNK));
    if (!taken) await new Promise((resolve) => socket.once('drain', resolve));
  }
}

/**
 * One report of one PCC after the other at a steady rate, whether or not Cairn keeps up. Returns when each was written,
 * in machine milliseconds.
 */
async function pace(from: number, to: number, perSecond: number): Promise<Float64Array> {
  const written = new Float64Array(to - from);
  const started = machineMilliseconds();
  let next = 0;
  while (next < written.length) {
    const due = Math.min(written.length, ((machineMilliseconds() - started) * perSecond) / 1000);
    for (; next < due; next++) {
      written[next] = machineMilliseconds();
      sendOne(from + next);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return written;
}

function sendOne(number: number): void {
  const pcc = number % PCCS;
  const { bytes, offsets } = prepared[pcc] as (typeof prepared)[number];
  const index = Math.floor(number / PCCS);
  sessions[pcc]?.socket.write(bytes.subarray(offsets[index], offsets[index + 1]));
}

answerParent<LoadQuestion>(async (question) => {
  switch (question.kind) {
    case 'prepare':
      prepare(question.reports);
      return {
        bytesPerReport: (prepared[0]?.offsets.at(-1) ?? 0) / (question.reports / PCCS),
        lsps: LSPS_PER_PCC,
      };
    case 'connect':
      await connectAll(question.port);
      return null;
    case 'blast':
      await blast(question.from, question.to);
      return null;
    case 'pace':
      return pace(question.from, question.to, question.perSecond);
    default:
      for (const session of sessions) session.close();
      return null;
  }
});
