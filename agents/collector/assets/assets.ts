import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

/** Addresses of what pages link to; each holds a hash of its content. */
export interface AssetPaths {
  readonly style: string;
  /** All that pages for those on call need: no font, no script. */
  readonly onCallStyle: string;
  readonly icon: string;
  /** The font file every page needs, so that it can be fetched early. */
  readonly font: string;
  /** Keeps the living parts of a page as they are now. */
  readonly live: string;
}

interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Files that never change under their address. */
export interface Assets {
  readonly paths: AssetPaths;
  readonly files: ReadonlyMap<string, Asset>;
}

const fontPackage = '@fontsource-variable/source-sans-3/files';
const fonts = ['source-sans-3-latin-wght-normal.woff2', 'source-sans-3-latin-ext-wght-normal.woff2'] as const;

/** Reads style, script, icon and fonts from the installation and names each after its content. */
export async function loadAssets(): Promise<Assets> {
  const require = createRequire(import.meta.url);
  const files = new Map<string, Asset>();
  const add = (name: string, type: string, content: Uint8Array): string => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    const path = `/assets/${name.replace(/\.(\w+)$/, `.${hash}.$1`)}`;
    files.set(path, { type, body: new Uint8Array(content) });
    return path;
  };

  const fontPaths = await Promise.all(
    fonts.map(async (name) =>
      add(name, 'font/woff2', await readFile(require.resolve(`${fontPackage}/${name}`))),
    ),
  );
  const own = (name: string) => readFile(fileURLToPath(new URL(name, import.meta.url)));
  const ground = await own('ground.css');
  const style = fonts.reduce(
    (css, name, index) => css.replaceAll(`url("${name}")`, `url("${fontPaths[index]}")`),
    `${ground}${await own('grundval.css')}`,
  );
  return {
    paths: {
      style: add('grundval.css', 'text/css; charset=utf-8', Buffer.from(style)),
      onCallStyle: add(
        'jour.css',
        'text/css; charset=utf-8',
        Buffer.from(`${ground}${await own('jour.css')}`),
      ),
      icon: add('icon.svg', 'image/svg+xml', await own('icon.svg')),
      font: fontPaths[0] ?? '',
      live: add('live.js', 'text/javascript; charset=utf-8', await own('live.js')),
    },
    files,
  };
}

/** Serves the assets; they may be kept for ever, since a changed file has another address. */
export function assetRoutes({ files }: Assets): Hono {
  return new Hono().get('/assets/:name', (c) => {
    const asset = files.get(c.req.path);
    if (asset === undefined) return c.notFound();
    return c.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });
}
