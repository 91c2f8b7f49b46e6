import { z } from 'zod';
import { GrundvalError } from '#model/error.ts';
import { EnrolmentReceipt, type EnrolmentRequest } from '#model/report/enrolment.ts';
import { describeRefusal, postSigned } from './send.ts';
import type { DeviceSigns } from './signals.ts';
import { clearSpool } from './spool.ts';
import { forgetAcknowledged } from './state/acknowledged.ts';
import { type Device, readDevice, writeDevice } from './state/device.ts';
import { generateIdentity, publicKeyText, readIdentity, writeIdentity } from './state/identity.ts';
import { forgetLastContact } from './state/last-contact.ts';
import { type Transport, UnreachableError } from './transport.ts';
import { agentVersion } from './version.ts';

/** What an enrolment needs. */
export interface Enrolment {
  readonly stateFolder: string;
  /** Origin of the collector. */
  readonly server: string;
  readonly token: string;
  /** Enrols anew where the device is enrolled already: with a new key, and nothing remembered. */
  readonly force: boolean;
  readonly transport: Transport;
  readonly now: () => Date;
  readonly readSigns: () => Promise<DeviceSigns>;
}

/** The device as it is enrolled now, and whether this call did it. */
export interface EnrolmentResult {
  readonly device: Device;
  readonly isNew: boolean;
}

const Token = z.string().trim().min(20).max(200);

/**
 * Makes this device known to a collector. Enrolled there already, it does nothing. A key whose enrolment
 * failed is used again, so that trying twice does not make two devices.
 *
 * @throws {GrundvalError} `enrolment/…` for another collector without `force`, a token that is refused, no answer
 */
export async function enrol(enrolment: Enrolment): Promise<EnrolmentResult> {
  const { stateFolder, server, force, transport, now } = enrolment;
  const known = await readDevice(stateFolder);
  if (known !== null && !force) {
    if (known.server === server) return { device: known, isNew: false };
    throw new GrundvalError('enrolment/elsewhere', `This device is enrolled at ${known.server} already.`, {
      hint: `To move it: grundval-agent enrol --server ${server} --force`,
    });
  }
  const token = Token.safeParse(enrolment.token);
  if (!token.success) {
    throw new GrundvalError('usage/token', 'That is no enrolment token: one has 20 to 200 characters.', {
      hint: 'Make one at the collector and set GRUNDVAL_ENROLMENT_TOKEN.',
    });
  }
  const privateKey = (force ? null : await readIdentity(stateFolder)) ?? generateIdentity();
  // Kept before it is used the first time, and only after success where it replaces one that works.
  if (known === null) await writeIdentity(stateFolder, privateKey);
  const { hostname, signals } = await enrolment.readSigns();
  const receipt = await request(
    { transport, server, key: { keyId: 'enrol', privateKey }, now },
    {
      schemaVersion: 1,
      token: token.data,
      publicKey: publicKeyText(privateKey),
      hostname,
      agentVersion,
      signals,
    },
  );
  const { deviceId, organisation, profile } = receipt;
  const device: Device = {
    schemaVersion: 1,
    deviceId,
    server,
    organisation,
    profile,
    enrolledAt: now().toISOString(),
  };
  // What another collector acknowledged or missed says nothing of what this one has.
  await Promise.all([
    forgetAcknowledged(stateFolder),
    forgetLastContact(stateFolder),
    clearSpool(stateFolder),
  ]);
  if (known !== null) await writeIdentity(stateFolder, privateKey);
  await writeDevice(stateFolder, device);
  return { device, isNew: true };
}

async function request(
  to: Parameters<typeof postSigned>[0],
  body: EnrolmentRequest,
): Promise<EnrolmentReceipt> {
  const answer = await postSigned(to, '/agent/v1/enrol', body).catch((error: unknown) => {
    if (!(error instanceof UnreachableError)) throw error;
    throw new GrundvalError('enrolment/unreachable', `${error.message}.`, {
      hint: 'Check the address and the network, then run the same command again.',
      cause: error,
    });
  });
  if (answer.status < 200 || answer.status >= 300) throw refusal(to.server, answer);
  const receipt = EnrolmentReceipt.safeParse(answer.value);
  if (receipt.success) return receipt.data;
  throw new GrundvalError(
    'enrolment/not-understood',
    `${to.server} answered ${answer.status} with something that is no enrolment.`,
    { hint: 'Is it a Grundval collector, with no proxy or login page in between?' },
  );
}

function refusal(server: string, answer: Parameters<typeof describeRefusal>[1]): GrundvalError {
  const isToken = answer.status === 401 || answer.status === 403;
  return new GrundvalError('enrolment/refused', describeRefusal(server, answer), {
    hint: isToken
      ? 'The token may have expired or be used up: make a new one at the collector.'
      : 'Try again later, or ask those who run the collector.',
    details: { status: answer.status, retryAfterSeconds: answer.retryAfterSeconds },
  });
}
