import { wholeBitsPerSecond } from '../../domain/values/bandwidth.js';
import { err, ok, type Result } from '../../domain/values/result.js';
import { showValue } from '../documents/document-path.js';
import { linesOf } from '../documents/text-lines.js';
import type { Coordinates } from './distance.js';
import { ForeignNetwork, type Place } from './foreign-network.js';
import {
  BANDWIDTH,
  DELAY,
  decimalNumber,
  describeRange,
  IGP_METRIC,
  LATITUDE,
  LONGITUDE,
  type NumberRange,
  numberProblem,
} from './number-range.js';
import { ProblemList, syntaxError } from './problem-list.js';
import type { DocumentError, TopologyDocument } from './topology-document.js';

const MIB = 1024 * 1024;
const LARGEST = 16 * MIB;
/** Nodes or edges. A line takes some hundred bytes of memory, and as little as two of the document. */
const MOST_LINES = 500_000;
const HEADING_LINES = 4;
const NODE_COLUMNS = ['label', 'x', 'y'] as const;
const EDGE_COLUMNS = ['label', 'src', 'dest', 'weight', 'bw', 'delay'] as const;
const KBIT = 1000;
const ANY_NUMBER: NumberRange = { minimum: -1e12, maximum: 1e12 };

/**
 * Reads a REPETITA graph (Gay, Schaus, Vissicchio, 2017): `NODES n`, a header, n lines `label x y`; `EDGES m`, a header,
 * m lines `label src dest weight bw delay`.
 *
 * - A node's label is its id; edges are single directions and name their ends by place in the list, from 0.
 * - bw is kbit/s, weight the IGP metric. The format has no unit of delay: it is taken as microseconds.
 * - x and y are longitude and latitude when all of them can be, otherwise they are left out. 0 0 stands for unknown.
 * - The format has no name for the network: `name` is needed.
 */
export function parseRepetita(text: string, name?: string): Result<TopologyDocument, DocumentError> {
  if (text.length > LARGEST) {
    const what = `the document has ${Math.ceil(text.length / MIB)} MiB`;
    return err(syntaxError([{ what, allowed: `at most ${LARGEST / MIB} MiB` }]));
  }
  const problems = new ProblemList();
  const document = new RepetitaReader(text, problems).read(name);
  return problems.isEmpty ? ok(document) : err(problems.toError());
}

interface Row {
  readonly words: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** The lines that are not empty, up to one more than a good document can have. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  for (const { text: content, line } of linesOf(text)) {
    const words = content.split(/\s+/).filter((word) => word !== '');
    if (words.length > 0) rows.push({ words, line });
    if (rows.length > 2 * MOST_LINES + HEADING_LINES) break;
  }
  return rows;
}

class RepetitaReader {
  readonly #rows: readonly Row[];
  readonly #problems: ProblemList;
  readonly #network: ForeignNetwork;
  #next = 0;

  constructor(text: string, problems: ProblemList) {
    this.#problems = problems;
    this.#rows = rowsOf(text);
    this.#network = new ForeignNetwork(problems);
  }

  read(name: string | undefined): TopologyDocument {
    const nodes = this.#section('NODES', NODE_COLUMNS);
    const labels = this.#readNodes(nodes ?? []);
    const edges = nodes === undefined ? undefined : this.#section('EDGES', EDGE_COLUMNS);
    for (const [index, row] of (edges ?? []).entries()) this.#readEdge(row, index, labels);
    const rest = this.#rows[this.#next];
    if (edges !== undefined && rest !== undefined)
      this.#refuse(
        { path: [], line: rest.line },
        `${showValue(rest.words.join(' '))} after the last edge`,
        'the end of the document',
      );
    if ((edges?.length ?? 0) > 0)
      this.#network.remarks.add('the document names no unit of delay: taken as microseconds');
    return this.#network.finish(undefined, name);
  }

  /** The lines of a section, or undefined when it can't be read. */
  #section(title: string, columns: readonly string[]): readonly Row[] | undefined {
    const { words, line } = this.#rows[this.#next] ?? { words: [], line: this.#lastLine };
    const count = Number(words[1]);
    const at: Place = { path: [title], line };
    if (words[0] !== title || words.length !== 2 || !/^\d{1,9}$/.test(words[1] ?? '')) {
      this.#refuse(
        at,
        `${showValue(words.join(' ') || undefined)} instead of the start of ${title}`,
        `${title} and their number`,
      );
      return undefined;
    }
    if (count > MOST_LINES) {
      this.#refuse(at, `${count} lines`, `at most ${MOST_LINES}`);
      return undefined;
    }
    const header = this.#rows[this.#next + 1];
    if (header?.words.join(' ') !== columns.join(' ')) {
      this.#refuse(
        { ...at, line: header?.line ?? line },
        `${showValue(header?.words.join(' '))} instead of the column names`,
        columns.join(' '),
      );
      return undefined;
    }
    const rows = this.#rows.slice(this.#next + 2, this.#next + 2 + count);
    const end = rows.findIndex((row) => row.words.length === 2 && row.words[0] === 'EDGES');
    if (rows.length < count || end >= 0) {
      this.#refuse(
        at,
        `${end >= 0 ? end : rows.length} of ${count} lines are there`,
        `as many lines as ${title} says`,
      );
      return undefined;
    }
    this.#next += 2 + count;
    const good = rows.filter((row, index) => this.#hasColumns(row, [title, index], columns));
    return good.length === rows.length ? rows : undefined;
  }

  #hasColumns({ words, line }: Row, path: Place['path'], columns: readonly string[]): boolean {
    if (words.length === columns.length) return true;
    this.#refuse({ path, line }, `${words.length} columns`, `${columns.length}: ${columns.join(' ')}`);
    return false;
  }

  #readNodes(rows: readonly Row[]): readonly string[] {
    const places = rows.map(({ words, line }, index) => ({
      x: this.#number(words[1], { path: ['NODES', index, 'x'], line }, ANY_NUMBER),
      y: this.#number(words[2], { path: ['NODES', index, 'y'], line }, ANY_NUMBER),
    }));
    const degrees = this.#areDegrees(places);
    return rows.map(({ words: [label = ''], line }, index) => {
      const { x, y } = places[index] ?? {};
      const coordinates: Coordinates | undefined =
        degrees && x !== undefined && y !== undefined && (x !== 0 || y !== 0)
          ? { latitude: y, longitude: x }
          : undefined;
      this.#network.addNode(
        { id: label, name: label, coordinates },
        { path: ['NODES', index, 'label'], line },
      );
      return label;
    });
  }

  #areDegrees(
    places: readonly { readonly x?: number | undefined; readonly y?: number | undefined }[],
  ): boolean {
    const fit = places.every(
      ({ x = 0, y = 0 }) =>
        numberProblem(x, LONGITUDE) === undefined && numberProblem(y, LATITUDE) === undefined,
    );
    if (!fit) this.#network.remarks.add('x and y are no longitude and latitude: left out');
    return fit;
  }

  #readEdge({ words, line }: Row, index: number, labels: readonly string[]): void {
    const [label, src, dest, weight, bw, delay] = words;
    const at = (column: string): Place => ({ path: ['EDGES', index, column], line });
    const end: NumberRange = {
      minimum: 0,
      maximum: labels.length - 1,
      meaning: 'the place of a node in the list',
    };
    const from = labels[this.#whole(src, at('src'), end) ?? -1];
    const to = labels[this.#whole(dest, at('dest'), end) ?? -1];
    const igpMetric = this.#whole(weight, at('weight'), IGP_METRIC);
    const kbits = this.#number(bw, at('bw'), {
      minimum: 0,
      maximum: BANDWIDTH.maximum / KBIT,
      meaning: 'kbit/s',
    });
    const microseconds = this.#number(delay, at('delay'), DELAY);
    if (from === undefined || to === undefined) return;
    const capacity = wholeBitsPerSecond((kbits ?? 0) * KBIT);
    if (capacity === 0)
      this.#network.remarks.count('link', `${from}-${to}`, 'no capacity: no LSP with bandwidth fits');
    this.#network.addLink(
      { from, to, oneWay: true, name: label, capacity, igpMetric, delay: Math.round(microseconds ?? 0) },
      { path: ['EDGES', index], line },
    );
  }

  #whole(text: string | undefined, at: Place, range: NumberRange): number | undefined {
    const number = this.#number(text, at, range);
    if (number === undefined || Number.isInteger(number)) return number;
    this.#refuse(at, `${number} is not a whole number`, describeRange('a whole number', range));
    return undefined;
  }

  #number(text: string | undefined, at: Place, range: NumberRange): number | undefined {
    const number = decimalNumber(text ?? '');
    const problem = numberProblem(number ?? text, range);
    if (problem === undefined) return number;
    this.#refuse(at, problem, describeRange('a number', range));
    return undefined;
  }

  #refuse({ path, line }: Place, what: string, allowed?: string): void {
    this.#problems.addAt(line, path, what, allowed);
  }

  get #lastLine(): number {
    return this.#rows.at(-1)?.line ?? 1;
  }
}
