import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { runsKit } from '#cli/commands/runs-kit.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import { anchorJournal } from '#runbooks/engine/journal/anchor/anchor.ts';
import { registrarMethod } from '#runbooks/engine/journal/anchor/registrar.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { createSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import type { RunPlan } from '#runbooks/engine/plan/run-plan.ts';
import { newKey } from '../../approval/people.ts';
import { header, sampleEvents, steadyClock } from '../sample.ts';

const output = 'Läser paketlistor … Klart\n'.repeat(500);
const plan = {
  schemaVersion: 1,
  procedure: 'patch-servers',
  requestedBy: 'asa.lind',
  change: 'normal',
  hosts: [{ host: 'castor-app-1', outcome: 'changes', note: null, steps: [] }],
  batches: [['castor-app-1']],
  plannedAt: '2026-11-25T20:00:00.000Z',
} as unknown as RunPlan;

let folder = '';
let kit = '';
/** Another computer: a folder with the kit and nothing of ours. */
let elsewhere = '';

async function runKit(args: readonly string[]) {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    lang: 'sv',
    colour: false,
    now: () => new Date(),
    cwd: folder,
    signal: new AbortController().signal,
  };
  return { status: await runsKit.run(args, io), lines };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-kit-'));
  elsewhere = await mkdtemp(join(tmpdir(), 'revisor-'));
  const run = join(folder, 'run');
  await mkdir(join(run, 'outputs', 'castor-app-1'), { recursive: true });
  await writeFile(join(run, 'plan.json'), JSON.stringify(plan));
  await writeFile(join(run, 'outputs', 'castor-app-1', 'upgrade.gz'), gzipSync(output));
  const operator = await createSigningKey(join(folder, 'operator.pem'));
  const approver = newKey();
  const uses = ['seal', 'approve'];
  const [validFrom, validUntil] = ['2026-01-01T00:00:00Z', null];
  await writeFile(
    join(folder, 'keys.json'),
    JSON.stringify({
      schemaVersion: 1,
      keys: [
        { publicKey: operator.publicKey, holder: 'asa.lind', uses, validFrom, validUntil },
        { publicKey: approver.publicKey, holder: 'bo.ek', uses, validFrom, validUntil },
      ],
      timestampAuthorities: [],
    }),
  );
  const clock = steadyClock();
  const journal = await openJournal(join(run, 'journal.jsonl'), { clock });
  const approval = signApproval(
    {
      run: header.run,
      planHash: planHash(plan),
      change: 'normal',
      approver: 'bo.ek',
      role: 'driftansvarig',
      reason: 'Planen läst',
      at: new Date('2026-11-25T21:00:00Z'),
      validFor: '4h',
    },
    approver,
  );
  const [, batch, ...steps] = sampleEvents(1);
  await journal.append({ kind: 'opened', body: { ...header, planHash: planHash(plan) } });
  await journal.append({
    kind: 'approved',
    body: { kind: 'approved', by: ['bo.ek'], record: [approval] } as unknown as JsonValue,
  });
  for (const event of [batch, ...steps]) {
    if (event === undefined) continue;
    const outputSha256 = hash('sha256', output, 'hex');
    await journal.append(event.kind === 'done' ? { ...event, body: { ...event.body, outputSha256 } } : event);
  }
  await sealJournal(journal, header.run, operator);
  const registrar = registrarMethod({
    way: { kind: 'folder', path: elsewhere, to: 'registrator@orkelljunga.example' },
    from: 'grundval@orkelljunga.example',
    key: operator,
    clock: () => new Date('2026-11-25T22:00:20Z'),
    timeoutSeconds: 5,
  });
  await anchorJournal(journal, header.run, registrar, new AbortController().signal);
  await journal.close();
  const { status } = await runKit(['run', '--out', 'kit', '--keys', 'keys.json']);
  expect(status).toBe(0);
  kit = join(elsewhere, 'paket');
  await rename(join(folder, 'kit'), kit);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(elsewhere, { recursive: true });
});

/** Runs the verifier as an auditor does: plain node, another folder, an empty environment. */
function verify(...args: readonly string[]): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve) => {
    const options = { cwd: kit, env: {}, encoding: 'utf8' } as const;
    const child = execFile(process.execPath, ['verifiera.mjs', ...args], options, (_, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, text: `${stdout}${stderr}`.replace(/[\u00a0\u202f]/g, ' ') }),
    );
  });
}
const message = () => join(elsewhere, `${header.run}-7-20261125T220020Z.eml`);

describe('an auditor’s kit, on another computer', () => {
  it('holds the evidence, a program that needs Node only, and words to begin with', async () => {
    const names = (await readdir(kit, { recursive: true })).toSorted();
    expect(names).toEqual([
      'LÄSMIG.txt',
      'anchors',
      'approvals',
      'approvals/2-1.json',
      'journal.jsonl',
      'keys.json',
      'outputs',
      'outputs/castor-app-1',
      'outputs/castor-app-1/upgrade.gz',
      'plan.json',
      'verifiera.mjs',
    ]);
    const verifier = await readFile(join(kit, 'verifiera.mjs'), 'utf8');
    const imports = [...verifier.matchAll(/(?:^import .* from|import\()\s*["']([^"']+)["']/gm)].map(
      (match) => match[1],
    );
    expect(imports.length).toBeGreaterThan(3);
    expect(imports.filter((name) => name?.startsWith('node:') !== true)).toEqual([]);
    expect(await readFile(join(kit, 'LÄSMIG.txt'), 'utf8')).toContain('node verifiera.mjs --message');
  });

  it('proves everything to who has the filed message', async () => {
    const { status, text } = await verify('--message', message());
    expect(text).toContain('KEDJAN ÄR HEL');
    expect(text).toContain('finns i kedjan');
    expect(text).toContain('Planen (plan.json) är den som körningen gällde.');
    expect(text).toContain('Utdata: 1 av 1 finns');
    expect(text).toContain('bo.ek (driftansvarig): håller');
    expect(text).toContain('Allt som ska bevisas är bevisat.');
    expect(text).toContain('Nycklarna kommer ur själva paketet.');
    expect(status).toBe(0);
  });

  it('says without the message that the anchor is not compared, and speaks English too', async () => {
    const { status, text } = await verify('--lang', 'en');
    expect(status).toBe(0);
    expect(text).toContain('THE CHAIN IS WHOLE');
    expect(text).toContain('That the registrar has the same.');
  });

  it('finds out an edited plan, output or journal, and a message of another run', async () => {
    const tamper = async (
      name: string,
      change: (path: string) => Promise<void>,
      ...args: readonly string[]
    ) => {
      const path = join(kit, name);
      const before = await readFile(path);
      await change(path);
      const result = await verify(...args);
      await writeFile(path, before);
      return result;
    };
    const planned = await tamper('plan.json', (path) =>
      writeFile(path, JSON.stringify({ ...plan, batches: [['castor-db-1']] })),
    );
    expect(planned).toMatchObject({ status: 1, text: expect.stringContaining('ÄR EN ANNAN') });
    const said = await tamper('outputs/castor-app-1/upgrade.gz', (path) =>
      writeFile(path, gzipSync(`${output}x`)),
    );
    expect(said).toMatchObject({ status: 1, text: expect.stringContaining('SAKNAS ELLER ÄR ÄNDRAD') });
    const cut = await tamper('outputs/castor-app-1/upgrade.gz', (path) =>
      writeFile(path, gzipSync(output).subarray(0, 60)),
    );
    expect(cut.status).toBe(1);
    const edited = await tamper('journal.jsonl', async (path) =>
      writeFile(path, (await readFile(path, 'utf8')).replace('"note":"Färdig', '"note":"Ofärdig')),
    );
    expect(edited).toMatchObject({ status: 1, text: expect.stringMatching(/Rad 5 är ändrad/) });
    const torn = await tamper('journal.jsonl', (path) => appendFile(path, '{"at":'));
    expect(torn).toMatchObject({
      status: 0,
      text: expect.stringContaining('Sista raden är inte färdigskriven'),
    });
    const other = join(elsewhere, 'annat.eml');
    await writeFile(
      other,
      (await readFile(message(), 'utf8')).replace(/head [0-9a-f]{64}/, `head ${'0'.repeat(64)}`),
    );
    expect(await verify('--message', other)).toMatchObject({
      status: 1,
      text: expect.stringContaining('FINNS INTE I KEDJAN'),
    });
  });

  it('says what cannot be read, with exit status 2', async () => {
    expect(await verify('--keys', 'nowhere.json')).toMatchObject({
      status: 2,
      text: expect.stringContaining('Nyckellistan nowhere.json kan inte läsas'),
    });
  });

  it('is never written over what is there, nor without keys', async () => {
    await mkdir(join(folder, 'there'));
    await expect(runKit(['run', '--out', 'there', '--keys', 'keys.json'])).rejects.toMatchObject({
      code: 'kit/exists',
    });
    await expect(runKit(['run', '--out', 'new', '--keys', 'none.json'])).rejects.toMatchObject({
      code: 'keys/unreadable',
    });
    await expect(runKit(['run', '--out', 'new'])).rejects.toMatchObject({ code: 'usage/missing-flag' });
  });
});
