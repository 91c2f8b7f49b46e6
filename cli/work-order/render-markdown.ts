import type { Lang } from '#model/format/lang.ts';
import { workOrderWords } from './words.ts';
import type { WorkPage } from './work-page.ts';

/** A work order as a task list in Markdown: for a ticket, a wiki, a pull request. */
export function renderWorkMarkdown(page: WorkPage, lang: Lang): readonly string[] {
  return [
    `# ${escapeMarkdown(page.title)}`,
    '',
    page.counts,
    ...(page.sections.length === 0 ? ['', workOrderWords[lang].empty] : []),
    ...page.sections.flatMap(({ who, count, subjects }) => [
      '',
      `## ${escapeMarkdown(who)} (${count})`,
      ...subjects.flatMap(({ name, items }) => [
        '',
        `### ${escapeMarkdown(name)}`,
        '',
        ...items.flatMap(({ mark, what, details }) => [
          `- [${mark === 'x' ? 'x' : ' '}] ${mark === '!' ? '**!** ' : ''}${escapeMarkdown(what)}`,
          ...details.map((detail) => `  - ${escapeMarkdown(detail)}`),
        ]),
      ]),
    ]),
  ];
}

/** Names and sentences come from a declaration; none of their signs shall be read as Markdown or HTML. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
