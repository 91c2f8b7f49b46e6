/** The code of a system error (`ENOENT`) or of a driver (`28P01`); undefined for what carries none. */
export function errorCode(error: unknown): string | undefined {
  const code = codeOf(error);
  return typeof code === 'string' ? code : undefined;
}

/** The exit status of a program that `execFile` calls failed; undefined for other errors. */
export function exitStatus(error: unknown): number | undefined {
  const code = codeOf(error);
  return typeof code === 'number' ? code : undefined;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
