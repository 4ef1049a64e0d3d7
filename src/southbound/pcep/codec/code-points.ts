/**
 * Every PCEP number that this codec knows, each with its source. IANA: "Path Computation Element Protocol (PCEP)
 * Numbers". Bit masks count from the least significant bit of the named field.
 */

/** Common header (RFC 5440 section 6.1) and the well-known port (section 5). */
export const PCEP_PORT = 4189;
export const PCEP_VERSION = 1;
export const COMMON_HEADER_LENGTH = 4;
export const OBJECT_HEADER_LENGTH = 4;
/** The length field has 16 bits, and lengths are multiples of four. */
export const MAX_MESSAGE_LENGTH = 0xfffc;

/** Object header flags (RFC 5440 section 7.2): process the object or fail; the object was ignored. */
export const OBJECT_FLAG_P = 0x02;
export const OBJECT_FLAG_I = 0x01;

export const MESSAGE_TYPE = {
  Open: 1, // RFC 5440 6.2
  Keepalive: 2, // RFC 5440 6.3
  PCReq: 3, // RFC 5440 6.4
  PCRep: 4, // RFC 5440 6.5
  PCNtf: 5, // RFC 5440 6.6
  PCErr: 6, // RFC 5440 6.7
  Close: 7, // RFC 5440 6.8
  PCRpt: 10, // RFC 8231 6.1
  PCUpd: 11, // RFC 8231 6.2
  PCInitiate: 12, // RFC 8281 5.1
  StartTLS: 13, // RFC 8253 3.4: handled below this codec, before the first Open
} as const;

export const OBJECT_CLASS = {
  OPEN: 1, // RFC 5440 7.3
  RP: 2, // RFC 5440 7.4
  'NO-PATH': 3, // RFC 5440 7.5
  'END-POINTS': 4, // RFC 5440 7.6
  BANDWIDTH: 5, // RFC 5440 7.7
  METRIC: 6, // RFC 5440 7.8
  ERO: 7, // RFC 5440 7.9
  RRO: 8, // RFC 5440 7.10
  LSPA: 9, // RFC 5440 7.11
  IRO: 10, // RFC 5440 7.12, RFC 7896
  SVEC: 11, // RFC 5440 7.13
  NOTIFICATION: 12, // RFC 5440 7.14
  'PCEP-ERROR': 13, // RFC 5440 7.15
  CLOSE: 15, // RFC 5440 7.17
  XRO: 17, // RFC 5521 2.1.1
  OF: 21, // RFC 5541 3.1
  LSP: 32, // RFC 8231 7.3
  SRP: 33, // RFC 8231 7.2
  'VENDOR-INFORMATION': 34, // RFC 7470 4
  ASSOCIATION: 40, // RFC 8697 6.1
} as const;

export const TLV_TYPE = {
  'NO-PATH-VECTOR': 1, // RFC 5440 7.5
  'OVERLOADED-DURATION': 2, // RFC 5440 7.14
  'REQ-MISSING': 3, // RFC 5440 7.15
  'OF-List': 4, // RFC 5541 2.1
  'VENDOR-INFORMATION': 7, // RFC 7470 3
  'STATEFUL-PCE-CAPABILITY': 16, // RFC 8231 7.1.1
  'SYMBOLIC-PATH-NAME': 17, // RFC 8231 7.3.2
  'IPV4-LSP-IDENTIFIERS': 18, // RFC 8231 7.3.1
  'IPV6-LSP-IDENTIFIERS': 19, // RFC 8231 7.3.1
  'LSP-ERROR-CODE': 20, // RFC 8231 7.3.3
  'RSVP-ERROR-SPEC': 21, // RFC 8231 7.3.4
  'LSP-DB-VERSION': 23, // RFC 8232 3.3.1
  'SPEAKER-ENTITY-ID': 24, // RFC 8232 3.3.2
  'SR-PCE-CAPABILITY': 26, // RFC 8664 4.1.2 (sub-TLV) and Appendix A (deprecated top-level TLV)
  'PATH-SETUP-TYPE': 28, // RFC 8408 4
  'GLOBAL-ASSOCIATION-SOURCE': 30, // RFC 8697 6.1.1
  'EXTENDED-ASSOCIATION-ID': 31, // RFC 8697 6.1.2
  'PATH-SETUP-TYPE-CAPABILITY': 34, // RFC 8408 3
  'ASSOC-Type-List': 35, // RFC 8697 3.4
  'AUTO-BANDWIDTH-CAPABILITY': 36, // RFC 8733 5.1.1
  'AUTO-BANDWIDTH-ATTRIBUTES': 37, // RFC 8733 5.2
  'SCHED-LSP-ATTRIBUTE': 49, // RFC 8934 5.2.1
  'SCHED-PD-LSP-ATTRIBUTE': 50, // RFC 8934 5.2.2
  'PATH-PROTECTION-ASSOCIATION': 38, // RFC 8745 3.2
  'DISJOINTNESS-CONFIGURATION': 46, // RFC 8800 5.2
  'DISJOINTNESS-STATUS': 47, // RFC 8800 5.2
  'TE-PATH-BINDING': 55, // RFC 9604 4
} as const;

/** Sub-TLVs of PATH-SETUP-TYPE-CAPABILITY, a registry of their own. SR-PCE-CAPABILITY has its TLV type here as well. */
export const PATH_SETUP_SUB_TLV_TYPE = {
  'SRv6-PCE-CAPABILITY': 27, // RFC 9603 4.1.1
} as const;

/** IGP MSD types of SRv6 (RFC 9352 4). */
export const SRV6_MSD_TYPE = {
  SEGMENTS_LEFT: 41, // RFC 9352 4.1
  END_POP: 42, // RFC 9352 4.2
  H_ENCAPS: 44, // RFC 9352 4.3
  END_D: 45, // RFC 9352 4.4
} as const;

/** ERO, RRO, IRO and XRO subobject types. */
export const SUBOBJECT_TYPE = {
  IPv4: 1, // RFC 3209 4.3.3.2
  IPv6: 2, // RFC 3209 4.3.3.3
  Label: 3, // RFC 3473 5.1, 5.2
  Unnumbered: 4, // RFC 3477 4
  AS4: 5, // RFC 7897 3.4.1.1, 3.5.1.1; RFC 7898 3.1.1
  AS: 32, // RFC 3209 4.3.3.4
  SRLG: 34, // RFC 5521 2.1.1 (the drawing there says 5; its type list and IANA say 34)
  SR: 36, // RFC 8664 4.3.1, 4.4
  SRV6: 40, // RFC 9603 4.3.1, 4.4.1
} as const;

/** RFC 8408 section 6 and successors. */
export const PATH_SETUP_TYPE = {
  RSVP_TE: 0, // RFC 8408 4
  SR_MPLS: 1, // RFC 8664 4.2
  SRV6: 3, // RFC 9603
} as const;

/** METRIC object T field. */
export const METRIC_TYPE = {
  IGP: 1, // RFC 5440 7.8
  TE: 2, // RFC 5440 7.8
  HOP_COUNT: 3, // RFC 5440 7.8
  AGGREGATE_BANDWIDTH: 4, // RFC 5541 4
  MOST_LOADED_LINK: 5, // RFC 5541 4
  CUMULATIVE_IGP: 6, // RFC 5541 4
  CUMULATIVE_TE: 7, // RFC 5541 4
  SID_DEPTH: 11, // RFC 8664 4.5
  PATH_DELAY: 12, // RFC 8233 3.1, microseconds
  PATH_DELAY_VARIATION: 13, // RFC 8233 3.2, microseconds
  PATH_LOSS: 14, // RFC 8233 3.3, per cent
} as const;

/** ASSOCIATION object types that mean something here; the others are kept as they are. */
export const ASSOCIATION_TYPE = {
  PATH_PROTECTION: 1, // RFC 8745 3.1
  DISJOINT: 2, // RFC 8800 5.1
} as const;

/** Objective functions. */
export const OBJECTIVE_FUNCTION = {
  MCP: 1, // RFC 5541 5.1: least cost path
  MLP: 2, // RFC 5541 5.1: least loaded path
  MBP: 3, // RFC 5541 5.1: widest path
  MBC: 4, // RFC 5541 5.2: least aggregate bandwidth
  MLL: 5, // RFC 5541 5.2: least load of the most loaded link
  MCC: 6, // RFC 5541 5.2: least cumulative cost
  MSL: 15, // RFC 8800 5.3: fewest shared links
  MSS: 16, // RFC 8800 5.3: fewest shared risk groups
  MSN: 17, // RFC 8800 5.3: fewest shared nodes
} as const;

/** CLOSE object reasons (RFC 5440 section 7.17). */
export const CLOSE_REASON = {
  NO_EXPLANATION: 1,
  DEAD_TIMER: 2,
  MALFORMED_MESSAGE: 3,
  TOO_MANY_UNKNOWN_REQUESTS: 4,
  TOO_MANY_UNRECOGNIZED_MESSAGES: 5,
} as const;

/** NO-PATH object NI field (RFC 5440 section 7.5). */
export const NATURE_OF_ISSUE = { NO_PATH: 0, PCE_CHAIN_BROKEN: 1 } as const;

/** NOTIFICATION object: [type, value]. */
export const NOTIFICATION = {
  PENDING_CANCELLED_BY_PCC: [1, 1], // RFC 5440 7.14
  PENDING_CANCELLED_BY_PCE: [1, 2], // RFC 5440 7.14
  OVERLOADED: [2, 1], // RFC 5440 7.14
  NO_LONGER_OVERLOADED: [2, 2], // RFC 5440 7.14
  RESOURCE_LIMIT_EXCEEDED: [4, 1], // RFC 8231 7.3.3 and 8.6
} as const;

/** LSP object O field (RFC 8231 section 7.3). */
export const OPERATIONAL = { DOWN: 0, UP: 1, ACTIVE: 2, GOING_DOWN: 3, GOING_UP: 4 } as const;

/** LSP-ERROR-CODE values (RFC 8231 section 7.3.3). */
export const LSP_ERROR_CODE = {
  UNKNOWN: 1,
  PCE_CONTROLLED_LIMIT: 2,
  TOO_MANY_PENDING_UPDATES: 3,
  UNACCEPTABLE_PARAMETERS: 4,
  INTERNAL: 5,
  ADMINISTRATIVELY_DOWN: 6,
  PREEMPTED: 7,
  RSVP_SIGNALING: 8,
} as const;

/** Opt of SCHED-PD-LSP-ATTRIBUTE (RFC 8934 section 5.2.2): what separates one interval from the next. */
export const SCHEDULE_REPEAT = { EVERY_MONTH: 1, EVERY_YEAR: 2, EVERY_INTERVAL: 3 } as const;

/** Reserved PLSP-IDs (RFC 8231 section 7.3) and SRP-IDs (section 7.2). */
export const PLSP_ID_ALL = 0;
export const PLSP_ID_MAX = 0xffffe;
export const SRP_ID_NONE = 0;
export const SRP_ID_MAX = 0xffff_fffe;
/** Implicit null (RFC 3032): no SR-ERO may push it (RFC 8664 section 5.2.1). */
export const IMPLICIT_NULL_LABEL = 3;

/** Sub-TLVs of AUTO-BANDWIDTH-ATTRIBUTES: a number space of their own (RFC 8733 section 5.2, table 2). */
export const AUTO_BANDWIDTH_SUB_TLV = {
  'Sample-Interval': 1,
  'Adjustment-Interval': 2,
  'Down-Adjustment-Interval': 3,
  'Adjustment-Threshold': 4,
  'Adjustment-Threshold-Percentage': 5,
  'Down-Adjustment-Threshold': 6,
  'Down-Adjustment-Threshold-Percentage': 7,
  'Minimum-Bandwidth': 8,
  'Maximum-Bandwidth': 9,
  'Overflow-Threshold': 10,
  'Overflow-Threshold-Percentage': 11,
  'Underflow-Threshold': 12,
  'Underflow-Threshold-Percentage': 13,
} as const;
