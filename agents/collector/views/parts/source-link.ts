import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import { type Html, html } from '../html.ts';

/** Address of a line of the declaration, or of its file where no line is known. */
export function declarationAddress(file: string, line: string | undefined): string {
  return `/deklaration/${file}${line === undefined ? '' : `#rad-${line}`}`;
}

/**
 * Where a fact is from: `services/gis.yaml:9` as a link to the line of the declaration, anything else (a section,
 * an import) as it stands.
 */
export function sourceLink(source: string): Html {
  const [, file, line] = /^([\w./-]+\.yaml)(?::(\d+))?$/.exec(source) ?? [];
  if (file === undefined) return html`<code>${source}</code>`;
  return html`<a href="${declarationAddress(file, line)}"><code>${source}</code></a>`;
}

/** The declared line that the plan gives as its reason. */
export function placeLink({ file, line }: DeclaredPlace): Html {
  return sourceLink(line === null ? file : `${file}:${line}`);
}

/** Several lines that say something, each on a line of its own with room to be hit. */
export function placeLinks(places: readonly DeclaredPlace[]): Html {
  return html`${places.map((place) => html`<span class="source-line">${placeLink(place)}</span>`)}`;
}

/** The same for sources that are known as text. */
export function sourceLinks(sources: readonly string[]): Html {
  return html`${sources.map((source) => html`<span class="source-line">${sourceLink(source)}</span>`)}`;
}
