import type { Declaration } from './declaration.ts';
import type { Service } from './service.ts';

/** A mistake found in parsed values; {@link loadDeclaration} adds the position. */
export interface Inconsistency {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

/** Rules between fields, checked once every file has its schema's form. */
export function checkConsistency(declaration: Declaration): readonly Inconsistency[] {
  return [
    ...checkShares(declaration),
    ...checkExemptions(declaration),
    ...checkContracts(declaration),
    ...checkDemoDevice(declaration),
    ...declaration.services.flatMap((service) => checkService(service, declaration)),
  ];
}

function checkShares({
  organisation: { organisation, municipalities },
}: Declaration): readonly Inconsistency[] {
  if (organisation.kind !== 'joint-body') return [];
  const sum = municipalities.reduce((total, { sharePercent = 0 }) => total + sharePercent, 0);
  return Math.abs(sum - 100) < 0.005
    ? []
    : [
        {
          file: 'grundval.yaml',
          path: ['municipalities'],
          found: `shares that add up to ${Number(sum.toFixed(2))} per cent`,
          expected: '100 per cent over the municipalities of a joint body',
        },
      ];
}

function checkExemptions({ decisions: { exemptions } }: Declaration): readonly Inconsistency[] {
  return exemptions.flatMap(({ from, until }, index) => {
    const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
    return days > 0 && days <= 366
      ? []
      : [
          {
            file: 'decisions.yaml',
            path: ['exemptions', index, 'until'],
            found: `${until}, ${days} days after ${from}`,
            expected: 'a day after `from`, at most 366 days later',
          },
        ];
  });
}

function checkContracts({ suppliers: { suppliers } }: Declaration): readonly Inconsistency[] {
  return suppliers.flatMap(({ contracts }, supplier) =>
    contracts.flatMap(({ from, to }, contract) =>
      from <= to
        ? []
        : [
            {
              file: 'suppliers.yaml',
              path: ['suppliers', supplier, 'contracts', contract, 'to'],
              found: to,
              expected: `a day after ${from}`,
            },
          ],
    ),
  );
}

function checkDemoDevice({ devices: { devices } }: Declaration): readonly Inconsistency[] {
  const demos = devices.flatMap(({ demo }, index) => (demo ? [index] : []));
  return demos.slice(1).map((index) => ({
    file: 'devices.yaml',
    path: ['devices', index, 'demo'],
    found: 'a second demo device',
    expected: 'at most one',
  }));
}

function checkService(service: Service, declaration: Declaration): readonly Inconsistency[] {
  const file = `services/${service.id}.yaml`;
  const found: Inconsistency[] = [];
  if (service.servers.length > 0 && service.runsOn === undefined) {
    found.push({
      file,
      path: ['servers'],
      found: 'servers without a place',
      expected: '`runsOn` with a platform site',
    });
  }
  const contract = service.contract;
  const supplier = declaration.suppliers.suppliers.find(({ id }) => id === service.supplier);
  if (contract !== undefined && supplier?.contracts.every(({ id }) => id !== contract)) {
    found.push({
      file,
      path: ['contract'],
      found: `"${contract}", a contract with another supplier`,
      expected: `a contract of ${supplier.id}`,
    });
  }
  const said = new Set(Object.keys(service));
  for (const [path, fields] of basisFields(service)) {
    fields.forEach((field, index) => {
      if (!said.has(field)) {
        found.push({
          file,
          path: [...path, index],
          found: `"${field}"`,
          expected: 'a field of this service',
        });
      }
    });
  }
  return found;
}

function basisFields({ basis }: Service): readonly (readonly [readonly string[], readonly string[]])[] {
  if (basis === undefined) return [];
  return [
    ...Object.entries(basis.cited).map(([id, fields]) => [['basis', 'cited', id], fields] as const),
    [['basis', 'illustrative'], basis.illustrative] as const,
  ];
}
