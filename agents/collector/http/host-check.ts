import { createMiddleware } from 'hono/factory';
import { problem } from './problem.ts';

/** Names under which the collector is always reached on its own machine. */
export const loopbackNames = ['localhost', '127.0.0.1', '[::1]'] as const;

/**
 * Answers only to names the collector goes by. A page of somebody else, whose name was pointed at this
 * machine (DNS rebinding), is refused although it reaches the port.
 */
export function hostCheck(names: readonly string[]) {
  const allowed = new Set([...loopbackNames, ...names.map((name) => name.toLowerCase())]);
  return createMiddleware(async (c, next) => {
    if (allowed.has(new URL(c.req.url).hostname.toLowerCase())) return next();
    return problem(c, {
      status: 421,
      code: 'host',
      title: 'This collector does not go by the name in the request.',
      detail: 'Start it with --host-name NAME to let it answer to another name.',
    });
  });
}
