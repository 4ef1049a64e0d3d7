import { SaxesParser } from 'saxes';
import { err, ok, type Result } from '../../domain/values/result.js';
import type { SyntaxProblem } from './positioned-document.js';

/** One element of an XML document. Names are local ones: which prefix a document chose says nothing. */
export interface XmlElement {
  readonly name: string;
  /** Those without a namespace of their own, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own characters, without those of its children and without outer white space. */
  readonly text: string;
  /** Line (from 1) of the start tag. */
  readonly line: number;
}

const MIB = 1024 * 1024;
export const LARGEST_XML = 16 * MIB;
/** The formats that are read here nest about six deep. */
const DEEPEST = 64;
/** An element takes some hundred bytes of memory, and only four of the document. */
const MOST_ELEMENTS = 500_000;

/**
 * Reads an XML document as a tree. Nothing outside the text is ever fetched. A document type with declarations of its
 * own is refused, so that no entity stands for more than one character. O(length).
 */
export function readXml(text: string): Result<XmlElement, readonly SyntaxProblem[]> {
  if (text.length > LARGEST_XML) {
    const what = `the document has ${Math.ceil(text.length / MIB)} MiB`;
    return err([{ what, allowed: `at most ${LARGEST_XML / MIB} MiB of XML` }]);
  }
  try {
    return ok(new TreeBuilder().read(text));
  } catch (error) {
    if (error instanceof Refused) return err([error.problem]);
    throw error;
  }
}

/** Leaves the parser: it goes on after errors otherwise. */
class Refused extends Error {
  readonly problem: SyntaxProblem;

  constructor(problem: SyntaxProblem) {
    super(problem.what);
    this.problem = problem;
  }
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

class TreeBuilder {
  readonly #parser = new SaxesParser<{ xmlns: true }>({ xmlns: true });
  readonly #open: OpenElement[] = [];
  #root: OpenElement | undefined;
  #elements = 0;
  #startLine = 1;

  read(text: string): XmlElement {
    const parser = this.#parser;
    parser.on('error', (error) => this.#refuse(`not valid XML: ${withoutPlace(error.message)}`));
    parser.on('doctype', (doctype) => {
      if (doctype.includes('['))
        this.#refuse('the document type has declarations of its own', 'no DOCTYPE, or one without [ ]');
    });
    parser.on('opentagstart', () => {
      this.#startLine = parser.line;
    });
    parser.on('opentag', ({ local, attributes }) => {
      const own = Object.values(attributes).filter(({ prefix }) => prefix === '');
      this.#start(local, new Map(own.map(({ local: name, value }) => [name, value])));
    });
    parser.on('text', (characters) => this.#addText(characters));
    parser.on('cdata', (characters) => this.#addText(characters));
    parser.on('closetag', () => this.#end());
    parser.write(text).close();
    return this.#root ?? this.#refuse('not valid XML: there is no element');
  }

  #start(name: string, attributes: ReadonlyMap<string, string>): void {
    this.#elements++;
    if (this.#elements > MOST_ELEMENTS)
      this.#refuse('the document has too many elements', `at most ${MOST_ELEMENTS}`);
    if (this.#open.length >= DEEPEST)
      this.#refuse('elements are nested too deeply', `at most ${DEEPEST} in each other`);
    const element: OpenElement = { name, attributes, children: [], text: '', line: this.#startLine };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  #addText(characters: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += characters;
  }

  #end(): void {
    const element = this.#open.pop();
    if (element !== undefined) element.text = element.text.trim();
  }

  #refuse(what: string, allowed?: string): never {
    throw new Refused({ line: this.#parser.line, what, ...(allowed !== undefined && { allowed }) });
  }
}

/** The parser's messages begin with line and column. */
const withoutPlace = (message: string): string => message.replace(/^(?:undefined:)?\d+:\d+: /, '');
