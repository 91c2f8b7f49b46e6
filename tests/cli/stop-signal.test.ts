import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { stopOnSignal } from '#cli/stop-signal.ts';

function listening() {
  const events = new EventEmitter();
  const at = { ms: 0 };
  let hasGivenUp = false;
  const signal = stopOnSignal(
    events,
    () => at.ms,
    () => {
      hasGivenUp = true;
    },
  );
  const send = (name: string, ms: number) => {
    at.ms = ms;
    events.emit(name);
    return { asked: signal.aborted, hasGivenUp };
  };
  return send;
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks to stop', (name) => {
  expect(listening()(name, 10)).toEqual({ asked: true, hasGivenUp: false });
});

it('takes a signal that npm, a launcher or a closing terminal repeats as the same wish', () => {
  const send = listening();
  send('SIGHUP', 10);
  expect(send('SIGINT', 12)).toEqual({ asked: true, hasGivenUp: false });
  expect(send('SIGTERM', 900)).toEqual({ asked: true, hasGivenUp: false });
});

it('gives up stopping in good order when it is asked again later', () => {
  const send = listening();
  send('SIGINT', 0);
  expect(send('SIGINT', 2001)).toEqual({ asked: true, hasGivenUp: true });
});
