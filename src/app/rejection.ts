/** Why a command was not taken: nothing was recorded and nothing was sent. `message` is ready to be shown. */
export interface Rejection {
  readonly code:
    | 'UNKNOWN_PCC'
    | 'UNKNOWN_LSP'
    | 'UNKNOWN_NODE'
    | 'UNKNOWN_OPERATION'
    | 'UNKNOWN_BOOKING'
    | 'UNKNOWN_MAINTENANCE'
    | 'NO_ROOM'
    | 'UNDER_WAY'
    | 'BOOKED'
    | 'NAME_IN_USE'
    | 'NOT_DELEGATED'
    | 'NOT_PCE_INITIATED'
    | 'PCC_NOT_READY'
    | 'NOT_SUPPORTED'
    | 'INVALID_INPUT'
    | 'INVALID_DOCUMENT'
    | 'UNKNOWN_MOMENT';
  readonly message: string;
}

export const reject = (
  code: Rejection['code'],
  message: string,
): { readonly ok: false; readonly error: Rejection } => ({
  ok: false,
  error: { code, message },
});
