import type { ControlId } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { formatPath, type Mistake } from '#model/declaration/mistake.ts';
import { checkSchema } from '#model/declaration/schema-mistakes.ts';
import { suggest } from '#model/declaration/suggest.ts';
import { pointerOf } from '#model/declaration/yaml-nodes.ts';
import type { Control } from './control.ts';

/** The parameters of each control, and what is wrong with those the organisation gives. */
export interface ReadParameters {
  /** Missing for a control whose parameters are wrong. */
  readonly values: ReadonlyMap<ControlId, unknown>;
  readonly mistakes: readonly Mistake[];
}

const file = 'grundval.yaml';

/** Reads `controls:` of grundval.yaml against each control's own schema; what is left out gets its default. */
export function readParameters(controls: readonly Control[], declaration: Declaration): ReadParameters {
  const given = declaration.organisation.controls;
  const values = new Map<ControlId, unknown>();
  const mistakes: Mistake[] = checkControlIds(controls, declaration);
  for (const { id, parameters } of controls) {
    const result = checkSchema(
      {
        file,
        value: given[id] ?? {},
        lines: {},
        positionOf: (path) => ({ line: lineOf(declaration, ['controls', id, ...path]) ?? 1, column: 1 }),
      },
      parameters,
    );
    if ('value' in result) values.set(id, result.value);
    else mistakes.push(...result.mistakes.map((mistake) => placed(mistake, id)));
  }
  return { values, mistakes };
}

/** Parameters and exemptions of controls that do not exist would silently do nothing. */
function checkControlIds(controls: readonly Control[], declaration: Declaration): Mistake[] {
  const ids = controls.map(({ id }) => id as string);
  const unknown = (where: string, path: readonly (string | number)[], id: string): Mistake[] =>
    ids.includes(id)
      ? []
      : [
          {
            file: where,
            line: declaration.lines[where]?.[pointerOf(path)] ?? null,
            column: null,
            path: formatPath(path),
            found: `"${id}"`,
            expected: `the id of a control: ${ids.join(', ')}`,
            hint: suggest(id, ids),
          },
        ];
  return [
    ...Object.keys(declaration.organisation.controls).flatMap((id) => unknown(file, ['controls', id], id)),
    ...declaration.decisions.exemptions.flatMap(({ control }, index) =>
      unknown('decisions.yaml', ['exemptions', index, 'control'], control),
    ),
  ];
}

function placed(mistake: Mistake, id: ControlId): Mistake {
  const inner = mistake.path === '' || mistake.path.startsWith('[') ? mistake.path : `.${mistake.path}`;
  return { ...mistake, path: `controls.${id}${inner}` };
}

function lineOf({ lines }: Declaration, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const line = lines[file]?.[pointerOf(path.slice(0, length))];
    if (line !== undefined) return line;
  }
  return undefined;
}
