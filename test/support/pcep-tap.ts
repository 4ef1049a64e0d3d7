// Records the PCEP messages on the loopback interface of a network namespace, as they were on the wire.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PCEP_FRAME_FORMAT } from '../../src/southbound/pcep/codec/framing.js';
import { Framer } from '../../src/southbound/wire/framer.js';
import { pause } from './cairn-process.js';
import type { NetworkNamespace } from './network-namespace.js';
import { readSegments, reassemble } from './pcap.js';
import { peerProgram } from './peers.js';

const PCEP = 4189;
const SETTLE_MILLISECONDS = 500;

/** What one end of one connection said. */
export interface TappedStream {
  /** `address:port` of who spoke and of who was spoken to; addresses in hexadecimal. */
  readonly from: string;
  readonly to: string;
  readonly messages: readonly Uint8Array[];
}

export class PcepTap {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #file: string;

  private constructor(child: ChildProcess, folder: string, file: string) {
    this.#child = child;
    this.#folder = folder;
    this.#file = file;
  }

  /** Returns when the capture runs. */
  static async start(netns: NetworkNamespace): Promise<PcepTap> {
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-tap-'));
    const file = path.join(folder, 'pcep.pcap');
    // dumpcap is what tshark captures with; Debian's wireshark-common brings it along.
    const args = ['-q', '-P', '-i', 'lo', '-f', `tcp port ${PCEP}`, '-w', file];
    const command = netns.command(peerProgram('tshark', 'dumpcap'), args);
    const child = spawn(...command, { stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('File: ')) resolve();
      });
      child.once('exit', () => reject(new Error(`dumpcap ended: ${said}`)));
    });
    return new PcepTap(child, folder, file);
  }

  /** Leaves no file behind when nobody wants the recording. */
  discard(): void {
    this.#child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Ends the capture; everything that was said, by speaker. */
  async stop(): Promise<Recording> {
    if (this.#child.exitCode === null) {
      // The kernel hands packets over in blocks; those of a block that dumpcap has not been given yet would be lost.
      await pause(SETTLE_MILLISECONDS);
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGINT');
      await ended;
    }
    const segments = readSegments(this.#file).filter(({ payload }) => payload.length > 0);
    const streams = reassemble(readSegments(this.#file)).map(({ flow, bytes }) => {
      const [from = '', to = ''] = flow.split('>');
      return { from, to, messages: messagesOf(bytes) };
    });
    rmSync(this.#folder, { recursive: true, force: true });
    return {
      streams,
      segments: segments.map(({ flow, payload }) => ({ from: flow.split('>')[0] ?? '', payload })),
    };
  }
}

export interface Recording {
  readonly streams: readonly TappedStream[];
  /** TCP segments with content, in order. */
  readonly segments: readonly { readonly from: string; readonly payload: Uint8Array }[];
}

/** Cuts a byte stream into PCEP messages. @throws when it is none */
export function messagesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const { frames, failure } = new Framer(PCEP_FRAME_FORMAT).push(bytes);
  if (failure !== undefined) throw new Error(`not PCEP: ${failure.what}`);
  return frames.map((frame) => Uint8Array.from(frame));
}

/** `127.0.0.1:4189` as recordings have it. */
export const tapAddress = (address: string): string =>
  `${address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')}:${PCEP}`;
