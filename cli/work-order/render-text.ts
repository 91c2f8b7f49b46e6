import type { Lang } from '#model/format/lang.ts';
import { createPaint } from '../check/paint.ts';
import { wrap } from '../check/wrap.ts';
import { workOrderWords } from './words.ts';
import type { WorkPage } from './work-page.ts';

interface TextOptions {
  readonly lang: Lang;
  readonly colour: boolean;
  readonly columns?: number;
}

/** A work order as lines that a technician prints and ticks. */
export function renderWorkText(page: WorkPage, { lang, colour, columns }: TextOptions): readonly string[] {
  const words = workOrderWords[lang];
  const paint = createPaint(colour);
  const width = columns === undefined ? undefined : Math.min(columns, 100);
  const head = [
    ...wrap(page.title, 0, width).map((line) => paint(line, 'strong')),
    page.counts,
    words.legend,
  ];
  if (page.sections.length === 0) return [...head, '', words.empty];
  return [
    ...head,
    ...page.sections.flatMap(({ who, count, subjects }) => [
      '',
      paint(`${who} (${count})`, 'strong'),
      ...subjects.flatMap(({ name, items }) => [
        '',
        `  ${name}`,
        ...items.flatMap(({ mark, what, details }) => [
          ...hang(`  [${mark}] `, what, width),
          ...details.flatMap((detail) => wrap(detail, 6, width).map((line) => paint(line, 'faint'))),
        ]),
      ]),
    ]),
  ];
}

function hang(beginning: string, text: string, width: number | undefined): readonly string[] {
  const [first = '', ...rest] = wrap(text, beginning.length, width);
  return [beginning + first.trimStart(), ...rest];
}
