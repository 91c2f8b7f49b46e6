import type { Decision } from './decisions.ts';
import { DecisionsFile } from './decisions.ts';
import { describeValue, type Mistake, mistakeAt } from './mistake.ts';
import { locate, locateTexts } from './paths.ts';
import type { DeclaredFile } from './read-folder.ts';
import { references } from './references.ts';

/**
 * Decisions that are about something else than what they are named for: a class never rests on a decision on
 * retention. Decisions that do not exist are {@link checkReferences}' matter.
 */
export function checkDecisions(files: readonly DeclaredFile[]): readonly Mistake[] {
  const kinds = collectKinds(files);
  return references.flatMap(({ file, path, about }) =>
    about === undefined
      ? []
      : files
          .filter(({ kind }) => kind.name === file)
          .flatMap(({ yaml }) =>
            locateTexts(yaml.value, path).flatMap(({ path: at, value }) => {
              const kind = kinds.get(value);
              return kind === undefined || about.includes(kind)
                ? []
                : [
                    mistakeAt(yaml, at, {
                      found: `${describeValue(value)}, a decision of kind ${kind}`,
                      expected: `a decision of kind ${about.join(' or ')}`,
                      hint: 'what was decided together is declared as two decisions with one `reference`',
                    }),
                  ];
            }),
          ),
  );
}

function collectKinds(files: readonly DeclaredFile[]): ReadonlyMap<string, Decision['kind']> {
  const decision = DecisionsFile.shape.decisions.element.pick({ id: true, kind: true }).loose();
  return new Map(
    files
      .filter(({ kind }) => kind.name === 'decisions')
      .flatMap(({ yaml }) => locate(yaml.value, ['decisions', '*']))
      .flatMap(({ value }) => {
        const read = decision.safeParse(value);
        return read.success ? [[read.data.id, read.data.kind] as const] : [];
      }),
  );
}
