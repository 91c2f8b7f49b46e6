import { describe, expect, it, onTestFinished } from 'vitest';
import { liveResponse } from '#agents/collector/runs/live-response.ts';
import { createRunWatch, type LiveNews, type RunWatch } from '#agents/collector/runs/run-watch.ts';
import type { RunPulse } from '#agents/collector/store/store.ts';

const scope = { organisation: 'a', tenants: ['a'] };
const what = { scope, run: 'r', lang: 'sv' };

/** A watch over pulses that a test sets. */
function watchOver(most = 3) {
  const state = { pulses: [pulse(0)] as readonly RunPulse[], asked: 0, drawn: 0, fails: false };
  const watch = createRunWatch({
    store: {
      readRunPulses: async () => {
        state.asked += 1;
        if (state.fails) throw new Error('no database');
        return state.pulses;
      },
    },
    log: { warn: () => undefined },
    everyMs: 5,
    most,
  });
  onTestFinished(() => watch.close());
  const draw = async () => {
    state.drawn += 1;
    return [`<p id="a">${state.pulses[0]?.seq}</p>`, '<p id="b">\nsame\n</p>'];
  };
  return { state, watch, draw };
}
const pulse = (seq: number, over = false): RunPulse => ({ run: 'r', seq, isOver: over, isJudged: over });

/** News of a follower, the newest last, and a wait for what a test expects. */
function follower(watch: RunWatch, draw: () => Promise<readonly string[]>, of = what) {
  const heard: LiveNews[] = [];
  const waiting = new Set<() => void>();
  const stop = watch.follow(of, draw, (news) => {
    heard.push(news);
    for (const wake of waiting) wake();
  });
  const until = async (isRight: () => boolean): Promise<void> => {
    while (!isRight()) await new Promise<void>((resolve) => waiting.add(resolve));
  };
  return { heard, stop, until };
}

describe('the watch over runs', () => {
  it('asks and draws once for all who follow the same, and again only where something has changed', async () => {
    const { state, watch, draw } = watchOver();
    const one = follower(watch, draw);
    const two = follower(watch, draw);
    await one.until(() => one.heard.length === 1);
    expect(two.heard).toHaveLength(1);
    expect(state.drawn).toBe(1);
    state.pulses = [pulse(1)];
    await two.until(() => two.heard.length === 2);
    expect([state.drawn, one.heard.length]).toEqual([2, 2]);
    expect(one.heard[1]).toMatchObject({
      kind: 'state',
      state: { parts: ['<p id="a">1</p>', expect.any(String)] },
    });
    const late = follower(watch, draw);
    expect(late.heard).toEqual([one.heard[1]]);
  });

  it('asks nothing once nobody follows', async () => {
    const { state, watch, draw } = watchOver();
    const one = follower(watch, draw);
    await one.until(() => one.heard.length === 1);
    one.stop?.();
    const { asked } = state;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(state.asked).toBe(asked);
  });

  it('says that a run is over once its end is judged and nothing more has come', async () => {
    const { state, watch, draw } = watchOver();
    const one = follower(watch, draw);
    state.pulses = [pulse(7, true)];
    await one.until(() => one.heard.at(-1)?.kind === 'over');
    expect(one.heard.filter(({ kind }) => kind === 'state').length).toBeGreaterThan(0);
  });

  it('takes no more followers than it may, and takes one again for each that leaves', () => {
    const { watch, draw } = watchOver(2);
    const first = follower(watch, draw);
    follower(watch, draw);
    expect(follower(watch, draw).stop).toBeNull();
    first.stop?.();
    first.stop?.();
    expect(follower(watch, draw).stop).not.toBeNull();
    expect(follower(watch, draw).stop).toBeNull();
  });

  it('keeps tenants and languages apart', async () => {
    const { state, watch, draw } = watchOver();
    const own = follower(watch, draw);
    const other = follower(watch, draw, { ...what, scope: { organisation: 'b', tenants: ['b'] } });
    const english = follower(watch, draw, { ...what, lang: 'en' });
    for (const one of [own, other, english]) await one.until(() => one.heard.length === 1);
    expect(state.drawn).toBe(3);
  });

  it('tells everybody to come again where the database does not answer, and lets go of them', async () => {
    const { state, watch, draw } = watchOver(1);
    state.fails = true;
    const one = follower(watch, draw);
    await one.until(() => one.heard.length === 1);
    expect(one.heard).toEqual([{ kind: 'closed' }]);
    one.stop?.();
    state.fails = false;
    const again = follower(watch, draw);
    await again.until(() => again.heard.length === 1);
    expect(again.heard[0]?.kind).toBe('state');
  });

  it('ends all when it is closed, and takes nobody after', async () => {
    const { watch, draw } = watchOver();
    const one = follower(watch, draw);
    await one.until(() => one.heard.length === 1);
    watch.close();
    expect(one.heard.at(-1)).toEqual({ kind: 'closed' });
    expect(follower(watch, draw).stop).toBeNull();
  });
});

describe('living parts as a stream', () => {
  const terms = { known: null, heartbeatMs: 60_000, mostMs: 60_000 };
  const open = (known: string | null = null) => {
    const told: { tell: ((news: LiveNews) => void) | null; left: number } = { tell: null, left: 0 };
    const response = liveResponse(
      (tell) => {
        told.tell = tell;
        return () => {
          told.left += 1;
        };
      },
      { ...terms, known },
    );
    const reader = response?.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read())?.value;
    const state = (version: string, ...parts: string[]) =>
      told.tell?.({ kind: 'state', state: { version, parts } });
    return { response, reader, next, state, told };
  };

  it('sends each part that has changed once, over several lines too, and the version after the last', async () => {
    const { response, next, state } = open();
    expect(response?.headers.get('content-type')).toContain('text/event-stream');
    expect(await next()).toBe('retry: 3000\n\n');
    state('1', '<p id="a">x\r\ny\rz</p>', '<p id="b">1</p>');
    expect(await next()).toBe(
      'event: part\ndata: <p id="a">x\ndata: y\ndata: z</p>\n\nevent: part\ndata: <p id="b">1</p>\n\nid: 1\n\n',
    );
    state('2', '<p id="a">x\r\ny\rz</p>', '<p id="b">2</p>');
    expect(await next()).toBe('event: part\ndata: <p id="b">2</p>\n\nid: 2\n\n');
  });

  it('sends nothing that the reader has by its version', async () => {
    const { next, state } = open('7');
    await next();
    state('7', '<p id="a">1</p>', '<p id="b">1</p>');
    state('8', '<p id="a">2</p>');
    expect(await next()).toBe('event: part\ndata: <p id="a">2</p>\n\nid: 8\n\n');
  });

  it('takes it for nothing but a version: a part may have been drawn after it', async () => {
    const { next, state } = open('7');
    await next();
    state('7', '<p id="a">2</p>');
    state('8', '<p id="a">2</p>');
    expect(await next()).toBe('event: part\ndata: <p id="a">2</p>\n\nid: 8\n\n');
  });

  it('gives a slow reader the newest, not all that it missed', async () => {
    const { next, state } = open();
    for (const version of ['1', '2', '3']) state(version, `<p id="a">${version}</p>`);
    let got = '';
    while (!got.includes('id: 3')) got += await next();
    expect(got).not.toContain('<p id="a">2</p>');
  });

  it('says that it is over and ends, and lets go once', async () => {
    const { next, reader, told } = open();
    await next();
    told.tell?.({ kind: 'over' });
    expect(await next()).toBe('event: over\ndata: over\n\n');
    expect((await reader?.read())?.done).toBe(true);
    told.tell?.({ kind: 'closed' });
    expect(told.left).toBe(1);
  });

  it('lets go when the reader leaves', async () => {
    const { next, reader, told } = open();
    await next();
    await reader?.cancel();
    expect(told.left).toBe(1);
  });

  it('is nothing where nobody may follow', () => {
    expect(liveResponse(() => null, terms)).toBeNull();
  });
});
