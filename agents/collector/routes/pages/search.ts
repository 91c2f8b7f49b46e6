import { Hono } from 'hono';
import { matchText } from '../../figures/text-match.ts';
import { kindWords } from '../../views/devices/vocabulary.ts';
import { searchPage } from '../../views/search.ts';
import type { CollectorEnv } from '../context.ts';
import { anyDevice } from './any-device.ts';
import { openPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { textOf } from './query.ts';

const shownDevices = 20;

/** `/sok`: devices, services and controls that fit a text. */
export function searchRoutes(deps: PageDeps): Hono<CollectorEnv> {
  return new Hono<CollectorEnv>().get('/sok', async (c) => {
    const page = await openPage(c, deps);
    if (page instanceof Response) return page;
    const { frame, declaration, scope, now } = page;
    const text = textOf(c.req.query('q'));
    if (text === null) {
      return c.html(searchPage({ text: '', services: [], devices: [], deviceTotal: 0, controls: [] }, frame));
    }
    const fits = matchText(text);
    const devices = await deps.store.listDevices(scope, { ...anyDevice, text, pageSize: shownDevices }, now);
    return c.html(
      searchPage(
        {
          text,
          services: declaration.services
            .filter(({ id, name, purpose, publicName }) => fits(id, name, purpose, publicName))
            .toSorted((a, b) => a.name.localeCompare(b.name, 'sv'))
            .map(({ id, name, purpose }) => ({ id, name, about: purpose })),
          devices: devices.rows.map(({ id, name, kind, model }) => ({
            id,
            name,
            about: [kindWords[kind][frame.lang], model].filter((part) => part !== null).join(', '),
          })),
          deviceTotal: devices.total,
          controls: deps.controls
            .filter(({ id, title }) => fits(id, title.sv, title.en))
            .map(({ id, title }) => ({ id, name: title[frame.lang], about: id })),
        },
        frame,
      ),
    );
  });
}
