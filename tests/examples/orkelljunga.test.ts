import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { Hosting, Platform } from '#model/declaration/values.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'examples/orkelljunga');
const declaration = await loadDeclaration(folder);
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml'));

/** The controls that can judge the declaration by itself, and those that need its plan as well. */
const onDeclaration = controls
  .filter(({ reads }) => reads.every((part) => part === 'declaration'))
  .map(({ id }) => id as string);
const onPlan = controls
  .filter(({ reads }) => reads.includes('plan') && !reads.includes('fleet'))
  .map(({ id }) => id as string);

/** What these controls say on a day, as `control subject status`, without what is met. */
function judge(of: Declaration, day: string, ids: readonly string[] = onDeclaration) {
  const { results } = evaluateControls({
    controls: controls.filter(({ id }) => ids.includes(id)),
    declaration: of,
    plan: planPlatform(of, { environment: 'produktion' }),
    fleet: null,
    now: new Date(`${day}T12:00:00Z`),
  });
  return results
    .filter(({ status }) => status !== 'met')
    .map(({ control, subject, status }) => `${control} ${subject.id} ${status}`);
}

describe('what was left in on purpose', () => {
  it('is seven findings and one exemption in the declaration', () => {
    expect(judge(declaration, '2026-11-24')).toEqual([
      'GV-01 gis finding',
      'GV-02 personec-p finding',
      'GV-04 larplattform finding',
      'GV-04 libra exempt',
      'GV-05 e-legitimation finding',
      'GV-07 procapita finding',
      'GV-34 raindance finding',
      'GV-37 telefoni finding',
    ]);
  });

  it('is four findings in the plan, and five answers that nobody has', () => {
    expect(judge(declaration, '2026-11-24', onPlan)).toEqual([
      'GV-22 katalog finding',
      'GV-24 e-post not-measured',
      'GV-29 e-legitimation not-measured',
      'GV-29 katalog finding',
      'GV-29 kommunportal24 not-measured',
      'GV-29 mina-sidor not-measured',
      'GV-29 telefoni not-measured',
      'GV-29 treserva finding',
      'GV-33 sakerhetskopiering finding',
    ]);
  });

  it('is what README.md says, row by row', async () => {
    const readme = await readFile(join(folder, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| ([^|]+) \| (GV-\d\d) \| (.*)$/gm)].map(
      ([, name, control, rest]) => {
        const service = declaration.services.find((one) => one.name === name);
        return `${control} ${service?.id} ${rest?.includes('**Undantag**') ? 'exempt' : 'finding'}`;
      },
    );
    const said = judge(declaration, '2026-11-24', [...onDeclaration, ...onPlan]);
    expect(rows.sort()).toEqual(said.filter((line) => !line.endsWith('not-measured')).sort());
  });

  it('stays so in class and level until the exemption ends and the next class grows old', () => {
    const lasting = ['GV-01', 'GV-02', 'GV-04'];
    expect(judge(declaration, '2027-06-30', lasting)).toHaveLength(4);
    expect(judge(declaration, '2027-07-01', lasting)).toContain('GV-04 libra finding');
    expect(judge(declaration, '2028-02-10', lasting)).toHaveLength(4);
    expect(judge(declaration, '2028-02-29', lasting)).toContain('GV-02 raindance finding');
  });

  it('grows with the first system plans that nobody goes through again', () => {
    expect(judge(declaration, '2027-02-10', ['GV-05'])).toHaveLength(1);
    expect(judge(declaration, '2027-02-11', ['GV-05'])).toContain('GV-05 telefoni finding');
  });
});

describe('the services', () => {
  const ids = declaration.services.map(({ id }) => id);

  it('are the seven systems of the strategy, the e-service chain and what they need', () => {
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['castor', 'procapita', 'treserva', 'raindance', 'personec-p', 'libra', 'gis'],
        ...['kommunportal24', 'mina-sidor'],
        ...['katalog', 'e-post', 'fil-och-utskrift', 'sakerhetskopiering', 'overvakning', 'namn-och-tid'],
        ...['skydd-mot-skadlig-kod', 'telefoni'],
      ]),
    );
  });

  it('stand on all four platforms, in all four hosting forms and at every kind of site', () => {
    const { services, organisation } = declaration;
    expect(new Set(services.map(({ platform }) => platform))).toEqual(new Set(Platform.options));
    expect(new Set(services.map(({ hosting }) => hosting))).toEqual(new Set(Hosting.options));
    const used = new Set(services.map(({ runsOn }) => runsOn).filter((site) => site !== undefined));
    expect(used).toEqual(new Set(organisation.platformSites.map(({ id }) => id)));
  });

  it.each(ids)('%s says of every field whether the strategy states it', async (id) => {
    const service = parse(await readFile(join(folder, `services/${id}.yaml`), 'utf8')) as Record<
      string,
      unknown
    >;
    const basis = declaration.services.find((one) => one.id === id)?.basis;
    const { cited = {}, illustrative = [] } = basis ?? {};
    for (const requirement of Object.keys(cited)) expect(requirement).toMatch(/^ORK-([1-9]|[12]\d|3[0-4])$/);
    const explained = [...Object.values(cited).flat(), ...illustrative];
    const said = Object.keys(service).filter((field) => field !== 'id' && field !== 'basis');
    expect([...new Set(explained)].sort()).toEqual(said.sort());
  });

  it('lead from the e-service portal through Castor to Mina sidor', () => {
    const dependencies = (id: string) => declaration.services.find((one) => one.id === id)?.dependsOn;
    expect(dependencies('kommunportal24')).toContain('castor');
    expect(dependencies('mina-sidor')).toEqual(expect.arrayContaining(['kommunportal24', 'castor']));
  });

  it('cost about what the budget says, with servers, levels and storage', () => {
    const { services, prices, serviceLevels } = declaration;
    const price = (id: string) => prices.sizes.find((size) => size.id === id)?.sekPerYear ?? Number.NaN;
    const gib = prices.storageSekPerGibYear + prices.backupSekPerGibYear;
    const total = services
      .filter(({ stage }) => stage === 'in-use')
      .flatMap(({ costs, servers, serviceLevel }) => [
        ...costs.map(({ sekPerYear }) => sekPerYear),
        ...servers.map(({ count, size }) => count * price(size)),
        ...servers.flatMap(({ count, disks }) => disks.map(({ sizeGib }) => count * sizeGib * gib)),
        serviceLevels.classes.find(({ id }) => id === serviceLevel?.class)?.sekPerYear ?? 0,
      ])
      .reduce((sum, cost) => sum + cost, 0);
    const budget = prices.budgetSekPerYear ?? Number.NaN;
    expect(total / budget).toBeGreaterThan(0.85);
    expect(total / budget).toBeLessThan(1);
  });
});

describe('the files', () => {
  it.each(files)('%s tells editors which schema it follows', async (file) => {
    const text = await readFile(join(folder, file), 'utf8');
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    const name = file.startsWith('services') ? 'service' : file.replace(/\.yaml$/, '');
    expect(relative(root, resolve(dirname(join(folder, file)), schema))).toBe(
      join('docs/schema', `${name}.schema.json`),
    );
  });

  it('declare one demo device, with the profile that reads all', () => {
    const demo = declaration.devices.devices.filter((device) => device.demo);
    expect(demo).toMatchObject([{ id: 'demo-dator', profile: 'server', unit: 'it-enheten' }]);
  });

  it('decide on working days', () => {
    for (const { id, on } of declaration.decisions.decisions) {
      const weekday = new Date(on).getUTCDay();
      expect([id, weekday]).not.toEqual([id, 0]);
      expect([id, weekday]).not.toEqual([id, 6]);
    }
  });
});
