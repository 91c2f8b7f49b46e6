import { rulesOfProcedure } from '#model/runs/procedure-rules.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import { trialWords } from '#model/runs/procedure-trial.ts';
import type { Names } from '../../figures/names.ts';
import type { RunHistory } from '../../store/store.ts';
import { address, procedureAddress, proceduresAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { capitalise } from '../parts/capitalise.ts';
import { facts } from '../parts/facts.ts';
import { prose } from '../parts/prose.ts';
import { historyTable } from '../runs/history-table.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { issueSummary, type ProcedureFormData, procedureForm } from './form.ts';

const words = {
  all: { sv: 'Procedurer', en: 'Procedures' },
  rules: { sv: 'Regler', en: 'Rules' },
  undeclared: (role: Value) => ({
    sv: `Rollen \`${role}\` finns inte i deklarationen, så ingen kan godkänna. Deklarera den under \`roles\` i \`grundval.yaml\`.`,
    en: `The role \`${role}\` is not declared, so nobody can approve. Declare it under \`roles\` in \`grundval.yaml\`.`,
  }),
  command: { sv: 'Planera en körning', en: 'Plan a run' },
  why: {
    sv: 'Insamlaren kör inga procedurer: nycklar och SSH stannar hos den som utför. Här sätter du ihop kommandot, som du kör i deklarationens mapp på din egen dator.',
    en: 'The collector runs no procedures: keys and SSH stay with whoever carries them out. Here you put the command together, and run it in the folder of the declaration on your own computer.',
  },
  copy: { sv: 'Kommandot att kopiera', en: 'The command to copy' },
  secrets: {
    sv: 'Byt ut orden med versaler mot dina filer.',
    en: 'Put your files in place of the words in capitals.',
  },
  steps: { sv: 'Vad som händer sedan', en: 'What comes next' },
  plan: {
    sv: 'Kommandot läser servrarna, visar vad som skulle ändras var, och ändrar inget.',
    en: 'The command reads the servers, shows what would change where, and changes nothing.',
  },
  approve: (command: Value) => ({
    sv: `Planen godkänns: \`${command}\``,
    en: `The plan is approved: \`${command}\``,
  }),
  start: {
    sv: 'Körningen startas: `grundval runs start latest`',
    en: 'The run is started: `grundval runs start latest`',
  },
  urgent: {
    sv: 'Är det akut: byt `--plan` mot `--emergency --reason "…"`. Då körs den genast, och någon annan granskar efteråt.',
    en: 'In an emergency put `--emergency --reason "…"` in place of `--plan`: it is run at once, and somebody else looks at it afterwards.',
  },
  runs: { sv: 'Senaste körningar', en: 'Latest runs' },
  never: {
    sv: 'Aldrig körd, så vitt insamlaren vet: ingen avslutad körning av proceduren har skickats hit.',
    en: 'Never run, as far as the collector knows: no run of the procedure that is over was sent here.',
  },
  shown: (shown: Value, total: Value) => ({
    sv: `De ${shown} senaste av ${total} avslutade`,
    en: `The ${shown} newest of ${total} that are over`,
  }),
  allRuns: { sv: 'Alla körningar av proceduren', en: 'All runs of the procedure' },
  evidence: { sv: 'Underlag', en: 'Evidence' },
  noEvidence: {
    sv: 'Inget eget; allt som görs står i körningens journal.',
    en: 'None of its own; all that is done stands in the journal of the run.',
  },
  tried: { sv: 'Hur den är prövad', en: 'How it is tried' },
  about: { sv: 'Underlag och prov', en: 'Evidence and trials' },
};

/** How many runs the page of a procedure shows. */
export const latestRuns = 5;

export interface ProcedurePageData {
  readonly procedure: ProcedureSummary;
  readonly names: Names;
  /** Is the role that approves declared? */
  readonly isRoleDeclared: boolean;
  readonly history: RunHistory;
  readonly form: ProcedureFormData;
  /** The command, where the form was sent and is right. */
  readonly command: string | null;
}

/** One procedure: what it does, the rules it is run by, the form that makes its command, and how it went. */
export function procedurePage(data: ProcedurePageData, frame: Frame): Html {
  const { procedure } = data;
  const { lang } = frame;
  const t = speak(words, lang);
  return layout(
    {
      title: procedure.title[lang],
      place: 'runs',
      main: html`<p class="above"><a href="${proceduresAddress}">${t.all}</a> / <code>${procedure.id}</code></p>
<h1>${procedure.title[lang]}</h1>
<div class="prose told-docs">${procedure.docs[lang].split('\n\n').map((part) => html`<p>${prose(part)}</p>`)}</div>
<section class="section"><h2>${t.rules}</h2>${rules(data, frame)}</section>
<section class="section"><h2 id="kommando">${t.command}</h2><p class="hint">${t.why}</p>
${data.command === null ? issueSummary(data.form, frame) : commandView(data, data.command, frame)}
${procedureForm(data.form, frame)}</section>
<section class="section"><div class="head-row"><h2>${t.runs}</h2>${data.history.total > 0 && html`<p class="actions"><a href="${address('/korningar', { procedur: procedure.id })}">${t.allRuns}</a></p>`}</div>${history(data, frame)}</section>
<section class="section"><h2>${t.about}</h2>${about(procedure, frame)}</section>`,
    },
    frame,
  );
}

function rules({ procedure, names, isRoleDeclared }: ProcedurePageData, { lang }: View): Html {
  const t = speak(words, lang);
  const told = rulesOfProcedure(procedure, (role) => names.party(`role:${role}`));
  return html`${!isRoleDeclared && html`<p class="note finding">${prose(t.undeclared(procedure.approve.role))}</p>`}<div class="facts-single">${facts(
    told.map(({ name, says }) => [name[lang], capitalise(says[lang])]),
  )}</div>`;
}

function commandView({ procedure }: ProcedurePageData, command: string, { lang }: View): Html {
  const t = speak(words, lang);
  const { role } = procedure.approve;
  const approve = `grundval runs approve latest --as ${role === 'owner' ? 'role:…' : `role:${role}`}`;
  const hasSecret = procedure.parameters.some(({ isSecret, isRequired }) => isSecret && isRequired);
  return html`<div class="made"><h3 id="kopiera">${t.copy}</h3>
<pre class="copied" role="region" aria-labelledby="kopiera" tabindex="0"><code>${command}</code></pre>
${hasSecret && html`<p class="hint">${t.secrets}</p>`}
<h3>${t.steps}</h3>
<ol class="steps"><li>${t.plan}</li><li>${prose(t.approve(approve))}</li><li>${prose(t.start)}</li></ol>
${procedure.change === 'emergency' && html`<p class="note">${prose(t.urgent)}</p>`}</div>`;
}

function history({ procedure, history: { rows, total }, names }: ProcedurePageData, view: View): Content {
  const t = speak(words, view.lang);
  return historyTable(
    { rows, caption: t.shown(rows.length, total), empty: t.never, procedures: [procedure], names },
    view,
  );
}

function about({ evidence, tried }: ProcedureSummary, { lang }: View): Html {
  const t = speak(words, lang);
  const left = Object.entries(evidence);
  return html`<div class="facts-single">${facts([
    [
      t.evidence,
      left.length === 0
        ? t.noEvidence
        : html`<ul class="plain">${left.map(([name, what]) => html`<li>${what[lang]} · <code>${name}</code></li>`)}</ul>`,
    ],
    [t.tried, `${trialWords(tried)[lang]}.`],
  ])}</div>`;
}

/** Where the form leads: back to the page, at the command. */
export const formAddress = (id: string): string => `${procedureAddress(id)}#kommando`;
