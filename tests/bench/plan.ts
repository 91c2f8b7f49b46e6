import { resolve } from 'node:path';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { multiplyDeclaration } from '../builders/multiply-declaration.ts';
import { type Figure, figure, median, publish, rounded } from './figures.ts';

/**
 * How long the plan of a platform takes: Örkelljunga as it is, and an organisation of 300 services made of
 * copies of Örkelljunga's, in server zones made large enough. Prints a table; `-- --json FILE` writes it.
 */
const runs = 15;
const environment = 'produktion';

function measure(name: string, declaration: Declaration, goalMs: number): readonly Figure[] {
  const { groups, flows } = planPlatform(declaration, { environment });
  const servers = groups.flatMap((group) => group.servers).length;
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    planPlatform(declaration, { environment });
    return performance.now() - start;
  });
  const size = `${declaration.services.length} services, ${servers} servers, ${flows.length} flows`;
  return [figure(name, rounded(median(times)), 'ms', goalMs, `median of ${runs} in one process; ${size}`)];
}

const declaration = await loadDeclaration(resolve(import.meta.dirname, '../../examples/orkelljunga'));
publish('Plan of the platform', [
  // Of the whole check, 3 s and 10 s, a tenth may go to the plan.
  ...measure('Örkelljunga', declaration, 300),
  ...measure('300 services', multiplyDeclaration(declaration, 300), 1000),
]);
