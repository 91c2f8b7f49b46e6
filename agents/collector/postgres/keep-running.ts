import { setTimeout as delay } from 'node:timers/promises';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { explainFailure } from './failure.ts';
import { type Server, type ServerPlan, startServer } from './server.ts';

/** A server that is started again when it ends by itself. */
export interface KeptServer {
  /** Resolves when it is not started again any more; it never rejects. */
  readonly lost: Promise<GrundvalError>;
  stop(): Promise<void>;
}

/** So many restarts within {@link windowMs} are tried before the supervisor gives up. */
const mostRestarts = 5;
const windowMs = 60_000;

/**
 * Whether a server that ended by itself is started again: yes, unless it has ended so often lately that
 * another start would mend nothing.
 *
 * @param restarts when earlier restarts were made
 */
export function mayRestart(restarts: readonly Date[], now: Date): boolean {
  return restarts.filter((at) => now.getTime() - at.getTime() < windowMs).length < mostRestarts;
}

/**
 * Starts a server, and starts it again at the same address whenever it ends without being asked to.
 *
 * @throws {Error} where the first start fails
 */
export async function keepRunning(plan: ServerPlan, now: () => Date): Promise<KeptServer> {
  let current = await startPatiently(plan);
  let stopping = false;
  const keep = async (): Promise<GrundvalError | null> => {
    const restarts: Date[] = [];
    for (;;) {
      const how = await current.ended;
      if (stopping) return null;
      plan.log.error({ pid: current.pid, how }, 'PostgreSQL ended by itself');
      if (!mayRestart(restarts, now())) return endsAgainAndAgain(how);
      restarts.push(now());
      try {
        current = await startPatiently({ ...plan, stalePid: null });
      } catch (error) {
        return explainFailure(
          { sv: 'PostgreSQL kunde inte startas igen', en: 'PostgreSQL could not be started again' },
          error,
          plan.clusterFolder,
        );
      }
      plan.log.info({ pid: current.pid }, 'PostgreSQL was started again');
      if (stopping) await current.stop();
    }
  };
  const ending = keep();
  return {
    lost: ending.then((error) => error ?? new Promise<never>(() => undefined)),
    stop: async () => {
      stopping = true;
      await current.stop();
      await ending;
    },
  };
}

const endsAgainAndAgain = (how: string): GrundvalError =>
  bilingualError(
    'collector/postgres-failed',
    {
      sv: `PostgreSQL har avslutats av sig själv gång på gång, senast med ${how}.`,
      en: `PostgreSQL has ended by itself again and again, the last time with ${how}.`,
    },
    {
      sv: 'Läs raderna "PostgreSQL said" i collector.log i datamappen.',
      en: 'See the lines "PostgreSQL said" in collector.log of the data folder.',
    },
  );

/** Sessions of a server that was killed end by themselves within moments; until then a new one refuses to start. */
async function startPatiently(plan: ServerPlan): Promise<Server> {
  const triesEveryMs = 100;
  for (let triesLeft = 100; ; triesLeft -= 1) {
    try {
      return await startServer(plan);
    } catch (error) {
      const waits = error instanceof Error && error.message.includes('pre-existing shared memory block');
      if (!waits || triesLeft === 0) throw error;
      await delay(triesEveryMs);
    }
  }
}
