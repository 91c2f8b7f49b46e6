import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { type EnrolmentReceipt, EnrolmentRequest } from '#model/report/enrolment.ts';
import { maximumReportBytes, Report, type ReportReceipt } from '#model/report/report.ts';
import { type Problem, problem } from '../http/problem.ts';
import { checkSignature, readJson, readPublicKey, readSigned } from '../http/signed-request.ts';
import type { Metrics } from '../metrics.ts';
import type { EnrolmentOutcome, Store } from '../store/store.ts';

export interface AgentParts {
  readonly store: Pick<Store, 'enrol' | 'readDeviceKey' | 'useNonce' | 'saveReport'>;
  readonly clock: () => Date;
  readonly log: {
    readonly info: (fields: object, message: string) => void;
    readonly warn: (fields: object, message: string) => void;
  };
  readonly metrics: Pick<Metrics, 'agentRefused' | 'agentAccepted' | 'sectionNotTaken'>;
  /** Told of each device that has enrolled or reported: controls are to judge it anew. */
  readonly onContact: (organisation: string, deviceId: string) => void;
}

/** An enrolment holds a key and a few signals. */
const largestEnrolmentBytes = 64 * 1024;

type Exchange = 'enrol' | 'report';

/** What devices say, each request signed by the key of the device: `POST /agent/v1/enrol` and `/report`. */
export function agentRoutes(parts: AgentParts): Hono {
  const refuse = (c: Context, exchange: Exchange, reason: string, answer: Problem): Response => {
    parts.metrics.agentRefused(exchange, reason);
    parts.log.warn({ exchange, reason }, 'agent request refused');
    return problem(c, answer);
  };
  return new Hono()
    .post('/agent/v1/enrol', (c) => takeEnrolment(c, parts, (...why) => refuse(c, 'enrol', ...why)))
    .post('/agent/v1/report', (c) => takeReport(c, parts, (...why) => refuse(c, 'report', ...why)));
}

type Refuse = (reason: string, answer: Problem) => Response;

async function takeEnrolment(c: Context, parts: AgentParts, refuse: Refuse): Promise<Response> {
  const signed = await readSigned(c.req.raw, largestEnrolmentBytes);
  if (!signed.ok) return refuse(signed.reason, signed.problem);
  const json = await readJson(signed.value, largestEnrolmentBytes);
  if (!json.ok) return refuse(json.reason, json.problem);
  const request = EnrolmentRequest.safeParse(json.value);
  if (!request.success) return refuse('schema', misfit(request.error));
  const publicKey = readPublicKey(Buffer.from(request.data.publicKey, 'base64'));
  if (publicKey === null) {
    return refuse('schema', {
      status: 422,
      code: 'agent/schema',
      title: 'publicKey is no Ed25519 key (SPKI DER, base64).',
    });
  }
  // Signed by the key it brings: nobody enrols a key that is another's.
  const now = parts.clock();
  const claims = checkSignature(signed.value, publicKey, now);
  if (!claims.ok) return refuse(claims.reason, claims.problem);
  const outcome = await parts.store.enrol(request.data, now);
  if (outcome.kind === 'refused') return refuse(outcome.reason, tokenProblems[outcome.reason]);
  parts.metrics.agentAccepted('enrol');
  parts.log.info({ deviceId: outcome.deviceId, tenant: outcome.tenant }, 'device enrolled');
  parts.onContact(outcome.organisationId, outcome.deviceId);
  const receipt: EnrolmentReceipt = {
    deviceId: outcome.deviceId,
    organisation: outcome.organisation,
    profile: outcome.profile,
    nextAfterSeconds: outcome.intervalSeconds,
    serverTime: now.toISOString(),
  };
  return c.json(receipt, 201);
}

type TokenRefusal = Extract<EnrolmentOutcome, { kind: 'refused' }>['reason'];

const tokenProblems: Readonly<Record<TokenRefusal, Problem>> = {
  'unknown-token': { status: 403, code: 'agent/unknown-token', title: 'The enrolment token is unknown.' },
  'expired-token': { status: 403, code: 'agent/expired-token', title: 'The enrolment token has expired.' },
  'used-token': { status: 403, code: 'agent/used-token', title: 'The enrolment token is used up.' },
  'known-key': {
    status: 409,
    code: 'agent/known-key',
    title: 'The key is known already.',
    detail: 'Was this machine copied, or enrolled before? Enrol with a new key: grundval-agent enrol --force',
  },
};

async function takeReport(c: Context, parts: AgentParts, refuse: Refuse): Promise<Response> {
  const { store, metrics } = parts;
  const signed = await readSigned(c.req.raw, maximumReportBytes);
  if (!signed.ok) return refuse(signed.reason, signed.problem);
  const key = await store.readDeviceKey(signed.value.claims.keyId);
  const publicKey = key === null ? null : readPublicKey(key.publicKey);
  if (key === null || publicKey === null) {
    return refuse('unknown-device', {
      status: 401,
      code: 'agent/unknown-device',
      title: 'No device is enrolled with this key.',
    });
  }
  const now = parts.clock();
  const claims = checkSignature(signed.value, publicKey, now);
  if (!claims.ok) return refuse(claims.reason, claims.problem);
  if (!(await store.useNonce(key, claims.value.nonce, now))) {
    return refuse('replayed', {
      status: 409,
      code: 'agent/replayed',
      title: 'The request has been received before.',
    });
  }
  const json = await readJson(signed.value, maximumReportBytes);
  if (!json.ok) return refuse(json.reason, json.problem);
  const report = Report.safeParse(json.value);
  if (!report.success) return refuse('schema', misfit(report.error));

  const { wanted, notTaken } = await store.saveReport(key, report.data, now);
  metrics.agentAccepted('report');
  for (const { problem: why } of notTaken) metrics.sectionNotTaken(why);
  if (notTaken.length > 0) parts.log.warn({ deviceId: key.deviceId, notTaken }, 'sections not taken');
  parts.onContact(key.organisationId, key.deviceId);
  const receipt: ReportReceipt = {
    reportId: report.data.reportId,
    serverTime: now.toISOString(),
    wanted: [...wanted],
    nextAfterSeconds: key.intervalSeconds,
    profile: key.profile,
  };
  return c.json(receipt);
}

/** Names the places that do not fit, never the values, which may be a token or a person's. */
function misfit({ issues }: z.ZodError): Problem {
  const places = issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return {
    status: 422,
    code: 'agent/schema',
    title: 'The body does not have the agreed form.',
    detail: places.join('; '),
  };
}
