import type { IpAddress } from '../../domain/values/address.js';
import { LSP_ERROR_CODE, OPERATIONAL, PATH_SETUP_TYPE } from '../../southbound/pcep/codec/code-points.js';
import type { PCErr } from '../../southbound/pcep/codec/messages/pcerr.js';
import type { PCRpt, StateReport } from '../../southbound/pcep/codec/messages/pcrpt.js';
import type { Srp } from '../../southbound/pcep/codec/objects/srp.js';
import type { Tlv } from '../../southbound/pcep/codec/tlvs/tlv.js';
import { type Lsp, type LspPath, type PccSetupType, setupTypeCode } from './lsp.js';
import { rroOfEro } from './route.js';

/** What a report says beside the state of the path. */
export interface ReportContext {
  readonly sender: IpAddress;
  /** 0: answers nothing. */
  readonly srpId: number;
  readonly sync?: boolean;
  /** LSP-ERROR-CODE (RFC 8231 7.3.3). */
  readonly errorCode?: number;
  /** False: the PCE can't take delegations, or the LSP is not offered to it. */
  readonly delegate: boolean;
  /** In every report of an LSP that has one, where the session allows it (RFC 8934 6.1). */
  readonly schedule?: Tlv | undefined;
}

/** State of one path (RFC 8231 6.1). The name is in every report, as head-ends of the field have it. */
export function pathReport(lsp: Lsp, path: LspPath, context: ReportContext): PCRpt {
  const { ero, lspa, bandwidth, metrics } = path.attributes;
  const isUp = path.operational === OPERATIONAL.UP;
  const tlvs: readonly Tlv[] = [
    { kind: 'SYMBOLIC-PATH-NAME', text: lsp.name },
    identifiers(context.sender, lsp, path.lspId),
    ...scheduleTlvs(context),
    ...errorTlvs(context),
  ];
  return reportOf({
    srp: srpObject(context.srpId, lsp.setupType, false),
    lsp: lspObject(lsp, path, context, false, tlvs),
    associations: lsp.associations,
    ero: { kind: 'ERO', subobjects: ero },
    rro: isUp ? { kind: 'RRO', subobjects: rroOfEro(ero) } : undefined,
    lspa,
    bandwidth,
    metrics,
    others: [],
  });
}

/** R=1 for one path of a make-before-break (RFC 8231 6.1: SRP-ID 0). */
export function pathRemoval(lsp: Lsp, path: LspPath, context: ReportContext): PCRpt {
  return removal(lsp, path, context, identifiers(context.sender, lsp, path.lspId));
}

/** R=1 for the LSP with all its paths: all-zero LSP-IDENTIFIERS (RFC 8231 7.3.1); the SRP repeats R (RFC 8281 5.4). */
export const lspRemoval = (lsp: Lsp, context: ReportContext): PCRpt =>
  removal(lsp, { ...lsp.current, operational: OPERATIONAL.DOWN }, context, NO_IDENTIFIERS);

function removal(lsp: Lsp, path: LspPath, context: ReportContext, paths: Tlv): PCRpt {
  const name: Tlv = { kind: 'SYMBOLIC-PATH-NAME', text: lsp.name };
  const tlvs: readonly Tlv[] = [name, paths, ...scheduleTlvs(context), ...errorTlvs(context)];
  return reportOf({
    srp: srpObject(context.srpId, lsp.setupType, context.srpId !== 0),
    lsp: lspObject(lsp, path, context, true, tlvs),
    associations: [],
    ero: { kind: 'ERO', subobjects: [] },
    metrics: [],
    others: [],
  });
}

/** End of the synchronisation (RFC 8231 5.6): PLSP-ID 0, no S flag, all-zero LSP-IDENTIFIERS, empty ERO. */
export const endOfSynchronization = (): PCRpt =>
  reportOf({
    lsp: {
      kind: 'LSP',
      plspId: 0,
      delegate: false,
      sync: false,
      remove: false,
      administrative: false,
      operational: 0,
      create: false,
      tlvs: [NO_IDENTIFIERS],
    },
    associations: [],
    ero: { kind: 'ERO', subobjects: [] },
    metrics: [],
    others: [],
  });

const reportOf = (report: StateReport): PCRpt => ({ kind: 'PCRpt', reports: [report] });

function lspObject(lsp: Lsp, path: LspPath, context: ReportContext, remove: boolean, tlvs: readonly Tlv[]) {
  return {
    kind: 'LSP',
    plspId: lsp.plspId,
    delegate: context.delegate,
    sync: context.sync ?? false,
    remove,
    administrative: lsp.administrative,
    operational: path.operational,
    create: lsp.createdByPce,
    tlvs,
  } as const;
}

/** An RSVP-TE report that answers nothing needs no SRP; any other setup type has to say itself there (RFC 8408 4). */
function srpObject(srpId: number, setupType: PccSetupType, remove: boolean): Srp | undefined {
  if (srpId === 0 && setupType === 'RSVP_TE') return undefined;
  return { kind: 'SRP', srpId, remove, tlvs: setupTypeTlvs(setupType) };
}

export const setupTypeTlvs = (setupType: PccSetupType): readonly Tlv[] =>
  setupTypeCode(setupType) === PATH_SETUP_TYPE.RSVP_TE
    ? []
    : [{ kind: 'PATH-SETUP-TYPE', pathSetupType: setupTypeCode(setupType) }];

const UNSPECIFIED = '0.0.0.0';

const NO_IDENTIFIERS: Tlv = {
  kind: 'IPV4-LSP-IDENTIFIERS',
  sender: UNSPECIFIED,
  lspId: 0,
  tunnelId: 0,
  extendedTunnelId: UNSPECIFIED,
  endpoint: UNSPECIFIED,
};

/** A segment-routed LSP has them too, as the end points are nowhere else in a report. */
const identifiers = (sender: IpAddress, { tunnelId, destination }: Lsp, lspId: number): Tlv => ({
  kind: 'IPV4-LSP-IDENTIFIERS',
  sender,
  lspId,
  tunnelId,
  extendedTunnelId: sender,
  endpoint: destination,
});

const scheduleTlvs = ({ schedule }: ReportContext): readonly Tlv[] =>
  schedule === undefined ? [] : [schedule];

function errorTlvs({ errorCode, sender }: ReportContext): readonly Tlv[] {
  if (errorCode === undefined) return [];
  const code: Tlv = { kind: 'LSP-ERROR-CODE', code: errorCode };
  return errorCode === LSP_ERROR_CODE.RSVP_SIGNALING ? [code, admissionFailure(sender)] : [code];
}

/** RSVP error: admission control failure, requested bandwidth unavailable (RFC 2205 B, codes 1 and 2). */
export const admissionFailure = (node: IpAddress): Tlv => ({
  kind: 'RSVP-ERROR-SPEC',
  object: { kind: 'ERROR_SPEC', node, flags: 0, errorCode: 1, errorValue: 2 },
});

/** A PCErr with one error; without an SRP-ID it is about the session (RFC 8231 6.3). */
export const errorMessage = (
  errorType: number,
  errorValue: number,
  subject: { readonly srpId?: number; readonly tlvs?: readonly Tlv[] } = {},
): PCErr => ({
  kind: 'PCErr',
  entries: [
    {
      rps: [],
      srps:
        subject.srpId === undefined ? [] : [{ kind: 'SRP', srpId: subject.srpId, remove: false, tlvs: [] }],
      lsps: [],
      errors: [{ kind: 'PCEP-ERROR', errorType, errorValue, tlvs: subject.tlvs ?? [] }],
      others: [],
    },
  ],
});
