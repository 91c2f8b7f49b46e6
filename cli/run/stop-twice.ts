import type { RunControl } from '#runbooks/engine/execute/control.ts';
import type { CommandIo } from '../command.ts';

/**
 * The first Ctrl-C lets what was begun be finished and begins nothing new; a later one stops what runs on the servers,
 * with all its processes.
 *
 * @param by directory id
 */
export function stopTwice(control: RunControl, by: string, io: CommandIo): void {
  const stop = (): void => {
    io.err(
      io.lang === 'sv'
        ? 'Avslutar det som är påbörjat och börjar inget nytt. Ctrl-C igen avbryter på servrarna.'
        : 'Finishing what was begun, beginning nothing new. Ctrl-C again cancels on the servers.',
    );
    control.stop(by);
  };
  if (io.signal.aborted) stop();
  else io.signal.addEventListener('abort', stop, { once: true });
  io.onInsist?.(() => {
    io.err(
      io.lang === 'sv'
        ? 'Avbryter på servrarna. Ctrl-C en gång till lämnar dem som de är.'
        : 'Cancelling on the servers. Ctrl-C once more leaves them as they are.',
    );
    control.kill(by);
  });
}
