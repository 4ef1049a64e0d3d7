// What a PCUpd, PCInitiate or PCRep has to say according to the event log, in Wireshark's field names.
import type { Hop } from '../../src/domain/values/hop.js';
import type { IntendedLsp } from '../../src/events/catalogue/operation.js';
import type { Message } from '../../src/southbound/pcep/codec/message.js';
import { type FieldValues, float, hex } from '../support/tshark-fields.js';
import type { LoggedEvent } from './sent-messages.js';

type Instruction = Extract<Message, { kind: 'PCUpd' | 'PCInitiate' | 'PCRep' }>;

/** The fields, or what is missing in the log. */
export function meantFields(
  message: Instruction,
  session: string | undefined,
  events: readonly LoggedEvent[],
): FieldValues | string {
  if (session === undefined) return 'sent on a connection that never became a session';
  if (message.kind === 'PCRep') return meantReply(message, session, events);
  const srpIds = (message.kind === 'PCUpd' ? message.updates : message.requests).map(({ srp }) => srp.srpId);
  const [srpId] = srpIds;
  if (srpId === undefined || srpIds.length > 1) return `${srpIds.length} instructions in one message`;
  const dispatched = events.find(
    ({ type, data }) => type === 'OperationDispatched' && data.session === session && data.srpId === srpId,
  );
  if (dispatched?.type !== 'OperationDispatched') return `no OperationDispatched for SRP-ID ${srpId}`;
  const { operation } = dispatched.data;
  const requested = events.find(({ data }) => 'operation' in data && data.operation === operation);
  if (requested === undefined) return `operation ${operation} was never requested`;
  return meantInstruction(requested, srpId, dispatched.position, events);
}

function meantInstruction(
  event: LoggedEvent,
  srpId: number,
  position: number,
  events: readonly LoggedEvent[],
): FieldValues | string {
  switch (event.type) {
    case 'LspUpdateRequested': {
      const known = lastReport(event.data.pcc, event.data.name, position, events);
      if (known === undefined || event.data.intended === undefined) return 'an update of an unknown LSP';
      return {
        'pcep.msg': ['11'],
        ...identity(srpId, { remove: false, create: false, plspId: known.plspId }),
        'pcep.tlv.symbolic-path-name': [],
        ...parameters(event.data.intended),
      };
    }
    case 'LspInitiationRequested': {
      const { intended, name } = event.data;
      if (intended === undefined) return 'a creation without a path';
      return {
        'pcep.msg': ['12'],
        ...identity(srpId, { remove: false, create: true, plspId: 0 }),
        'pcep.tlv.symbolic-path-name': [name],
        'pcep.obj.end_point.source_ipv4_address': [intended.source],
        'pcep.obj.end_point.destination_ipv4_address': [intended.destination],
        ...parameters(intended),
      };
    }
    case 'LspDeletionRequested': {
      const known = lastReport(event.data.pcc, event.data.name, position, events);
      if (known === undefined) return 'a deletion of an unknown LSP';
      return {
        'pcep.msg': ['12'],
        ...identity(srpId, { remove: true, create: false, plspId: known.plspId }),
        'pcep.pst': setupTypeCodes(known.setupType),
        'pcep.subobj.sr.sid.label': [],
        'pcep.subobj.ipv4.ipv4': [],
      };
    }
    default:
      return `${event.type} asks for nothing`;
  }
}

function lastReport(pcc: string, name: string, before: number, events: readonly LoggedEvent[]) {
  const found = events.findLast(
    ({ type, position, data }) =>
      type === 'LspReported' && position < before && data.pcc === pcc && data.name === name,
  );
  return found?.type === 'LspReported' ? found.data : undefined;
}

function identity(
  srpId: number,
  { remove, create, plspId }: { readonly remove: boolean; readonly create: boolean; readonly plspId: number },
): FieldValues {
  return {
    'pcep.obj.srp.id-number': [String(srpId)],
    'pcep.obj.srp.flags.remove': [remove ? '1' : '0'],
    'pcep.obj.lsp.plsp-id': [String(plspId)],
    'pcep.obj.lsp.flags.delegate': ['1'],
    'pcep.obj.lsp.flags.remove': ['0'],
    'pcep.obj.lsp.flags.create': [create ? '1' : '0'],
  };
}

/** RSVP-TE is what no TLV at all means (RFC 8408 4). */
const setupTypeCodes = (setupType: IntendedLsp['setupType']): readonly string[] =>
  setupType === 'SR_MPLS' ? ['1'] : [];

function parameters(intended: IntendedLsp): FieldValues {
  const {
    setupPriority,
    holdingPriority,
    affinities,
    bandwidth,
    bounds = [],
    administrative,
    path,
  } = intended;
  const codes: Readonly<Record<string, number>> = { IGP: 1, TE: 2, HOPS: 3, DELAY: 12 };
  return {
    'pcep.pst': setupTypeCodes(intended.setupType),
    'pcep.obj.lsp.flags.administrative': [administrative ? '1' : '0'],
    'pcep.obj.lspa.setup_priority': [String(setupPriority)],
    'pcep.obj.lspa.holding_priority': [String(holdingPriority)],
    'pcep.obj.lspa.include_any': [mask(affinities?.includeAny)],
    'pcep.obj.lspa.include_all': [mask(affinities?.includeAll)],
    'pcep.obj.lspa.exclude_any': [mask(affinities?.excludeAny)],
    'pcep.bandwidth': [float(Math.fround(bandwidth / 8))],
    'pcep.obj.metric.type': bounds.flatMap(({ metric }) => ['1', String(codes[metric])]),
    'pcep.metric.flags.b': bounds.map(() => '1'),
    'pcep.obj.metric.metric_value': bounds.map(({ max }) => float(Math.fround(max))),
    ...routeFields(path.route),
  };
}

const mask = (groups: readonly number[] = []): string =>
  hex(
    groups.reduce((sum, group) => sum + 2 ** group, 0),
    8,
  );

function routeFields(route: readonly Hop[]): FieldValues {
  const segments = route.filter((hop) => hop.kind === 'segment');
  const addresses = route.filter((hop) => hop.kind === 'address');
  return {
    'pcep.subobj.sr.sid.label': segments.flatMap(({ label }) => (label === undefined ? [] : [String(label)])),
    'pcep.subobj.sr.nai.ipv4node': segments.flatMap(({ node }) => node ?? []),
    'pcep.subobj.sr.nai.localipv4addr': segments.flatMap(({ local }) => local ?? []),
    'pcep.subobj.sr.nai.remoteipv4addr': segments.flatMap(({ remote }) => remote ?? []),
    'pcep.subobj.ipv4.ipv4': addresses.map(({ address }) => address),
  };
}

/** Each request id is used once in a session; answers are recorded under the PCC. */
function meantReply(
  { replies }: Extract<Message, { kind: 'PCRep' }>,
  session: string,
  events: readonly LoggedEvent[],
): FieldValues | string {
  const established = events.find(
    (event) => event.type === 'SessionEstablished' && event.data.session === session,
  );
  if (established?.type !== 'SessionEstablished') return 'no SessionEstablished';
  const routes: Hop[] = [];
  for (const { rp } of replies) {
    const answered = events.find(
      (event) =>
        event.type === 'PathRequestAnswered' &&
        event.position > established.position &&
        event.data.pcc === established.data.pcc &&
        event.data.requestId === rp.requestId,
    );
    if (answered?.type !== 'PathRequestAnswered') return `no PathRequestAnswered for request ${rp.requestId}`;
    const { path, noPath = [], computation } = answered.data;
    routes.push(...(path?.route ?? []));
    // What can't be included is named in the refusal (RFC 5440 7.5).
    if (!noPath.includes('INCLUSION')) continue;
    const included = computation.request.include.map((reference) => reference.replace(/^strict /, ''));
    routes.push(...included.map((address): Hop => ({ kind: 'address', address })));
  }
  const refused = replies.filter(({ noPath }) => noPath !== undefined);
  return {
    'pcep.msg': ['4'],
    'pcep.obj.rp.requested_id_number': replies.map(({ rp }) => hex(rp.requestId, 8)),
    'pcep.obj.no_path.nature_of_issue': refused.map(() => '0'),
    ...routeFields(routes),
  };
}
