/** Name of a certificate and of the Secret it is kept in. Ids have no two hyphens in a row. */
export function certificateName({
  host,
  service,
}: {
  readonly host: string;
  readonly service: string;
}): string {
  return `${service}--${host}`;
}
