// What an IRO asks to be passed, in the core's terms (RFC 7896, RFC 7897 3.4).
import { expect, test } from '@jest/globals';
import type { EroSubobject } from '../../../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { observedRequest } from '../../../../../src/southbound/pcep/translate/path-request.js';
import { pathComputationRequest } from '../../../../support/pcep-messages.js';

const observed = (...subobjects: readonly EroSubobject[]) =>
  observedRequest({ ...pathComputationRequest({ requestId: 1 }), iro: { kind: 'IRO', subobjects } }, {});

test('nodes, interfaces, prefixes and systems are passed in order, strict unless they are loose', () => {
  const asked = observed(
    { kind: 'IPv4', address: '10.0.0.2', prefixLength: 32, loose: true },
    { kind: 'AS', as: 7, loose: false },
    { kind: 'AS4', as: 70_000, loose: true },
    { kind: 'IPv4', address: '10.3.0.0', prefixLength: 16, loose: true },
    { kind: 'IPv6', address: '2001:db8::', prefixLength: 32, loose: false },
    { kind: 'IPv4', address: '10.3.4.2', prefixLength: 32, loose: false },
  );
  expect(asked.ok ? asked.value.request.include : asked.error).toEqual([
    '10.0.0.2',
    'strict AS 7',
    'AS 70000',
    '10.3.0.0/16',
    'strict 2001:db8::/32',
    'strict 10.3.4.2',
  ]);
});

test.each<[string, EroSubobject]>([
  [
    'an interface without an address',
    { kind: 'Unnumbered', routerId: '10.0.0.2', interfaceId: 7, loose: true },
  ],
  ['an area (RFC 7897 3.4.1.2)', { kind: 'Unknown', type: 6, loose: true, bytes: new Uint8Array(6) }],
])('%s to be passed is refused, not left out', (_name, subobject) => {
  const asked = observed(subobject);
  expect(asked.ok ? 'accepted' : `${asked.error.errorType}/${asked.error.errorValue}`).toBe('4/4');
});
