import { Hono } from 'hono';
import { declarationFilePage, declarationPage } from '../../views/declaration/source.ts';
import type { CollectorEnv } from '../context.ts';
import { openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

/** `/deklaration`: the files, and each of them by line, so that evidence can be followed to where it stands. */
export function declarationRoutes(deps: PageDeps): Hono<CollectorEnv> {
  return new Hono<CollectorEnv>()
    .get('/deklaration', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      return c.html(declarationPage(Object.keys(page.sources).sort(), page.frame));
    })
    .get('/deklaration/:file{.+}', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const file = c.req.param('file');
      // Of a declaration that was kept before texts were, the page says so.
      if (Object.keys(page.sources).length === 0) return c.html(declarationPage([], page.frame));
      const text = Object.hasOwn(page.sources, file) ? page.sources[file] : undefined;
      return text === undefined
        ? renderError(c, 404, deps)
        : c.html(declarationFilePage(file, text, page.frame));
    });
}
