import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** Day, clock and seconds: journals are read in the order of seconds. */
export function exactTime(at: Date, view: View): Html {
  return html`<time datetime="${at.toISOString()}">${exactText(at, view)}</time>`;
}

/** The same as text: `2026-11-22 07:42:09`. */
export function exactText(at: Date, { format }: Pick<View, 'format'>): string {
  const [, clock = '', which = ''] = /^(\S+ \d\d:\d\d)(.*)$/.exec(format.instant(at)) ?? [];
  return `${clock}:${at.toISOString().slice(17, 19)}${which}`;
}
