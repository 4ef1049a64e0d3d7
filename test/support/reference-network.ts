/**
 * Four nodes in a square with one diagonal; every address and label can be read off its ends:
 *
 *     A ---1--- B
 *     | \       |      metric on the line; 10 Gbit/s each
 *     1   5     1
 *     |     \   |
 *     C ---1--- D
 */
export const REFERENCE_NETWORK = `
cairn: topology/1
name: reference
nodes:
  - { id: A, name: Amsterdam, routerId: 10.0.0.1, prefixSid: 16001, latitude: 52.37, longitude: 4.9 }
  - { id: B, name: Brussels, routerId: 10.0.0.2, prefixSid: 16002 }
  - { id: C, name: Cologne, routerId: 10.0.0.3, prefixSid: 16003 }
  - { id: D, name: Dortmund, routerId: 10.0.0.4, prefixSid: 16004 }
links:
  - { from: A, to: B, fromAddress: 10.1.2.1, toAddress: 10.1.2.2, igpMetric: 1, teMetric: 10, delay: 1000, capacity: 10e9, adjacencySid: 24012, reverseAdjacencySid: 24021, srlgs: [7, 4000000000] }
  - { from: B, to: D, fromAddress: 10.2.4.1, toAddress: 10.2.4.2, igpMetric: 1, teMetric: 10, delay: 1000, capacity: 10e9, adjacencySid: 24024, reverseAdjacencySid: 24042 }
  - { from: A, to: C, fromAddress: 10.1.3.1, toAddress: 10.1.3.2, igpMetric: 1, teMetric: 20, delay: 1500, capacity: 10e9, adminGroups: [0, 3], adjacencySid: 24013, reverseAdjacencySid: 24031 }
  - { from: C, to: D, fromAddress: 10.3.4.1, toAddress: 10.3.4.2, igpMetric: 1, teMetric: 20, delay: 1500, capacity: 10e9, adjacencySid: 24034, reverseAdjacencySid: 24043 }
  - { from: A, to: D, fromAddress: 10.1.4.1, toAddress: 10.1.4.2, igpMetric: 5, teMetric: 50, capacity: 1e9 }
`;

/** Strict RSVP-TE routes through it, by the interfaces that are arrived at. */
export const ROUTE_A_B_D = [
  { kind: 'address', address: '10.1.2.2' },
  { kind: 'address', address: '10.2.4.2' },
] as const;
export const ROUTE_A_C_D = [
  { kind: 'address', address: '10.1.3.2' },
  { kind: 'address', address: '10.3.4.2' },
] as const;
