import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { declaredDevices } from '#model/fleet/declared-devices.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildDevice, buildFleet, buildSections, okSection, testNow } from '../builders/fleet.ts';

const declaration = await loadDeclaration(resolve(import.meta.dirname, '../../examples/orkelljunga'));
const plan = planPlatform(declaration, { environment: 'produktion' });

/** Every declared server, with the planned address and a port nobody declared on every third. */
const devices = declaredDevices(declaration).map(({ id, name, kind, profile, serviceIds }, index) => {
  const server = plan.groups.flatMap(({ servers }) => servers).find((one) => one.id === id);
  const addresses = [`${server?.ipv4?.address ?? '192.0.2.7'}/24`];
  return buildDevice({
    id,
    name,
    kind,
    profile,
    serviceIds,
    declaredAs: id,
    sections: buildSections({
      network: okSection({
        hostname: name,
        interfaces: [{ name: 'eth0', mac: null, kind: 'ethernet', up: true, speedMbps: null, addresses }],
      }),
      'listening-ports': okSection({
        ports: index % 3 === 0 ? [{ protocol: 'tcp', address: '0.0.0.0', port: 8080, program: 'okand' }] : [],
      }),
    }),
  });
});

function evaluate(among: typeof devices | null) {
  const { results, failed } = evaluateControls({
    controls,
    declaration,
    plan,
    fleet: among === null ? null : buildFleet(...among),
    now: testNow,
  });
  expect(failed).toEqual([]);
  return results;
}

describe('with a plan, as the collector judges', () => {
  const together = evaluate(devices);

  it('gives each device the same verdicts alone as among all', () => {
    expect(devices.length).toBeGreaterThan(20);
    const alone = devices.flatMap((device) =>
      evaluate([device]).filter(({ subject }) => subject.kind === 'device'),
    );
    const key = ({ control, subject }: (typeof alone)[number]) => `${control} ${subject.id}`;
    const sort = (results: typeof alone) => results.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sort(alone)).toEqual(sort(together.filter(({ subject }) => subject.kind === 'device')));
  });

  it('gives each service the same verdicts whether devices are known or not', () => {
    expect(evaluate(null)).toEqual(together.filter(({ subject }) => subject.kind === 'service'));
  });

  it('finds the port that nobody declared, and the addresses in their zones', () => {
    const count = (control: string, status: string) =>
      together.filter(
        (one) => one.control === control && one.status === status && one.subject.kind === 'device',
      ).length;
    expect(count('GV-23', 'finding')).toBeGreaterThan(5);
    expect(count('GV-23', 'met')).toBeGreaterThan(10);
    expect(count('GV-22', 'met')).toBeGreaterThan(20);
  });
});
