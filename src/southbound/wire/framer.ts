/** How a protocol says where a message ends. */
export interface FrameFormat {
  /** Octets from the start of a message that are enough to know its length. */
  readonly headerLength: number;
  readonly minLength: number;
  readonly maxLength: number;
  /** Length of the whole message, header included, from its first `headerLength` octets at `offset`. */
  frameLength(bytes: Uint8Array, offset: number): number;
}

/** A length that no message can have. The stream has lost its boundaries for good. */
export interface FramingFailure {
  readonly what: string;
  readonly length: number;
}

export interface Frames {
  /** Whole messages, in order. */
  readonly frames: readonly Uint8Array[];
  readonly failure?: FramingFailure;
}

/**
 * Cuts a byte stream into messages. The messages are the same however the stream arrives in chunks.
 *
 * Memory: at most one message, allocated once its length is known. Each octet is copied at most once, and not at
 * all where a message lies within one chunk. Ownership: a frame may be a view of the chunk it came in; it is valid
 * as long as the caller leaves that chunk alone. Failure is terminal: later chunks are not looked at.
 */
export class Framer {
  private readonly format: FrameFormat;
  private readonly header: Uint8Array;
  private headerFill = 0;
  private frame: Uint8Array | undefined = undefined;
  private frameFill = 0;
  private failure: FramingFailure | undefined = undefined;

  constructor(format: FrameFormat) {
    this.format = format;
    this.header = new Uint8Array(format.headerLength);
  }

  /** Octets held back because their message is not complete. */
  pending(): number {
    return this.frame === undefined ? this.headerFill : this.frameFill;
  }

  /** Takes the next chunk of the stream and gives the messages that it completes. */
  push(chunk: Uint8Array): Frames {
    const frames: Uint8Array[] = [];
    let at = 0;
    while (this.failure === undefined && at < chunk.byteLength) {
      at = this.pending() === 0 ? this.takeWhole(chunk, at, frames) : this.takePart(chunk, at, frames);
    }
    return this.failure === undefined ? { frames } : { frames, failure: this.failure };
  }

  /** At the start of a message: passes it on as a view if all of it is here. */
  private takeWhole(chunk: Uint8Array, at: number, frames: Uint8Array[]): number {
    if (chunk.byteLength - at < this.format.headerLength) return this.takePart(chunk, at, frames);
    const length = this.checkedLength(chunk, at);
    if (length === undefined) return chunk.byteLength;
    const end = at + length;
    if (end > chunk.byteLength) return this.startFrame(chunk, at, length);
    frames.push(chunk.subarray(at, end));
    return end;
  }

  private takePart(chunk: Uint8Array, at: number, frames: Uint8Array[]): number {
    return this.frame === undefined
      ? this.takeHeader(chunk, at, frames)
      : this.fill(this.frame, chunk, at, frames);
  }

  private takeHeader(chunk: Uint8Array, at: number, frames: Uint8Array[]): number {
    const end = Math.min(chunk.byteLength, at + this.format.headerLength - this.headerFill);
    this.header.set(chunk.subarray(at, end), this.headerFill);
    this.headerFill += end - at;
    if (this.headerFill < this.format.headerLength) return end;
    const length = this.checkedLength(this.header, 0);
    if (length === undefined) return chunk.byteLength;
    this.startFrame(this.header, 0, length);
    this.finishIfFull(frames);
    return end;
  }

  /** Makes room for a message of which the octets from `at` on are the beginning. */
  private startFrame(bytes: Uint8Array, at: number, length: number): number {
    this.frame = new Uint8Array(length);
    this.frame.set(bytes.subarray(at));
    this.frameFill = bytes.byteLength - at;
    this.headerFill = 0;
    return bytes.byteLength;
  }

  private fill(frame: Uint8Array, chunk: Uint8Array, at: number, frames: Uint8Array[]): number {
    const end = Math.min(chunk.byteLength, at + frame.byteLength - this.frameFill);
    frame.set(chunk.subarray(at, end), this.frameFill);
    this.frameFill += end - at;
    this.finishIfFull(frames);
    return end;
  }

  private finishIfFull(frames: Uint8Array[]): void {
    if (this.frame === undefined || this.frameFill < this.frame.byteLength) return;
    frames.push(this.frame);
    this.frame = undefined;
    this.frameFill = 0;
  }

  private checkedLength(bytes: Uint8Array, at: number): number | undefined {
    const { minLength, maxLength } = this.format;
    const length = this.format.frameLength(bytes, at);
    if (length >= minLength && length <= maxLength) return length;
    this.failure = { what: `message length ${length}, not ${minLength} to ${maxLength}`, length };
    return undefined;
  }
}
