import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import { CriticalTask, type Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { Change } from '#model/evidence/change.ts';
import type { Filed, RunEvidence } from '#model/evidence/run-evidence.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { addMonths } from '../calendar.ts';
import type { Control, Verdict } from '../control.ts';
import { giveVerdict, joinTexts, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Tasks that take a runbook where we run the service ourselves. */
  tasks: z.array(CriticalTask).default([...CriticalTask.options]),
  /** The same where others run it: they start, patch and fail over; we must get the data back, and leave. */
  tasksOfOthers: z.array(CriticalTask).default(['restore', 'decommission']),
  /** Lowest availability (t) from which the rule applies; it never applies below class 2. */
  lowestAvailability: z.int().min(2).max(4).default(2),
  /** Months after which a runbook must have been used or exercised anew. */
  exercisedMonths: z.int().min(1).max(60).default(12),
});
type Parameters = z.infer<typeof Parameters>;
type Procedure = Service['procedures'][number];

const taskWords: Readonly<Record<CriticalTask, Text>> = {
  'start-stop': { sv: 'start och stopp', en: 'start and stop' },
  restore: { sv: 'återläsning', en: 'restore' },
  failover: { sv: 'omkoppling till reserv', en: 'failover' },
  patch: { sv: 'uppdatering', en: 'patching' },
  decommission: { sv: 'avveckling', en: 'decommissioning' },
};

/**
 * GV-34. Judges what is in use. A runbook that nobody says was ever exercised is unknown, not wrong. Of one that is a
 * procedure of ours, its newest run on the service tells, where the journal holds and the run succeeded; what the
 * declaration says counts as well. Decommissioning happens once and cannot be exercised, so a runbook is enough. A
 * service without a class is `not-measured`.
 */
export const runbooksForCriticalTasks: Control<typeof Parameters> = {
  id: 'GV-34',
  version: 2,
  validFrom: '2026-11-25',
  title: {
    sv: 'Körböcker finns för kritiska moment',
    en: 'There are runbooks for critical tasks',
  },
  why: {
    sv: 'Den som ska läsa tillbaka data mitt i natten ska följa en körbok som fungerade senast, inte pröva sig fram.',
    en: 'Whoever restores data in the middle of the night should follow a runbook that worked last time, and not find it out by trial.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-28' },
    { kind: 'strategy', reference: 'UPB-8' },
    { kind: 'strategy', reference: 'UPB-14' },
    { kind: 'strategy', reference: 'ORK-23' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.37' },
  ],
  profile: 'extended',
  severity: 'medium',
  gate: false,
  reads: ['declaration'],
  readsIfPresent: ['evidence'],
  parameters: Parameters,
  remedy: {
    sv: 'Skriv körboken, öva den, och lägg in den i `procedures` i tjänstens fil med dokument eller procedur och dagen för övningen.',
    en: 'Write the runbook, exercise it, and add it to `procedures` in the file of the service with its document or procedure and the day of the exercise.',
  },
  check({ declaration, evidence, parameters, now }) {
    const today = formatDay(now);
    return declaration.services
      .filter(
        (service) =>
          isStanding(service) &&
          (service.classification === undefined || service.classification.t >= parameters.lowestAvailability),
      )
      .map((service) => judgeService(service, declaration, evidence, parameters, today));
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  runs: RunEvidence | null,
  parameters: Parameters,
  today: string,
): Verdict {
  const asked = service.hosting === 'own' ? parameters.tasks : parameters.tasksOfOthers;
  const procedures = service.procedures.map((procedure, index) => ({
    procedure,
    index,
    run: lastRun(procedure, service, runs),
  }));
  const found = procedures.filter(({ procedure }) => asked.includes(procedure.task));
  const missing = asked.filter((task) => !service.procedures.some((procedure) => procedure.task === task));
  const exercised = found.map(({ procedure, run }) =>
    judgeExercise(withRun(procedure, run), parameters.exercisedMonths, today),
  );
  const problems = exercised.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const unknowns = exercised.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown]));
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'medium',
    problems: [...(missing.length === 0 ? [] : [describeMissing(missing)]), ...problems],
    unknowns,
    met: {
      sv: 'Körböcker finns, och de har använts eller övats inom fristen.',
      en: 'There are runbooks, and they have been used or exercised in time.',
    },
    evidence: found.flatMap(({ procedure, index, run }): readonly Evidence[] => [
      {
        text: describeProcedure(procedure),
        source: declaredAt(declaration, serviceFilePath(service.id), `/procedures/${index}`),
        at: null,
      },
      ...(run === null ? [] : [describeRun(procedure, run)]),
    ]),
  });
}

/** The newest run of a procedure on the service that succeeded and whose journal holds. */
function lastRun({ procedure }: Procedure, { id }: Service, runs: RunEvidence | null): Filed<Change> | null {
  if (procedure === undefined || runs === null) return null;
  const ofIt = runs.changes.filter(
    ({ value, verified }) =>
      verified &&
      value.what === procedure &&
      value.origin === 'run' &&
      value.outcome === 'succeeded' &&
      value.services.includes(id),
  );
  return ofIt.at(-1) ?? null;
}

/** The procedure as exercised on the later of the two days. */
function withRun(procedure: Procedure, run: Filed<Change> | null): Procedure {
  if (run === null) return procedure;
  const day = formatDay(run.at);
  return { ...procedure, exercised: day > (procedure.exercised ?? '') ? day : procedure.exercised };
}

function describeMissing(tasks: readonly CriticalTask[]): Problem {
  const words = joinTexts(
    tasks.map((task) => taskWords[task]),
    ', ',
  );
  return {
    text: { sv: `Körbok saknas för ${words.sv}.`, en: `There is no runbook for ${words.en}.` },
  };
}

function judgeExercise(
  { task, exercised }: Procedure,
  maximumAgeMonths: number,
  today: string,
): { readonly problem?: Problem; readonly unknown?: Text } {
  const words = taskWords[task];
  if (task === 'decommission') return {};
  if (exercised === undefined) {
    return {
      unknown: {
        sv: `När körboken för ${words.sv} senast användes eller övades är inte känt.`,
        en: `When the runbook for ${words.en} was last used or exercised is not known.`,
      },
    };
  }
  if (exercised > today) {
    return {
      problem: {
        severity: 'low',
        text: {
          sv: `Övningen av körboken för ${words.sv} är daterad ${exercised}, alltså inte gjord ännu.`,
          en: `The exercise of the runbook for ${words.en} is dated ${exercised}, so it has not been made yet.`,
        },
      },
    };
  }
  if (addMonths(exercised, maximumAgeMonths) >= today) return {};
  return {
    problem: {
      severity: 'low',
      text: {
        sv: `Körboken för ${words.sv} användes eller övades senast ${exercised}, för mer än ${maximumAgeMonths} månader sedan.`,
        en: `The runbook for ${words.en} was last used or exercised on ${exercised}, more than ${maximumAgeMonths} months ago.`,
      },
    },
  };
}

function describeRun({ task }: Procedure, { run, at }: Filed<Change>): Evidence {
  const words = taskWords[task];
  return {
    text: {
      sv: `Körboken för ${words.sv} kördes och lyckades`,
      en: `The runbook for ${words.en} was run and succeeded`,
    },
    source: `run:${run}`,
    at,
  };
}

function describeProcedure({ task, reference, procedure, exercised }: Procedure): Text {
  const words = taskWords[task];
  const what = reference ?? procedure ?? '';
  return {
    sv: `Körbok för ${words.sv}: ${what}${exercised === undefined ? '' : `, övad ${exercised}`}`,
    en: `Runbook for ${words.en}: ${what}${exercised === undefined ? '' : `, exercised ${exercised}`}`,
  };
}
