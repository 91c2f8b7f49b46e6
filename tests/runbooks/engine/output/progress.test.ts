import { expect, test } from 'vitest';
import { newsLine } from '#runbooks/engine/output/news-line.ts';
import { trackProgress } from '#runbooks/engine/output/progress.ts';
import { renderProgress } from '#runbooks/engine/output/render-progress.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { rotate } from '../../procedures-under-test.ts';
import { createBench } from '../execute/bench.ts';

const view = { lang: 'sv', width: 100, most: 3 } as const;

async function runOnTwoHundred() {
  const bench = await createBench({
    procedure: { ...rotate, rollout: { ...rotate.rollout, maxFail: 20 } },
    hosts: fleet(200),
    machine: (command) => (command === 'key make' ? 'Generating key\nDone.\n' : undefined),
    faults: { steps: [{ step: 'make', how: 'non-zero', hosts: 5 }] },
  });
  await bench.run();
  return bench;
}

test('two hundred hosts are a few lines, in both languages, at every moment', async () => {
  const bench = await runOnTwoHundred();
  const fold = trackProgress(bench.plan);
  let most = 0;
  for (const news of bench.news) {
    fold.apply(news);
    for (const lang of ['sv', 'en'] as const) {
      const lines = renderProgress(fold.progress, { ...view, lang, now: bench.clock.now() });
      most = Math.max(most, lines.length);
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(view.width);
    }
  }
  expect(most).toBeLessThanOrEqual(11);
  expect(renderProgress(fold.progress, { ...view, now: bench.clock.now() })).toEqual([
    expect.stringMatching(/^rotera-prov {2}\[#{20}\] {2}200 av 200 servrar {2}omgång \d+ av \d+$/),
    '195 ändrade, 5 misslyckade',
    'Klar, men allt gick inte bra.',
    expect.stringMatching(
      /^ {2}! 5: Steget make misslyckades \(exit 1\): E: simulated failure {2}tjanst-1-app-1,/,
    ),
  ]);
});

test('before it is over it never looks as if it were', async () => {
  const bench = await runOnTwoHundred();
  const fold = trackProgress(bench.plan);
  for (const news of bench.news) {
    fold.apply(news);
    const [first = ''] = renderProgress(fold.progress, { ...view, now: bench.clock.now() });
    const isOver = [...fold.progress.hosts.values()].every(({ outcome }) => outcome !== null);
    expect(first.includes('.]')).toBe(!isOver);
  }
});

test('what is at work is shown with its step, for how long, and its last line', async () => {
  const bench = await runOnTwoHundred();
  const fold = trackProgress(bench.plan);
  const at = bench.news.findIndex((news) => news.kind === 'output');
  for (const news of bench.news.slice(0, at + 1)) fold.apply(news);
  const working = renderProgress(fold.progress, {
    ...view,
    lang: 'en',
    now: new Date('2026-03-03T21:02:00Z'),
  });
  expect(
    working.some((line) =>
      /^ {2}tjanst-\d+-app-1 {2}make {2}2\s*minutes {2}(E: simulated failure|Done\.)$/.test(line),
    ),
  ).toBe(true);
});

test('a run that waits says for what, and until when', async () => {
  const bench = await runOnTwoHundred();
  const fold = trackProgress(bench.plan);
  const at = bench.news.findIndex((news) => news.kind === 'waiting');
  for (const news of bench.news.slice(0, at + 1)) fold.apply(news);
  const lines = renderProgress(fold.progress, { ...view, now: bench.clock.now() });
  expect(lines[2]).toMatch(/^Ser om det håller, till 2026-03-03 22:\d\d\.$/);
});

test('machines get one line of JSON for each piece of news', async () => {
  const bench = await runOnTwoHundred();
  const lines = bench.news.map(newsLine);
  for (const line of lines) expect(line).not.toContain('\n');
  const kinds = new Set(lines.map((line) => JSON.parse(line).kind));
  expect([...kinds].toSorted()).toEqual([
    'approved',
    'attached',
    'batch',
    'closed',
    'done',
    'evidence',
    'host',
    'intent',
    'opened',
    'output',
    'waiting',
  ]);
});
