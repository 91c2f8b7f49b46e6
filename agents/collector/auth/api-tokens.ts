import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../store/database.ts';
import { hashSecret, newSecret } from './secret.ts';
import type { Viewer } from './viewer.ts';

/** The time of the latest use is written this often at the most. */
const touchMs = 60_000;

/** What a program's token is made for. */
export interface TokenRequest {
  /** What it is for, as people read it: `ready-file`. */
  readonly name: string;
  readonly scope: Viewer['scope'];
  readonly readOnly: boolean;
  /** Null = until it is revoked. */
  readonly expiresAt: Date | null;
}

/** A token as it was made; it is told once and kept as a hash. */
export interface ApiToken {
  readonly id: string;
  readonly token: string;
}

/** Makes a bearer token of the API. */
export async function createApiToken(db: Database, request: TokenRequest, now: Date): Promise<ApiToken> {
  const id = uuidv7();
  const token = `gv_${newSecret()}`;
  const { name, scope, readOnly, expiresAt } = request;
  const viewer: Viewer = { id: `token:${id}`, name, roles: [], scope, readOnly };
  await db
    .insertInto('api_tokens')
    .values({
      tenant: scope.organisation,
      id,
      token_hash: hashSecret(token),
      name,
      viewer: JSON.stringify(viewer),
      created_at: now,
      expires_at: expiresAt,
      revoked_at: null,
      used_at: null,
    })
    .execute();
  return { id, token };
}

/** Who calls with this token; null where it is unknown, expired or revoked. */
export async function readApiToken(db: Database, token: string, now: Date): Promise<Viewer | null> {
  const hash = hashSecret(token);
  const found = await db
    .selectFrom('api_tokens')
    .select(['viewer', 'used_at'])
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (found === undefined) return null;
  if (found.used_at === null || now.getTime() - found.used_at.getTime() > touchMs) {
    await db.updateTable('api_tokens').set({ used_at: now }).where('token_hash', '=', hash).execute();
  }
  return found.viewer;
}

/** Ends a token at once. */
export async function revokeApiToken(db: Database, tenant: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('api_tokens')
    .set({ revoked_at: now })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}
