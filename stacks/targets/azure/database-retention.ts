/** Days that Azure keeps its own copies of a database, at least and at most. */
export const databaseRetentionDays = { minimum: 7, maximum: 35 } as const;

/** Days that the server's own copies are kept: as asked, within what Azure allows. */
export function databaseRetention(keepSeconds: number): number {
  const { minimum, maximum } = databaseRetentionDays;
  return Math.min(Math.max(Math.ceil(keepSeconds / 86_400), minimum), maximum);
}
