import { createHash } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { hashSecret, newSecret } from './secret.ts';
import type { Viewer } from './viewer.ts';

/** A session ends after this long without a request … */
const idleMs = 8 * 3_600_000;
/** … and after this long in any case. */
export const sessionLifetimeMs = 24 * 3_600_000;
/** The time of the latest request is written this often at the most. */
const touchMs = 60_000;

/** Opens a session; the secret goes into the cookie and is kept as a hash. */
export async function openSession(db: Database, viewer: Viewer, now: Date): Promise<string> {
  const secret = newSecret();
  await db
    .insertInto('sessions')
    .values({
      tenant: viewer.scope.organisation,
      secret_hash: hashSecret(secret),
      viewer: JSON.stringify(viewer),
      created_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + sessionLifetimeMs),
      ended_at: null,
    })
    .execute();
  return secret;
}

/** Whose session it is; null where it is unknown, over, or was idle too long. */
export async function readSession(db: Database, secret: string, now: Date): Promise<Viewer | null> {
  const hash = hashSecret(secret);
  const found = await db
    .selectFrom('sessions')
    .select(['viewer', 'seen_at'])
    .where('secret_hash', '=', hash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - idleMs))
    .executeTakeFirst();
  if (found === undefined) return null;
  if (now.getTime() - found.seen_at.getTime() > touchMs) {
    await db.updateTable('sessions').set({ seen_at: now }).where('secret_hash', '=', hash).execute();
  }
  return found.viewer;
}

/** Logs out; a session that is over already stays as it is. */
export async function endSession(db: Database, secret: string, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('secret_hash', '=', hashSecret(secret))
    .where('ended_at', 'is', null)
    .execute();
}

/** The token every form of a session carries: who does not know the session's secret cannot know it either. */
export function csrfTokenOf(sessionSecret: string): string {
  return createHash('sha256').update(`csrf:${sessionSecret}`).digest('base64url');
}
