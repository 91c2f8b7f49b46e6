import type { X509Certificate } from 'node:crypto';
import type { Text } from '#model/format/text.ts';
import type { AnchorMethod } from './anchor.ts';
import { backdatedSeconds } from './backdated.ts';
import { timestampRequest } from './timestamp-request.ts';
import { type TimestampVerdict, verifyTimestamp } from './timestamp-verify.ts';

/** A timestamp authority, and what is needed to ask it. */
export interface TimestampOptions {
  readonly url: string;
  /** Certificates its chain must end in. */
  readonly authorities: readonly X509Certificate[];
  /** Rules its stamps are to follow, as an object identifier. */
  readonly policy?: string;
  readonly fetch: typeof globalThis.fetch;
  readonly randomBytes: (size: number) => Buffer;
  readonly clock: () => Date;
  readonly timeoutSeconds: number;
}

const longestResponseBytes = 256 * 1024;

/** Timestamps of RFC 3161 over HTTP. An answer is verified whole before it counts as an anchor. */
export function timestampMethod(options: TimestampOptions): AnchorMethod {
  const { url, authorities, policy, randomBytes, clock } = options;
  return {
    name: 'rfc3161',
    async anchor({ seq, head }, signal) {
      const nonce = randomBytes(16);
      const response = await post(timestampRequest(head, nonce, policy), signal, options);
      if (!Buffer.isBuffer(response)) return { failure: response };
      const verdict = verifyTimestamp(response, {
        imprint: head,
        nonce: nonce.toString('hex'),
        ...(policy === undefined ? {} : { policy }),
        authorities,
      });
      switch (verdict.kind) {
        case 'holds': {
          const now = clock();
          // The entry would contradict its own stamp, and the whole journal with it.
          if (verdict.at.getTime() - now.getTime() > backdatedSeconds * 1000) {
            return { failure: clockIsSlow(url, verdict.at, now) };
          }
          return { anchor: { method: 'rfc3161', seq, head, url, response: response.toString('base64') } };
        }
        case 'unknown-authority':
          return { failure: notTrusted(url, verdict) };
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

function notTrusted(
  url: string,
  { authority, isOutOfTime }: Extract<TimestampVerdict, { kind: 'unknown-authority' }>,
): Text {
  return isOutOfTime
    ? {
        sv: `${url} stämplar med ett certifikat som inte gäller längre, eller inte än (${authority}).`,
        en: `${url} stamps with a certificate that is no longer valid, or not yet (${authority}).`,
      }
    : {
        sv: `${url} stämplar med ett certifikat som ingen betrodd utfärdare står bakom (${authority}). Betrodda står under timestampAuthorities i keys.json.`,
        en: `${url} stamps with a certificate that no trusted authority stands behind (${authority}). Trusted ones stand under timestampAuthorities in keys.json.`,
      };
}

function clockIsSlow(url: string, stamped: Date, now: Date): Text {
  const [theirs, ours] = [stamped.toISOString(), now.toISOString()];
  return {
    sv: `Klockan här går efter: ${url} stämplade ${theirs} när den visade ${ours}. Ställ den först.`,
    en: `The clock here is slow: ${url} stamped ${theirs} when it said ${ours}. Set it first.`,
  };
}
