import type { Declaration } from '#model/declaration/declaration.ts';
import { createFormatter, type Formatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import type { ChangeKind, PlannedHost, RunPlan } from '#model/runs/run-plan.ts';
import { roleHolders } from '#runbooks/engine/approval/role-holders.ts';
import { foldOutputs, hostRange } from '#runbooks/engine/output/fold-outputs.ts';

const changeWords: Readonly<Record<ChangeKind, Text>> = {
  standard: { sv: 'standardändring', en: 'standard change' },
  normal: { sv: 'normal ändring', en: 'normal change' },
  emergency: { sv: 'akut ändring', en: 'emergency change' },
};

const outcomeWords: Readonly<Record<PlannedHost['outcome'], Text>> = {
  changes: { sv: 'Ändras', en: 'Changes' },
  unchanged: { sv: 'Oförändrat', en: 'Unchanged' },
  unreachable: { sv: 'Ej nådd', en: 'Not reached' },
  failed: { sv: 'Går inte att planera', en: 'Cannot be planned' },
};

/** What a run would do, as lines for people: hosts with the same steps stand together. */
export function planLines(
  run: string,
  hash: string,
  plan: RunPlan,
  declaration: Declaration,
  lang: Lang,
): readonly string[] {
  const format = createFormatter(lang);
  const ticket = plan.ticket === null ? '' : `, ${plan.ticket}`;
  return [
    `${plan.procedure}  ${changeWords[plan.change][lang]}${ticket}`,
    `${run}  plan ${hash.slice(0, 12)}`,
    '',
    ...hostLines(plan, lang),
    ...batchLines(plan, lang, format),
    ...affectedLines(plan, declaration, lang, format),
    ...timeLines(plan, lang, format),
    ...approvalLines(plan, declaration, lang),
  ];
}

function hostLines({ hosts }: RunPlan, lang: Lang): readonly string[] {
  const alike = Map.groupBy(hosts, ({ outcome }) => outcome);
  const lines = [...alike].flatMap(([outcome, members]) =>
    foldOutputs(members.map((host) => [host.host, hostText(host, lang)])).flatMap(({ hosts: same, text }) => {
      const [first = '', ...rest] = text.split('\n');
      const head = `${outcomeWords[outcome][lang]}  ${hostRange(same)} (${same.length})`;
      return outcome === 'changes'
        ? [head, ...[first, ...rest].map((line) => `  ${line}`)]
        : [`${head}${first === '' ? '' : `: ${first}`}`, ...rest.map((line) => `  ${line}`)];
    }),
  );
  return [...lines, ''];
}

const words = {
  destroys: { sv: 'FÖRSTÖR', en: 'DESTROYS' },
  maybe: { sv: 'om det behövs', en: 'if needed' },
  undo: { sv: 'ångra', en: 'undo' },
  batches: { sv: 'Omgångar', en: 'Batches' },
  affects: { sv: 'Berör', en: 'Affects' },
  alsoFalls: { sv: 'och det som bygger på dem', en: 'and what stands on them' },
  when: { sv: 'När', en: 'When' },
  anyTime: { sv: 'när som helst', en: 'at any time' },
  frozen: { sv: 'Ändringsstopp', en: 'Freeze' },
  approvedBy: { sv: 'Godkänns av', en: 'Approved by' },
} satisfies Readonly<Record<string, Text>>;

function hostText({ outcome, steps, note }: PlannedHost, lang: Lang): string {
  if (outcome !== 'changes') return note?.[lang] ?? '';
  return steps
    .flatMap(({ name, what, command, effect, certain, undo }) => [
      [
        name,
        ...(effect === 'destroy' ? [words.destroys[lang]] : []),
        what[lang] + (certain ? '' : ` (${words.maybe[lang]})`),
      ].join('  '),
      `  ${command}`,
      ...(undo === null ? [] : [`  ${words.undo[lang]}: ${undo[lang]}`]),
    ])
    .join('\n');
}

const mostBatches = 6;

function batchLines({ batches, rollout }: RunPlan, lang: Lang, format: Formatter): readonly string[] {
  if (batches.length === 0) return [];
  const shown = batches
    .slice(0, mostBatches)
    .map((batch, at) => `${at + 1}: ${batch.length > 8 ? format.number(batch.length) : hostRange(batch)}`);
  const left = batches.length - shown.length;
  const more = left === 0 ? '' : lang === 'sv' ? ` … och ${left} till` : ` … and ${left} more`;
  const soak =
    rollout.soak === undefined
      ? ''
      : lang === 'sv'
        ? `, väntar ${rollout.soak} efter varje`
        : `, waits ${rollout.soak} after each`;
  const limit =
    lang === 'sv'
      ? `stannar om fler än ${rollout.maxFail} misslyckas${soak}`
      : `stops if more than ${rollout.maxFail} fail${soak}`;
  return [`${words.batches[lang]}  ${shown.join(' · ')}${more} (${limit})`];
}

function affectedLines(
  { affected, batches }: RunPlan,
  declaration: Declaration,
  lang: Lang,
  format: Formatter,
): readonly string[] {
  if (batches.length === 0) return [];
  const nameOf = (id: string) => declaration.services.find((service) => service.id === id)?.name ?? id;
  const { services, dependents, users } = affected;
  const none = lang === 'sv' ? 'ingen tjänst' : 'no service';
  const named = services.length === 0 ? none : format.list(services.map(nameOf));
  const also =
    dependents.length === 0 ? '' : `, ${words.alsoFalls[lang]}: ${format.list(dependents.map(nameOf))}`;
  const range =
    users.atLeast === users.atMost
      ? format.number(users.atMost)
      : `${format.number(users.atLeast)}–${format.number(users.atMost)}`;
  const people = lang === 'sv' ? `${range} användare` : `${range} users`;
  const uncounted =
    users.uncounted.length === 0
      ? ''
      : lang === 'sv'
        ? `, och de som ingen har räknat i ${format.list(users.uncounted.map(nameOf))}`
        : `, and those nobody has counted in ${format.list(users.uncounted.map(nameOf))}`;
  return [`${words.affects[lang]}  ${named}${also}. ${people}${uncounted}.`];
}

function timeLines({ window, freezes }: RunPlan, lang: Lang, format: Formatter): readonly string[] {
  const when =
    window === null
      ? words.anyTime[lang]
      : `${format.instant(new Date(window.opens))} – ${format.instant(new Date(window.closes))}`;
  return [
    `${words.when[lang]}  ${when}`,
    ...freezes.map(({ from, until, reason }) => `${words.frozen[lang]}  ${from} – ${until}: ${reason}`),
  ];
}

function approvalLines(
  { approve, affected, change, requestedBy }: RunPlan,
  declaration: Declaration,
  lang: Lang,
): readonly string[] {
  const groups = roleHolders(declaration, approve.role, affected.services);
  const who = groups.map(({ of, persons }) => `${of} (${persons.join(', ') || '–'})`).join(' + ');
  const other = approve.notRequester
    ? lang === 'sv'
      ? `, annan än ${requestedBy}`
      : `, other than ${requestedBy}`
    : '';
  const holds = lang === 'sv' ? `gäller ${approve.validFor}` : `holds for ${approve.validFor}`;
  const line = `${words.approvedBy[lang]}  ${approve.approvers} × ${who}${other}; ${holds}`;
  if (change !== 'emergency') return [line];
  return [
    lang === 'sv'
      ? 'Akut: körs utan godkännande, och en andra person granskar i efterhand'
      : 'Emergency: run without approval, and a second person looks at it afterwards',
  ];
}
