import { describeValue, type Mistake, mistakeAt } from './mistake.ts';
import { locate, locateTexts } from './paths.ts';
import type { DeclaredFile } from './read-folder.ts';
import { itemsAt } from './rule.ts';

/** Services that name a contract with somebody else than their supplier. */
export function checkSuppliers(files: readonly DeclaredFile[]): readonly Mistake[] {
  const suppliers = files
    .filter(({ kind }) => kind.name === 'suppliers')
    .flatMap(({ yaml }) => itemsAt(yaml.value, ['suppliers', '*']));
  const supplierOf = new Map(
    suppliers.flatMap(({ fields }) =>
      locateTexts(fields, ['contracts', '*', 'id']).map(({ value }) => [value, fields['id']] as const),
    ),
  );
  return files
    .filter(({ kind }) => kind.name === 'service')
    .flatMap(({ yaml }) => {
      const [contract] = locateTexts(yaml.value, ['contract']);
      const party = contract === undefined ? undefined : supplierOf.get(contract.value);
      const [supplier] = locate(yaml.value, ['supplier']);
      return contract === undefined || typeof party !== 'string' || supplier?.value === party
        ? []
        : [
            mistakeAt(yaml, contract.path, {
              found: `${describeValue(contract.value)}, a contract with ${party}`,
              expected: `\`supplier: ${party}\` beside it, or another contract`,
            }),
          ];
    });
}
