import type { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { Host, Procedure } from '../../procedure.ts';
import { selectHosts } from './select-hosts.ts';

export interface TargetRequest<Schema extends z.ZodObject> {
  readonly procedure: Procedure<Schema>;
  readonly params: z.infer<Schema>;
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  readonly hosts: readonly Host[];
  /** Target expression; null leaves it to the procedure and its parameters. */
  readonly targets: string | null;
  /** Every host may be met. */
  readonly all: boolean;
}

/**
 * The hosts of a run, by id: those the procedure is for, narrowed by the expression.
 *
 * @throws {GrundvalError} `run/no-targets`, `run/unknown-target`, `run/wrong-system` or `run/everything`
 */
export function resolveTargets<Schema extends z.ZodObject>(request: TargetRequest<Schema>): readonly Host[] {
  const { procedure, params, declaration, plan, hosts, targets } = request;
  const known = new Map(hosts.map((host) => [host.id, host]));
  const offered = new Set(
    procedure.targets({ params, declaration, plan, hosts }).map(({ id }) => {
      if (!known.has(id)) throw notKnown(procedure.id, id);
      return id;
    }),
  );
  const wanted = targets === null ? hosts : selectHosts(hosts, targets);
  const chosen = wanted.filter(({ id }) => offered.has(id));
  if (chosen.length === 0) throw noTargets(procedure.id, targets, offered.size);
  const foreign = chosen.filter(({ address }) => !procedure.systems.includes(address.system));
  if (foreign.length > 0) throw wrongSystem(procedure, foreign);
  const same = hosts.filter(({ address }) => procedure.systems.includes(address.system));
  if (!request.all && chosen.length > 1 && chosen.length === same.length) throw everything(chosen.length);
  return chosen;
}

function notKnown(procedure: string, id: string) {
  return bilingualError(
    'run/unknown-target',
    {
      sv: `${procedure} vill köra på ”${id}”, som inte finns i ögonblicksbilden.`,
      en: `${procedure} wants to run on "${id}", which is not in the snapshot.`,
    },
    {
      sv: 'Det är ett fel i procedurens targets; den får bara välja bland hosts.',
      en: "That is a mistake in the procedure's targets; it may only choose among hosts.",
    },
    { details: { procedure, host: id } },
  );
}

function noTargets(procedure: string, targets: string | null, offered: number) {
  return bilingualError(
    'run/no-targets',
    targets === null || offered === 0
      ? {
          sv: `Ingen server att köra ${procedure} på: den är inte till för någon med de här parametrarna.`,
          en: `No server to run ${procedure} on: with these parameters it is for none.`,
        }
      : {
          sv: `Ingen server att köra ${procedure} på: ”${targets}” är ingen av de ${offered} den är till för.`,
          en: `No server to run ${procedure} on: "${targets}" is none of the ${offered} it is for.`,
        },
    { sv: 'Ändra parametrarna eller --targets.', en: 'Change the parameters or --targets.' },
    { details: { procedure, targets, offered } },
  );
}

function wrongSystem(procedure: Pick<Procedure, 'id' | 'systems'>, foreign: readonly Host[]) {
  const ids = foreign.map(({ id }) => id);
  const shown = ids.slice(0, 5).join(', ') + (ids.length > 5 ? ' …' : '');
  return bilingualError(
    'run/wrong-system',
    {
      sv: `${procedure.id} är skriven för ${procedure.systems.join(', ')}, men ${shown} är något annat.`,
      en: `${procedure.id} is written for ${procedure.systems.join(', ')}, but ${shown} is something else.`,
    },
    {
      sv: 'Ta bort dem med ! i --targets, eller välj en procedur för dem.',
      en: 'Take them away with ! in --targets, or choose a procedure for them.',
    },
    { details: { hosts: ids } },
  );
}

function everything(count: number) {
  return bilingualError(
    'run/everything',
    {
      sv: `Det här är alla ${count} servrar som proceduren kan köras på.`,
      en: `These are all ${count} servers that the procedure can be run on.`,
    },
    {
      sv: 'Ange --all om det är meningen, annars --targets.',
      en: 'Give --all if that is what you mean, else --targets.',
    },
    { details: { count } },
  );
}
