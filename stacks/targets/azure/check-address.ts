/** A check's address in parts, each as it was written. */
export interface CheckAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number | null;
  /** With the question; empty where nothing is written. */
  readonly path: string;
}

/** The parts of an address; null where it is none of the web. */
export function splitAddress(url: string): CheckAddress | null {
  const [, scheme, host, port, path = ''] =
    /^(https?):\/\/(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?(.*)$/i.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return null;
  return {
    secure: scheme.toLowerCase() === 'https',
    host,
    port: port === undefined ? null : Number(port),
    path,
  };
}

/** The address that parts make up again. */
export function joinAddress({ secure, host, port, path }: CheckAddress): string {
  return `${secure ? 'https' : 'http'}://${host}${port === null ? '' : `:${port}`}${path}`;
}
