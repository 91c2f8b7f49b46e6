import { createPublicKey, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { EnrolmentRequest } from '#model/report/enrolment.ts';
import { Report } from '#model/report/report.ts';
import { parseSignatureInput, verifyMessage } from '#model/report/signature.ts';

/** A request as the twin received it; its signature has been verified. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly keyId: string;
  readonly created: Date;
  readonly body: Buffer;
  /** The body as JSON, decompressed. */
  readonly value: unknown;
}

/** What a test lets the twin answer: a status with headers and a body, or nothing so that the agent waits. */
export interface TwinAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Behaviour = (received: Received) => TwinAnswer | 'silence';

/** A collector over a real socket that checks signatures as the real one does, and answers as the test says. */
export interface CollectorTwin {
  readonly server: string;
  readonly received: readonly Received[];
  readonly reports: () => Report[];
  /** The next requests are answered by these, in order; after them as a collector that is well. */
  readonly answerNext: (...behaviours: readonly Behaviour[]) => void;
  readonly deviceId: string;
  /** Closes what is kept open, as a server does that was idle too long; it goes on listening. */
  readonly dropConnections: () => void;
  /** Ends every connection and stops listening; once more does nothing. */
  readonly close: () => Promise<void>;
}

/** Starts a twin on a free port; `known` is the public key of a device that enrolled before. */
export async function startCollectorTwin(known: string | null = null): Promise<CollectorTwin> {
  const received: Received[] = [];
  const queue: Behaviour[] = [];
  const deviceId = randomUUID();
  let publicKey = known;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const entry = verified(request, await readAll(request), publicKey);
    received.push(entry);
    const answer = (queue.shift() ?? well)(entry);
    if (answer === 'silence') return;
    if (answer.status === 201) publicKey = EnrolmentRequest.parse(entry.value).publicKey;
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(text);
  }

  function well({ path, value }: Received): TwinAnswer {
    if (path === '/agent/v1/enrol') {
      return {
        status: 201,
        body: {
          deviceId,
          organisation: 'Provkommunen',
          profile: 'staff',
          nextAfterSeconds: 900,
          serverTime: new Date().toISOString(),
        },
      };
    }
    return { status: 200, body: receiptFor(Report.parse(value)) };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    reports: () =>
      received.filter(({ path }) => path === '/agent/v1/report').map(({ value }) => Report.parse(value)),
    answerNext: (...behaviours) => void queue.push(...behaviours),
    deviceId,
    dropConnections: () => server.closeAllConnections(),
    close: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A receipt for a report, as a collector that has everything gives it. */
export function receiptFor(report: Report, overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    reportId: report.reportId,
    serverTime: new Date().toISOString(),
    wanted: [],
    nextAfterSeconds: 900,
    profile: report.profile,
    ...overrides,
  };
}

function verified(request: IncomingMessage, body: Buffer, known: string | null): Received {
  const headers = request.headers as Record<string, string | undefined>;
  const claims = parseSignatureInput(headers['signature-input']);
  if (claims === null) throw new Error('no signature of the agreed profile');
  const value: unknown = JSON.parse(
    (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8'),
  );
  const key = claims.keyId === 'enrol' ? EnrolmentRequest.parse(value).publicKey : known;
  if (key === null) throw new Error('a report before any enrolment');
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  const path = request.url ?? '';
  if (!verifyMessage({ method: request.method ?? '', path, body }, headers, claims, publicKey))
    throw new Error('wrong signature');
  return { path, headers: request.headers, keyId: claims.keyId, created: claims.created, body, value };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
