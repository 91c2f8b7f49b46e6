import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runAddress } from '#agents/collector/views/address.ts';
import { builtApp } from '../../agents/collector/pages/built-app.ts';
import { type BuiltRun, buildRun } from '../../agents/collector/pages/built-runs.ts';
import { hostEvents, runningOver, someRunIds } from '../../agents/collector/pages/some-runs.ts';
import { chromiumPath, startChromium } from './chromium.ts';

const run = someRunIds.running;
const outline = runningOver(60);
const before = await buildRun(outline);
const closed = {
  kind: 'closed' as const,
  body: {
    outcome: 'failed' as const,
    counts: { changed: 7, unchanged: 0, failed: 1, unreachable: 0, skipped: 0, unknown: 0 },
  },
};
/** The host that was at work first is done. */
const later = await buildRun({
  ...outline,
  events: [...outline.events, ...hostEvents('treserva-app-8', 'changed').slice(2)],
});
const ended = await buildRun({ ...outline, events: [...outline.events, closed] });

describe.skipIf(chromiumPath === null)(
  'a run that is followed in Chromium (skipped where it is not installed)',
  () => {
    let browser: Browser;
    let origin: string;
    let close: () => void;
    const runs: BuiltRun[] = [];

    beforeAll(async () => {
      const app = await builtApp({ devices: [], results: [], runs });
      const http = createAdaptorServer({ fetch: app.fetch });
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
      close = () => http.close();
      browser = await startChromium();
    });
    afterAll(async () => {
      await browser?.close();
      close?.();
    });
    beforeEach(() => {
      runs.splice(0, runs.length, before);
    });

    const open = async (path: string, scripts = true): Promise<Page> => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 700 },
        javaScriptEnabled: scripts,
      });
      const page = await context.newPage();
      await page.goto(`${origin}${path}`);
      return page;
    };

    it('shows what has changed, and keeps focus, what is folded out and the place on the page', async () => {
      const page = await open(runAddress(run));
      const link = page.locator('#alla-servrar a', { hasText: /^treserva-app-40$/ });
      await link.scrollIntoViewIfNeeded();
      await link.focus();
      await page.evaluate(`document.querySelector('#utskrifter details:not([open])').open = true`);
      const top = (await link.boundingBox())?.y;
      expect(await page.locator('#laget-rad').textContent()).toContain('7 av 60 servrar klara');
      runs[0] = later;
      await page.locator('#laget-rad', { hasText: '8 av 60' }).waitFor();
      await page.locator('#alla-servrar tr', { hasText: /^treserva-app-8\s*Ändrad/ }).waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe('treserva-app-40');
      expect(await page.locator('#utskrifter details:not([open])').count()).toBe(0);
      expect(Math.abs(((await link.boundingBox())?.y ?? 0) - (top ?? 0))).toBeLessThan(4);
      // Those who hear the page are told the line, and not the grid.
      expect(await page.locator('#sagt').textContent()).toContain('8 av 60 servrar klara');
      expect(await page.locator('[aria-live], [role="status"]').count()).toBe(2);
      await page.context().close();
    });

    it('shows the end of a run, in its page and in the list, without being read anew', async () => {
      const [one, list] = [await open(runAddress(run)), await open('/korningar')];
      runs[0] = ended;
      await one.locator('#kedja', { hasText: 'hashkedjan är hel' }).waitFor();
      expect(await one.locator('#laget-rad').textContent()).toContain('Misslyckades');
      expect(await one.locator('#nasta').textContent()).toContain('grundval runs retry-failed');
      await list.locator('#laget', { hasText: /^0/ }).waitFor();
      for (const page of [one, list]) await page.context().close();
    });

    it('says so when the collector is gone', async () => {
      const page = await open(runAddress(run));
      expect(await page.locator('#kontakt').isVisible()).toBe(false);
      await page.route('**/handelser**', (route) => route.abort());
      await page.reload();
      await page.locator('#kontakt').waitFor();
      expect(await page.locator('#kontakt').textContent()).toContain('Kontakten med insamlaren är bruten');
      await page.context().close();
    });

    it('is whole without a script', async () => {
      const page = await open(runAddress(run), false);
      expect(await page.locator('#laget-rad').textContent()).toContain('7 av 60 servrar klara');
      expect(await page.locator('#kontakt').isVisible()).toBe(false);
      expect(await page.locator('#alla-servrar tbody tr').count()).toBe(60);
      await page.context().close();
    });
  },
);
