import type { Database } from '../store/database.ts';
import { hashSecret, newSecret } from './secret.ts';
import type { Viewer } from './viewer.ts';

/** How long a link can be used. */
export const linkLifetimeMs = 30 * 60_000;

/** A link that has been made; the secret is told once and kept as a hash. */
export interface LoginLink {
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Makes a link that logs a viewer in once. */
export async function createLoginLink(db: Database, viewer: Viewer, now: Date): Promise<LoginLink> {
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + linkLifetimeMs);
  await db
    .insertInto('login_links')
    .values({
      tenant: viewer.scope.organisation,
      secret_hash: hashSecret(secret),
      viewer: JSON.stringify(viewer),
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return { secret, expiresAt };
}

/** Uses a link up: the viewer it logs in, or null where it is unknown, expired or used. Of two at once one wins. */
export async function useLoginLink(db: Database, secret: string, now: Date): Promise<Viewer | null> {
  const used = await db
    .updateTable('login_links')
    .set({ used_at: now })
    .where('secret_hash', '=', hashSecret(secret))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('viewer')
    .executeTakeFirst();
  return used?.viewer ?? null;
}
