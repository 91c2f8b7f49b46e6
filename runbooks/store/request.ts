import { sign, verify } from 'node:crypto';
import type { Text } from '#model/format/text.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import type { RunRequest } from '#model/runs/run-request.ts';
import type { SigningKey } from '../engine/journal/signing-key.ts';
import type { Trust } from '../engine/journal/trusted-keys.ts';
import { planHash } from '../engine/plan/plan-hash.ts';

type Wish = Pick<RunRequest, 'planHash' | 'requestedBy' | 'at'>;

/** What is signed, in UTF-8. The first line keeps it apart from everything else that the key signs. */
function requestText({ planHash: hash, requestedBy, at }: Wish): string {
  return `grundval request 1\nplan ${hash}\nby ${requestedBy}\nat ${at}\n`;
}

/** Signs the wish to have a plan run, by the person the plan names. */
export function signRequest(plan: RunPlan, at: Date, key: SigningKey): RunRequest {
  const wish = { planHash: planHash(plan), requestedBy: plan.requestedBy, at: at.toISOString() };
  const signature = sign(null, Buffer.from(requestText(wish)), key.privateKey).toString('base64');
  return { schemaVersion: 1, ...wish, keyId: key.keyId, signature };
}

/**
 * Why a request is not to be believed; null where it is. Without it a plan could be asked for in the name of another,
 * and then be approved by who wrote it.
 */
export function refuseRequest(plan: RunPlan, request: RunRequest, trust: Trust): Text | null {
  if (request.planHash !== planHash(plan)) {
    return { sv: 'planen är ändrad sedan den begärdes', en: 'the plan was changed after it was asked for' };
  }
  if (request.requestedBy !== plan.requestedBy) {
    return { sv: 'planen nämner en annan som begär den', en: 'the plan names another who asks for it' };
  }
  const key = trust.keys.get(request.keyId);
  if (key === undefined) {
    return {
      sv: 'den är signerad med en okänd nyckel',
      en: 'it is signed with an unknown key',
    };
  }
  const at = new Date(request.at);
  if (key.holder !== request.requestedBy || at < key.validFrom || at > (key.validUntil ?? at)) {
    return {
      sv: `nyckeln är inte giltig för ${request.requestedBy}`,
      en: `the key is not valid for ${request.requestedBy}`,
    };
  }
  const text = Buffer.from(requestText(request));
  return verify(null, text, key.publicKey, Buffer.from(request.signature, 'base64'))
    ? null
    : { sv: 'signaturen stämmer inte', en: 'the signature does not fit' };
}
