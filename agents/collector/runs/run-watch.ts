import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers';
import type { RunPulse, Scope, Store } from '../store/store.ts';

/** What is followed: one run, or all that are not over, as somebody sees them in a language. */
export interface Watched {
  readonly scope: Scope;
  /** Null = all that are not over. */
  readonly run: string | null;
  readonly lang: string;
}

/** How the living parts of a page stand. */
export interface LiveState {
  /** Another one where anything has changed. */
  readonly version: string;
  /** Elements with an id each, in the order of the page. */
  readonly parts: readonly string[];
}

/** What a follower is told: how it stands, that no more is to come, or that nothing can be told now. */
export type LiveNews =
  | { readonly kind: 'state'; readonly state: LiveState }
  | { readonly kind: 'over' }
  | { readonly kind: 'closed' };

export interface RunWatchParts {
  readonly store: Pick<Store, 'readRunPulses'>;
  readonly log: { readonly warn: (fields: object, message: string) => void };
  /** How often the database is asked, however many follow. */
  readonly everyMs: number;
  /** Most followers at the same time. */
  readonly most: number;
}

/** Tells many readers of a page what changes in a run: the database is asked once, and the parts drawn once, for all. */
export interface RunWatch {
  /** Version of how it stands now; a page that holds it needs to be told nothing before it changes. */
  versionOf(what: Pick<Watched, 'scope' | 'run'>): Promise<string>;
  /**
   * @param draw makes the parts; asked only where something has changed since they were made last
   * @param tell told how it stands at once, and again whenever that changes
   * @returns what ends it; null where too many follow already, or nobody is told any more
   */
  follow(
    what: Watched,
    draw: () => Promise<readonly string[]>,
    tell: (news: LiveNews) => void,
  ): (() => void) | null;
  /** Tells everybody that no more is told; takes no new followers. */
  close(): void;
}

interface Topic {
  readonly what: Watched;
  readonly draw: () => Promise<readonly string[]>;
  readonly followers: Set<(news: LiveNews) => void>;
  state: LiveState | null;
  /** Looks in a row that found nothing new. */
  quietLooks: number;
  timer: NodeJS.Timeout | null;
}

/** Seals and verdicts come right after the end of a run: it is over once this many looks have found no more. */
const quietLooksAfterEnd = 10;

/** A watch that asks nothing while nobody follows. */
export function createRunWatch({ store, log, everyMs, most }: RunWatchParts): RunWatch {
  const topics = new Map<string, Topic>();
  let followers = 0;
  let isClosed = false;

  function tellAll(topic: Topic, news: LiveNews): void {
    for (const tell of [...topic.followers]) tell(news);
  }

  /** Those who come after start anew. */
  function drop(topic: Topic, news: LiveNews): void {
    if (topics.get(keyOf(topic.what)) === topic) topics.delete(keyOf(topic.what));
    if (topic.timer !== null) clearTimeout(topic.timer);
    tellAll(topic, news);
  }

  async function look(topic: Topic): Promise<void> {
    const { what } = topic;
    try {
      const pulses = await store.readRunPulses(what.scope, what.run);
      const version = hashOf(pulses);
      if (version === topic.state?.version) {
        topic.quietLooks += 1;
      } else {
        topic.state = { version, parts: await topic.draw() };
        topic.quietLooks = 0;
        tellAll(topic, { kind: 'state', state: topic.state });
      }
      const hasEnded = what.run !== null && pulses.every(({ isOver, isJudged }) => isOver && isJudged);
      if (hasEnded && topic.quietLooks >= quietLooksAfterEnd) return drop(topic, { kind: 'over' });
    } catch (error) {
      log.warn({ err: error, run: what.run }, 'a run could not be followed');
      return drop(topic, { kind: 'closed' });
    }
    if (topic.followers.size > 0) topic.timer = setTimeout(() => void look(topic), everyMs);
  }

  return {
    versionOf: async ({ scope, run }) => hashOf(await store.readRunPulses(scope, run)),
    follow(what, draw, tell) {
      if (isClosed || followers >= most) return null;
      const key = keyOf(what);
      const known = topics.get(key);
      const topic: Topic = known ?? {
        what,
        draw,
        followers: new Set(),
        state: null,
        quietLooks: 0,
        timer: null,
      };
      followers += 1;
      topic.followers.add(tell);
      if (known === undefined) {
        topics.set(key, topic);
        void look(topic);
      } else if (topic.state !== null) {
        tell({ kind: 'state', state: topic.state });
      }
      return () => {
        if (!topic.followers.delete(tell)) return;
        followers -= 1;
        if (topic.followers.size > 0) return;
        if (topic.timer !== null) clearTimeout(topic.timer);
        if (topics.get(key) === topic) topics.delete(key);
      };
    },
    close() {
      isClosed = true;
      for (const topic of [...topics.values()]) drop(topic, { kind: 'closed' });
    },
  };
}

/** Readers of the same tenants in the same language see the same. */
function keyOf({ scope, run, lang }: Watched): string {
  return JSON.stringify([scope.organisation, scope.tenants.toSorted(), run, lang]);
}

function hashOf(pulses: readonly RunPulse[]): string {
  return createHash('sha256').update(JSON.stringify(pulses)).digest('hex').slice(0, 16);
}
