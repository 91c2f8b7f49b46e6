/** What an app answers to a request, without a socket. */
export interface Requestable {
  request(path: string, init?: RequestInit): Response | Promise<Response>;
}

export interface Visited {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The page that linked here first. */
  readonly from: string;
}

const links = /<(?:a|link|form)\b[^>]*?\s(?:href|action)="([^"]+)"/g;

/** Internal addresses of a page, as they stand in it. */
export function linksOf(body: string): readonly string[] {
  return [...body.matchAll(links)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^(http|tel:|mailto:)/.test(href));
}

/** Follows every internal link from a start; forms are asked with no field filled in. Logging out is not tried. */
export async function crawl(
  app: Requestable,
  start: string,
  init: RequestInit = {},
): Promise<ReadonlyMap<string, Visited>> {
  const visited = new Map<string, Visited>();
  const waiting: { readonly address: string; readonly from: string }[] = [{ address: start, from: 'start' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { address, from } = next;
    if (visited.has(address) || address === '/logga-ut') continue;
    const response = await app.request(address, init);
    const type = response.headers.get('content-type') ?? '';
    const body = await response.text();
    visited.set(address, { status: response.status, type, body, from });
    if (!type.startsWith('text/html')) continue;
    for (const href of linksOf(body)) {
      const target = href.split('#')[0] ?? '';
      if (target !== '') waiting.push({ address: target, from: address });
    }
  }
  return visited;
}

/** Links whose fragment names nothing on the page they lead to. */
export function brokenFragments(visited: ReadonlyMap<string, Visited>): readonly string[] {
  return [...visited].flatMap(([address, { body, type }]) =>
    type.startsWith('text/html')
      ? linksOf(body).flatMap((href) => {
          const [target = '', fragment] = href.split('#');
          const page = visited.get(target === '' ? address : target);
          return fragment === undefined || page?.body.includes(`id="${fragment}"`) === true
            ? []
            : [`${address} → ${href}`];
        })
      : [],
  );
}
