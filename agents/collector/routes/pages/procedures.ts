import { Hono } from 'hono';
import { planCommand } from '../../figures/procedure-command.ts';
import { formOf } from '../../figures/procedure-form.ts';
import { readValues } from '../../figures/procedure-values.ts';
import { referenceOptions } from '../../figures/reference-options.ts';
import { proceduresAddress } from '../../views/address.ts';
import { runFields } from '../../views/procedures/form.ts';
import { procedureListPage } from '../../views/procedures/list.ts';
import { formAddress, latestRuns, procedurePage } from '../../views/procedures/procedure.ts';
import type { CollectorEnv } from '../context.ts';
import { openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

const placeholders = {
  sv: { file: 'FIL', json: 'JSON' },
  en: { file: 'FILE', json: 'JSON' },
} as const;

/** `/korningar/procedurer`: the catalogue, and the form of each procedure. Stands before `/korningar/:id`. */
export function procedureRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, procedures } = deps;
  return new Hono<CollectorEnv>()
    .get(proceduresAddress, async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = await Promise.all(
        procedures.map(async (procedure) => {
          const { rows: newest } = await store.readRunHistory(page.scope, {
            procedure: procedure.id,
            limit: 1,
          });
          return { procedure, last: newest[0] ?? null };
        }),
      );
      return c.html(procedureListPage(rows, page.names, page.frame));
    })
    .get(`${proceduresAddress}/:id`, async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const procedure = procedures.find(({ id }) => id === c.req.param('id'));
      if (procedure === undefined) return renderError(c, 404, deps);
      const { declaration, plan, scope, names, frame } = page;
      const parts = formOf(procedure);
      const options = referenceOptions(declaration, plan);
      const initial = new Map(
        parts.flatMap(({ fields }) => fields.map((field) => [field.name, field.initial])),
      );
      const text = (name: string) => c.req.query(name) ?? initial.get(name) ?? '';
      const isSent = c.req.query(runFields.asked) !== undefined;
      const { values, issues } = readValues(parts, procedure.parametersSchema, text, options);
      const run = { targets: text(runFields.targets).trim(), ticket: text(runFields.ticket).trim() };
      const history = await store.readRunHistory(scope, { procedure: procedure.id, limit: latestRuns });
      const { role } = procedure.approve;
      return c.html(
        procedurePage(
          {
            procedure,
            names,
            isRoleDeclared: role === 'owner' || declaration.organisation.roles.some(({ id }) => id === role),
            history,
            form: {
              action: formAddress(procedure.id),
              parts,
              text,
              options,
              issues: isSent ? issues : new Map(),
            },
            command:
              isSent && issues.size === 0
                ? planCommand(procedure, parts, values, run, placeholders[frame.lang])
                : null,
          },
          frame,
        ),
      );
    });
}
