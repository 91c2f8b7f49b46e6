import { GrundvalError } from '#model/error.ts';

/**
 * The origin of a collector from what a person wrote.
 *
 * @throws {GrundvalError} `usage/server` for no address, one with a path, or one that would send the
 *   inventory unencrypted over a network
 */
export function parseServerAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    throw new GrundvalError('usage/server', `"${text}" is not the address of a collector.`, {
      hint: 'Write it as https://grundval.example.se',
    });
  }
  if (
    url.username !== '' ||
    url.password !== '' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new GrundvalError(
      'usage/server',
      `The collector's address has more than host and port: "${text}".`,
      {
        hint: `Write it as ${url.origin}`,
      },
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new GrundvalError(
      'usage/server',
      `"${text}" is not encrypted: the inventory of a device is sent over https only.`,
      { hint: `Write https://${url.host} (http is allowed to this same device, for trying out).` },
    );
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
