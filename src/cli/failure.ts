/** Why a command ends with exit code 1: one message that says what, where, and what to do. */
export class CommandFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandFailure';
  }
}

/** The PCE did not answer, or not as a PCE does; it may later. */
export class Unreachable extends CommandFailure {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unreachable';
  }
}
