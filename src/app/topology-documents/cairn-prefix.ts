import { parseAddress } from '../../domain/values/address.js';
import { showValue } from '../documents/document-path.js';
import type { Mapping } from './mapping.js';

/** The prefix of an entry, canonical; undefined, and refused, if it is none. */
export function readPrefixText(mapping: Mapping): string | undefined {
  const written = mapping.requiredText('prefix');
  const prefix = written === undefined ? undefined : canonicalPrefix(written);
  if (written !== undefined && prefix === undefined) {
    mapping.refuse(
      'prefix',
      `${showValue(written)} is not a prefix`,
      'an address and its length, such as 10.0.0.1/32',
    );
  }
  return prefix;
}

function canonicalPrefix(text: string): string | undefined {
  const [, address = '', length = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const parsed = parseAddress(address);
  if (!parsed.ok || Number(length) > (address.includes(':') ? 128 : 32)) return undefined;
  return `${parsed.value}/${Number(length)}`;
}
