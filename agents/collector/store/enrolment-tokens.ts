import { v7 as uuid } from 'uuid';
import { GrundvalError } from '#model/error.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import { hashSecret, newSecret } from '../auth/secret.ts';
import type { Database } from './database.ts';

/** What a token lets a device become. */
export interface TokenTerms {
  readonly profile: AgentProfile;
  /** Devices it enrols before it is used up. */
  readonly uses: number;
  readonly expiresAt: Date;
  /** The declared device that whoever enrols with it is. */
  readonly declaredAs?: string;
}

/**
 * Makes a token; only its hash is kept.
 *
 * @returns the token, which nobody can read again
 * @throws {GrundvalError} `collector/unknown-tenant` before a declaration names the tenant
 */
export async function createEnrolmentToken(
  db: Database,
  tenant: string,
  terms: TokenTerms,
  now: Date,
): Promise<string> {
  const token = newSecret();
  const known = await db.selectFrom('tenants').select('id').where('id', '=', tenant).executeTakeFirst();
  if (known === undefined) {
    throw new GrundvalError(
      'collector/unknown-tenant',
      `No declaration here names the organisation or municipality ${tenant}.`,
      { hint: 'Start the collector with the declaration first: grundval start DIR' },
    );
  }
  await db
    .insertInto('enrolment_tokens')
    .values({
      tenant,
      id: uuid(),
      token_hash: hashSecret(token),
      profile: terms.profile,
      declared_as: terms.declaredAs ?? null,
      uses_left: terms.uses,
      created_at: now,
      expires_at: terms.expiresAt,
    })
    .execute();
  return token;
}
