import type { Database } from '../store/database.ts';
import {
  type ApiToken,
  createApiToken,
  readApiToken,
  revokeApiToken,
  type TokenRequest,
} from './api-tokens.ts';
import { createLoginLink, type LoginLink, useLoginLink } from './login-links.ts';
import { endSession, openSession, readSession } from './sessions.ts';
import type { Viewer } from './viewer.ts';

/**
 * Who may come in, over one database. A door (the local link; OIDC later) ends in `openSession`; everything
 * behind it only asks `readSession` and `readToken`.
 */
export interface Auth {
  createLink(viewer: Viewer): Promise<LoginLink>;
  /** The viewer a link logs in; null where it is unknown, expired or used. */
  useLink(secret: string): Promise<Viewer | null>;
  /** The secret for the cookie. */
  openSession(viewer: Viewer): Promise<string>;
  readSession(secret: string): Promise<Viewer | null>;
  endSession(secret: string): Promise<void>;
  createToken(request: TokenRequest): Promise<ApiToken>;
  readToken(token: string): Promise<Viewer | null>;
  revokeToken(tenant: string, id: string): Promise<void>;
}

/** The collector's auth over its database. */
export function createAuth(db: Database, clock: () => Date): Auth {
  return {
    createLink: (viewer) => createLoginLink(db, viewer, clock()),
    useLink: (secret) => useLoginLink(db, secret, clock()),
    openSession: (viewer) => openSession(db, viewer, clock()),
    readSession: (secret) => readSession(db, secret, clock()),
    endSession: (secret) => endSession(db, secret, clock()),
    createToken: (request) => createApiToken(db, request, clock()),
    readToken: (token) => readApiToken(db, token, clock()),
    revokeToken: (tenant, id) => revokeApiToken(db, tenant, id, clock()),
  };
}
