import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Text } from '#model/format/text.ts';
import { formatInstant } from '#model/format/time.ts';
import { noRoom } from '../journal/disk-error.ts';

/** The error of a journal, or of what is kept beside it, that cannot be written in the middle of a run. */
export function cannotWrite(run: string, cause: unknown): GrundvalError {
  const why = whyOf(cause);
  return bilingualError(
    'run/cannot-write',
    {
      sv: `Körningen ${run} stannade: det som görs kan inte skrivas ned. ${why.sv} Inget nytt påbörjades.`,
      en: `The run ${run} stopped: what is done cannot be written down. ${why.en} Nothing new was begun.`,
    },
    {
      sv: `Gör plats på disken och återuppta: grundval runs resume ${run}. Det som redan pågår på servrarna hittas igen.`,
      en: `Make room on the disk and resume: grundval runs resume ${run}. What runs on the servers is found again.`,
    },
    { cause },
  );
}

function whyOf(cause: unknown): Text {
  if (cause instanceof GrundvalError) return { sv: swedish(cause), en: cause.message };
  const code = errorCode(cause);
  if (code !== undefined)
    return noRoom.has(code)
      ? { sv: `Disken är full (${code}).`, en: `The disk is full (${code}).` }
      : { sv: `Disken svarar med fel (${code}).`, en: `The disk fails (${code}).` };
  const message = `${cause instanceof Error ? cause.message : cause}.`;
  return { sv: message, en: message };
}

function swedish(error: GrundvalError): string {
  const sv = error.details['sv'];
  return typeof sv === 'object' && sv !== null && 'message' in sv ? String(sv.message) : error.message;
}

/** The error of a clock that stands before the last entry of the journal. */
export function clockWentBack(last: Date, now: Date): GrundvalError {
  return bilingualError(
    'run/clock-went-back',
    {
      sv: `Klockan är ${formatInstant(now, 'sv')}, men journalens senaste post är från ${formatInstant(last, 'sv')}.`,
      en: `The clock says ${formatInstant(now, 'en')}, but the last entry of the journal is of ${formatInstant(last, 'en')}.`,
    },
    {
      sv: 'Ställ klockan (timedatectl) och återuppta. Inget är gjort.',
      en: 'Set the clock (timedatectl) and resume. Nothing was done.',
    },
  );
}

/** The error of a run that has ended and is not opened again by anybody. */
export function runClosed(run: string): GrundvalError {
  return bilingualError(
    'run/closed',
    { sv: `Körningen ${run} är avslutad.`, en: `The run ${run} has ended.` },
    {
      sv: `Försök igen med det som misslyckades: grundval runs retry-failed ${run}, eller gör en ny plan.`,
      en: `Try again what failed: grundval runs retry-failed ${run}, or make a new plan.`,
    },
  );
}

/** The error of a run that was paused. */
export function runPaused(run: string): GrundvalError {
  return bilingualError(
    'run/paused',
    { sv: `Körningen ${run} är pausad.`, en: `The run ${run} is paused.` },
    { sv: `Låt den gå vidare: grundval runs resume ${run}`, en: `Let it go on: grundval runs resume ${run}` },
  );
}

/** The error of a freeze that a run would begin in. */
export function frozen({
  until,
  reason,
}: {
  readonly until: string;
  readonly reason: string;
}): GrundvalError {
  return bilingualError(
    'run/frozen',
    {
      sv: `Inget får ändras till och med ${until}: ${reason}.`,
      en: `Nothing may be changed until the end of ${until}: ${reason}.`,
    },
    {
      sv: 'Vänta, eller gör en akut ändring om något är på väg att gå sönder.',
      en: 'Wait, or make an emergency change if something is about to break.',
    },
  );
}

/** The error of a plan whose windows have gone by. */
export function windowPassed(closes: string): GrundvalError {
  const at = new Date(closes);
  return bilingualError(
    'run/window-passed',
    {
      sv: `Planen gäller underhållsfönster till ${formatInstant(at, 'sv')}, och det har passerat.`,
      en: `The plan is for maintenance windows until ${formatInstant(at, 'en')}, which has passed.`,
    },
    { sv: 'Gör en ny plan.', en: 'Make a new plan.' },
  );
}
