import type { ApprovalRule } from '#model/runs/run-plan.ts';
import type { RunStep } from '../../figures/run-steps.ts';
import type { OwedLook, RunState } from '../../store/store.ts';
import { type Content, type Html, html } from '../html.ts';
import { statusShape } from '../parts/status.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { command } from './command.ts';
import { runMark } from './marks.ts';

const words = {
  approve: {
    sv: 'Väntar på godkännande. Den som godkänner läser planen och signerar den med sin egen nyckel:',
    en: 'Waits for approval. Whoever approves reads the plan and signs it with their own key:',
  },
  start: { sv: 'Sedan genomförs den:', en: 'It is then carried out:' },
  startNow: {
    sv: 'Akut ändring, inte påbörjad. Den får göras innan någon har godkänt den:',
    en: 'Emergency change, not begun. It may be made before anybody has approved it:',
  },
  nothing: { sv: 'Planen ändrar ingenting.', en: 'The plan changes nothing.' },
  decide: (step: string, host: string) => ({
    sv: `Ingen vet vad som blev av steget ${step} på ${host}. Titta på servern och skriv in vad du ser:`,
    en: `Nobody knows what became of the step ${step} on ${host}. Look at the server and write down what you see:`,
  }),
  or: {
    sv: 'done: det är gjort. I stället not-done: det är inte gjort och får göras, eller skip-host: lämna servern.',
    en: 'done: it is done. Instead not-done: it is not done and may be done, or skip-host: leave the server.',
  },
  goOn: { sv: 'Gå sedan vidare:', en: 'Then go on:' },
  paused: { sv: 'Pausad. Gå vidare:', en: 'Paused. To go on:' },
  more: (count: Value) => ({ sv: `${count} steg till väntar.`, en: `${count} more steps wait.` }),
  look: {
    sv: 'Akut ändring som ingen mer än den som gjorde den har granskat. Någon annan granskar senast',
    en: 'Emergency change that nobody but who made it has looked at. Somebody else looks by',
  },
  late: {
    sv: 'Akut ändring som ingen annan har granskat, och tiden är ute sedan',
    en: 'Emergency change that nobody else has looked at; the time ran out',
  },
  owed: { sv: 'Granskning återstår', en: 'To be looked at' },
  overdue: { sv: 'Granskning försenad', en: 'Not looked at in time' },
  retry: {
    sv: 'Försök igen med bara de servrar som inte gick bra:',
    en: 'Try again with only the servers that did not go well:',
  },
  file: { sv: 'FIL', en: 'FILE' },
  text: { sv: 'TEXT', en: 'TEXT' },
};

/** What of a run waits for somebody. */
export interface Waiting {
  readonly run: string;
  readonly state: RunState;
  readonly isEmergency: boolean;
  /** Hosts that the plan changes. */
  readonly hosts: number;
  /** Null where the plan was not read. */
  readonly approve: ApprovalRule | null;
  /** Steps that nobody knows the end of. */
  readonly questions: readonly RunStep[];
  readonly owed: OwedLook | null;
}

const mostQuestions = 5;

/** Whether anything of it waits. */
export function isWaiting({ state, hosts, questions, owed }: Waiting): boolean {
  return (state === 'planned' && hosts > 0) || state === 'paused' || questions.length > 0 || owed !== null;
}

/** How a run waits, as shape and word; an emergency by the look it owes, however it ended. */
export function waitingMark({ state, owed }: Waiting, { lang, now }: View): Html {
  if (owed === null) return runMark({ state, proved: false }, lang);
  const t = speak(words, lang);
  const status = now > owed.due ? 'finding' : 'exempt';
  return html`<span class="status ${status}">${statusShape(status)}${now > owed.due ? t.overdue : t.owed}</span>`;
}

/** What waits of a run, each with the command that brings it on. */
export function waitingPart(waiting: Waiting, view: View): Html {
  const t = speak(words, view.lang);
  const { run, questions } = waiting;
  const steps: Content[] = [];
  if (waiting.state === 'planned') steps.push(toBegin(waiting, view));
  for (const { host, step } of questions.slice(0, mostQuestions)) {
    steps.push(html`<p>${t.decide(step, host)}</p>
${command(`grundval runs decide ${run} --host ${host} --step ${step} --is done --key ${t.file}`)}
<p class="hint">${t.or}</p>`);
  }
  if (questions.length > mostQuestions) steps.push(html`<p>${t.more(questions.length - mostQuestions)}</p>`);
  if (questions.length > 0 || waiting.state === 'paused') {
    steps.push(html`<p>${questions.length > 0 ? t.goOn : t.paused}</p>
${command(`grundval runs resume ${run} --key ${t.file}`)}`);
  }
  if (waiting.owed !== null) {
    const { due } = waiting.owed;
    steps.push(html`<p>${view.now > due ? t.late : t.look} ${instant(due, view)}:</p>
${command(`grundval runs review ${run} --text "${t.text}" --key ${t.file}`)}`);
  }
  if (waiting.state === 'failed') {
    steps.push(html`<p>${t.retry}</p>
${command(`grundval runs retry-failed ${run} --key ${t.file}`)}`);
  }
  return html`${steps}`;
}

function toBegin({ run, isEmergency, hosts, approve }: Waiting, view: View): Html {
  const t = speak(words, view.lang);
  const start = command(`grundval runs start ${run} --key ${t.file}`);
  if (hosts === 0) return html`<p>${t.nothing}</p>`;
  if (isEmergency) return html`<p>${t.startNow}</p>\n${start}`;
  return html`<p>${t.approve}</p>
${command(`grundval runs approve ${run} --as role:${approve?.role ?? 'ID'} --key ${t.file}`)}
<p>${t.start}</p>
${start}`;
}
