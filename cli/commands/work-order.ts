import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { productionOf } from '#stacks/plan/plan-production.ts';
import { planWorkOrder } from '#stacks/targets/adopted/plan-work-order.ts';
import type { Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { parseArguments } from '../parse-args.ts';
import { renderWorkMarkdown } from '../work-order/render-markdown.ts';
import { renderWorkText } from '../work-order/render-text.ts';
import { writeWorkPage } from '../work-order/work-page.ts';

/**
 * `grundval work-order DIR`: what people have to set on the sites that no engine runs: VMware, Hyper-V, an
 * operator's hall. It is written from the declaration alone, so nothing in it is verified.
 */
export const workOrder: Command = {
  name: 'work-order',
  summary: {
    sv: 'Skriver en arbetsorder: vad människor ska ställa in på VMware eller Hyper-V',
    en: 'Writes a work order: what to set on VMware or Hyper-V, where, why and by whom',
  },
  usage: {
    words: 'DIR',
    flags: [
      {
        flag: '--site ID',
        says: {
          sv: 'bara en plats ur grundval.yaml (förval: alla övertagna)',
          en: 'only one site of grundval.yaml (default: all adopted ones)',
        },
      },
      {
        flag: '--environment NAME',
        says: { sv: 'miljön (förval: produktionen)', en: 'the environment (default: production)' },
      },
      {
        flag: '--format text|json|markdown',
        says: {
          sv: 'text att skriva ut (förval), JSON för program eller Markdown',
          en: 'text to print (default), JSON for programs or Markdown',
        },
      },
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'work-order',
      flags: {
        site: { type: 'string' },
        environment: { type: 'string' },
        format: { type: 'string', oneOf: ['text', 'json', 'markdown'] },
      },
      required: ['DIR'],
    });
    const folder = words[0] ?? '.';
    const declaration = await loadDeclaration(resolve(io.cwd, folder));
    const environment = environmentOf(declaration, flags.environment);
    const plan = planPlatform(declaration, { environment });
    const orders = sitesOf(declaration, flags.site).map((id) => planWorkOrder(declaration, plan, id));
    if (flags.format === 'json') {
      io.out(JSON.stringify({ schemaVersion: 1, orders }, null, 2));
      return 0;
    }
    const { lang } = io;
    const organisation = declaration.organisation.organisation.name;
    const render = (order: WorkOrder): readonly string[] => {
      const page = writeWorkPage(order, { lang, organisation, folder, writtenAt: io.now() });
      return flags.format === 'markdown' ? renderWorkMarkdown(page, lang) : renderWorkText(page, io);
    };
    for (const line of orders.flatMap((order, at) => [...(at === 0 ? [] : ['']), ...render(order)])) {
      io.out(line);
    }
    return 0;
  },
};

function sitesOf({ organisation }: Declaration, site: string | undefined): readonly string[] {
  if (site !== undefined) return [site];
  const ids = organisation.platformSites
    .filter(({ kind }) => kind === 'adopted')
    .map(({ id }) => id)
    .sort();
  if (ids.length > 0) return ids;
  throw bilingualError(
    'work-order/no-site',
    {
      sv: 'Deklarationen har ingen övertagen plats, så allt sätts av Kubernetes eller Azure.',
      en: 'The declaration has no adopted site, so Kubernetes or Azure sets everything.',
    },
    {
      sv: 'En plats på VMware, Hyper-V eller hos en operatör anges med kind: adopted i grundval.yaml.',
      en: 'A site on VMware, Hyper-V or at an operator is declared with kind: adopted in grundval.yaml.',
    },
  );
}

function environmentOf(declaration: Declaration, given: string | undefined): string {
  const ids = declaration.organisation.environments.map(({ id }) => id);
  if (given === undefined) return productionOf(declaration);
  if (ids.includes(given)) return given;
  const nearest = findNearest(given, ids);
  const list = ids.join(', ');
  throw bilingualError(
    'usage/flag-value',
    { sv: `Ingen miljö heter "${given}".`, en: `No environment is called "${given}".` },
    nearest === undefined
      ? { sv: `Miljöerna är ${list}.`, en: `The environments are ${list}.` }
      : didYouMean(nearest),
  );
}
