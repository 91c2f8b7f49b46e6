import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestampRequest } from '#runbooks/engine/journal/anchor/timestamp-request.ts';
import { readTimestampResponse } from '#runbooks/engine/journal/anchor/timestamp-response.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import type { JournalEntry, JournalEvent } from '#runbooks/engine/journal/entry.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { loadSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { listRunIds } from '#runbooks/store/run-folder.ts';
import {
  hasOpenssl,
  type LocalAuthority,
  startAuthority,
} from '../../runbooks/engine/journal/anchor/local-authority.ts';
import { type LocalRelay, startRelay } from '../../runbooks/engine/journal/anchor/local-relay.ts';
import {
  canRunOnLoopback,
  type LoopbackPlatform,
  startLoopbackPlatform,
  whySkipped,
} from './loopback-platform.ts';

const canRun = canRunOnLoopback && hasOpenssl;
const why = whySkipped || (hasOpenssl ? '' : ' (skipped: needs openssl)');

let platform: LoopbackPlatform;
let authority: LocalAuthority;
let relay: LocalRelay;

beforeAll(async () => {
  if (!canRun) return;
  platform = await startLoopbackPlatform();
  await mkdir(join(platform.base, 'tsa'));
  [authority, relay] = await Promise.all([startAuthority(join(platform.base, 'tsa'), 'ec'), startRelay()]);
  await declareAnchors(true);
  await platform.must('keys', 'new', '--holder', 'directory:ork-0012', '--out', 'technician.pem');
  await platform.must('keys', 'new', '--holder', 'directory:ork-0010', '--out', 'it-chef.pem');
}, 180_000);
afterAll(async () => {
  await authority?.close();
  await relay?.close();
  await platform?.stop();
});

async function declareAnchors(isDeclared: boolean): Promise<void> {
  const { user, port, hostKey } = platform.sshd;
  const anchors = [
    { kind: 'timestamp', url: authority.url },
    {
      kind: 'registrar',
      to: 'registrator@orkelljunga.example',
      from: 'grundval@orkelljunga.example',
      relay: { host: '127.0.0.1', port: relay.port, tls: 'offered' },
    },
  ];
  await platform.declareOperations({
    sshUser: user,
    sshPort: port,
    hostKeys: [{ device: 'webbplats-webb-1', keys: [hostKey] }],
    ...(isDeclared ? { anchors } : {}),
  });
  // The example has findings on purpose: 1.
  await platform.grundval('check', '.');
}

const trustAuthority = async (isTrusted: boolean): Promise<void> => {
  const path = join(platform.declaration, 'keys.json');
  const keys: object = JSON.parse(await readFile(path, 'utf8'));
  const timestampAuthorities = isTrusted ? [{ name: 'Prov', certificate: authority.root }] : [];
  await writeFile(path, JSON.stringify({ ...keys, timestampAuthorities }));
};
const restart = [
  ...['run', 'restart-service', '--targets', 'webbplats-webb-1', '--unit', 'nginx.service'],
  ...['--key', 'technician.pem'],
];
const data = () => ['--data', join(platform.base, 'data')];

async function runApproved() {
  await platform.must(...restart, '--plan', ...data());
  await platform.must('runs', 'approve', 'latest', '--as', 'role:it-chef', '--key', 'it-chef.pem');
  return platform.grundval('runs', 'start', 'latest', '--key', 'technician.pem', ...data());
}

const anchorAgain = () => platform.grundval('runs', 'anchor', 'latest', '--key', 'technician.pem');

async function latestFolder(): Promise<string> {
  const runs = join(platform.declaration, '.grundval/runs');
  const [latest = ''] = await listRunIds(runs);
  return join(runs, latest);
}

async function entriesOf(journal: string): Promise<readonly JournalEntry[]> {
  const lines = (await readFile(journal, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}

const verify = (journal: string, ...more: readonly string[]) =>
  platform.grundval('runs', 'verify', journal, '--keys', 'keys.json', ...more);

describe.runIf(canRun)(`the journal of a run, with anchors declared${why}`, { timeout: 240_000 }, () => {
  it('is anchored when the run ends, and tells offline by whom and when', async () => {
    await trustAuthority(true);
    const { status, printed } = await runApproved();
    expect([status, printed]).toEqual([
      0,
      expect.stringContaining(`Anchored at ${authority.url}: all up to`),
    ]);
    expect(printed).toContain('Anchored at registrator@orkelljunga.example');
    const folder = await latestFolder();
    const entries = await entriesOf(join(folder, 'journal.jsonl'));
    expect(entries.slice(-3).map(({ kind }) => kind)).toEqual(['sealed', 'anchored', 'anchored']);
    const filed = join(platform.base, 'filed.eml');
    await writeFile(filed, relay.mails.at(-1) ?? '');
    const verified = await verify(join(folder, 'journal.jsonl'), '--message', filed);
    expect([verified.status, verified.printed]).toEqual([0, expect.stringContaining('THE CHAIN IS WHOLE')]);
    const sealed = entries.at(-3);
    expect(verified.printed).toMatch(
      new RegExp(`rfc3161 \\(O=Prov, CN=signer\\): holds, covers up to entry ${sealed?.seq}`),
    );
    expect(verified.printed).toMatch(/registrar \(registrator@orkelljunga\.example\): holds/);
    expect(verified.printed).not.toMatch(/anchor outside|written anew/);
    const shown = await platform.grundval('runs', 'show', 'latest');
    expect(shown.printed).not.toContain('Not anchored');
    expect((await anchorAgain()).printed).toContain('anchored everywhere already');

    const kit = await platform.grundval('runs', 'kit', folder, '--out', 'kit', '--keys', 'keys.json');
    expect(kit.status).toBe(0);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['verifiera.mjs', '--lang', 'en', '--message', filed],
      { cwd: join(platform.declaration, 'kit'), env: {} },
    );
    expect(stdout).toContain('rfc3161 (O=Prov, CN=signer): holds');
  });

  it('shows that the holder of the key has written it anew since, with and without its anchors', async () => {
    const folder = await latestFolder();
    const entries = await entriesOf(join(folder, 'journal.jsonl'));
    const key = await loadSigningKey(join(platform.declaration, 'technician.pem'));
    const rewrite = async (name: string, keepsAnchors: boolean): Promise<string> => {
      const path = join(platform.base, name);
      let at = '';
      const journal = await openJournal(path, { clock: () => new Date(at) });
      for (const entry of entries) {
        at = entry.at;
        if (entry.kind === 'sealed') await sealJournal(journal, runOf(entries[0]?.body), key);
        else if (entry.kind !== 'anchored' || keepsAnchors) await journal.append(edited(entry));
      }
      await journal.close();
      return path;
    };
    const kept = await verify(await rewrite('kept.jsonl', true));
    expect([kept.status, kept.printed]).toEqual([1, expect.stringContaining('WRONG: does not fit')]);
    const dropped = await rewrite('dropped.jsonl', false);
    const alone = await verify(dropped);
    expect([alone.status, alone.printed]).toEqual([0, expect.stringContaining('no anchor outside')]);
    const compared = await verify(dropped, '--message', join(platform.base, 'filed.eml'));
    expect([compared.status, compared.printed]).toEqual([1, expect.stringContaining('IS NOT IN THE CHAIN')]);
  });

  it('is told as not anchored where nobody outside takes it as they should, and anchored later', async () => {
    authority.answer = async () => ({ status: 503, body: Buffer.alloc(0) });
    relay.mode = 'refuses';
    const { status, printed } = await runApproved();
    expect([status, printed]).toEqual([0, expect.stringContaining('answered 503')]);
    expect(printed).toContain('NOT anchored at registrator@orkelljunga.example');
    expect(printed).toMatch(
      /The run is not affected. Anchor it later: grundval runs anchor \S+-restart-service/,
    );
    const owed = `Not anchored at ${authority.url}, registrator@orkelljunga.example: grundval runs anchor`;
    expect((await platform.grundval('runs', 'list')).printed).toContain(owed);
    expect((await platform.grundval('runs', 'show', 'latest')).printed).toContain(owed);
    const journal = join(await latestFolder(), 'journal.jsonl');
    expect((await verify(journal)).printed).toContain('There is no anchor outside the IT unit');

    const refusals = [
      [
        async () => ({ status: 200, body: Buffer.from('<html>Log in</html>') }),
        'is no timestamp of the head',
      ],
      [
        async () => ({
          status: 200,
          body: await authority.stamp(timestampRequest('cd'.repeat(32), randomBytes(16))),
        }),
        'it is over another hash',
      ],
      [expired, 'no longer valid'],
      [() => Promise.withResolvers<never>().promise, `NOT anchored at ${authority.url}: No answer in time`],
    ] as const;
    const before = await entriesOf(journal);
    for (const [answer, sentence] of refusals) {
      authority.answer = answer;
      const isSlow = sentence.includes('in time');
      relay.mode = isSlow ? 'dribbles' : 'refuses';
      const refused = await anchorAgain();
      expect([refused.status, refused.printed]).toEqual([1, expect.stringContaining(sentence)]);
      const relayed = `NOT anchored at registrator@orkelljunga.example: ${isSlow ? 'No answer in time' : ''}`;
      expect(refused.printed).toContain(relayed);
    }
    expect(await entriesOf(journal)).toEqual(before);
    authority.answer = null;
    relay.mode = 'refuses';
    await trustAuthority(false);
    expect((await anchorAgain()).printed).toContain('timestampAuthorities in keys.json');
    await trustAuthority(true);

    const half = await anchorAgain();
    expect([half.status, half.printed]).toEqual([1, expect.stringContaining(`Anchored at ${authority.url}`)]);
    relay.mode = 'takes';
    const rest = await anchorAgain();
    expect(rest).toEqual({
      status: 0,
      printed: expect.stringMatching(
        /^Anchored at registrator@orkelljunga\.example: all up to entry \d+\.\n$/,
      ),
    });
    expect((await platform.grundval('runs', 'list')).printed).not.toContain('Not anchored');
    expect((await verify(journal)).printed).toContain('rfc3161 (O=Prov, CN=signer): holds');
  });

  it('is anchored as an emergency begins, and again when somebody has looked at it', async () => {
    const { status, printed } = await platform.grundval(
      ...[...restart, '--emergency', '--reason', 'the web site hangs', ...data()],
    );
    expect([status, printed]).toEqual([0, expect.stringContaining('Anchored at')]);
    const journal = join(await latestFolder(), 'journal.jsonl');
    const entries = await entriesOf(journal);
    const begun = entries.find(({ kind }) => kind === 'approved')?.seq ?? 0;
    const reason = entries.find(({ body }) => nameOf(body) === 'emergency/reason');
    expect(reason?.seq).toBeLessThan(begun);
    const anchored = entries.filter(({ kind }) => kind === 'anchored').map(({ body }) => seqOf(body));
    expect(anchored).toHaveLength(4);
    const closed = entries.find(({ kind }) => kind === 'closed')?.seq ?? 0;
    expect(anchored.filter((seq) => seq >= begun && seq < closed)).toHaveLength(2);
    const review = await platform.grundval(
      ...['runs', 'review', 'latest', '--text', 'It had to be done.', '--key', 'it-chef.pem'],
    );
    expect([review.status, review.printed]).toEqual([0, expect.stringContaining('Anchored at')]);
    expect((await entriesOf(journal)).slice(-2).map(({ kind }) => kind)).toEqual(['anchored', 'anchored']);
    expect((await platform.grundval('runs', 'list')).printed).not.toContain('Not anchored');
  });

  it('says that nobody outside is declared, and takes a run from before by those declared since', async () => {
    await declareAnchors(false);
    const { status, printed } = await runApproved();
    expect([status, printed]).toEqual([0, expect.not.stringMatching(/anchored/i)]);
    const none = await anchorAgain();
    expect([none.status, none.printed]).toEqual([2, expect.stringContaining('operations.anchors')]);
    expect((await platform.grundval('runs', 'list')).printed).not.toContain('Not anchored');
    await declareAnchors(true);
    const later = await anchorAgain();
    expect([later.status, later.printed]).toEqual([
      0,
      expect.stringContaining(`Anchored at ${authority.url}`),
    ]);
  });
});

/** The same run, told as if nothing had been changed. */
function edited({ kind, body }: JournalEntry): JournalEvent {
  const told = JSON.stringify(body).replace('"outcome":"changed"', '"outcome":"unchanged"');
  return { kind, body: JSON.parse(told) } as JournalEvent;
}

async function expired(request: Buffer) {
  const stamped = readTimestampResponse(await authority.stamp(request));
  if (stamped.kind !== 'granted') throw new Error('refused');
  return { status: 200, body: await authority.resign(stamped.token.content, 'expired') };
}

const nameOf = (body: unknown) => (body as { readonly name?: unknown }).name;
const seqOf = (body: unknown) => Number((body as { readonly seq?: unknown }).seq);
const runOf = (body: unknown) => String((body as { readonly run?: unknown }).run);
