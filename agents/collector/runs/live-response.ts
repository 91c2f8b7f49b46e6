import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import type { LiveNews, LiveState } from './run-watch.ts';

export interface LiveTerms {
  /** Version that the reader has; null where none. */
  readonly known: string | null;
  /** A comment is sent this often, so that nobody between takes the silence for the end. */
  readonly heartbeatMs: number;
  /** The stream ends after so long and the reader comes again: who they are is asked anew. */
  readonly mostMs: number;
}

/** How long a reader waits before coming again, in milliseconds. */
const retryMs = 3000;

/**
 * Living parts as server-sent events: each part that has changed as an event `part` whose data is the element, the last
 * of them with the version as its id; `over` where nothing more is to come. A reader that is slower than the changes
 * gets the newest of them.
 *
 * @param follow starts following, and gives what ends it; null where nobody may follow now
 * @returns null where nobody may follow now
 */
export function liveResponse(
  follow: (tell: (news: LiveNews) => void) => (() => void) | null,
  { known, heartbeatMs, mostMs }: LiveTerms,
): Response | null {
  const encoder = new TextEncoder();
  const sink: { controller: ReadableStreamDefaultController<Uint8Array> | null } = { controller: null };
  /** What the reader was sent last. */
  let sent: readonly string[] = [];
  let version = known;
  let waiting: LiveState | null = null;

  const isReady = () => (sink.controller?.desiredSize ?? 0) > 0;
  const send = (text: string) => sink.controller?.enqueue(encoder.encode(text));
  const flush = (): void => {
    if (waiting === null || !isReady()) return;
    const { parts, version: next } = waiting;
    waiting = null;
    // What a page was drawn with may be newer than its version, and so may these parts: only what was sent is known.
    if (next === version) return;
    const changed = parts.filter((part) => !sent.includes(part));
    // First: sending asks for more, and so comes back here.
    [sent, version] = [parts, next];
    send(`${changed.map(partEvent).join('')}id: ${next}\n\n`);
  };
  const end = (): void => {
    if (sink.controller === null) return;
    sink.controller.close();
    release();
  };
  const release = (): void => {
    sink.controller = null;
    clearInterval(heartbeat);
    clearTimeout(limit);
    unfollow?.();
  };

  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      sink.controller = controller;
      send(`retry: ${retryMs}\n\n`);
    },
    pull: flush,
    cancel: release,
  });
  const heartbeat = setInterval(() => isReady() && send(': \n\n'), heartbeatMs);
  const limit = setTimeout(end, mostMs);
  const unfollow = follow((news) => {
    if (news.kind === 'state') {
      waiting = news.state;
      return flush();
    }
    if (news.kind === 'over') send('event: over\ndata: over\n\n');
    end();
  });
  if (unfollow === null) {
    release();
    return null;
  }
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      // Proxies that gather answers before they hand them on are asked not to.
      'x-accel-buffering': 'no',
    },
  });
}

function partEvent(part: string): string {
  const lines = part.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `event: part\n${lines.join('')}\n`;
}
