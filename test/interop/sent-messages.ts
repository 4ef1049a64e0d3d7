// Judges what Cairn sent against two others: Wireshark, which must read every field without a complaint and as Cairn's own
// codec does, and the event log, which says what each PCUpd, PCInitiate and PCRep was meant to say.
import type { DomainEvent, EventType } from '../../src/events/catalogue/event.js';
import { decodeMessage } from '../../src/southbound/pcep/codec/message.js';
import type { CairnProcess } from '../support/cairn-process.js';
import type { Recording } from '../support/pcep-tap.js';
import { dissect, type TsharkMessage } from '../support/tshark.js';
import { expectedFields, type FieldValues, shownFields } from '../support/tshark-fields.js';
import { meantFields } from './meant-fields.js';

export type LoggedEvent = DomainEvent & { readonly position: number; readonly stream: string };

/** The whole log, over the API. */
export async function allEvents(cairn: CairnProcess): Promise<readonly LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  let after: string | null = null;
  for (;;) {
    const query = `query Page($after: String) { events(first: 1000, after: $after) {
      nodes { position stream type data } pageInfo { endCursor hasNextPage } } }`;
    const page: Page = await cairn.graphql<Page>(query, { after });
    for (const event of page.events.nodes) {
      events.push({ ...event, position: Number(event.position) } as LoggedEvent);
    }
    if (!page.events.pageInfo.hasNextPage) return events;
    after = page.events.pageInfo.endCursor;
  }
}

interface Page {
  readonly events: {
    readonly nodes: readonly { position: string; stream: string; type: EventType; data: unknown }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

/** What Cairn sent on one connection, and the session that this was, if it became one. */
export interface SentStream {
  readonly session?: string;
  readonly messages: readonly Uint8Array[];
}

/** Cairn's side of each connection of a recording. Sessions come in the order of their connections. */
export function sentBy(
  recording: Recording,
  cairn: string,
  events: readonly LoggedEvent[],
): readonly SentStream[] {
  const sessions = new Map<string, string[]>();
  for (const event of events) {
    if (event.type !== 'SessionEstablished') continue;
    const peer = flowAddress(event.data.address, event.data.port);
    sessions.set(peer, [...(sessions.get(peer) ?? []), event.data.session]);
  }
  const ours = recording.streams.filter(({ from }) => from === cairn);
  const theirs = recording.streams.filter(({ to }) => to === cairn);
  return ours.map(({ to, messages }, index) => {
    const answers = theirs[index]?.from === to ? theirs[index].messages : [];
    // A session is up when each side has accepted the other's Open with a Keepalive (RFC 5440 6.2).
    const isSession = messages.some(isKeepalive) && answers.some(isKeepalive);
    const session = isSession ? sessions.get(to)?.shift() : undefined;
    return session === undefined ? { messages } : { session, messages };
  });
}

const isKeepalive = (message: Uint8Array): boolean => message[1] === 2;

function flowAddress(address: string, port: number): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return `${bytes.join('')}:${port}`;
}

export interface Judgement {
  /** What is wrong; empty when all is well. */
  readonly problems: readonly string[];
  /** How many messages of each type there were. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many of them were compared with the event log: every PCUpd, PCInitiate and PCRep. */
  readonly comparedWithLog: number;
}

/** @param events the log of the Cairn that sent them */
export function judge(streams: readonly SentStream[], events: readonly LoggedEvent[]): Judgement {
  const sent = streams.flatMap(({ session, messages }) => messages.map((bytes) => ({ session, bytes })));
  const dissections = dissect(sent.map(({ bytes }) => bytes));
  const problems = [...neverSent(streams, events)];
  const counts: Record<string, number> = {};
  let comparedWithLog = 0;
  if (dissections.length !== sent.length)
    problems.push(`${sent.length} sent, ${dissections.length} dissected`);
  for (const [index, { session, bytes }] of sent.entries()) {
    const decoded = decodeMessage(bytes);
    const dissection = dissections[index];
    if (!decoded.ok || dissection === undefined) {
      problems.push(`message ${index} is not readable`);
      continue;
    }
    const { message, failures } = decoded.value;
    const name = `message ${index}, ${message.kind}`;
    counts[message.kind] = (counts[message.kind] ?? 0) + 1;
    for (const failure of failures) problems.push(`${name}: ${failure.what}`);
    for (const complaint of dissection.complaints) problems.push(`${name}: Wireshark says ${complaint}`);
    problems.push(...differences(`${name}: codec`, expectedFields(bytes), dissection));
    if (message.kind !== 'PCUpd' && message.kind !== 'PCInitiate' && message.kind !== 'PCRep') continue;
    comparedWithLog++;
    const meant = meantFields(message, session, events);
    if (typeof meant === 'string') problems.push(`${name}: ${meant}`);
    else problems.push(...differences(`${name}: log`, meant, dissection));
  }
  return { problems, counts, comparedWithLog };
}

/** Instructions that the log says were sent, and that were not. */
function neverSent(streams: readonly SentStream[], events: readonly LoggedEvent[]): readonly string[] {
  const sent = new Set(
    streams.flatMap(({ session, messages }) =>
      messages.flatMap((bytes) => srpIdsOf(bytes).map((srpId) => `${session} ${srpId}`)),
    ),
  );
  return events.flatMap(({ type, data }) =>
    type === 'OperationDispatched' && !sent.has(`${data.session} ${data.srpId}`)
      ? [`operation ${data.operation} was dispatched and not sent`]
      : [],
  );
}

function srpIdsOf(bytes: Uint8Array): readonly number[] {
  const decoded = decodeMessage(bytes);
  const message = decoded.ok ? decoded.value.message : undefined;
  if (message?.kind === 'PCUpd') return message.updates.map(({ srp }) => srp.srpId);
  return message?.kind === 'PCInitiate' ? message.requests.map(({ srp }) => srp.srpId) : [];
}

function differences(name: string, expected: FieldValues, { fields }: TsharkMessage): readonly string[] {
  const shown = shownFields(fields, Object.keys(expected));
  return Object.entries(expected).flatMap(([field, values]) => {
    const seen = shown[field] ?? [];
    const same = seen.length === values.length && seen.every((value, index) => value === values[index]);
    return same
      ? []
      : [`${name}: ${field} is ${seen.join(' ') || 'absent'}, not ${values.join(' ') || 'absent'}`];
  });
}

/** Segments of Cairn's that do not begin and end with a message: pathd reads each message with one read(2). */
export function brokenSegments(recording: Recording, cairn: string): number {
  return recording.segments.filter(({ from, payload }) => from === cairn && !isWholeMessages(payload)).length;
}

function isWholeMessages(payload: Uint8Array): boolean {
  let at = 0;
  while (at + 4 <= payload.byteLength) {
    const length = ((payload[at + 2] ?? 0) << 8) | (payload[at + 3] ?? 0);
    if (length < 4) return false;
    at += length;
  }
  return at === payload.byteLength;
}
