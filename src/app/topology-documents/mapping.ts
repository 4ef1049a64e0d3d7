import { parseAddress } from '../../domain/values/address.js';
import { type DocumentPath, showValue } from '../documents/document-path.js';
import { nearestName } from '../documents/nearest-name.js';
import { describeRange, type NumberRange, numberProblem, withoutMinusZero } from './number-range.js';
import type { ProblemList } from './problem-list.js';

export const LONGEST_TEXT = 255;
export const TEXT_ALLOWED = `text of 1 to ${LONGEST_TEXT} characters without control characters or outer spaces`;

/** Whether a text can be an id or a name. */
export const isPlainText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= LONGEST_TEXT &&
  value.trim() === value &&
  /^\P{Cc}+$/u.test(value);

/** Longest list of numbers; with the bound on aliases it keeps small documents from standing for huge ones. */
const LONGEST_LIST = 1024;

/**
 * Reads the fields of one mapping of a document. A field that is absent reads as undefined; one that is wrong does too,
 * and is put on the problem list.
 */
export class Mapping {
  readonly path: DocumentPath;
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #problems: ProblemList;

  private constructor(path: DocumentPath, fields: Readonly<Record<string, unknown>>, problems: ProblemList) {
    this.path = path;
    this.#fields = fields;
    this.#problems = problems;
  }

  /** The mapping, its keys checked, or undefined if the value is something else. */
  static of(
    value: unknown,
    path: DocumentPath,
    keys: readonly string[],
    problems: ProblemList,
  ): Mapping | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problems.add(path, `${showValue(value)} instead of a mapping`, `keys ${keys.join(', ')}`);
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (keys.includes(key)) continue;
      const meant = nearestName(key, keys);
      problems.add(
        [...path, key],
        `unknown key${meant === undefined ? '' : `; did you mean ${meant}?`}`,
        `keys ${keys.join(', ')}`,
      );
    }
    return new Mapping(path, value as Readonly<Record<string, unknown>>, problems);
  }

  /** The mapping with whatever keys it has: for formats that others extend. */
  static open(value: unknown, path: DocumentPath, problems: ProblemList): Mapping | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return new Mapping(path, value as Readonly<Record<string, unknown>>, problems);
    problems.add(path, `${showValue(value)} instead of a mapping`, 'a mapping');
    return undefined;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#fields, key);
  }

  get keys(): readonly string[] {
    return Object.keys(this.#fields);
  }

  refuse(key: string, what: string, allowed?: string): void {
    this.#problems.add([...this.path, key], what, allowed);
  }

  text(key: string): string | undefined {
    return this.#read(key, (value) => {
      if (typeof value === 'number' || typeof value === 'boolean') {
        return this.refuse(key, `${showValue(value)} is not text`, `${TEXT_ALLOWED}; quote it: "${value}"`);
      }
      if (typeof value !== 'string')
        return this.refuse(key, `${showValue(value)} instead of text`, TEXT_ALLOWED);
      return isPlainText(value)
        ? value
        : this.refuse(key, `${showValue(value)} is not a valid text here`, TEXT_ALLOWED);
    });
  }

  texts(key: string): readonly string[] | undefined {
    return this.list(key)?.flatMap((value, index) => {
      if (isPlainText(value)) return [value];
      this.#problems.add(
        [...this.path, key, index],
        `${showValue(value)} is not a valid text here`,
        TEXT_ALLOWED,
      );
      return [];
    });
  }

  requiredText(key: string): string | undefined {
    if (!this.has(key)) this.#problems.add(this.path, `${key} is missing`);
    return this.text(key);
  }

  choice(key: string, choices: readonly string[]): string | undefined {
    return this.#read(key, (value) => {
      if (typeof value === 'string' && choices.includes(value)) return value;
      return this.refuse(key, `${showValue(value)} is not known`, choices.join(', '));
    });
  }

  flag(key: string): boolean | undefined {
    return this.#read(key, (value) =>
      typeof value === 'boolean'
        ? value
        : this.refuse(key, `${showValue(value)} is not a flag`, 'true, false'),
    );
  }

  number(key: string, range: NumberRange): number | undefined {
    return this.#read(key, (value) => {
      const problem = numberProblem(value, range);
      if (problem !== undefined) return this.refuse(key, problem, describeRange('a number', range));
      return withoutMinusZero(value as number);
    });
  }

  whole(key: string, range: NumberRange): number | undefined {
    return this.#read(key, (value) => {
      const problem = wholeProblem(value, range);
      return problem === undefined
        ? withoutMinusZero(value as number)
        : this.refuse(key, problem, describeRange('a whole number', range));
    });
  }

  /** A list of numbers in the order of the document, wrong ones reported and left out. Absent: undefined. */
  numbers(key: string, range: NumberRange): readonly number[] | undefined {
    return this.list(key)?.flatMap((value, index) => {
      const problem = numberProblem(value, range);
      if (problem === undefined) return [withoutMinusZero(value as number)];
      this.#problems.add([...this.path, key, index], problem, describeRange('a number', range));
      return [];
    });
  }

  /** A set of whole numbers: ascending, each once, however the document writes it. Absent: empty. */
  wholes(key: string, range: NumberRange): readonly number[] {
    const list = this.list(key) ?? [];
    if (list.length > LONGEST_LIST) {
      this.refuse(key, `a list of ${list.length} numbers`, `at most ${LONGEST_LIST}`);
      return [];
    }
    const numbers = new Set<number>();
    for (const [index, value] of list.entries()) {
      const problem = wholeProblem(value, range);
      if (problem === undefined) numbers.add(value as number);
      else this.#problems.add([...this.path, key, index], problem, describeRange('a whole number', range));
    }
    return [...numbers].sort((a, b) => a - b);
  }

  /** As `wholes`, but absent when the key is. */
  optionalWholes(key: string, range: NumberRange): readonly number[] | undefined {
    return this.has(key) ? this.wholes(key, range) : undefined;
  }

  /** The items of a list as mappings, those with mistakes left out. Absent: undefined. */
  mappings<Item>(
    key: string,
    keys: readonly string[],
    read: (item: Mapping) => Item | undefined,
  ): readonly Item[] | undefined {
    return this.list(key)?.flatMap((value, index) => {
      const item = Mapping.of(value, [...this.path, key, index], keys, this.#problems);
      const known = item === undefined ? undefined : read(item);
      return known === undefined ? [] : [known];
    });
  }

  /** As `mappings`, with whatever keys the items have. */
  openMappings(key: string): readonly Mapping[] {
    return (this.list(key) ?? []).flatMap(
      (value, index) => Mapping.open(value, [...this.path, key, index], this.#problems) ?? [],
    );
  }

  openMapping(key: string): Mapping | undefined {
    return this.#read(key, (value) => Mapping.open(value, [...this.path, key], this.#problems));
  }

  /** The mapping itself is wrong. */
  refuseAll(what: string, allowed?: string): void {
    this.#problems.add(this.path, what, allowed);
  }

  /** The value as it stands, for what no other method reads. */
  raw(key: string): unknown {
    return this.has(key) ? this.#fields[key] : undefined;
  }

  requiredWhole(key: string, range: NumberRange): number | undefined {
    if (!this.has(key)) this.#problems.add(this.path, `${key} is missing`);
    return this.whole(key, range);
  }

  /** Canonical text of an IPv4 or IPv6 address. */
  address(key: string): string | undefined {
    return this.#read(key, (value) => {
      const address = typeof value === 'string' ? parseAddress(value) : undefined;
      if (address?.ok === true) return address.value;
      return this.refuse(
        key,
        `${showValue(value)} is not an address`,
        'an IPv4 or IPv6 address without prefix length, such as 10.0.0.1 or 2001:db8::1',
      );
    });
  }

  requiredAddress(key: string): string | undefined {
    if (!this.has(key)) this.#problems.add(this.path, `${key} is missing`);
    return this.address(key);
  }

  list(key: string): readonly unknown[] | undefined {
    return this.#read(key, (value) =>
      Array.isArray(value)
        ? (value as unknown[])
        : this.refuse(key, `${showValue(value)} instead of a list`, 'a list'),
    );
  }

  mapping(key: string, keys: readonly string[]): Mapping | undefined {
    return this.#read(key, (value) => Mapping.of(value, [...this.path, key], keys, this.#problems));
  }

  #read<Value>(key: string, read: (value: unknown) => Value | undefined | void): Value | undefined {
    return this.has(key) ? (read(this.#fields[key]) ?? undefined) : undefined;
  }
}

/** The fields without those that are undefined, for objects whose optional fields are absent rather than undefined. */
export function definedFields<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}

const wholeProblem = (value: unknown, range: NumberRange): string | undefined =>
  numberProblem(value, range) ??
  (Number.isInteger(value) ? undefined : `${String(value)} is not a whole number`);
