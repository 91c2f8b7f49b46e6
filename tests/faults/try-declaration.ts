import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRevision } from '#cli/check/check-revision.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import type { Mistake } from '#model/declaration/mistake.ts';
import { GrundvalError } from '#model/error.ts';
import { type Documents, writeDocuments } from './documents.ts';
import type { Catch, Fault, Outcome } from './fault.ts';

type Checked = ReturnType<typeof checkRevision>;

/** Seeds faults into a declaration one by one and checks each as `grundval check` does. */
export async function tryDeclaration(
  documents: Documents,
  faults: readonly Fault<Documents>[],
  now: Date,
): Promise<readonly Outcome[]> {
  const sound = await checkDocuments(documents, now);
  if (!('checked' in sound)) throw new Error(`the example itself has mistakes: ${JSON.stringify(sound)}`);
  const outcomes: Outcome[] = [];
  for (const fault of faults) {
    const copy = structuredClone(documents);
    if (!fault.seed(copy)) throw new Error(`there is nothing to change for "${fault.name}"`);
    const result = await checkDocuments(copy, now);
    const catches =
      'mistakes' in result
        ? result.mistakes.map(({ file, path }): Catch => ({ by: 'schema', what: `${file} ${path}` }))
        : newlyNoticed(sound.checked, result.checked);
    outcomes.push({ name: fault.name, where: 'declaration', catches });
  }
  return outcomes;
}

async function checkDocuments(
  documents: Documents,
  now: Date,
): Promise<{ readonly checked: Checked } | { readonly mistakes: readonly Mistake[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-fault-'));
  try {
    await writeDocuments(folder, documents);
    const declaration = await loadDeclaration(folder);
    return {
      checked: checkRevision(declaration, { folder, environment: undefined, target: undefined, now }),
    };
  } catch (error) {
    if (!(error instanceof GrundvalError)) throw error;
    const { mistakes } = error.details as { readonly mistakes?: readonly Mistake[] };
    if (mistakes === undefined) throw error;
    return { mistakes };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Findings, gaps and issues that were not there without the fault. */
function newlyNoticed(before: Checked, after: Checked): readonly Catch[] {
  const known = new Set(noticed(before).map((each) => JSON.stringify(each)));
  return noticed(after).filter((each) => !known.has(JSON.stringify(each)));
}

function noticed({ evaluation, plan, platform }: Checked): readonly Catch[] {
  return [
    ...evaluation.results
      .filter(({ status }) => status === 'finding' || status === 'not-measured')
      .map(
        ({ control, subject, message }): Catch => ({
          by: 'control',
          what: `${control} ${subject.id}: ${message.en}`,
        }),
      ),
    ...plan.issues.map(
      ({ code, subject, found }): Catch => ({ by: 'plan', what: `${code} ${subject}: ${found}` }),
    ),
    ...platform.differences.map(
      ({ part, key, kind }): Catch => ({ by: 'parity', what: `${part} ${key} ${kind}` }),
    ),
  ];
}
