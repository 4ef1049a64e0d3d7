import { parseAddress } from '../../domain/values/address.js';
import { showValue } from '../documents/document-path.js';
import type { Mapping } from './mapping.js';
import { decimalNumber, describeRange, type NumberRange, numberProblem } from './number-range.js';

/**
 * A container or list entry of YANG data in JSON (RFC 7951). A member that another module defines than its parent is
 * named `module:name`; documents in the field leave the module out or give it where it need not be, so both are read.
 */
export class YangMapping {
  readonly #mapping: Mapping;
  readonly #module: string;

  /** @param module of the members; their children may be of another (see container and list) */
  constructor(mapping: Mapping, module: string) {
    this.#mapping = mapping;
    this.#module = module;
  }

  get mapping(): Mapping {
    return this.#mapping;
  }

  /** The member as it is written. */
  keyOf(name: string, module = this.#module): string {
    const qualified = `${module}:${name}`;
    return this.#mapping.has(qualified) ? qualified : name;
  }

  has(name: string, module = this.#module): boolean {
    return this.#mapping.has(this.keyOf(name, module));
  }

  text(name: string, module = this.#module): string | undefined {
    return this.#mapping.text(this.keyOf(name, module));
  }

  container(name: string, module = this.#module): YangMapping | undefined {
    const found = this.#mapping.openMapping(this.keyOf(name, module));
    return found === undefined ? undefined : new YangMapping(found, module);
  }

  /** RFC 8345 has lists; a document may leave an empty one out. */
  list(name: string, module = this.#module): readonly YangMapping[] {
    return this.#mapping
      .openMappings(this.keyOf(name, module))
      .map((entry) => new YangMapping(entry, module));
  }

  /** 64-bit and decimal numbers are texts (RFC 7951 6.1); either form is read. */
  number(name: string, range: NumberRange, module = this.#module): number | undefined {
    const key = this.keyOf(name, module);
    const value = this.#mapping.raw(key);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' ? (decimalNumber(value) ?? value) : value;
    const problem = numberProblem(number, range);
    if (problem === undefined) return number as number;
    this.#mapping.refuse(key, problem, describeRange('a number', range));
    return undefined;
  }

  whole(name: string, range: NumberRange, module = this.#module): number | undefined {
    const number = this.number(name, range, module);
    if (number === undefined || Number.isInteger(number)) return number;
    this.refuse(name, `${number} is not a whole number`, describeRange('a whole number', range), module);
    return undefined;
  }

  /** Canonical text of the address, or undefined when the member is none: identifiers may be addresses or not. */
  addressIfAny(name: string, module = this.#module): string | undefined {
    const value = this.#mapping.raw(this.keyOf(name, module));
    const address = typeof value === 'string' ? parseAddress(value) : undefined;
    return address?.ok === true ? address.value : undefined;
  }

  address(name: string, module = this.#module): string | undefined {
    const key = this.keyOf(name, module);
    if (!this.#mapping.has(key)) return undefined;
    const address = this.addressIfAny(name, module);
    if (address === undefined)
      this.#mapping.refuse(
        key,
        `${showValue(this.#mapping.raw(key))} is not an address`,
        'an IPv4 or IPv6 address',
      );
    return address;
  }

  required(name: string, module = this.#module): string | undefined {
    if (!this.has(name, module)) this.#mapping.refuseAll(`${name} is missing`);
    return this.text(name, module);
  }

  refuse(name: string, what: string, allowed?: string, module = this.#module): void {
    this.#mapping.refuse(this.keyOf(name, module), what, allowed);
  }
}
