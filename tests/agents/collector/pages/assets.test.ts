import { describe, expect, it } from 'vitest';
import { assetRoutes, loadAssets } from '#agents/collector/assets/assets.ts';

const assets = await loadAssets();
const app = assetRoutes(assets);

describe('assets', () => {
  it('are served under an address made from their content, to be kept for ever', async () => {
    for (const path of assets.files.keys()) {
      const response = await app.request(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(path).toMatch(/\.[0-9a-f]{16}\.(css|js|svg|woff2)$/);
    }
    expect((await app.request('/assets/grundval.css')).status).toBe(404);
    expect((await app.request('/assets/..%2Fassets.ts')).status).toBe(404);
  });

  it('are the style’s only sources: nothing is fetched from elsewhere', async () => {
    const style = await (await app.request(assets.paths.style)).text();
    const addresses = [...style.matchAll(/url\("([^"]+)"\)/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(assets.files.has(address), address).toBe(true);
  });
});
