/** Names of NOTIFICATION codes and subcodes (IANA: "BGP Error (Notification) Codes"), for people to read. */
const CODES: readonly (string | undefined)[] = [
  undefined,
  'message header error',
  'OPEN message error',
  'UPDATE message error',
  'hold timer expired',
  'finite state machine error',
  'cease',
  'ROUTE-REFRESH message error',
];

const SUBCODES: ReadonlyMap<string, string> = new Map([
  ['1/1', 'connection not synchronised'],
  ['1/2', 'bad message length'],
  ['1/3', 'bad message type'],
  ['2/1', 'unsupported version number'],
  ['2/2', 'bad peer AS'],
  ['2/3', 'bad BGP identifier'],
  ['2/4', 'unsupported optional parameter'],
  ['2/6', 'unacceptable hold time'],
  ['2/7', 'unsupported capability'],
  ['3/1', 'malformed attribute list'],
  ['3/2', 'unrecognised well-known attribute'],
  ['3/3', 'missing well-known attribute'],
  ['3/4', 'attribute flags error'],
  ['3/5', 'attribute length error'],
  ['3/6', 'invalid ORIGIN attribute'],
  ['3/8', 'invalid NEXT_HOP attribute'],
  ['3/9', 'optional attribute error'],
  ['3/10', 'invalid network field'],
  ['3/11', 'malformed AS_PATH'],
  ['5/1', 'unexpected message in OpenSent'],
  ['5/2', 'unexpected message in OpenConfirm'],
  ['5/3', 'unexpected message in Established'],
  ['6/1', 'maximum number of prefixes reached'],
  ['6/2', 'administrative shutdown'],
  ['6/3', 'peer de-configured'],
  ['6/4', 'administrative reset'],
  ['6/5', 'connection rejected'],
  ['6/6', 'other configuration change'],
  ['6/7', 'connection collision resolution'],
  ['6/8', 'out of resources'],
  ['6/9', 'hard reset'],
  ['6/10', 'BFD down'],
  ['7/1', 'invalid message length'],
]);

/** Such as `6/2 (administrative shutdown)`. */
export function describeBgpError(code: number, subcode: number): string {
  const name = SUBCODES.get(`${code}/${subcode}`) ?? CODES[code];
  return name === undefined ? `${code}/${subcode}` : `${code}/${subcode} (${name})`;
}
