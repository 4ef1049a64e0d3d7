/**
 * PCErr types and values with their text: IANA "PCEP-ERROR Object Error Types and Values", as far as Cairn sends
 * them or is likely to receive them. Each type names its RFC; a value names its own where it differs.
 */
interface ErrorType {
  readonly text: string;
  readonly reference: string;
  /** Value 0 is "unassigned" for types that need no value. */
  readonly values: Readonly<Record<number, string>>;
}

export const PCEP_ERRORS: Readonly<Record<number, ErrorType>> = {
  1: {
    text: 'PCEP session establishment failure',
    reference: 'RFC 5440 7.15',
    values: {
      1: 'reception of an invalid Open message or a non Open message',
      2: 'no Open message received before the expiration of the OpenWait timer',
      3: 'unacceptable and non-negotiable session characteristics',
      4: 'unacceptable but negotiable session characteristics',
      5: 'reception of a second Open message with still unacceptable session characteristics',
      6: 'reception of a PCErr message proposing unacceptable session characteristics',
      7: 'no Keepalive or PCErr message received before the expiration of the KeepWait timer',
      8: 'PCEP version not supported',
    },
  },
  2: { text: 'capability not supported', reference: 'RFC 5440 7.15', values: {} },
  3: {
    text: 'unknown object',
    reference: 'RFC 5440 7.15',
    values: { 1: 'unrecognized object class', 2: 'unrecognized object type' },
  },
  4: {
    text: 'not supported object',
    reference: 'RFC 5440 7.15',
    values: {
      1: 'not supported object class',
      2: 'not supported object type',
      4: 'unsupported parameter', // RFC 5441
      5: 'unsupported network performance constraint', // RFC 8233
    },
  },
  5: {
    text: 'policy violation',
    reference: 'RFC 5440 7.15',
    values: {
      1: 'C bit of the METRIC object set, request rejected',
      2: 'O bit of the RP object cleared, request rejected',
      3: 'objective function not allowed, request rejected', // RFC 5541
      4: 'OF bit of the RP object set, request rejected', // RFC 5541
    },
  },
  6: {
    text: 'mandatory object missing',
    reference: 'RFC 5440 7.15',
    values: {
      1: 'RP object missing',
      2: 'RRO missing for a reoptimization request',
      3: 'END-POINTS object missing',
      4: 'MONITORING object missing', // RFC 5886
      8: 'LSP object missing', // RFC 8231
      9: 'ERO missing', // RFC 8231
      10: 'SRP object missing', // RFC 8231
      11: 'LSP-IDENTIFIERS TLV missing', // RFC 8231
      12: 'LSP-DB-VERSION TLV missing', // RFC 8232
      16: 'scheduled TLV missing', // RFC 8934
      15: 'DISJOINTNESS-CONFIGURATION TLV missing', // RFC 8800
    },
  },
  7: { text: 'synchronized path computation request missing', reference: 'RFC 5440 7.15', values: {} },
  8: { text: 'unknown request reference', reference: 'RFC 5440 7.15', values: {} },
  9: { text: 'attempt to establish a second PCEP session', reference: 'RFC 5440 7.15', values: {} },
  10: {
    text: 'reception of an invalid object',
    reference: 'RFC 5440 7.15',
    values: {
      1: 'reception of an object with P flag not set although the P flag must be set',
      2: 'bad label value', // RFC 8664
      3: 'unsupported number of SR-ERO subobjects', // RFC 8664
      4: 'bad label format', // RFC 8664
      5: 'ERO mixes SR-ERO subobjects with other subobject types', // RFC 8664
      6: 'both SID and NAI are absent in the SR-ERO subobject', // RFC 8664
      7: 'both SID and NAI are absent in the SR-RRO subobject', // RFC 8664
      8: 'SYMBOLIC-PATH-NAME TLV missing', // RFC 8281
      9: 'MSD exceeds the default for the PCEP session', // RFC 8664
      10: 'RRO mixes SR-RRO subobjects with other subobject types', // RFC 8664
      11: 'malformed object', // RFC 8408
      12: 'missing PCE-SR-CAPABILITY sub-TLV', // RFC 8664
      13: 'unsupported NAI type in the SR-ERO/SR-RRO subobject', // RFC 8664
      14: 'unknown SID', // RFC 8664
      15: 'NAI cannot be resolved to a SID', // RFC 8664
      16: 'could not find SRGB', // RFC 8664
      17: 'SID index exceeds SRGB size', // RFC 8664
      18: 'could not find SRLB', // RFC 8664
      19: 'SID index exceeds SRLB size', // RFC 8664
      20: 'inconsistent SIDs in SR-ERO/SR-RRO subobjects', // RFC 8664
      21: 'MSD must be non-zero', // RFC 8664
      32: 'incompatible OF code', // RFC 8800
      34: 'missing PCE-SRv6-CAPABILITY sub-TLV', // RFC 9603
      35: 'both SID and NAI are absent in the SRv6-RRO subobject', // RFC 9603
      36: 'RRO mixes SRv6-RRO subobjects with other subobject types', // RFC 9603
      37: 'invalid SRv6 SID structure', // RFC 9603
      // 40 to 43 are not confirmed: the last draft of RFC 9603 that was seen has 39 to 42 in this order.
      40: 'unsupported number of SRv6-ERO subobjects', // RFC 9603
      41: 'unsupported NAI type in the SRv6-ERO/SRv6-RRO subobject', // RFC 9603
      42: 'both SID and NAI are absent in the SRv6-ERO subobject', // RFC 9603
      43: 'ERO mixes SRv6-ERO subobjects with other subobject types', // RFC 9603
    },
  },
  11: { text: 'unrecognized EXRS subobject', reference: 'RFC 5521 7', values: {} },
  12: {
    text: 'Diffserv-aware TE error',
    reference: 'RFC 5455 6',
    values: {
      1: 'unsupported class-type',
      2: 'invalid class-type',
      3: 'class-type and setup priority do not form a configured TE-class',
    },
  },
  13: {
    text: 'BRPC procedure completion failure',
    reference: 'RFC 5441 12',
    values: { 1: 'BRPC procedure not supported by one or more PCEs along the domain path' },
  },
  19: {
    text: 'invalid operation',
    reference: 'RFC 8231 8.5',
    values: {
      1: 'attempted LSP update request for a non-delegated LSP',
      2: 'attempted LSP update request if the stateful PCE capability was not advertised',
      3: 'attempted LSP update request for an LSP identified by an unknown PLSP-ID',
      5: 'attempted LSP state report if the stateful PCE capability was not advertised',
      6: 'PCE-initiated LSP limit reached', // RFC 8281
      7: 'delegation for PCE-initiated LSP cannot be revoked', // RFC 8281
      8: 'non-zero PLSP-ID in the LSP initiate request', // RFC 8281
      9: 'LSP is not PCE initiated', // RFC 8281
      10: 'PCE-initiated operation-frequency limit reached', // RFC 8281
      14: 'auto-bandwidth capability was not advertised', // RFC 8733
      15: 'attempted LSP scheduling while the scheduling capability was not advertised', // RFC 8934
      19: 'attempted SRv6 when the capability was not advertised', // RFC 9603
    },
  },
  20: {
    text: 'LSP state synchronization error',
    reference: 'RFC 8231 8.5',
    values: {
      1: 'a PCE cannot process an LSP state report',
      2: 'LSP-DB version mismatch', // RFC 8232
      3: 'attempt to trigger synchronization before PCE trigger', // RFC 8232
      4: 'triggered synchronization although the capability has not been advertised', // RFC 8232
      5: 'a PCC cannot complete the state synchronization',
      6: 'received an invalid LSP-DB version number', // RFC 8232
      7: 'received an invalid speaker entity identifier', // RFC 8232
    },
  },
  21: {
    text: 'invalid traffic engineering path setup type',
    reference: 'RFC 8408 7.2',
    values: { 1: 'unsupported path setup type', 2: 'mismatched path setup type' },
  },
  23: {
    text: 'bad parameter value',
    reference: 'RFC 8281 8.4',
    values: {
      1: 'SYMBOLIC-PATH-NAME in use',
      2: 'speaker identity included for an LSP that is not PCE initiated',
    },
  },
  24: {
    text: 'LSP instantiation error',
    reference: 'RFC 8281 8.4',
    values: { 1: 'unacceptable instantiation parameters', 2: 'internal error', 3: 'signaling error' },
  },
  25: {
    text: 'PCEP StartTLS failure',
    reference: 'RFC 8253 8.2',
    values: {
      1: 'reception of StartTLS after any PCEP exchange',
      2: 'reception of any other message apart from StartTLS, Open, or PCErr',
      3: 'failure, connection without TLS is not possible',
      4: 'failure, connection without TLS is possible',
      5: 'no StartTLS message before StartTLSWait timer expiry',
    },
  },
  26: {
    text: 'association error',
    reference: 'RFC 8697 7.5',
    values: {
      1: 'association type is not supported',
      2: 'too many LSPs in the association group',
      3: 'too many association groups',
      4: 'association unknown',
      5: 'operator-configured association information mismatch',
      6: 'association information mismatch',
      7: 'cannot join the association group',
      8: 'association ID not in range',
    },
  },
  29: {
    text: 'path computation failure',
    reference: 'RFC 8779 5.5',
    values: {
      1: 'unacceptable request message',
      5: 'constraints could not be met for some intervals', // RFC 8934
    },
  },
};

/** "invalid operation: attempted LSP update …", or the numbers where the registry copy has no text. */
export function describeError(errorType: number, errorValue: number): string {
  const type = PCEP_ERRORS[errorType];
  if (type === undefined) return `error type ${errorType}, value ${errorValue}`;
  const value = type.values[errorValue];
  if (value !== undefined) return `${type.text}: ${value}`;
  return errorValue === 0 ? type.text : `${type.text}: value ${errorValue}`;
}
