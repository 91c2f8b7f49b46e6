import type { Formatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { AssetPaths } from '../assets/assets.ts';

/** The language and the moment a view is made for. */
export interface View {
  readonly lang: Lang;
  readonly format: Formatter;
  readonly now: Date;
}

/** What the frame around every page shows besides the page. */
export interface Frame extends View {
  readonly assets: AssetPaths;
  /** Path and query of the page, for the language switch and for what keeps its place. */
  readonly path: string;
  readonly query: string;
  /** Null before login and where no declaration has been read. */
  readonly organisation: { readonly name: string; readonly fictional: boolean } | null;
  readonly environment: string | null;
  /** Null before login. */
  readonly viewer: { readonly name: string; readonly roles: readonly string[] } | null;
  readonly csrfToken: string | null;
  /** When the declaration was read; null where none has been. */
  readonly declaredAt: Date | null;
  /** Newest report of any agent. */
  readonly newestReportAt: Date | null;
  readonly version: string;
}
