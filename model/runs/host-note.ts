import type { Text } from '../format/text.ts';

/**
 * What is noted of a host or a step: a code with its values, so that the journal is in no language and is read in
 * both. Written `code {"json":…}` in one string.
 */
export type HostNote =
  | { readonly code: 'unchanged'; readonly sv: string; readonly en: string }
  | { readonly code: 'changed'; readonly steps: number }
  | { readonly code: 'nothing-left' }
  | { readonly code: 'step-failed'; readonly step: string; readonly why: string; readonly last: string }
  | { readonly code: 'read-failed'; readonly step: string; readonly why: string }
  | {
      readonly code: 'not-verified';
      readonly step: string;
      readonly withinSeconds: number;
      readonly why: string;
    }
  | { readonly code: 'not-restarted'; readonly withinSeconds: number }
  | { readonly code: 'outside-plan'; readonly step: string; readonly found: string }
  | {
      readonly code: 'not-confirmed';
      readonly step: string;
      readonly found: string;
      readonly expected: string;
    }
  | { readonly code: 'secret-in-result'; readonly step: string }
  | { readonly code: 'unreachable'; readonly at: string; readonly reason: string; readonly message: string }
  | { readonly code: 'unknown-step'; readonly step: string; readonly why: string }
  | { readonly code: 'procedure-error'; readonly message: string }
  | { readonly code: 'skipped-by-person'; readonly step: string }
  | { readonly code: 'window-closed'; readonly opens: string }
  | { readonly code: 'cancelled'; readonly step: string };

/** A note as journals have it. */
export function writeNote({ code, ...values }: HostNote): string {
  return Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
}

type Words = { readonly [Note in HostNote as Note['code']]: (note: Note) => Text };

const words: Words = {
  unchanged: ({ sv, en }) => ({ sv, en }),
  changed: ({ steps }) =>
    steps === 1
      ? { sv: 'En ändring gjord.', en: 'One change made.' }
      : { sv: `${steps} ändringar gjorda.`, en: `${steps} changes made.` },
  'nothing-left': () => ({ sv: 'Inget att ändra.', en: 'Nothing to change.' }),
  'step-failed': ({ step, why, last }) => ({
    sv: `Steget ${step} misslyckades (${why})${last === '' ? '.' : `: ${last}`}`,
    en: `The step ${step} failed (${why})${last === '' ? '.' : `: ${last}`}`,
  }),
  'read-failed': ({ step, why }) => ({
    sv: `Kunde inte läsa ${step}: ${why}`,
    en: `Could not read ${step}: ${why}`,
  }),
  'not-verified': ({ step, withinSeconds, why }) => ({
    sv: `${step} stämde inte inom ${withinSeconds} s${why === '' ? '.' : `: ${why}`}`,
    en: `${step} did not hold within ${withinSeconds} s${why === '' ? '.' : `: ${why}`}`,
  }),
  'not-restarted': ({ withinSeconds }) => ({
    sv: `Servern sågs inte starta om inom ${withinSeconds} s.`,
    en: `The server was not seen to restart within ${withinSeconds} s.`,
  }),
  'outside-plan': ({ step, found }) => ({
    sv: `Steget ${step} står inte i den godkända planen (${found}). Inget kördes; gör en ny plan.`,
    en: `The step ${step} is not in the approved plan (${found}). Nothing was run; make a new plan.`,
  }),
  'not-confirmed': ({ step, found, expected }) => ({
    sv: `Steget ${step} kördes inte: på servern står ”${found}”, väntat ”${expected}”.`,
    en: `The step ${step} was not run: the server says "${found}", expected "${expected}".`,
  }),
  'secret-in-result': ({ step }) => ({
    sv: `Steget ${step} gav tillbaka en hemlighet. Den skrivs inte i journalen.`,
    en: `The step ${step} gave back a secret. It is not written in the journal.`,
  }),
  unreachable: ({ at, reason, message }) => ({
    sv: `Ingen väg till servern (${at}: ${reason}): ${message}`,
    en: `No way to the server (${at}: ${reason}): ${message}`,
  }),
  'unknown-step': ({ step, why }) => ({
    sv: `Ingen vet vad som blev av steget ${step}: ${why}. Titta på servern och bestäm.`,
    en: `Nobody knows what became of the step ${step}: ${why}. Look at the server and decide.`,
  }),
  'procedure-error': ({ message }) => ({
    sv: `Fel i proceduren: ${message}`,
    en: `A mistake in the procedure: ${message}`,
  }),
  'skipped-by-person': ({ step }) => ({
    sv: `Servern hoppades över efter steget ${step}, enligt beslut.`,
    en: `The server was skipped after the step ${step}, as decided.`,
  }),
  'window-closed': ({ opens }) => ({
    sv: `Servicefönstret hann stängas. Det öppnar igen ${opens}.`,
    en: `The maintenance window had closed. It opens again ${opens}.`,
  }),
  cancelled: ({ step }) => ({
    sv: `Avbröts under steget ${step}.`,
    en: `Cancelled during the step ${step}.`,
  }),
};

/** A note as people read it; a text that is no note is given back as it is. */
export function noteText(written: string): Text {
  const space = written.indexOf(' ');
  const code = space === -1 ? written : written.slice(0, space);
  const isKnown = (name: string): name is HostNote['code'] => Object.hasOwn(words, name);
  if (!isKnown(code)) return { sv: written, en: written };
  const values: object = space === -1 ? {} : readValues(written.slice(space + 1));
  const say = words[code] as (note: HostNote) => Text;
  return say({ code, ...values } as HostNote);
}

function readValues(json: string): object {
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
