import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { builtApp } from '../agents/collector/pages/built-app.ts';
import { someRunIds } from '../agents/collector/pages/some-runs.ts';
import { startChromium } from '../system/pages/chromium.ts';

/**
 * Takes the pictures of `docs/images` anew, of the pages over built data: `node tests/pages/take-screenshots.ts`.
 * Each is the head of a page with some of its sections, down to the end of an element.
 */
const pictures = [
  { file: 'plattform.png', path: '/plattform', sections: ['nat'], until: '.picture figcaption' },
  {
    file: 'tjanst.png',
    path: '/tjanster/treserva',
    sections: ['faller', 'floden'],
    until: '.section:has(#floden)',
  },
  {
    file: 'korning.png',
    path: `/korningar/${someRunIds.running}`,
    sections: ['laget', 'servrar'],
    until: '#tidslinje',
  },
];

const app = await builtApp();
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) => {
  takeAll(`http://127.0.0.1:${address.port}`).finally(() => server.close());
});

async function takeAll(origin: string): Promise<void> {
  const browser = await startChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  for (const { file, path, sections, until } of pictures) {
    await page.goto(`${origin}${path}`);
    await page.evaluate(`document.fonts.ready.then(() => {
      for (const section of document.querySelectorAll('main > .section')) {
        section.hidden = !${JSON.stringify(sections)}.includes(section.querySelector('h2').id);
      }
    })`);
    const end = await page.locator(until).boundingBox();
    await page.screenshot({
      path: fileURLToPath(new URL(`../../docs/images/${file}`, import.meta.url)),
      clip: { x: 0, y: 0, width: 1280, height: (end?.y ?? 0) + (end?.height ?? 0) + 16 },
      fullPage: true,
    });
  }
  await browser.close();
}
