import { relative, resolve } from 'node:path';
import { readDeclaration } from '#model/declaration/load.ts';
import { createFormatter } from '#model/format/formatter.ts';
import { takeSnapshot } from '#model/platform/snapshot.ts';
import { ordersFor } from '#stacks/targets/plan-for-snapshot.ts';
import { checkDocument } from '../check/check-document.ts';
import { type BaseComparison, type CheckReport, exitStatus } from '../check/check-report.ts';
import type { CheckOptions } from '../check/check-revision.ts';
import { targetChoices } from '../check/choose-slices.ts';
import { compareChecks } from '../check/compare-checks.ts';
import { readBase } from '../check/read-base.ts';
import { renderJson } from '../check/render-json.ts';
import { renderText } from '../check/render-text.ts';
import { snapshotPath, writeSnapshot } from '../check/write-snapshot.ts';
import type { Command, CommandIo } from '../command.ts';
import { renderHtml } from '../document/render-html.ts';
import { renderMarkdown } from '../document/render-markdown.ts';
import { parseArguments } from '../parse-args.ts';
import { version } from '../version.ts';

/**
 * `grundval check DIR`: reads the declaration, plans it, renders it and runs every control, without engine, network
 * or state. Exit status 0 where nothing stops an apply, 1 where something does; mistakes in the declaration are
 * thrown. Leaves a snapshot for the collector and the procedures.
 */
export const check: Command = {
  name: 'check',
  summary: {
    sv: 'Läser deklarationen, planerar den och kontrollerar den mot grundkontrollerna',
    en: 'Reads the declaration, plans it and checks it against the controls',
  },
  usage: {
    words: 'DIR',
    flags: [
      {
        flag: '--target kubernetes|azure|adopted|all',
        says: {
          sv: 'prövar även hela plattformen på ett annat mål, till jämförelse (förval: varje plats för sig)',
          en: 'also tries the whole platform on another target, for comparison (default: each site as it is)',
        },
      },
      {
        flag: '--environment NAME',
        says: {
          sv: 'miljö ur grundval.yaml (förval: produktionen)',
          en: 'environment of grundval.yaml (default: production)',
        },
      },
      {
        flag: '--base REV',
        says: {
          sv: 'visar vad som är annorlunda mot en tidigare version i Git: konfiguration, kontroller, kostnad, energi, berörda',
          en: 'shows what is different from an earlier revision in Git: configuration, controls, cost, energy, who is affected',
        },
      },
      {
        flag: '--format text|json|markdown|html',
        says: {
          sv: 'text (förval), JSON för program, Markdown för granskning eller en HTML-fil',
          en: 'text (default), JSON for programs, Markdown for reviews or one HTML file',
        },
      },
      {
        flag: '--snapshot FILE',
        says: {
          sv: 'var ögonblicksbilden skrivs (förval: MAPP/.grundval/)',
          en: 'where the snapshot is written (default: DIR/.grundval/)',
        },
      },
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'check',
      flags: {
        target: { type: 'string', oneOf: targetChoices },
        environment: { type: 'string' },
        base: { type: 'string' },
        format: { type: 'string', oneOf: ['text', 'json', 'markdown', 'html'] },
        snapshot: { type: 'string' },
      },
      required: ['DIR'],
    });
    const folder = words[0] ?? '.';
    const path = resolve(io.cwd, folder);
    const read = await readDeclaration(path);
    const options = { folder, environment: flags.environment, target: flags.target, now: io.now() };
    // The targets and all the controls: what other commands need not wait for.
    const { checkRevision } = await import('../check/check-revision.ts');
    const checked = checkRevision(read.declaration, options);
    const base = flags.base === undefined ? null : await compareWith(path, flags.base, checked, options);
    const report: CheckReport = { ...checked, base };
    const { environment } = report.plan;
    const file =
      flags.snapshot === undefined ? snapshotPath(path, environment) : resolve(io.cwd, flags.snapshot);
    await writeSnapshot(file, {
      ...takeSnapshot(read, ordersFor(read.declaration, report.plan), report.checkedAt, version),
      environment,
      results: report.evaluation.results,
    });
    print(report, flags.format ?? 'text', io);
    const snapshot = relative(io.cwd, file);
    io.err(io.lang === 'sv' ? `Ögonblicksbild: ${snapshot}` : `Snapshot: ${snapshot}`);
    return exitStatus(report);
  },
};

async function compareWith(
  path: string,
  revision: string,
  after: Omit<CheckReport, 'base'>,
  options: CheckOptions,
): Promise<BaseComparison> {
  const { checkRevision } = await import('../check/check-revision.ts');
  const { commit, read } = await readBase(path, revision);
  if ('missing' in read) return { revision, commit, outcome: read };
  const { environment } = after.plan;
  if (read.declaration.organisation.environments.every(({ id }) => id !== environment)) {
    return {
      revision,
      commit,
      outcome: {
        missing: {
          sv: `Miljön ${environment} fanns inte då.`,
          en: `There was no environment ${environment} then.`,
        },
      },
    };
  }
  const before = checkRevision(read.declaration, { ...options, environment });
  const stateOf = ({ declaration, plan, evaluation, platform }: Omit<CheckReport, 'base'>) => ({
    declaration,
    plan,
    results: evaluation.results,
    renderings: platform.renderings,
  });
  return { revision, commit, outcome: compareChecks(stateOf(before), stateOf(after)) };
}

function print(report: CheckReport, form: 'text' | 'json' | 'markdown' | 'html', io: CommandIo): void {
  const format = createFormatter(io.lang);
  switch (form) {
    case 'json':
      io.out(renderJson(report));
      return;
    case 'markdown':
      io.out(renderMarkdown(checkDocument(report, format)).trimEnd());
      return;
    case 'html': {
      const { name } = report.declaration.organisation.organisation;
      io.out(renderHtml(`${name}: grundval check`, checkDocument(report, format), io.lang).trimEnd());
      return;
    }
    case 'text':
      for (const line of renderText(report, io)) io.out(line);
  }
}
