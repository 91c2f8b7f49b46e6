import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RunPlanFile } from '#model/runs/parse-run-plan.ts';
import type { RunPlan } from '../plan/run-plan.ts';
import { runFolder } from './kit/run-folder.ts';

/**
 * The plan that lies beside a journal; null where none does that can be read. Whether it is the one that was approved,
 * its hash says.
 */
export async function readPlanBeside(journal: string): Promise<RunPlan | null> {
  try {
    const text = await readFile(join(dirname(journal), runFolder.plan), 'utf8');
    return RunPlanFile.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
