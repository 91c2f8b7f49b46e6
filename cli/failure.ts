import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import type { Lang } from '#model/format/lang.ts';

const words: Readonly<
  Record<Lang, { readonly hint: string; readonly fault: string; readonly report: string }>
> = {
  sv: {
    hint: 'Gör så här',
    fault: 'Ett fel i Grundval',
    report: 'Kör igen med GRUNDVAL_DEBUG=1 och bifoga utskriften när du rapporterar felet.',
  },
  en: {
    hint: 'Try',
    fault: 'A fault in Grundval',
    report: 'Run it again with GRUNDVAL_DEBUG=1 and send the output along when you report the fault.',
  },
};

/** What failed and what to do next, as lines for standard error; never a stack trace. */
export function describeFailure(error: unknown, { lang }: { readonly lang: Lang }): readonly string[] {
  const { hint, fault, report } = words[lang];
  if (!(error instanceof GrundvalError)) {
    return [`grundval: ${fault}: ${error instanceof Error ? error.message : String(error)}`, `  ${report}`];
  }
  const said = inLanguage(error, lang);
  return [`grundval: ${said.message}`, ...(said.hint === undefined ? [] : [`  ${hint}: ${said.hint}`])];
}

/** What went wrong first, where stopping after it failed as well. */
export function firstFailure(error: unknown): unknown {
  return error instanceof SuppressedError ? firstFailure(error.suppressed) : error;
}
