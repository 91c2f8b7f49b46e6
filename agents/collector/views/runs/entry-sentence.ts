import { z } from 'zod';
import { noteText } from '#model/runs/host-note.ts';
import type { JournalEvent } from '#model/runs/journal-entry.ts';
import { stepEndOf } from '../../figures/run-steps.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { decisionWords } from './step-end.ts';
import { effectWords, hostStateWords, runStateWords } from './vocabulary.ts';

const words = {
  opened: (procedure: string, by: string, hosts: string) => ({
    sv: `${by} började genomföra ${procedure} på ${hosts}.`,
    en: `${by} began to carry out ${procedure} on ${hosts}.`,
  }),
  hosts: { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } },
  approved: (by: string) => ({ sv: `Planen är godkänd av ${by}.`, en: `The plan is approved by ${by}.` }),
  emergency: (due: string) => ({
    sv: `Akut: började utan godkännande. Någon annan granskar senast ${due}.`,
    en: `Emergency: began without approval. Somebody else looks by ${due}.`,
  }),
  source: (by: string) => ({
    sv: `${by} godtog att procedurens källkod är en annan än den godkända.`,
    en: `${by} accepted that the source of the procedure is another than was approved.`,
  }),
  leave: { sv: 'Lov att köra noterades.', en: 'Leave to run was noted.' },
  batch: (number: Value, hosts: string) => ({
    sv: `Omgång ${number} började: ${hosts}.`,
    en: `Batch ${number} began: ${hosts}.`,
  }),
  others: (count: Value) => ({ sv: `${count} till`, en: `${count} more` }),
  intent: (step: string, host: string, effect: string) => ({
    sv: `Steget ${step} ska göras på ${host} (${effect}).`,
    en: `The step ${step} is to be done on ${host} (${effect}).`,
  }),
  attached: (step: string, host: string, unit: string) => ({
    sv: `Steget ${step} körs på ${host} under namnet ${unit}.`,
    en: `The step ${step} runs on ${host} under the name ${unit}.`,
  }),
  run: (step: string, host: string) => ({
    sv: `Steget ${step} är gjort på ${host}.`,
    en: `The step ${step} is done on ${host}.`,
  }),
  probe: (step: string, host: string) => ({
    sv: `Steget ${step} var redan gjort på ${host}.`,
    en: `The step ${step} was done already on ${host}.`,
  }),
  person: (step: string, host: string) => ({
    sv: `Steget ${step} är gjort på ${host}, enligt den som tittade.`,
    en: `The step ${step} is done on ${host}, by who looked.`,
  }),
  'not-needed': (step: string, host: string) => ({
    sv: `Steget ${step} behövdes inte på ${host}.`,
    en: `The step ${step} was not needed on ${host}.`,
  }),
  failed: (step: string, host: string, why: string) => ({
    sv: `Steget ${step} misslyckades på ${host}: ${why}`,
    en: `The step ${step} failed on ${host}: ${why}`,
  }),
  unknown: (step: string, host: string, why: string) => ({
    sv: `Ingen vet vad som blev av steget ${step} på ${host}: ${why}`,
    en: `Nobody knows what became of the step ${step} on ${host}: ${why}`,
  }),
  decided: (step: string, host: string, by: string, decision: string) => ({
    sv: `${by} tittade på ${host} och bestämde om steget ${step}: ${decision}.`,
    en: `${by} looked at ${host} and decided on the step ${step}: ${decision}.`,
  }),
  host: (host: string, state: string, note: string) => ({
    sv: `${host}: ${state}. ${note}`,
    en: `${host}: ${state}. ${note}`,
  }),
  pause: (by: string) => ({ sv: `${by} pausade körningen.`, en: `${by} paused the run.` }),
  resume: (by: string) => ({ sv: `${by} gick vidare med körningen.`, en: `${by} went on with the run.` }),
  stop: (by: string) => ({
    sv: `${by} stoppade körningen: det påbörjade görs klart.`,
    en: `${by} stopped the run: what was begun is finished.`,
  }),
  kill: (by: string) => ({
    sv: `${by} avbröt körningen på servrarna.`,
    en: `${by} cancelled the run on the servers.`,
  }),
  reopen: (by: string) => ({
    sv: `${by} öppnade körningen igen.`,
    en: `${by} opened the run again.`,
  }),
  evidence: (name: string) => ({ sv: `Underlaget ${name} lades in.`, en: `The evidence ${name} was filed.` }),
  evidenceOf: (name: string, host: string) => ({
    sv: `Underlaget ${name} lades in för ${host}.`,
    en: `The evidence ${name} was filed for ${host}.`,
  }),
  sealed: (seq: Value, key: string) => ({
    sv: `Posterna till och med ${seq} förseglades med nyckeln ${key}.`,
    en: `The entries up to ${seq} were sealed with the key ${key}.`,
  }),
  anchored: {
    sv: 'Journalens huvud visades för någon utanför IT-enheten.',
    en: 'The head of the journal was shown to somebody outside the IT unit.',
  },
  closed: (outcome: string) => ({
    sv: `Körningen är slut: ${outcome}.`,
    en: `The run is over: ${outcome}.`,
  }),
};

const Leave = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approved'), by: z.array(z.string()) }),
  z.object({ kind: z.literal('emergency'), secondPersonBefore: z.iso.datetime() }),
  z.object({ kind: z.literal('source'), by: z.string() }),
]);

const mostNamed = 5;

/** What an entry of a journal says, in one sentence; its note may add more. */
export function entrySentence(event: JournalEvent, view: View): string {
  const { lang, format } = view;
  const t = speak(words, lang);
  switch (event.kind) {
    case 'opened':
      return t.opened(event.body.procedure, event.body.executedBy, t.hosts(event.body.hosts.length));
    case 'approved': {
      const { data } = Leave.safeParse(event.body);
      if (data === undefined) return t.leave;
      if (data.kind === 'approved') return t.approved(format.list(data.by));
      if (data.kind === 'source') return t.source(data.by);
      return t.emergency(format.instant(new Date(data.secondPersonBefore)));
    }
    case 'batch': {
      const { number, hosts } = event.body;
      const rest = hosts.length - mostNamed;
      return t.batch(
        number + 1,
        format.list([...hosts.slice(0, mostNamed), ...(rest > 0 ? [t.others(rest)] : [])]),
      );
    }
    case 'intent':
      return t.intent(event.body.step, event.body.host, effectWords[event.body.effect][lang]);
    case 'attached':
      return t.attached(event.body.step, event.body.host, event.body.unit);
    case 'done': {
      const { step, host, result } = event.body;
      const end = stepEndOf(result);
      if (end.kind === 'failed') return t.failed(step, host, `${end.why} ${end.last}`.trim());
      return t[end.kind !== 'done' || end.by === 'unsaid' ? 'run' : end.by](step, host);
    }
    case 'unknown':
      return t.unknown(event.body.step, event.body.host, event.body.why);
    case 'decided': {
      const { step, host, by, decision } = event.body;
      return t.decided(step, host, by, decisionWords[decision][lang]);
    }
    case 'host':
      return t.host(
        event.body.host,
        hostStateWords[event.body.outcome][lang],
        noteText(event.body.note)[lang],
      );
    case 'control':
      return t[event.body.action](event.body.by);
    case 'evidence':
      return event.body.host === null
        ? t.evidence(event.body.name)
        : t.evidenceOf(event.body.name, event.body.host);
    case 'sealed':
      return t.sealed(event.body.seq, event.body.keyId.slice(0, 12));
    case 'anchored':
      return t.anchored;
    case 'closed':
      return t.closed(runStateWords[event.body.outcome][lang].toLowerCase());
  }
}
