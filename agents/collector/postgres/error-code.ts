/** The code of a system error (`ENOENT`), or of whatever carries one; undefined for the others. */
export const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
