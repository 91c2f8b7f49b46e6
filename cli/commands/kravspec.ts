import { resolve } from 'node:path';
import { readDeclaration } from '#model/declaration/load.ts';
import { requirementAreas } from '#model/platform/requirement-areas.ts';
import { takeSnapshot } from '#model/platform/snapshot.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';
import type { Command } from '../command.ts';
import { renderHtml } from '../document/render-html.ts';
import { renderMarkdown } from '../document/render-markdown.ts';
import { parseArguments } from '../parse-args.ts';
import {
  type Specification,
  specificationBlocks,
  specificationJson,
  specificationTitle,
} from '../specification/specification.ts';
import { version } from '../version.ts';

/**
 * `grundval kravspec DIR`: what is declared for the platform as a requirement specification in the sixteen areas
 * of KUN-50, to be printed or put into a procurement. An area for which nothing is declared says so.
 */
export const kravspec: Command = {
  name: 'kravspec',
  summary: {
    sv: 'Skriver en kravspecifikation av det som är deklarerat, i sexton områden',
    en: 'Writes a requirement specification of what is declared, in sixteen areas',
  },
  usage: {
    words: 'DIR',
    flags: [
      {
        flag: '--format markdown|html|json',
        says: {
          sv: 'Markdown (förval), en HTML-fil att skriva ut, eller JSON för program',
          en: 'Markdown (default), an HTML file to print, or JSON for programs',
        },
      },
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'kravspec',
      flags: { format: { type: 'string', oneOf: ['markdown', 'html', 'json'] } },
      required: ['DIR'],
    });
    const read = await readDeclaration(resolve(io.cwd, words[0] ?? '.'));
    const { declaration } = read;
    const planned = planForSnapshot(declaration);
    const { plan } = planned;
    const writtenAt = io.now();
    const { organisation, environments } = declaration.organisation;
    const specification: Specification = {
      organisation,
      environment: environments.find(({ id }) => id === plan.environment)?.name ?? plan.environment,
      areas: requirementAreas(declaration, plan),
      hash: takeSnapshot(read, planned, writtenAt, version).hash,
      writtenAt,
      version,
    };
    io.out(render(specification, flags.format ?? 'markdown', io.lang).trimEnd());
    return 0;
  },
};

function render(
  specification: Specification,
  format: 'markdown' | 'html' | 'json',
  lang: 'sv' | 'en',
): string {
  if (format === 'json') return specificationJson(specification);
  const blocks = specificationBlocks(specification, lang);
  return format === 'html' ? renderHtml(specificationTitle(lang), blocks, lang) : renderMarkdown(blocks);
}
