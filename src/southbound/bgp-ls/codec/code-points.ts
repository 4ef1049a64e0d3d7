/**
 * Every BGP and BGP-LS number that this codec knows, each with its source. IANA: "Border Gateway Protocol (BGP)
 * Parameters", "Capability Codes", "BGP-LS Parameters".
 */

export const BGP_PORT = 179; // RFC 4271 4.1
export const BGP_VERSION = 4; // RFC 4271 4.2
export const MARKER_LENGTH = 16; // RFC 4271 4.1
export const HEADER_LENGTH = 19; // RFC 4271 4.1
export const MAX_MESSAGE_LENGTH = 4096; // RFC 4271 4.1
export const MAX_EXTENDED_MESSAGE_LENGTH = 0xffff; // RFC 8654 3
/** What a speaker with a longer AS number puts into the two octets of OPEN and AS_PATH (RFC 6793 9). */
export const AS_TRANS = 23456;

/** Link state (RFC 7752 3.2): the one address family that is spoken here. */
export const AFI_LINK_STATE = 16388;
export const SAFI_LINK_STATE = 71;

export const MESSAGE_TYPE = {
  Open: 1, // RFC 4271 4.2
  Update: 2, // RFC 4271 4.3
  Notification: 3, // RFC 4271 4.5
  Keepalive: 4, // RFC 4271 4.4
  RouteRefresh: 5, // RFC 2918 3
} as const;

/** Message Subtype of ROUTE-REFRESH (RFC 7313 3.2). */
export const REFRESH_SUBTYPE = { REQUEST: 0, BEGIN: 1, END: 2 } as const;

/** Optional parameters of OPEN. */
export const OPEN_PARAMETER = {
  CAPABILITIES: 2, // RFC 5492 4
  EXTENDED_LENGTH: 255, // RFC 9072 2
} as const;

export const CAPABILITY = {
  Multiprotocol: 1, // RFC 4760 8
  RouteRefresh: 2, // RFC 2918 2
  ExtendedMessage: 6, // RFC 8654 3
  GracefulRestart: 64, // RFC 4724 3
  FourOctetAs: 65, // RFC 6793 3
  EnhancedRouteRefresh: 70, // RFC 7313 3.1
} as const;

/** Error codes and subcodes of NOTIFICATION, as [code, subcode]. */
export const BGP_ERROR = {
  CONNECTION_NOT_SYNCHRONIZED: [1, 1], // RFC 4271 6.1
  BAD_MESSAGE_LENGTH: [1, 2], // RFC 4271 6.1
  BAD_MESSAGE_TYPE: [1, 3], // RFC 4271 6.1
  OPEN_UNSPECIFIC: [2, 0], // RFC 4271 6.2
  UNSUPPORTED_VERSION: [2, 1], // RFC 4271 6.2
  BAD_PEER_AS: [2, 2], // RFC 4271 6.2
  BAD_BGP_IDENTIFIER: [2, 3], // RFC 4271 6.2, RFC 6286 2.3
  UNSUPPORTED_OPTIONAL_PARAMETER: [2, 4], // RFC 4271 6.2
  UNACCEPTABLE_HOLD_TIME: [2, 6], // RFC 4271 6.2
  UNSUPPORTED_CAPABILITY: [2, 7], // RFC 5492 5
  MALFORMED_ATTRIBUTE_LIST: [3, 1], // RFC 4271 6.3
  UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE: [3, 2], // RFC 4271 6.3
  ATTRIBUTE_FLAGS_ERROR: [3, 4], // RFC 4271 6.3
  OPTIONAL_ATTRIBUTE_ERROR: [3, 9], // RFC 4271 6.3, RFC 4760 7
  INVALID_NETWORK_FIELD: [3, 10], // RFC 4271 6.3
  HOLD_TIMER_EXPIRED: [4, 0], // RFC 4271 6.5
  UNEXPECTED_IN_OPEN_SENT: [5, 1], // RFC 6608 3
  UNEXPECTED_IN_OPEN_CONFIRM: [5, 2], // RFC 6608 3
  UNEXPECTED_IN_ESTABLISHED: [5, 3], // RFC 6608 3
  MAXIMUM_PREFIXES: [6, 1], // RFC 4486 4
  ADMINISTRATIVE_SHUTDOWN: [6, 2], // RFC 4486 4, RFC 8203 2
  CONNECTION_REJECTED: [6, 5], // RFC 4486 4
  CONNECTION_COLLISION: [6, 7], // RFC 4486 4
  OUT_OF_RESOURCES: [6, 8], // RFC 4486 4
  INVALID_REFRESH_LENGTH: [7, 1], // RFC 7313 5
} as const satisfies Record<string, BgpErrorCode>;

export type BgpErrorCode = readonly [code: number, subcode: number];

/** Path attribute flags (RFC 4271 4.3). */
export const ATTRIBUTE_FLAG = { OPTIONAL: 0x80, TRANSITIVE: 0x40, PARTIAL: 0x20, EXTENDED: 0x10 } as const;

export const PATH_ATTRIBUTE = {
  ORIGIN: 1, // RFC 4271 5.1.1
  AS_PATH: 2, // RFC 4271 5.1.2
  NEXT_HOP: 3, // RFC 4271 5.1.3
  MULTI_EXIT_DISC: 4, // RFC 4271 5.1.4
  LOCAL_PREF: 5, // RFC 4271 5.1.5
  ATOMIC_AGGREGATE: 6, // RFC 4271 5.1.6
  AGGREGATOR: 7, // RFC 4271 5.1.7
  COMMUNITIES: 8, // RFC 1997
  ORIGINATOR_ID: 9, // RFC 4456 8
  CLUSTER_LIST: 10, // RFC 4456 8
  MP_REACH_NLRI: 14, // RFC 4760 3
  MP_UNREACH_NLRI: 15, // RFC 4760 4
  EXTENDED_COMMUNITIES: 16, // RFC 4360 2
  LINK_STATE: 29, // RFC 7752 3.3
  LARGE_COMMUNITIES: 32, // RFC 8092 3
} as const;

/** RFC 7752 3.2; 6 from RFC 9514 6. */
export const NLRI_TYPE = { Node: 1, Link: 2, Ipv4Prefix: 3, Ipv6Prefix: 4, Srv6Sid: 6 } as const;

/** Protocol-ID of an NLRI (RFC 7752 3.2, RFC 9086 5.1). */
export const PROTOCOL = {
  ISIS_L1: 1,
  ISIS_L2: 2,
  OSPF_V2: 3,
  DIRECT: 4,
  STATIC: 5,
  OSPF_V3: 6,
  BGP: 7,
} as const;

/** The TLVs of NLRI descriptors and of the BGP-LS attribute share one number space. */
export const TLV_TYPE = {
  LocalNodeDescriptors: 256, // RFC 7752 3.2.1.2
  RemoteNodeDescriptors: 257, // RFC 7752 3.2.1.3
  LinkIdentifiers: 258, // RFC 7752 3.2.2 (RFC 5307 1.1)
  Ipv4InterfaceAddress: 259, // RFC 7752 3.2.2
  Ipv4NeighborAddress: 260, // RFC 7752 3.2.2
  Ipv6InterfaceAddress: 261, // RFC 7752 3.2.2
  Ipv6NeighborAddress: 262, // RFC 7752 3.2.2
  MultiTopologyIds: 263, // RFC 7752 3.2.1.5
  OspfRouteType: 264, // RFC 7752 3.2.3.1
  IpReachability: 265, // RFC 7752 3.2.3.2
  NodeMsd: 266, // RFC 8814 3
  LinkMsd: 267, // RFC 8814 4
  AutonomousSystem: 512, // RFC 7752 3.2.1.4
  BgpLsIdentifier: 513, // RFC 7752 3.2.1.4
  OspfAreaId: 514, // RFC 7752 3.2.1.4
  IgpRouterId: 515, // RFC 7752 3.2.1.4
  BgpRouterId: 516, // RFC 9086 4.1
  ConfederationMember: 517, // RFC 9086 4.1
  Srv6SidInformation: 518, // RFC 9514 6.1
  NodeFlags: 1024, // RFC 7752 3.3.1.1
  OpaqueNode: 1025, // RFC 7752 3.3.1.5
  NodeName: 1026, // RFC 7752 3.3.1.3
  IsisArea: 1027, // RFC 7752 3.3.1.2
  LocalIpv4RouterId: 1028, // RFC 7752 3.3.1.4
  LocalIpv6RouterId: 1029, // RFC 7752 3.3.1.4
  RemoteIpv4RouterId: 1030, // RFC 7752 3.3.2.1
  RemoteIpv6RouterId: 1031, // RFC 7752 3.3.2.1
  SrCapabilities: 1034, // RFC 9085 2.1.2
  SrAlgorithms: 1035, // RFC 9085 2.1.3
  SrLocalBlock: 1036, // RFC 9085 2.1.4
  SrmsPreference: 1037, // RFC 9085 2.1.5
  Srv6Capabilities: 1038, // RFC 9514 3.1
  FlexAlgorithmDefinition: 1039, // RFC 9351 3
  FlexExcludeAny: 1040, // RFC 9351 3.1
  FlexIncludeAny: 1041, // RFC 9351 3.2
  FlexIncludeAll: 1042, // RFC 9351 3.3
  FlexFlags: 1043, // RFC 9351 3.4
  FlexPrefixMetric: 1044, // RFC 9351 4
  FlexExcludeSrlg: 1045, // RFC 9351 3.5
  FlexUnsupported: 1046, // RFC 9351 3.6
  AdminGroup: 1088, // RFC 7752 3.3.2
  MaxLinkBandwidth: 1089, // RFC 7752 3.3.2
  MaxReservableBandwidth: 1090, // RFC 7752 3.3.2
  UnreservedBandwidth: 1091, // RFC 7752 3.3.2
  TeMetric: 1092, // RFC 7752 3.3.2.3
  LinkProtection: 1093, // RFC 7752 3.3.2 (RFC 5307 1.2)
  MplsProtocolMask: 1094, // RFC 7752 3.3.2.2
  IgpMetric: 1095, // RFC 7752 3.3.2.4
  Srlg: 1096, // RFC 7752 3.3.2.5
  OpaqueLink: 1097, // RFC 7752 3.3.2.6
  LinkName: 1098, // RFC 7752 3.3.2.7
  AdjacencySid: 1099, // RFC 9085 2.2.1
  LanAdjacencySid: 1100, // RFC 9085 2.2.2
  PeerNodeSid: 1101, // RFC 9086 5
  PeerAdjacencySid: 1102, // RFC 9086 5
  PeerSetSid: 1103, // RFC 9086 5
  Srv6EndX: 1106, // RFC 9514 4.1
  Srv6LanEndXIsis: 1107, // RFC 9514 4.2
  Srv6LanEndXOspf: 1108, // RFC 9514 4.2
  LinkDelay: 1114, // RFC 8571 2.1
  MinMaxLinkDelay: 1115, // RFC 8571 2.2
  DelayVariation: 1116, // RFC 8571 2.3
  LinkLoss: 1117, // RFC 8571 2.4
  ResidualBandwidth: 1118, // RFC 8571 2.5
  AvailableBandwidth: 1119, // RFC 8571 2.6
  UtilizedBandwidth: 1120, // RFC 8571 2.7
  ApplicationSpecific: 1122, // RFC 9294 2
  IgpFlags: 1152, // RFC 7752 3.3.3.1
  RouteTags: 1153, // RFC 7752 3.3.3.2
  ExtendedRouteTags: 1154, // RFC 7752 3.3.3.3
  PrefixMetric: 1155, // RFC 7752 3.3.3.4
  OspfForwardingAddress: 1156, // RFC 7752 3.3.3.5
  OpaquePrefix: 1157, // RFC 7752 3.3.3.6
  PrefixSid: 1158, // RFC 9085 2.3.1
  SidRange: 1159, // RFC 9085 2.3.5
  SidLabel: 1161, // RFC 9085 2.1.1
  Srv6Locator: 1162, // RFC 9514 5.1
  PrefixAttributeFlags: 1170, // RFC 9085 2.3.2
  SourceRouterId: 1171, // RFC 9085 2.3.3
  L2BundleMember: 1172, // RFC 9085 2.2.3
  ExtendedAdminGroup: 1173, // RFC 9104 2
  SourceOspfRouterId: 1174, // RFC 9085 2.3.4
  Srv6EndpointBehavior: 1250, // RFC 9514 7.1
  Srv6BgpPeerNode: 1251, // RFC 9514 7.2
  Srv6SidStructure: 1252, // RFC 9514 8
} as const;

/** Node flags (RFC 7752 3.3.1.1). */
export const NODE_FLAG = { OVERLOAD: 0x80, ATTACHED: 0x40, EXTERNAL: 0x20, ABR: 0x10, ROUTER: 0x08 } as const;

/** MSD type: base MPLS imposition (RFC 8491 5). */
export const MSD_BASE_MPLS = 1;

/** Flags of Adj-SID and LAN Adj-SID, by the protocol that they come from. */
export const ISIS_ADJACENCY_FLAG = { F: 0x80, B: 0x40, V: 0x20, L: 0x10, S: 0x08, P: 0x04 } as const; // RFC 8667 2.2.1
export const OSPF_ADJACENCY_FLAG = { B: 0x80, V: 0x40, L: 0x20, G: 0x10, P: 0x08 } as const; // RFC 8665 6.1

/** Flags of Prefix-SID: V and L are the same in IS-IS (RFC 8667 2.1.1) and OSPF (RFC 8665 5), R and N are IS-IS's. */
export const PREFIX_SID_FLAG = { ISIS_R: 0x80, ISIS_N: 0x40, V: 0x08, L: 0x04 } as const;

/** The node flag in Prefix Attribute Flags: RFC 7794 2.1, RFC 7684 2.1, RFC 8362 3.1. */
export const PREFIX_NODE_FLAG = { ISIS: 0x20, OSPF_V2: 0x40, OSPF_V3: 0x20 } as const;

/** Standard applications of the SABM's first octet (RFC 8919 4.1). */
export const APPLICATION = { RSVP_TE: 0x80, SR_POLICY: 0x40, LFA: 0x20, FLEX_ALGORITHM: 0x10 } as const;
