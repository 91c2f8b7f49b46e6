import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuth } from '#agents/collector/auth/auth.ts';
import { apiRoutes } from '#agents/collector/routes/api.ts';
import { journalRules } from '#cli/start/journal-rules.ts';
import { controls } from '#policies/controls/index.ts';
import { keysFileOf } from '../../builders/run.ts';
import { newKey } from '../../runbooks/engine/approval/people.ts';
import { openCollector } from './open-collector.ts';

/** A collector that runs are sent to, which believes two persons' keys. */
export async function openRunCollector() {
  const collector = await openCollector();
  const { store, db, evaluator, clock } = collector;
  const folder = await mkdtemp(join(tmpdir(), 'grundval-runs-'));
  const people = { 'directory:1': newKey(), 'directory:2': newKey() };
  const keysFile = join(folder, 'keys.json');
  await writeFile(keysFile, JSON.stringify(keysFileOf(people)));
  const auth = createAuth(db, () => clock.now);
  const api = apiRoutes({
    store,
    auth,
    database: db,
    controls,
    evaluator,
    journals: journalRules(keysFile),
    clock: () => clock.now,
    version: '0.1.0',
    log: { info: () => undefined, error: () => undefined },
  });
  return {
    collector,
    /** Who asks for runs and seals them, and who approves them. */
    asker: people['directory:1'],
    approver: { id: 'directory:2', key: people['directory:2'] },
    auth,
    api,
    close: async () => {
      await collector.close();
      await rm(folder, { recursive: true });
    },
  };
}
