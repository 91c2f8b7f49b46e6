import type http from 'node:http';
import { errorCode } from '#model/error-code.ts';

// Imported as a module, `node:http` evaluates every one of its exports, among them the WebSocket that brings all
// of undici along. Measured with Node 24: 3 MB of each run.
const { Agent, request: openPlain } = process.getBuiltinModule('node:http');
const { Agent: SecureAgent, request: openSecure } = process.getBuiltinModule('node:https');

/** One request; always a POST of bytes. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What came back, whatever its status. */
export interface IncomingAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Nobody answered: no network, no listener, a certificate that is not trusted, a time-out. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Sends requests over one kept connection; `close` lets the process end. */
export interface Transport {
  /** @throws {UnreachableError} with one sentence */
  post(request: OutgoingRequest): Promise<IncomingAnswer>;
  close(): void;
}

export interface TransportOptions {
  /** PEM of the only authorities to trust; null trusts those Node comes with. */
  readonly ca: string | null;
  readonly timeoutSeconds: number;
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` of the environment. */
  readonly proxy: NodeJS.ProcessEnv;
  /** Ends the request under way when the agent is told to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** No answer of the collector is near this; a larger one is not its own. */
const largestAnswerBytes = 1024 * 1024;

/**
 * A transport over `node:http` and `node:https`. Not `fetch`: that takes no authority file, does not heed the
 * proxy settings of the environment, and costs 7 MB and 30 ms more at start.
 */
export function createTransport(options: TransportOptions): Transport {
  const agentOptions = { keepAlive: true, proxyEnv: options.proxy };
  const plain = new Agent(agentOptions);
  const secure = new SecureAgent({ ...agentOptions, ...(options.ca === null ? {} : { ca: options.ca }) });
  return {
    async post(request) {
      const timeout = AbortSignal.timeout(options.timeoutSeconds * 1000);
      const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
      try {
        return await exchange(request, request.url.protocol === 'https:' ? secure : plain, signal);
      } catch (error) {
        if (timeout.aborted)
          throw unreachable(request, `no answer within ${options.timeoutSeconds} s`, error);
        if (signal.aborted) throw unreachable(request, 'stopped', error);
        throw unreachable(request, networkReason(error), error);
      }
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** How a kept connection ends that the other side had closed in the meantime. */
const closedMeanwhile: readonly string[] = ['ECONNRESET', 'EPIPE'];

async function exchange(
  request: OutgoingRequest,
  agent: http.Agent,
  signal: AbortSignal,
): Promise<IncomingAnswer> {
  const attempt = { isReused: false };
  try {
    return await exchangeOnce(request, agent, signal, attempt);
  } catch (error) {
    // The request found a closed door, not a collector that refuses it: once more over a new connection, as
    // Node recommends (`request.reusedSocket`). Had it been read all the same, the nonce keeps it from counting twice.
    if (!attempt.isReused || !closedMeanwhile.includes(errorCode(error) ?? '')) throw error;
    return exchangeOnce(request, agent, signal, attempt);
  }
}

function exchangeOnce(
  request: OutgoingRequest,
  agent: http.Agent,
  signal: AbortSignal,
  attempt: { isReused: boolean },
): Promise<IncomingAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingAnswer>();
  const open = request.url.protocol === 'https:' ? openSecure : openPlain;
  const headers = { ...request.headers, 'content-length': request.body.byteLength };
  const sent = open(request.url, { method: 'POST', headers, agent, signal }, (response) => {
    readBody(response).then(
      (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      reject,
    );
  });
  sent.on('error', (error) => {
    attempt.isReused = sent.reusedSocket;
    reject(error);
  });
  sent.end(request.body);
  return promise;
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > largestAnswerBytes) throw new Error('the answer is larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unreachable(request: OutgoingRequest, reason: string, cause: unknown): UnreachableError {
  return new UnreachableError(`Cannot reach ${request.url.origin}: ${reason}`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name cannot be looked up (no network?)',
  ENETUNREACH: 'no network',
  EHOSTUNREACH: 'no way to the host',
  ETIMEDOUT: 'no answer',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is from an authority this device does not trust (give it with --ca FILE)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed (give it with --ca FILE)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is from an authority this device does not trust (give it with --ca FILE)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is from an authority this device does not trust (give it with --ca FILE)',
  CERT_HAS_EXPIRED: 'its certificate has expired (or the clock of this device is wrong)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  EPROTO: 'it does not speak TLS',
};

function networkReason(error: unknown): string {
  const code = errorCode(error);
  return (
    reasons[code ?? ''] ??
    (error instanceof Error && error.message !== '' ? error.message : (code ?? String(error)))
  );
}
