import type { ResultStatus, Severity } from '#model/controls/result.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';

/** The shape of each status: told apart without colour. */
export const shapes: Readonly<Record<ResultStatus, string>> = {
  finding: '▲',
  exempt: '◆',
  'not-measured': '○',
  met: '●',
};

/** The word beside the shape. */
export const statusWords: Readonly<Record<ResultStatus, Readonly<Record<Lang, Plural>>>> = {
  finding: {
    sv: { one: 'avvikelse', other: 'avvikelser' },
    en: { one: 'finding', other: 'findings' },
  },
  exempt: { sv: { one: 'undantag', other: 'undantag' }, en: { one: 'exemption', other: 'exemptions' } },
  'not-measured': {
    sv: { one: 'ej mätt', other: 'ej mätta' },
    en: { one: 'not measured', other: 'not measured' },
  },
  met: { sv: { one: 'uppfylld', other: 'uppfyllda' }, en: { one: 'met', other: 'met' } },
};

export const severityWords: Readonly<Record<Severity, Text>> = {
  critical: { sv: 'kritisk', en: 'critical' },
  high: { sv: 'hög', en: 'high' },
  medium: { sv: 'medel', en: 'medium' },
  low: { sv: 'låg', en: 'low' },
};
