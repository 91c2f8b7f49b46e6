/** What a {@link GrundvalError} carries beside its message. */
export interface GrundvalErrorOptions {
  /** The next thing to do, as one sentence or one command. */
  readonly hint?: string;
  /** Values for machines and logs; never secrets, never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error class of the product: wrong use or a condition the caller can do something about.
 *
 * `code` is stable and reads `area/what` (`declaration/unreadable`); `message` says what failed, where,
 * the value found and the value expected. Only the CLI turns it into an exit status and only the HTTP
 * edge into a response.
 */
export class GrundvalError extends Error {
  override readonly name = 'GrundvalError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: GrundvalErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }
}
