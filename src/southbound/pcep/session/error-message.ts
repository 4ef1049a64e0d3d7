import type { PCErr } from '../codec/messages/pcerr.js';
import type { PCNtf } from '../codec/messages/pcntf.js';
import type { Lsp } from '../codec/objects/lsp.js';
import type { OpenObject } from '../codec/objects/open.js';
import type { Rp } from '../codec/objects/rp.js';
import type { Srp } from '../codec/objects/srp.js';

/** What an error is about; nothing: the session as a whole. */
export interface ErrorSubject {
  readonly requestId?: number | undefined;
  readonly srpId?: number | undefined;
  readonly lsp?: Lsp | undefined;
  readonly open?: OpenObject | undefined;
}

/** A PCErr with one error (RFC 5440 6.7, 7.15; RFC 8231 6.3). */
export const errorMessage = (errorType: number, errorValue: number, subject: ErrorSubject = {}): PCErr => ({
  kind: 'PCErr',
  entries: [
    {
      rps: subject.requestId === undefined ? [] : [rpOf(subject.requestId)],
      srps: subject.srpId === undefined ? [] : [srpOf(subject.srpId)],
      lsps: subject.lsp === undefined ? [] : [subject.lsp],
      errors: [{ kind: 'PCEP-ERROR', errorType, errorValue, tlvs: [] }],
      others: [],
    },
  ],
  open: subject.open,
});

const rpOf = (requestId: number): Rp => ({
  kind: 'RP',
  requestId,
  priority: 0,
  reoptimization: false,
  bidirectional: false,
  loose: false,
  supplyObjectiveFunction: false,
  tlvs: [],
});

const srpOf = (srpId: number): Srp => ({ kind: 'SRP', srpId, remove: false, tlvs: [] });

/** The LSP object that names an LSP in an error, when only its PLSP-ID is known. */
export const lspReference = (plspId: number): Lsp => ({
  kind: 'LSP',
  plspId,
  delegate: false,
  sync: false,
  remove: false,
  administrative: false,
  operational: 0,
  create: false,
  tlvs: [],
});

/** PCNtf 4/1: no state of further LSPs can be held (RFC 8231 5.6, 7.5). */
export const TOO_MANY_LSPS: PCNtf = {
  kind: 'PCNtf',
  notifies: [
    {
      rps: [],
      notifications: [{ kind: 'NOTIFICATION', notificationType: 4, notificationValue: 1, tlvs: [] }],
      others: [],
    },
  ],
};
