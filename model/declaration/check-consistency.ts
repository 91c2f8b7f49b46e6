import { daysBetween } from '../format/time.ts';
import { accessRule } from './check-access.ts';
import { suppliersRules } from './check-contracts.ts';
import { organisationRules } from './check-organisation.ts';
import { serviceRules } from './check-service.ts';
import type { Mistake } from './mistake.ts';
import type { DeclaredFile } from './read-folder.ts';
import { applyRules, type Contradiction, isDay, itemsAt, type Rule, repeated } from './rule.ts';

/** Rules between fields, in every file that could be read. */
export function checkConsistency(files: readonly DeclaredFile[]): readonly Mistake[] {
  return applyRules(rules, files);
}

const rules: readonly Rule[] = [
  ...organisationRules,
  ...suppliersRules,
  ...serviceRules,
  { kind: 'network', check: checkLinks },
  { kind: 'network', check: checkZoneNetworks },
  accessRule,
  { kind: 'prices', check: checkEnergyBands },
  { kind: 'decisions', check: checkDecisionDays },
  { kind: 'decisions', check: checkExemptions },
  { kind: 'goals', check: checkActions },
  { kind: 'devices', check: checkDemoDevice },
];

function checkLinks(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['links', '*']).flatMap(({ path, fields: { from, to } }) =>
    from === undefined || from !== to
      ? []
      : [
          {
            path: [...path, 'to'],
            found: `"${String(to)}", where the link begins`,
            expected: 'another site',
          },
        ],
  );
}

function checkZoneNetworks(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['zones', '*']).flatMap(({ path, fields }) =>
    repeated(fields, ['networks', '*', 'platformSite'], 'platform site of a zone').map((network) => ({
      ...network,
      path: [...path, ...network.path],
    })),
  );
}

function checkEnergyBands(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['sizes', '*', 'energy']).flatMap(
    ({ path, fields: { kwhPerYear, lowKwhPerYear: low, highKwhPerYear: high } }) =>
      [kwhPerYear, low, high].every((kwh) => typeof kwh === 'number') &&
      ((low as number) > (kwhPerYear as number) || (kwhPerYear as number) > (high as number))
        ? [
            {
              path: [...path, 'kwhPerYear'],
              found: `${kwhPerYear}, outside ${low} to ${high}`,
              expected: 'a value within its band',
            },
          ]
        : [],
  );
}

function checkDecisionDays(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['decisions', '*']).flatMap(({ path, fields: { on, validUntil } }) =>
    isDay(on) && isDay(validUntil) && validUntil < on
      ? [{ path: [...path, 'validUntil'], found: validUntil, expected: `a day from ${on} on` }]
      : [],
  );
}

function checkExemptions(value: unknown): readonly Contradiction[] {
  const seen = new Set<string>();
  return itemsAt(value, ['exemptions', '*']).flatMap(
    ({ path, fields: { control, subject, from, until } }) => {
      const found: Contradiction[] = [];
      const key = `${String(control)} ${String(subject)}`;
      if (seen.has(key) && control !== undefined && subject !== undefined) {
        found.push({ path, found: `a second exemption from ${control} for ${subject}`, expected: 'one' });
      }
      seen.add(key);
      if (isDay(from) && isDay(until)) {
        const days = daysBetween(from, until);
        if (days <= 0 || days > 366) {
          found.push({
            path: [...path, 'until'],
            found: `${until}, ${days} days after ${from}`,
            expected: 'a day after `from`, at most 366 days later',
          });
        }
      }
      return found;
    },
  );
}

function checkActions(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['actions', '*']).flatMap(({ path, fields: { doneOn, cancelled } }) =>
    doneOn === undefined || cancelled === undefined
      ? []
      : [
          {
            path: [...path, 'cancelled'],
            found: 'an action both done and cancelled',
            expected: 'one of them',
          },
        ],
  );
}

function checkDemoDevice(value: unknown): readonly Contradiction[] {
  return itemsAt(value, ['devices', '*'])
    .filter(({ fields: { demo } }) => demo === true)
    .slice(1)
    .map(({ path }) => ({ path: [...path, 'demo'], found: 'a second demo device', expected: 'at most one' }));
}
