import { resolve } from 'node:path';
import { loadDeclaration } from '#model/declaration/load.ts';
import { declarationError } from '#model/declaration/mistake.ts';
import { controls } from '#policies/controls/index.ts';
import { blockingFindings } from '#policies/count.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { type CheckReport, exitStatus } from '../check/check-report.ts';
import { renderJson } from '../check/render-json.ts';
import { renderText } from '../check/render-text.ts';
import type { Command } from '../command.ts';
import { formatFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';

/**
 * `grundval check DIR`: reads the declaration and runs every control that needs no platform. Exit status 0
 * where nothing blocks, 1 with blocking findings; mistakes in the declaration are thrown.
 */
export const check: Command = {
  name: 'check',
  summary: {
    sv: 'Läser deklarationen och kontrollerar den mot grundkontrollerna',
    en: 'Reads the declaration and checks it against the controls',
  },
  usage: {
    words: 'DIR',
    flags: [formatFlag],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'check',
      flags: { format: { type: 'string', oneOf: ['text', 'json'] } },
      required: ['DIR'],
    });
    const folder = words[0] ?? '.';
    const declaration = await loadDeclaration(resolve(io.cwd, folder));
    const checkedAt = io.now();
    const evaluation = evaluateControls({ controls, declaration, fleet: null, now: checkedAt });
    if (evaluation.mistakes.length > 0) throw declarationError(folder, evaluation.mistakes);
    const report: CheckReport = {
      folder,
      declaration,
      controls,
      evaluation,
      blocking: blockingFindings(controls, evaluation.results),
      checkedAt,
    };
    if (flags.format === 'json') io.out(renderJson(report));
    else for (const line of renderText(report, io)) io.out(line);
    return exitStatus(report);
  },
};
