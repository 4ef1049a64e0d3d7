import { err, ok, type Result } from '../../domain/values/result.js';
import { showValue } from '../documents/document-path.js';
import { linesOf } from '../documents/text-lines.js';
import type { Place } from './foreign-network.js';
import { ProblemList, syntaxError } from './problem-list.js';
import {
  type SndlibLink,
  type SndlibNetwork,
  type SndlibNode,
  sndlibDocument,
  type Written,
} from './sndlib-network.js';
import type { DocumentError, TopologyDocument } from './topology-document.js';

const MIB = 1024 * 1024;
const LARGEST = 16 * MIB;
/** A word takes some dozen bytes of memory, and as little as one of the document. */
const MOST_WORDS = 4_000_000;
const HEADER = '?SNDlib native format';
const SECTIONS = ['META', 'NODES', 'LINKS', 'DEMANDS', 'ADMISSIBLE_PATHS'] as const;

/**
 * Reads a network of SNDlib (sndlib.zib.de) in its native text format; see sndlibDocument for what becomes of it.
 *
 *     ?SNDlib native format; type: network; version: 1.0
 *     META ( key = value ... )
 *     NODES ( id ( x y ) ... )
 *     LINKS ( id ( source target ) preInstalled preInstalledCost routingCost setupCost ( {capacity cost}* ) ... )
 *
 * `#` starts a comment. Other sections are left out.
 */
export function parseSndlibNative(text: string, name?: string): Result<TopologyDocument, DocumentError> {
  if (text.length > LARGEST) {
    const what = `the document has ${Math.ceil(text.length / MIB)} MiB`;
    return err(syntaxError([{ what, allowed: `at most ${LARGEST / MIB} MiB` }]));
  }
  const problems = new ProblemList();
  try {
    const network = new NativeReader(text).read();
    const document = sndlibDocument(network, name, problems);
    return problems.isEmpty ? ok(document) : err(problems.toError());
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.addAt(error.place.line, error.place.path, error.message, error.allowed);
    return err(problems.toError());
  }
}

/** Without the expected word nothing after it can be trusted. */
class Unreadable extends Error {
  readonly place: Place;
  readonly allowed: string;

  constructor(what: string, allowed: string, place: Place) {
    super(what);
    this.place = place;
    this.allowed = allowed;
  }
}

interface Word {
  readonly text: string;
  readonly line: number;
}

class NativeReader {
  readonly #words: readonly Word[];
  #lastLine = 1;
  #next = 0;

  constructor(text: string) {
    const lines = linesOf(text.replace(/^\uFEFF/, ''));
    const { text: first = '' } = lines.next().value ?? {};
    if (!first.startsWith(HEADER))
      throw new Unreadable(`${showValue(first)} instead of the format's name`, HEADER, { path: [], line: 1 });
    const type = /;\s*type:\s*([^;\s]*)/.exec(first)?.[1];
    if (type !== undefined && type !== 'network')
      throw new Unreadable(`the document is a ${showValue(type)}`, 'type: network', { path: [], line: 1 });
    const words: Word[] = [];
    for (const { text: content, line } of lines) {
      for (const word of content.replace(/#.*$/, '').match(/[()]|[^\s()]+/g) ?? [])
        words.push({ text: word, line });
      if (words.length > MOST_WORDS)
        throw new Unreadable('the document has too many words', `at most ${MOST_WORDS}`, { path: [], line });
      this.#lastLine = line;
    }
    this.#words = words;
  }

  read(): SndlibNetwork {
    const seen = new Set<string>();
    let nodes: readonly SndlibNode[] = [];
    let links: readonly SndlibLink[] = [];
    let unit: Written | undefined;
    let demands = 0;
    while (this.#next < this.#words.length) {
      const { text: title, line } = this.#word([], 'the name of a section');
      const place: Place = { path: [], line };
      if (!SECTIONS.some((section) => section === title))
        throw new Unreadable(`${showValue(title)} is no section`, SECTIONS.join(', '), place);
      if (seen.has(title)) throw new Unreadable(`a second section ${title}`, 'each section once', place);
      seen.add(title);
      if (title === 'NODES') nodes = this.#section(title, (path) => this.#readNode(path));
      else if (title === 'LINKS') links = this.#section(title, (path) => this.#readLink(path));
      else if (title === 'META')
        unit = this.#section(title, (path) => this.#readSetting(path)).find(isUnit)?.value;
      else
        demands += this.#section(title, () => this.#skipEntry()).filter(
          (depth) => depth > 0 && title === 'DEMANDS',
        ).length;
    }
    for (const title of ['NODES', 'LINKS'])
      if (!seen.has(title))
        throw new Unreadable(`the section ${title} is missing`, `${title} ( ... )`, {
          path: [],
          line: this.#lastLine,
        });
    return { nodes, links, unit, demands };
  }

  /** The entries between the parentheses of a section. */
  #section<Entry>(title: string, read: (path: Place['path']) => Entry): readonly Entry[] {
    this.#expect('(', [title]);
    const entries: Entry[] = [];
    while (!this.#take(')')) entries.push(read([title, entries.length]));
    return entries;
  }

  #readNode(path: Place['path']): SndlibNode {
    const { text: id, line } = this.#name(path, 'the id of a node');
    if (!this.#take('(')) return { id, place: { path, line } };
    const x = this.#written([...path, 'x'], 'a longitude');
    const y = this.#written([...path, 'y'], 'a latitude');
    this.#expect(')', path);
    return { id, x, y, place: { path, line } };
  }

  #readLink(path: Place['path']): SndlibLink {
    const { text: id, line } = this.#name(path, 'the id of a link');
    this.#expect('(', path);
    const source = this.#name([...path, 'source'], 'the id of a node').text;
    const target = this.#name([...path, 'target'], 'the id of a node').text;
    this.#expect(')', path);
    const preInstalled = this.#written([...path, 'preInstalledCapacity'], 'a capacity');
    for (const cost of ['preInstalledCost', 'routingCost', 'setupCost'])
      this.#written([...path, cost], 'a cost');
    this.#expect('(', path);
    const modules: Written[] = [];
    while (!this.#take(')')) {
      modules.push(this.#written([...path, 'module', modules.length], 'a capacity'));
      this.#written([...path, 'module', modules.length - 1], 'the cost of the module');
    }
    return { id, source, target, preInstalled, modules, place: { path, line } };
  }

  /** `unit = MBITPERSEC`. */
  #readSetting(path: Place['path']): { readonly key: string; readonly value: Written } {
    const key = this.#name(path, 'a key').text;
    this.#expect('=', path);
    return { key, value: this.#written([...path, key], 'a value') };
  }

  /** One word, or all between parentheses; says how many words the latter had. */
  #skipEntry(): number {
    if (!this.#take('(')) {
      this.#word([], ')');
      return 0;
    }
    let words = 0;
    for (let depth = 1; depth > 0; words++) {
      const { text } = this.#word([], ')');
      if (text === '(') depth++;
      if (text === ')') depth--;
    }
    return words;
  }

  #written(path: Place['path'], wanted: string): Written {
    const { text, line } = this.#name(path, wanted);
    return { text, place: { path, line } };
  }

  #name(path: Place['path'], wanted: string): Word {
    const word = this.#word(path, wanted);
    if (word.text !== '(' && word.text !== ')') return word;
    throw new Unreadable(`${showValue(word.text)} instead of ${wanted}`, wanted, { path, line: word.line });
  }

  #expect(text: string, path: Place['path']): void {
    const word = this.#word(path, text);
    if (word.text !== text)
      throw new Unreadable(`${showValue(word.text)} instead of ${text}`, text, { path, line: word.line });
  }

  #take(text: string): boolean {
    const taken = this.#words[this.#next]?.text === text;
    if (taken) this.#next++;
    return taken;
  }

  #word(path: Place['path'], wanted: string): Word {
    const word = this.#words[this.#next];
    if (word === undefined)
      throw new Unreadable('the document ends here', wanted, { path, line: this.#lastLine });
    this.#next++;
    return word;
  }
}

const isUnit = ({ key }: { readonly key: string }): boolean => key === 'unit';
