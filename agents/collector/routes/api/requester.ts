import type { Context } from 'hono';
import type { Viewer } from '../../auth/viewer.ts';
import { problem } from '../../http/problem.ts';
import type { Scope } from '../../store/store.ts';
import type { CollectorEnv } from '../context.ts';

/** Who calls; the token has been checked before any route is reached. */
export function requester(c: Context<CollectorEnv>): Viewer {
  const viewer = c.get('viewer');
  if (viewer === null) throw new Error('an API route was reached without a token');
  return viewer;
}

/** What the call is about: all the token may see, or one tenant of it. Another's tenant has nothing to show. */
export function scopeFor(c: Context<CollectorEnv>, tenant?: string): Scope {
  const { scope } = requester(c);
  if (tenant === undefined) return scope;
  return { ...scope, tenants: scope.tenants.filter((one) => one === tenant) };
}

export function nothingHere(c: Context<CollectorEnv>): Response {
  return problem(c, { status: 404, code: 'not-found', title: 'There is nothing of this id.' });
}
