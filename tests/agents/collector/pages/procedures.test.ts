import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { readDeclaration } from '#model/declaration/load.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { builtApp, exampleFolder } from './built-app.ts';

const app = await builtApp({ devices: [], results: [] });
const { declaration } = await readDeclaration(exampleFolder);
const read = async (path: string, lang: 'sv' | 'en' = 'sv', from = app) => {
  const response = await from.request(path, { headers: { cookie: `lang=${lang}` } });
  return { status: response.status, body: await response.text() };
};
const list = '/korningar/procedurer';
const asked = (id: string, values: Readonly<Record<string, string>>) =>
  `${list}/${id}?${new URLSearchParams({ ...values, visa: 'kommando' })}`;
const commandIn = (body: string) => {
  const [, text = ''] = /<pre class="copied"[^>]*><code>([\s\S]*?)<\/code>/.exec(body) ?? [];
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
};
const wordsOf = (line: string) =>
  spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .stdout.split('\0')
    .slice(0, -1);

describe('the list of procedures', () => {
  it('has every procedure with who approves it, and a link to its page', async () => {
    for (const lang of ['sv', 'en'] as const) {
      const { status, body } = await read(list, lang);
      expect(status).toBe(200);
      for (const { id, title } of procedures)
        expect(body).toContain(`<a href="${list}/${id}">${title[lang]}</a>`);
    }
    expect((await read(list)).body).toContain('Två personer i rollen IT-chef, inte den som begär');
  });

  it('says how each was last run, and never that one is right that was never run', async () => {
    const none = await builtApp({ devices: [], results: [], runs: [] });
    const { body } = await read(list, 'sv', none);
    expect(body.match(/aldrig körd/g)).toHaveLength(procedures.length);
    expect(body).not.toContain('class="status met"');
    expect(body).toMatch(/0 av 12 har körts/);
    const some = (await read(list)).body;
    expect(some).toContain('Lyckades');
    expect(some).toContain('Misslyckades');
    const ends = some.match(/href="\/korningar\/2026-[^"]+"/g) ?? [];
    expect(ends.length).toBeGreaterThan(1);
    expect(ends.length + (some.match(/aldrig körd/g)?.length ?? 0)).toBe(procedures.length);
  });
});

describe.each(procedures.map((procedure) => [procedure.id, procedure] as const))(
  'the page of %s',
  (id, procedure) => {
    it('tells what it does, its rules, and a field for each parameter, in both languages', async () => {
      for (const lang of ['sv', 'en'] as const) {
        const { status, body } = await read(`${list}/${id}`, lang);
        expect(status).toBe(200);
        expect(body).toContain(`<h1>${procedure.title[lang]}</h1>`);
        expect(body).toContain(lang === 'sv' ? 'Godkännandet gäller' : 'Approval holds');
        expect(body).toContain(lang === 'sv' ? 'nycklar och SSH stannar' : 'keys and SSH stay');
        expect(body).not.toMatch(/class="asked wrong"|class="copied"/);
      }
      if (procedure.id !== 'rotate-break-glass-account') return;
      const { body } = await read(`${list}/${id}`);
      expect(body).not.toContain('name="password"');
      expect(body).toContain('<code>--password-file</code>');
    });

    it('tells each field that must be filled in and is not', async () => {
      const { body } = await read(asked(id, {}));
      const required = procedure.params.shape;
      const missing = Object.values(required).filter((field) => !field.safeParse(undefined).success).length;
      const secrets = (body.match(/class="untold"/g) ?? []).length;
      expect(body.match(/class="asked wrong"/g)?.length ?? 0).toBe(missing - secrets);
      expect(commandIn(body) === '').toBe(missing - secrets > 0);
    });
  },
);

describe('the form of a procedure', () => {
  it('offers what is declared, by its name', async () => {
    const { body } = await read(`${list}/restart-service`);
    expect(body).toContain('<option value="treserva">Treserva (treserva)</option>');
    const wiping = (await read(`${list}/decommission`)).body;
    expect(wiping).toContain(
      '<optgroup label="Treserva"><option value="treserva-app-1">treserva-app-1</option>',
    );
    const site = declaration.organisation.platformSites[0];
    expect((await read(`${list}/power-loss`)).body).toContain(`value="${site?.id}"`);
  });

  it('shows the command, which a shell reads as what was filled in', async () => {
    const { body } = await read(
      asked('restart-service', {
        unit: 'nginx.service',
        service: 'treserva',
        ticket: `it's "$HOME" & <b>`,
        targets: '!a',
      }),
    );
    expect(wordsOf(commandIn(body))).toEqual([
      ...['grundval', 'run', 'restart-service', '--unit', 'nginx.service', '--service', 'treserva'],
      ...['--targets', '!a', '--ticket', `it's "$HOME" & <b>`, '--plan'],
    ]);
    expect(body).toContain('grundval runs approve latest --as role:it-chef');
  });

  it('takes a text of several lines and a value of several fields', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n';
    const paths = { certificatePath: '/etc/a b.pem', keyPath: '/etc/k.pem', unit: 'nginx.service' };
    const { body } = await read(asked('rotate-certificate', { ...paths, certificate: pem }));
    expect(wordsOf(commandIn(body))).toContain(`--certificate=${pem.replaceAll('\r\n', '\n').trim()}`);
    expect(wordsOf(commandIn(body))).toContain('FIL');
    const wiping = {
      device: 'treserva-app-1',
      assetId: 'A',
      serial: 'S',
      medium: '/dev/sdb',
      mediumSerial: 'M',
    };
    const recycler = { 'recycler.name': "O'Brien", 'recycler.certificate': 'C', 'recycler.on': '2026-01-02' };
    const words = wordsOf(commandIn((await read(asked('decommission', { ...wiping, ...recycler }))).body));
    expect(JSON.parse(words[words.indexOf('--recycler') + 1] ?? '')).toEqual({
      name: "O'Brien",
      certificate: 'C',
      on: '2026-01-02',
    });
  });

  it('says at the field what was found and what is right, and keeps what was written', async () => {
    const wrong = { service: 'treserv', unit: '--now', url: 'ftp://a', withinSeconds: '9000' };
    const { body } = await read(asked('failover-exercise', wrong));
    expect(commandIn(body)).toBe('');
    expect(body).toMatch(
      /Här står ”treserv”, men det ska vara en tjänst som har servrar\. Menade du <code>treserva</,
    );
    expect(body).toContain('Här står ”9000”, men det ska vara ett heltal från 1 till 900.');
    expect(body).toContain('<option value="treserv" selected>treserv</option>');
    expect(body).toMatch(
      /id="falt-unit"[^>]*value="--now"[^>]*aria-describedby="falt-unit-far falt-unit-fel" aria-invalid="true"/,
    );
    expect(body.match(/<li><a href="#falt-/g)).toHaveLength(4);
    const english = (await read(asked('failover-exercise', wrong), 'en')).body;
    expect(english).toContain('Found &quot;9000&quot;; expected a whole number from 1 to 900.');
  });

  it('never shows a secret that somebody put into the address', async () => {
    const { body } = await read(
      asked('rotate-break-glass-account', { account: 'nodkonto', password: 'Sommar2026' }),
    );
    expect(wordsOf(commandIn(body))).toEqual([
      ...[
        'grundval',
        'run',
        'rotate-break-glass-account',
        '--account',
        'nodkonto',
        '--password-file',
        'FIL',
        '--plan',
      ],
    ]);
    expect(body.replace(/<a [^>]*lang=en[^>]*>/, '')).not.toContain('Sommar2026');
  });

  it('is filled in by the address before it is sent, and judged only afterwards', async () => {
    const { body } = await read(`${list}/failover-exercise?service=treserva&withinSeconds=9000`);
    expect(body).toContain('<option value="treserva" selected>');
    expect(body).toContain('value="9000"');
    expect(body).not.toContain('class="asked wrong"');
  });

  it('is text whatever was written', async () => {
    const { body } = await read(
      asked('restart-service', { unit: '"><script>alert(1)</script>', service: '<img src=x>' }),
    );
    expect(body).not.toMatch(/<script>alert|<img/);
  });

  it('asks for what nobody can offer without a plan', async () => {
    const old = await builtApp({ devices: [], results: [], isPlanned: false });
    const { body } = await read(asked('decommission', { device: 'vad-som-helst' }), 'sv', old);
    expect(body).toContain('<input id="falt-device" name="device" type="text" value="vad-som-helst"');
  });

  it('says that nobody can approve where the role is not declared', async () => {
    const without: Declaration = {
      ...declaration,
      organisation: {
        ...declaration.organisation,
        roles: declaration.organisation.roles.filter(({ id }) => id !== 'it-chef'),
      },
    };
    const other = await builtApp({ declaration: without, devices: [], results: [] });
    const { body } = await read(`${list}/power-loss`, 'sv', other);
    expect(body).toContain('Rollen <code>it-chef</code> finns inte i deklarationen');
    expect((await read(`${list}/power-loss`)).body).not.toContain('finns inte i deklarationen');
  });
});

it('a procedure that is not there has no page, and its list is no run', async () => {
  expect((await read(`${list}/finns-inte`)).status).toBe(404);
  expect((await read(list)).body).toContain('<h1>Procedurer</h1>');
});
