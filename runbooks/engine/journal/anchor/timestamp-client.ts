import type { X509Certificate } from 'node:crypto';
import type { Text } from '#model/format/text.ts';
import type { AnchorMethod } from './anchor.ts';
import { timestampRequest } from './timestamp-request.ts';
import { verifyTimestamp } from './timestamp-verify.ts';

/** A timestamp authority, and what is needed to ask it. */
export interface TimestampOptions {
  readonly url: string;
  /** Certificates its chain must end in. */
  readonly authorities: readonly X509Certificate[];
  readonly fetch: typeof globalThis.fetch;
  readonly randomBytes: (size: number) => Buffer;
  readonly timeoutSeconds: number;
}

const longestResponseBytes = 256 * 1024;

/** Timestamps of RFC 3161 over HTTP. An answer is verified whole before it counts as an anchor. */
export function timestampMethod(options: TimestampOptions): AnchorMethod {
  const { url, authorities, randomBytes } = options;
  return {
    name: 'rfc3161',
    async anchor({ seq, head }, signal) {
      const nonce = randomBytes(16);
      const response = await post(timestampRequest(head, nonce), signal, options);
      if (!Buffer.isBuffer(response)) return { failure: response };
      const verdict = verifyTimestamp(response, { imprint: head, nonce: nonce.toString('hex'), authorities });
      switch (verdict.kind) {
        case 'holds':
          return { anchor: { method: 'rfc3161', seq, head, url, response: response.toString('base64') } };
        case 'unknown-authority':
          return {
            failure: {
              sv: `${url} stämplar med ett certifikat som ingen betrodd utfärdare står bakom (${verdict.authority}).`,
              en: `${url} stamps with a certificate that no trusted authority stands behind (${verdict.authority}).`,
            },
          };
        case 'wrong':
          return {
            failure: {
              sv: `Svaret från ${url} är ingen tidsstämpel för huvudet: ${verdict.why}.`,
              en: `The answer of ${url} is no timestamp of the head: ${verdict.why}.`,
            },
          };
      }
    },
  };
}

async function post(
  request: Buffer,
  signal: AbortSignal,
  { url, fetch, timeoutSeconds }: TimestampOptions,
): Promise<Buffer | Text> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(request),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { sv: `${url} svarade ${response.status}.`, en: `${url} answered ${response.status}.` };
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > longestResponseBytes) {
        return { sv: `${url} svarade med för mycket.`, en: `${url} answered with too much.` };
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    return { sv: `${url} svarar inte (${why}).`, en: `${url} does not answer (${why}).` };
  }
}
