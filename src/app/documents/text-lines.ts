/** One line of a text, without its end. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The lines of a text, one at a time: a text of line ends alone takes no memory. They end in LF, CR LF or CR. */
export function* linesOf(text: string): Generator<TextLine> {
  const ends = /\r\n|\r|\n/g;
  let start = 0;
  let line = 1;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield { text: text.slice(start, end.index), line };
    start = end.index + end[0].length;
    line++;
  }
  if (start < text.length) yield { text: text.slice(start), line };
}
