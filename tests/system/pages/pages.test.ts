import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAddress, runHostAddress, runJournalAddress } from '#agents/collector/views/address.ts';
import { builtApp } from '../../agents/collector/pages/built-app.ts';
import { buildDevices } from '../../agents/collector/pages/built-devices.ts';
import { builtNow } from '../../agents/collector/pages/built-store.ts';
import { someRunIds } from '../../agents/collector/pages/some-runs.ts';
import { chromiumPath, startChromium } from './chromium.ts';

const server = buildDevices(builtNow)[0]?.device.id ?? '';
const imported = buildDevices(builtNow).find(({ device }) => device.imports.length > 0)?.device.id ?? '';
const scripted =
  buildDevices(builtNow).find(({ device }) => device.name.startsWith('<script>'))?.device.id ?? '';

const paths = [
  '/',
  '/tjanster',
  '/tjanster?sortera=kostnad&fallande=ja&status=finding',
  '/tjanster/treserva',
  '/tjanster/gis',
  '/tjanster/treserva/systemkort',
  '/tjanster/katalog',
  '/tjanster/sakerhetskopiering',
  '/plattform',
  '/plattform?fran=zone:personal&inloggning=ja',
  '/plattform?q=finns-inte-alls',
  '/plattform/zoner/teknik',
  '/plattform/zoner/elev',
  '/plattform/roller',
  '/plattform/roller?roll=gast',
  '/plattform/kravspecifikation',
  '/plattform/arbetsorder/hall-1',
  '/plattform/arbetsorder/hall-1?status=deviates&vem=unit:it-enheten',
  '/plattform/arbetsorder/hall-1?q=finns-inte-alls',
  '/enheter',
  '/enheter?q=finns-inte-alls',
  `/enheter/${server}`,
  `/enheter/${imported}`,
  `/enheter/${scripted}`,
  '/kontroller',
  '/kontroller?gruppera=kalla',
  '/kontroller/GV-01',
  '/kontroller/GV-22',
  '/kontroller/GV-11?status=not-measured',
  '/korningar/procedurer',
  '/korningar/procedurer/decommission?visa=kommando&device=treserv&recycler.name=R',
  '/korningar/procedurer/rotate-certificate',
  '/korningar/procedurer/restart-service?visa=kommando&unit=nginx.service&service=treserva',
  '/jour',
  '/jour?q=finns-inte-alls',
  '/jour/treserva',
  '/jour/e-legitimation',
  '/korningar',
  '/korningar?utfall=failed&dagar=7',
  '/korningar?server=finns-inte',
  ...Object.values(someRunIds).map(runAddress),
  runHostAddress(someRunIds.failed, 'treserva-app-2'),
  runJournalAddress(someRunIds.running),
  runJournalAddress(someRunIds.planned),
  '/sok?q=treserva',
  '/sok',
  '/deklaration',
  '/deklaration/services/gis.yaml',
  '/om/lasning',
  '/om/tillganglighet',
  '/logga-in',
  '/logga-in?spent',
  '/finns-inte',
  '/prov/500',
] as const;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

describe.skipIf(chromiumPath === null)('pages in Chromium (skipped where Chromium is not installed)', () => {
  let browser: Browser;
  let origin: string;
  let close: () => void;
  let axe: string;

  beforeAll(async () => {
    const app = await builtApp();
    const http = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    close = () => http.close();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    close?.();
  });

  const open = async (
    path: string,
    options: {
      readonly width?: number;
      readonly scheme?: 'light' | 'dark';
      readonly lang?: 'sv' | 'en';
      readonly scripts?: boolean;
    } = {},
  ): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1360, height: 900 },
      colorScheme: options.scheme ?? 'light',
      javaScriptEnabled: options.scripts ?? true,
    });
    await context.addCookies([{ name: 'lang', value: options.lang ?? 'sv', url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}${path}`);
    return page;
  };

  const violations = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe);
    const result = (await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
    )) as AxeResult;
    return result.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate')
      .map(
        ({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes
            .slice(0, 3)
            .map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`)
            .join(' | ')}`,
      );
  };

  it.each(paths)(
    '%s has no violation that axe calls moderate, serious or critical, light and dark',
    async (path) => {
      for (const scheme of ['light', 'dark'] as const) {
        const page = await open(path, { scheme });
        expect(await violations(page), scheme).toEqual([]);
        await page.context().close();
      }
    },
  );

  it.each(paths)('%s moves nothing but tables sideways at 320 px, in either language', async (path) => {
    for (const lang of ['sv', 'en'] as const) {
      const page = await open(path, { width: 320, lang });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow, lang).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });

  it.each(paths)('%s asks for nothing that the content security policy forbids', async (path) => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${origin}${path}`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('uses its own font, the same for every page', async () => {
    const page = await open('/');
    expect(await page.evaluate(`document.fonts.check('16px "Source Sans 3"')`)).toBe(true);
    const loaded = await page.evaluate(
      `document.fonts.ready.then(() => [...document.fonts].filter(({ status }) => status === 'loaded').length)`,
    );
    expect(loaded).toBeGreaterThan(0);
    await page.context().close();
  });

  it('is walked through by keyboard: skip link first, everything reachable, focus always seen', async () => {
    const page = await open('/tjanster');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Till innehållet');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('innehall');
    const focusable = Number(
      await page.evaluate(
        `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')].filter((e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })).length`,
      ),
    );
    await page.reload();
    const seen = new Set<string>();
    for (let index = 0; index < focusable + 5; index += 1) {
      await page.keyboard.press('Tab');
      const focus = (await page.evaluate(`(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        e.dataset.n ??= String(document.querySelectorAll('[data-n]').length);
        const style = getComputedStyle(e);
        return { n: e.dataset.n, what: e.outerHTML.slice(0, 80), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
      })()`)) as { n: string; what: string; ring: boolean } | null;
      if (focus === null) continue;
      expect(focus.ring, focus.what).toBe(true);
      seen.add(focus.n);
    }
    expect(seen.size).toBeGreaterThanOrEqual(focusable - 1);
    await page.context().close();
  });

  it('filters, sorts and finds without JavaScript', async () => {
    const page = await open('/enheter', { scripts: false });
    await page.getByLabel('Slag').selectOption('server');
    await page.getByRole('button', { name: 'Visa' }).click();
    expect(new URL(page.url()).searchParams.get('slag')).toBe('server');
    await page.getByRole('link', { name: 'Senast sedd' }).click();
    expect(new URL(page.url()).searchParams.get('sortera')).toBe('lastSeenAt');
    expect(new URL(page.url()).searchParams.get('slag')).toBe('server');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Devices');
    expect(new URL(page.url()).searchParams.get('slag')).toBe('server');
    await page.getByLabel('Search for a device, service or control').fill('gv-11');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('link', { name: 'Security updates' }).click();
    expect(new URL(page.url()).pathname).toBe('/kontroller/GV-11');
    await page.context().close();
  });

  it('shows the four questions above the fold of a phone, with the head on one line', async () => {
    const page = await open('/', { width: 390 });
    const questions = await page.locator('.questions').boundingBox();
    const head = await page.locator('.top').boundingBox();
    expect((questions?.y ?? 0) + (questions?.height ?? 0)).toBeLessThanOrEqual(844);
    expect(head?.height).toBeLessThanOrEqual(56);
    await page.context().close();
  });

  it('keeps the head of a long table in sight', async () => {
    const page = await open('/enheter');
    await page.mouse.wheel(0, 1200);
    await page.waitForFunction('window.scrollY > 600');
    const head = await page.locator('thead th').first().boundingBox();
    expect(head?.y).toBe(0);
    await page.context().close();
  });

  it('leaves the text of a picture as large as it is on a wide screen, and lets the picture move sideways', async () => {
    for (const path of ['/plattform', '/tjanster/katalog']) {
      const page = await open(path, { width: 320 });
      const [width, inside] = (await page.evaluate(
        `(() => { const e = document.querySelector('.picture .scroll'); return [e.clientWidth, e.scrollWidth]; })()`,
      )) as [number, number];
      expect(inside, path).toBeGreaterThan(width);
      const height = await page.evaluate(
        `document.querySelector('.picture .name').getBoundingClientRect().height`,
      );
      expect(height, path).toBeGreaterThanOrEqual(15);
      await page.context().close();
    }
  });

  it('leads from a picture to the zone it shows, by keyboard', async () => {
    const page = await open('/plattform');
    await page.locator('.picture a').first().focus();
    const name = await page.evaluate('document.activeElement.textContent.trim()');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/plattform\/zoner\//);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    await page.context().close();
  });

  it('prints the requirement specification with its head, and without menu and links around it', async () => {
    const page = await open('/plattform/kravspecifikation', { scheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.main-nav').isVisible()).toBe(false);
    expect(await page.locator('.contents').isVisible()).toBe(false);
    expect(await page.locator('.spec-head').isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.setViewportSize({ width: 688, height: 900 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('prints a work order as boxes to tick, with who did it and when, and without filter and links', async () => {
    const page = await open('/plattform/arbetsorder/hall-1?q=treserva-app-1', { scheme: 'dark' });
    expect(await page.locator('.box').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('.actions').first().isVisible()).toBe(false);
    const [items, boxes, ticked] = (await page.evaluate(
      `['.work .result', '.work .box', '.work .box.ticked'].map((of) => [...document.querySelectorAll(of)].filter((e) => e.checkVisibility()).length)`,
    )) as [number, number, number];
    expect(items).toBeGreaterThan(10);
    expect(boxes).toBe(items);
    expect(ticked).toBe(await page.locator('.work .status.met').count());
    expect(await page.locator('.sign').first().isVisible()).toBe(true);
    await page.setViewportSize({ width: 688, height: 900 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('prints a system card on one sheet of A4, in light colours whatever the screen has', async () => {
    for (const id of ['treserva', 'katalog', 'kommunportal24']) {
      const page = await open(`/tjanster/${id}/systemkort`, { scheme: 'dark' });
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g), id).toHaveLength(1);
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
      await page.context().close();
    }
  });
});
