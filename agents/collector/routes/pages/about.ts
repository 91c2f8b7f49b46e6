import { Hono } from 'hono';
import { accessibilityPage } from '../../views/about/accessibility.ts';
import { readingPage } from '../../views/about/reading.ts';
import type { CollectorEnv } from '../context.ts';
import { bareFrame, openPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

/** `/om/…`: what anybody may read, logged in or not. */
export function aboutRoutes(deps: PageDeps): Hono<CollectorEnv> {
  return new Hono<CollectorEnv>()
    .get('/om/lasning', async (c) => {
      const page = c.get('viewer') === null ? null : await openPage(c, deps);
      return c.html(readingPage(page === null || page instanceof Response ? bareFrame(c, deps) : page.frame));
    })
    .get('/om/tillganglighet', async (c) => {
      const page = c.get('viewer') === null ? null : await openPage(c, deps);
      if (page === null || page instanceof Response)
        return c.html(accessibilityPage(null, bareFrame(c, deps)));
      const contact = page.declaration.organisation.contact;
      return c.html(
        accessibilityPage(contact === undefined ? null : page.names.unit(contact.unit), page.frame),
      );
    });
}
