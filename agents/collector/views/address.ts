/** Fields of an address; what is empty is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** A path with its query, empty fields left out, so that one view has one address. */
export function address(path: string, query: Query = {}, fragment = ''): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.append(key, String(value));
  }
  const text = parameters.toString();
  return `${path}${text === '' ? '' : `?${text}`}${fragment === '' ? '' : `#${fragment}`}`;
}

export const serviceAddress = (id: string): string => `/tjanster/${encodeURIComponent(id)}`;
export const systemCardAddress = (id: string): string => `${serviceAddress(id)}/systemkort`;
export const deviceAddress = (id: string): string => `/enheter/${encodeURIComponent(id)}`;
export const platformAddress = '/plattform';
export const zoneAddress = (id: string): string => `${platformAddress}/zoner/${encodeURIComponent(id)}`;
export const controlAddress = (id: string): string => `/kontroller/${encodeURIComponent(id)}`;
export const runAddress = (run: string): string => `/korningar/${encodeURIComponent(run)}`;
export const runHostAddress = (run: string, host: string): string =>
  `${runAddress(run)}/servrar/${encodeURIComponent(host)}`;
/** The entries of a run, from a page on, or of one host; or the whole journal as a file. */
export const runJournalAddress = (
  run: string,
  {
    page = 1,
    host,
    file = false,
  }: { readonly page?: number; readonly host?: string; readonly file?: boolean } = {},
): string =>
  address(`${runAddress(run)}/journal${file ? '.jsonl' : ''}`, {
    server: host,
    sida: page === 1 ? null : page,
  });
export const runOutputAddress = (run: string, sha256: string): string =>
  `${runAddress(run)}/utdata/${sha256}`;
export const proceduresAddress = '/korningar/procedurer';
export const procedureAddress = (id: string): string => `${proceduresAddress}/${encodeURIComponent(id)}`;
export const onCallAddress = '/jour';
export const onCallServiceAddress = (id: string): string => `${onCallAddress}/${encodeURIComponent(id)}`;

/** The page of what a control judged. */
export function subjectAddress(subject: {
  readonly kind: 'service' | 'device';
  readonly id: string;
}): string {
  return subject.kind === 'service' ? serviceAddress(subject.id) : deviceAddress(subject.id);
}
