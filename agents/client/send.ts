import type { KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Report, ReportReceipt } from '#model/report/report.ts';
import { Instant } from '#model/report/section.ts';
import { signMessage } from '#model/report/signature.ts';
import { parseJson } from './parse-json.ts';
import { type IncomingAnswer, type Transport, UnreachableError } from './transport.ts';

/** A collector and the key this device speaks to it with. */
export interface Correspondence {
  readonly transport: Transport;
  /** Origin of the collector. */
  readonly server: string;
  /** `keyId` is the device id, or `enrol` before there is one. */
  readonly key: { readonly keyId: string; readonly privateKey: KeyObject };
  readonly now: () => Date;
}

/** Problem details (RFC 9457) as far as the agent acts on them; everything else is for people to read. */
const Problem = z.object({
  type: z.string().optional(),
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  serverTime: Instant.optional().catch(undefined),
});
type Problem = z.infer<typeof Problem>;

/** An answer of any status, with what the agent may act on. */
export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined where the body is none. */
  readonly value: unknown;
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;
  /** Collector's clock minus the device's, where the collector refused the device's; else null. */
  readonly clockOffsetSeconds: number | null;
  /** Where a redirect points. */
  readonly location: string | null;
  /** Bytes of the request body as sent. */
  readonly sentBytes: number;
}

/** Bodies up to here are sent as they are: compression would not save a packet. */
const largestPlainBytes = 1024;

/**
 * Posts a value, signed. Where the collector finds the device's clock too wrong it says its own time: then
 * once more with that.
 *
 * @throws {UnreachableError} where nobody answers
 */
export async function postSigned(to: Correspondence, path: string, value: unknown): Promise<Answer> {
  const plain = Buffer.from(JSON.stringify(value));
  const body = plain.byteLength > largestPlainBytes ? gzipSync(plain) : plain;
  const post = (created: Date): Promise<IncomingAnswer> =>
    to.transport.post({
      url: new URL(path, to.server),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, application/problem+json',
        ...(body === plain ? {} : { 'content-encoding': 'gzip' }),
        ...signMessage({ method: 'POST', path, body }, to.key, created),
      },
      body,
    });
  const first = readAnswer(await post(to.now()), to.now(), body.byteLength);
  if (
    first.status !== 401 ||
    first.problem.serverTime === undefined ||
    problemName(first.problem) !== 'clock-skew'
  ) {
    return first;
  }
  const offsetMs = Date.parse(first.problem.serverTime) - to.now().getTime();
  const second = readAnswer(await post(new Date(to.now().getTime() + offsetMs)), to.now(), body.byteLength);
  return { ...second, clockOffsetSeconds: Math.round(offsetMs / 1000) };
}

function readAnswer(answer: IncomingAnswer, now: Date, sentBytes: number): Answer {
  const value = parseJson(answer.body);
  return {
    status: answer.status,
    value,
    problem: answer.status >= 400 ? (Problem.safeParse(value).data ?? {}) : {},
    retryAfterSeconds: parseRetryAfter(answer.headers['retry-after'], now),
    clockOffsetSeconds: null,
    location: answer.headers.location ?? null,
    sentBytes,
  };
}

/** `clock-skew` of `agent/clock-skew`, `urn:…:clock-skew` or `https://…/clock-skew`. */
function problemName(problem: Problem): string | undefined {
  return (problem.code ?? problem.type)?.split(/[/:#]/).at(-1);
}

/** Seconds from a `Retry-After` header (RFC 9110 section 10.2.3: seconds or a date); null where there is none. */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

/** What became of a report; `problem` is one sentence. */
export type Delivery =
  | {
      readonly kind: 'accepted';
      readonly receipt: ReportReceipt;
      readonly clockOffsetSeconds: number;
      readonly sentBytes: number;
    }
  /** The collector is there and asks us to come back (429, 5xx). */
  | { readonly kind: 'busy'; readonly problem: string; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'unreachable'; readonly problem: string }
  /** The collector does not know the key: only a new enrolment helps. */
  | { readonly kind: 'unknown-device'; readonly problem: string }
  /** The collector took the report for wrong (413, 422 …): the same one would be refused again. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Sends a report and reads the receipt. Nothing that a network or a collector does makes it throw. */
export async function sendReport(to: Correspondence, report: Report): Promise<Delivery> {
  let answer: Answer;
  try {
    answer = await postSigned(to, '/agent/v1/report', report);
  } catch (error) {
    if (error instanceof UnreachableError) return { kind: 'unreachable', problem: `${error.message}.` };
    throw error;
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return readReceipt(to, answer);
  const problem = describeRefusal(to.server, answer);
  if (status === 429 || status >= 500) {
    return { kind: 'busy', problem, retryAfterSeconds: answer.retryAfterSeconds };
  }
  return {
    kind: status === 401 && answer.clockOffsetSeconds === null ? 'unknown-device' : 'refused',
    problem,
  };
}

function readReceipt(to: Correspondence, answer: Answer): Delivery {
  const receipt = ReportReceipt.safeParse(answer.value);
  if (!receipt.success) {
    const problem = `${to.server} answered ${answer.status} with something that is no receipt: is a proxy or a login page in between?`;
    return { kind: 'unreachable', problem };
  }
  const offsetMs = Date.parse(receipt.data.serverTime) - to.now().getTime();
  return {
    kind: 'accepted',
    receipt: receipt.data,
    clockOffsetSeconds: answer.clockOffsetSeconds ?? Math.round(offsetMs / 1000),
    sentBytes: answer.sentBytes,
  };
}

const explanations: Readonly<Record<number, string>> = {
  401: 'does not accept the signature of this device',
  403: 'does not let this device in',
  404: 'has no collector at this address',
  413: 'finds the report too large',
  422: 'does not understand the report (is the agent newer or older than the collector?)',
  429: 'asks for fewer reports',
  503: 'is too busy',
};

/** One sentence about an answer that is no success, with the collector's own words where it has any. */
export function describeRefusal(server: string, answer: Answer): string {
  if (answer.status >= 300 && answer.status < 400) {
    return `${server} sends the agent on to ${answer.location ?? 'another address'}: enrol with the final address.`;
  }
  const what = explanations[answer.status] ?? 'did not accept the request';
  const words = answer.problem.detail ?? answer.problem.title;
  return `${server} ${what} (${answer.status}${words === undefined ? '' : `: ${words.replace(/[.\s]+$/, '').slice(0, 300)}`}).`;
}
