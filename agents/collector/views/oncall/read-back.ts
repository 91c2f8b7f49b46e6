import type { RestoreTest } from '#model/evidence/restore-test.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { RunRow } from '../../store/store.ts';
import { runAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { mark, unmeasured } from './marks.ts';

const words = {
  copies: { sv: 'Kopior enligt planen', en: 'Copies by the plan' },
  every: (group: Value, span: Value) => ({
    sv: `${group}: ${span} mellan kopiorna`,
    en: `${group}: ${span} between copies`,
  }),
  noCopies: { sv: 'inga planerade', en: 'none planned' },
  noPlan: { sv: 'ingen plan är läst', en: 'no plan has been read' },
  newest: { sv: 'Senaste kopia', en: 'Newest copy' },
  notRead: {
    sv: 'backupsystemets uppgifter läses inte in',
    en: 'the records of the backup system are not read',
  },
  test: { sv: 'Senaste återläsningsprov', en: 'Latest restore test' },
  never: { sv: 'inget prov är gjort med Grundval', en: 'no test has been made with Grundval' },
  took: (group: Value, rto: Value) => ({
    sv: `${group} lästes tillbaka på ${rto}`,
    en: `${group} was read back in ${rto}`,
  }),
  age: (rpo: Value) => ({ sv: `kopian var ${rpo} gammal`, en: `the copy was ${rpo} old` }),
  failed: (group: Value) => ({
    sv: `${group} gick inte att läsa tillbaka`,
    en: `${group} could not be read back`,
  }),
  unproved: { sv: 'journalen är inte styrkt', en: 'the journal is not proved' },
  noResult: { sv: 'körningen lämnade inget resultat', en: 'the run left no result' },
};

/** The latest restore test of a service: its run, and what that filed. */
export interface LatestTest {
  readonly run: RunRow;
  readonly tests: readonly RestoreTest[];
}

/** What can be read back, and how long it took when it was last tried. */
export function readBack(backups: readonly BackupPlan[] | null, latest: LatestTest | null, view: View): Html {
  const { lang, format } = view;
  const t = speak(words, lang);
  return facts([
    [
      t.copies,
      backups === null
        ? unmeasured(t.noPlan, lang)
        : backups.length === 0
          ? t.noCopies
          : html`${backups.map(({ group, everySeconds }) => html`<span>${t.every(group, format.span(everySeconds))}</span><br>`)}`,
    ],
    [t.newest, unmeasured(t.notRead, lang)],
    [t.test, latest === null ? unmeasured(t.never, lang) : testText(latest, view)],
  ]);
}

function testText({ run, tests }: LatestTest, view: View): Html {
  const { lang, format, now } = view;
  const t = speak(words, lang);
  const at = run.closedAt ?? run.openedAt ?? run.plannedAt;
  return html`<a class="link" href="${runAddress(run.run)}">${format.recent(at, now)}</a>${tests.length === 0 && mark('not-measured', t.noResult)}${tests.map(
    ({ group, succeeded, measuredRtoSeconds, measuredRpoSeconds }) =>
      succeeded
        ? html`<span class="under">${t.took(group, format.span(measuredRtoSeconds))}${measuredRpoSeconds !== null && `, ${t.age(format.span(measuredRpoSeconds))}`}</span>`
        : mark('finding', t.failed(group)),
  )}${!run.proved && html`<span class="under">${t.unproved}</span>`}`;
}
