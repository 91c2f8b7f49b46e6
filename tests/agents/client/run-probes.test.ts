import { describe, expect, it } from 'vitest';
import { SourceError } from '#agents/client/host.ts';
import type { Probe } from '#agents/client/probe.ts';
import { runProbes } from '#agents/client/run-probes.ts';
import { createSectionCache, readOnly, type SectionCache } from '#agents/client/state/section-cache.ts';
import { profileRules } from '#model/report/profile.ts';
import { stubHost } from './stub-host.ts';
import { memoryProbe, rebootProbe } from './stub-probes.ts';
import { temporaryFolder } from './temporary-folder.ts';

const noCache: SectionCache = { read: async () => null, write: async () => undefined };
const run = (
  probes: readonly Probe[],
  more: { cache?: SectionCache; now?: () => Date; profile?: 'pupil'; userId?: number } = {},
) =>
  runProbes({
    host: stubHost({ now: more.now ?? (() => new Date('2026-11-24T12:00:00Z')) }),
    probes,
    rule: profileRules[more.profile ?? 'server'],
    cache: more.cache ?? noCache,
    userId: more.userId ?? 0,
  });
const throws = (error: unknown) => async () => {
  throw error;
};

describe('a probe that fails', () => {
  it.each([
    ['an ordinary error', new TypeError('x is not a function'), 'denied', 'x is not a function'],
    ['an error without words', new Error(''), 'denied', 'failed without a message'],
    ['no such source', new SourceError('unsupported', 'no dpkg'), 'unsupported', 'no dpkg'],
    ['no permission', new SourceError('denied', 'permission denied'), 'denied', 'permission denied'],
    ['a command that was killed', new SourceError('timeout', 'apt-get: 60 s'), 'timeout', 'apt-get: 60 s'],
  ])('gives the status and reason of %s', async (_what, error, status, reason) => {
    const { memory } = await run([memoryProbe({ read: throws(error) })]);
    expect(memory).toMatchObject({
      status,
      reason,
      source: '/proc/meminfo',
      collectedAt: '2026-11-24T12:00:00.000Z',
    });
    expect(memory).not.toHaveProperty('data');
  });

  it('does not hide the others', async () => {
    const sections = await run([
      memoryProbe({ read: throws(new Error('broken')) }),
      rebootProbe(() => false),
    ]);
    expect(sections.memory?.status).toBe('denied');
    expect(sections.reboot).toMatchObject({ status: 'ok', data: { required: false } });
  });

  it('times out even where it never ends by itself', async () => {
    const hanging = memoryProbe({ timeoutSeconds: 0.02, read: () => new Promise(() => undefined) });
    const sections = await run([hanging, rebootProbe(() => true)]);
    expect(sections.memory).toMatchObject({ status: 'timeout', reason: 'no answer within 0.02 s' });
    expect(sections.reboot?.status).toBe('ok');
  });

  it('times out in its fingerprint too', async () => {
    const hanging = memoryProbe({ timeoutSeconds: 0.02, fingerprint: () => new Promise(() => undefined) });
    expect((await run([hanging])).memory?.status).toBe('timeout');
  });

  it('is denied, with the place, when its output does not fit the contract', async () => {
    const { memory } = await run([
      memoryProbe({ parse: () => ({ data: { totalBytes: -1, swapBytes: 0 } }) }),
    ]);
    expect(memory).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/^output not understood: totalBytes: /),
    });
  });

  it('keeps reasons to one line of 1000 characters', async () => {
    const { memory } = await run([memoryProbe({ read: throws(new Error(`a\n\n${'b'.repeat(5000)}`)) })]);
    expect(memory).toMatchObject({ reason: `a ${'b'.repeat(997)}…` });
  });
});

describe('what is read', () => {
  it('is partial where the probe says that something is missing', async () => {
    const probe = memoryProbe({
      parse: () => ({ data: { totalBytes: 1, swapBytes: null }, reason: 'no swap line' }),
    });
    expect((await run([probe])).memory).toMatchObject({
      status: 'partial',
      reason: 'no swap line',
      data: { totalBytes: 1 },
    });
  });

  it('is only what the profile allows', async () => {
    let wasRead = false;
    const software = memoryProbe({
      name: 'software' as 'memory',
      read: async () => {
        wasRead = true;
      },
    });
    expect(Object.keys(await run([software, memoryProbe()], { profile: 'pupil' }))).toEqual(['memory']);
    expect(wasRead).toBe(false);
  });

  it('is unsupported on another platform, without trying', async () => {
    const { memory } = await run([memoryProbe({ platforms: ['darwin'], read: throws(new Error('tried')) })]);
    expect(memory).toMatchObject({ status: 'unsupported', reason: 'not read on linux' });
  });

  it('runs at most four probes at a time', async () => {
    let atWork = 0;
    let most = 0;
    const probes = Array.from({ length: 9 }, () =>
      memoryProbe({
        read: async () => {
          atWork += 1;
          most = Math.max(most, atWork);
          await new Promise((resolve) => setTimeout(resolve, 1));
          atWork -= 1;
        },
      }),
    );
    await run(probes);
    expect(most).toBe(4);
  });
});

describe('a section with a fingerprint', () => {
  const slow = (fingerprint: string, onRead: () => void) =>
    memoryProbe({ fingerprint: async () => fingerprint, read: async () => onRead() });
  const clock = (instant: string) => () => new Date(instant);

  it('is reused with its true age while the fingerprint is the same, and read again when it is not', async () => {
    const cache = createSectionCache(await temporaryFolder(), () => undefined);
    let reads = 0;
    const onRead = () => {
      reads += 1;
    };
    const first = await run([slow('a', onRead)], { cache, now: clock('2026-11-24T10:00:00Z') });
    const second = await run([slow('a', onRead)], { cache, now: clock('2026-11-24T11:00:00Z') });
    expect(second).toEqual(first);
    expect(second.memory?.collectedAt).toBe('2026-11-24T10:00:00.000Z');
    expect(reads).toBe(1);
    const third = await run([slow('b', onRead)], { cache, now: clock('2026-11-24T12:00:00Z') });
    expect(third.memory?.collectedAt).toBe('2026-11-24T12:00:00.000Z');
    expect(reads).toBe(2);
  });

  it.each([
    ['a day later', { now: clock('2026-11-25T10:00:01Z') }],
    ['when the clock has been set back', { now: clock('2026-11-24T09:00:00Z') }],
    ['by another user', { userId: 1000 }],
    ['under another profile', { profile: 'pupil' as const }],
  ])('is read again %s', async (_when, change) => {
    const cache = createSectionCache(await temporaryFolder(), () => undefined);
    let reads = 0;
    const onRead = () => {
      reads += 1;
    };
    await run([slow('a', onRead)], { cache, now: clock('2026-11-24T10:00:00Z') });
    await run([slow('a', onRead)], { cache, now: clock('2026-11-24T10:30:00Z'), ...change });
    expect(reads).toBe(2);
  });

  it('is never reused where it failed', async () => {
    const cache = createSectionCache(await temporaryFolder(), () => undefined);
    let reads = 0;
    const failing = () => {
      reads += 1;
      throw new Error('busy');
    };
    await run([slow('a', failing)], { cache });
    await run([slow('a', failing)], { cache });
    expect(reads).toBe(2);
  });

  it('is still reported where the cache cannot be written', async () => {
    const warnings: string[] = [];
    const cache = createSectionCache('/proc/nowhere', (sentence) => warnings.push(sentence));
    const { memory } = await run([slow('a', () => undefined)], { cache });
    expect(memory?.status).toBe('ok');
    expect(warnings.join()).toContain('Cannot write /proc/nowhere/sections/memory.json');
  });

  it('leaves nothing behind through a cache that only reads', async () => {
    const cache = createSectionCache(await temporaryFolder(), () => undefined);
    await run([slow('a', () => undefined)], { cache: readOnly(cache) });
    expect(await cache.read('memory')).toBeNull();
  });
});
