import { z } from 'zod';
import { evidenceNames } from '#model/evidence/run-evidence.ts';
import { defineProcedure } from '../procedure.ts';
import {
  cleanStep,
  copyToRestore,
  isWhole,
  newestCopy,
  restoreEvidence,
  restoreResult,
  restoreStep,
  scratchFolder,
} from './parts/restore.ts';

/** Restores the newest copy beside what is in use, and measures how long that took and how old the copy was. */
export const restoreTest = defineProcedure({
  id: 'restore-test',
  title: { sv: 'Prova återläsning', en: 'Test a restore' },
  docs: {
    sv: `Läser tillbaka den senaste kopian i en tom mapp bredvid, ser att den är hel och mäter hur lång tid det tog (RTO) och hur gammal kopian var (RPO). Det som är i bruk rörs inte, och mappen tas bort efteråt. Resultatet blir underlag för GV-28, också när provet misslyckas.

Kopian ska kunna nås som fil på servern: ett tar-arkiv (gärna med \`SHA256SUMS\` i), en SQLite-databas eller en dump av PostgreSQL (\`pg_dump -Fc\`), som läses in i ett eget kluster under kontot \`postgres\`. Det finns plats att ta den i \`/var/tmp\`.`,
    en: `Restores the newest copy into an empty folder beside, sees that it is whole, and measures how long it took (RTO) and how old the copy was (RPO). What is in use is not touched, and the folder is removed afterwards. The result is evidence for GV-28, also where the test fails.

The copy must be reachable as a file on the server: a tar archive (with \`SHA256SUMS\` in it if you can), an SQLite database, or a dump of PostgreSQL (\`pg_dump -Fc\`), which is read into a cluster of its own under the account \`postgres\`. \`/var/tmp\` must have room for it.`,
  },
  params: z.object(copyToRestore),
  change: 'standard',
  approve: { role: 'it-chef', approvers: 1, notRequester: false, validFor: '24h' },
  rollout: { batches: [1], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  evidence: {
    [evidenceNames.restoreTest]: {
      sv: 'Uppmätt RTO och RPO, och om kopian var hel; läses av GV-28',
      en: 'RTO and RPO as measured, and whether the copy was whole; read by GV-28',
    },
  },
  tried: 'machine',
  targets: ({ hosts, params: { group } }) =>
    hosts.filter(({ service, role }) => `${service}/${role}` === group).slice(0, 1),
  async host(ctx) {
    const { group, folder, kind } = ctx.params;
    const scratch = scratchFolder(group);
    const copy = await ctx.read('copy', newestCopy(folder));
    await ctx.change(
      'restore',
      { sv: `Läs tillbaka ${copy.path} i ${scratch}`, en: `Restore ${copy.path} into ${scratch}` },
      restoreStep(kind, scratch, copy),
    );
    const result = await ctx.read('result', restoreResult(scratch));
    if (result !== null)
      await ctx.evidence(evidenceNames.restoreTest, restoreEvidence(group, kind, copy, result));
    try {
      await ctx.verify('whole', isWhole(scratch), { withinSeconds: 1 });
    } finally {
      await ctx.change('clean', { sv: `Ta bort ${scratch}`, en: `Remove ${scratch}` }, cleanStep(scratch));
    }
  },
});
