import { describe, expect, it } from 'vitest';
import { readDeclaration } from '#model/declaration/load.ts';
import { type BuiltAppOptions, builtApp, exampleFolder } from './built-app.ts';
import { type BuiltDevice, buildDevices } from './built-devices.ts';
import { builtNow } from './built-store.ts';
import { someRunIds } from './some-runs.ts';

const { declaration } = await readDeclaration(exampleFolder);
const devices = buildDevices(builtNow);
const hour = 3_600_000;

const app = await builtApp();
const read = async (path: string, lang: 'sv' | 'en' = 'sv', within = app) => {
  const response = await within.request(path, { headers: { cookie: `lang=${lang}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
const readWith = async (options: BuiltAppOptions, path: string, lang: 'sv' | 'en' = 'sv') =>
  read(path, lang, await builtApp(options));
/** The part of a page under a heading. */
const section = (body: string, id: string) => {
  const from = body.indexOf(`<h2 id="${id}"`);
  const to = body.indexOf('<h2', from + 1);
  return body.slice(from, to === -1 ? undefined : to);
};
/** Services in the order they stand, by id. */
const listed = (body: string) =>
  [...section(body, 'tjanster').matchAll(/<li><a href="\/jour\/([^"]+)"/g)].map(([, id]) => id);

/** A device with what of it is told otherwise. */
function device(name: string, parts: Partial<BuiltDevice['device']>): BuiltDevice {
  const found = devices.find((one) => one.device.name === name);
  if (found === undefined) throw new Error(`no device ${name}`);
  return { ...found, device: { ...found.device, ...parts } };
}
const heard = (hoursAgo: number) => ({ lastReportAt: new Date(builtNow.getTime() - hoursAgo * hour) });

/** The example with its first services over again, under other ids and names. */
function manyServices(count: number) {
  const [first, ...others] = declaration.services;
  if (first === undefined) throw new Error('no services');
  const more = Array.from({ length: count - declaration.services.length }, (_, index) => ({
    ...first,
    id: `tjanst-med-ett-ganska-langt-id-${index}`,
    name: `Verksamhetssystem för samhällsbyggnad ${index}`,
    essential: index % 2 === 0,
  }));
  return { ...declaration, services: [first, ...others, ...more] } as typeof declaration;
}

describe('weight over a weak line', () => {
  const bytes = (text: string) => Buffer.byteLength(text);
  const mostBytes = 30_000;
  /** The page and everything that it makes a browser fetch, uncompressed. */
  async function weigh(path: string, within = app): Promise<number> {
    const { body, status } = await read(path, 'sv', within);
    expect(status).toBe(200);
    const fetched = [...body.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"/g)];
    expect(fetched.length).toBe(2); // the style and the icon
    const parts = await Promise.all(fetched.map(([, href = '']) => read(href, 'sv', within)));
    return parts.reduce((sum, part) => sum + bytes(part.body), bytes(body));
  }

  it.each(['/jour', '/jour/treserva', '/jour/katalog', '/jour?q=e'])(
    'of %s is at most 30 kB with style and icon',
    async (path) => {
      expect(await weigh(path)).toBeLessThan(mostBytes);
    },
  );

  it('stays so with 300 services, silent servers and runs', async () => {
    const [server] = devices;
    if (server === undefined) throw new Error('no devices');
    const services = manyServices(300);
    const silent = services.services.map(({ id }, index): BuiltDevice => {
      const name = `server-for-${id}`;
      return {
        ...server,
        device: { ...server.device, ...heard(3), id: `${server.device.id}-${index}`, name, serviceIds: [id] },
      };
    });
    const many = await builtApp({ declaration: services, devices: silent, results: [] });
    expect(await weigh('/jour', many)).toBeLessThan(mostBytes);
    const { body } = await read('/jour', 'sv', many);
    expect(body).toContain('Visar 1–24 av 300.');
    expect(body).toContain('Alla servrar (294 till)');
    const second = (await read('/jour?sida=2', 'sv', many)).body;
    expect(new Set([...listed(body), ...listed(second)]).size).toBe(48);
    expect(listed((await read('/jour?sida=99', 'sv', many)).body)).toHaveLength(12);
    const sought = (await read('/jour?q=samhällsbyggnad+277', 'sv', many)).body;
    expect(listed(sought)).toEqual(['tjanst-med-ett-ganska-langt-id-277']);
    expect(sought).toContain('value="samhällsbyggnad 277"');
  });

  it('needs no script, font or frame, and its style is kept for ever', async () => {
    const { body, headers } = await read('/jour');
    expect(body).not.toMatch(/<script|<iframe|preload|http-equiv|\sstyle=/);
    expect(headers.get('cache-control')).toBe('private, no-store');
    const [, style = ''] = /rel="stylesheet" href="([^"]+)"/.exec(body) ?? [];
    const answer = await read(style);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.body).toContain('@media (prefers-color-scheme: dark)');
    expect(answer.body).not.toContain('url(');
  });
});

describe('Jour', () => {
  it('says how old it is, and how to read it again', async () => {
    const { body } = await read('/jour?q=tre');
    expect(body).toContain('Läst 07:42. Senaste agentrapport 07:37.');
    expect(body).toContain('href="/jour?q=tre">Läs om</a>');
  });

  it('has first the service whose server is silent, with since when', async () => {
    const { body } = await read('/jour');
    expect(listed(body)[0]).toBe('treserva');
    expect(listed(body).toSorted()).toEqual(declaration.services.map(({ id }) => id).toSorted());
    expect(section(body, 'nu')).toMatch(
      /<b>treserva-app-02<\/b>.*Tyst sedan 2026-11-21 07:42 \(3.dygn\).*bär Treserva/,
    );
    expect(section(body, 'tjanster')).toContain('1 av 3 servrar tysta, den senaste sedan 2026-11-21 07:42');
  });

  it('tells of the service below that is silent, and puts those that stand on it next', async () => {
    const katalog = device('treserva-app-01', { name: 'katalog-1', serviceIds: ['katalog'], ...heard(2.5) });
    const { body } = await readWith({ devices: [katalog], results: [] }, '/jour');
    expect(listed(body)[0]).toBe('katalog');
    expect(body).toMatch(/<b>Treserva<\/b>.*?Står på Katalog och inloggning, som är tyst/);
    const { body: service } = await readWith({ devices: [katalog], results: [] }, '/jour/treserva');
    expect(service).toContain('Står på Katalog och inloggning, som är tyst');
    expect(section(service, 'star-pa')).toMatch(/^.*?<ul class="rows"><li><a href="\/jour\/katalog">/s);
    expect(section(service, 'star-pa')).toContain('Tyst sedan 05:12');
  });

  it('is never all well: what reports is no sign that it works', async () => {
    const well = device('treserva-app-01', heard(0.1));
    const { body } = await readWith({ devices: [well], results: [], runs: [] }, '/jour');
    expect(body).toContain('Ingen av de 1 servrar som har agent är tyst eller sen.');
    expect(body).toContain('Grundval provar inte om tjänsterna svarar.');
    expect(body).toContain('Att inget syns betyder inte att allt fungerar.');
    expect(body).not.toContain('class="mark met"');
    expect(body).toContain('Ingen körning pågår, och ingen har slutat det senaste dygnet.');
  });

  it('tells how many servers have no agent where some have none', async () => {
    const bare = device('treserva-app-02', { enrolledAt: null, lastReportAt: null, sections: {} });
    const { body } = await readWith({ devices: [bare, device('raindance-db-01', {})] }, '/jour');
    expect(body).toContain('1 av 2 servrar har ingen agent.');
  });

  it('tells of a report that is overdue before it is silence', async () => {
    const late = device('treserva-app-01', heard(1.5));
    const { body } = await readWith({ devices: [late], results: [] }, '/jour');
    expect(section(body, 'nu')).toContain('Rapport försenad, senast hörd 06:12');
  });

  it('tells of disks nearly full, restarts and changes within a day', async () => {
    const found = device('treserva-app-01', {});
    const { 'file-systems': disks, 'operating-system': system } = found.device.sections;
    if (disks?.status !== 'ok' || system?.status !== 'ok') throw new Error('not read');
    const bootedAt = new Date(builtNow.getTime() - 2 * hour).toISOString();
    const sections = {
      ...found.device.sections,
      'file-systems': {
        ...disks,
        data: { fileSystems: disks.data.fileSystems.map((one) => ({ ...one, usedPercent: 99 })) },
      },
      'operating-system': { ...system, data: { ...system.data, bootedAt } },
    };
    const full = { ...found, device: { ...found.device, sections } };
    const now = section((await readWith({ devices: [full], results: [] }, '/jour')).body, 'nu');
    expect(now).toMatch(/Nästan fulla diskar.*treserva-app-01.*\/ är full till 99.%/);
    expect(now).toMatch(/Omstartade det senaste dygnet \(1\).*startade 05:42/s);
    expect(now).toMatch(/Ändrade det senaste dygnet \(1\).*senast 07:22/s);
    expect(section((await read('/jour')).body, 'nu')).not.toContain('Nästan fulla');
  });

  it('shows runs that go on or wait, not one that has not begun, and leads to each', async () => {
    const now = section((await read('/jour')).body, 'nu');
    expect(now).toContain(`href="/korningar/${someRunIds.running}"`);
    expect(now).toMatch(/Väntar på beslut, började 06:10/);
    expect(now).not.toContain(someRunIds.planned);
    expect(now).not.toContain(someRunIds.succeeded); // two days ago
  });

  it('dials those on call, and names procedures for a site without power or cooling', async () => {
    const { body } = await read('/jour');
    expect(section(body, 'ring')).toContain('<a class="call" href="tel:0701740610"><span>Driftjour</span>');
    expect(section(body, 'ring')).not.toContain('Systemjour vård och omsorg');
    expect(body).toContain('href="/korningar/procedurer/power-loss"');
  });

  it('says what to write where nobody is stated to be on call', async () => {
    const { organisation } = declaration;
    const silent = {
      ...declaration,
      organisation: { ...organisation, operations: { ...organisation.operations, onCall: [] } },
    };
    const { body } = await readWith({ declaration: silent }, '/jour');
    expect(section(body, 'ring')).toContain('Ingen är angiven.');
    expect(body).not.toContain('tel:');
  });

  it('finds by what a service is called or for, and says where nothing does', async () => {
    expect(listed((await read('/jour?q=TRESERVA')).body)).toEqual(['treserva']);
    const { body } = await read('/jour?q=%3Cscript%3E');
    expect(body).toContain('Ingen tjänst heter något med ”&lt;script&gt;”.');
    expect(body).toContain('href="tel:0701740610"');
    expect(body).not.toContain('<script');
  });
});

describe('a service', () => {
  it('tells its state, what may be why and whom to call, with the service’s own number first', async () => {
    const { body } = await read('/jour/treserva');
    expect(body).toContain('<h1>Treserva <span class="tag">samhällsviktig</span></h1>');
    const why = section(body, 'orsak');
    expect(why).toContain(`href="/korningar/${someRunIds.running}"`);
    expect(why).not.toContain(someRunIds.waiting); // on another service
    expect(why).toMatch(/<b>libssl3<\/b> 3\.0\.13-1~deb12u1 → 3\.0\.15-1~deb12u1/);
    expect(why).toMatch(/säkerhetsuppdatering/);
    const call = section(body, 'ring');
    expect(call.indexOf('tel:0701740612')).toBeLessThan(call.indexOf('tel:0701740610'));
    expect(call).toContain('href="tel:0406280412"');
    expect(call).toContain('svarar alla dagar 06.00–23.00');
    expect(call).toContain('SN 2025/77, gäller till 2029-12-31');
    expect(call).toContain('Socialchef');
  });

  it('tells how soon it must be back, counted from the last sign of life', async () => {
    const gone = ['treserva-app-01', 'treserva-app-02'].map((name) => device(name, heard(5)));
    const { body } = await readWith({ devices: gone, results: [] }, '/jour/treserva');
    expect(body).toMatch(/Tyst sedan 02:42 \(5.timmar\)/);
    const soon = section(body, 'brattom');
    expect(soon).toMatch(/<b>8.timmar<\/b>.*räknat från senaste livstecken: 10:42 \(om 3.timmar\)/);
    expect(soon).toContain('nu: inom tjänstetiden');
    const night = new Date('2026-11-24T01:00:00Z');
    const asleep = section((await readWith({ now: night }, '/jour/treserva')).body, 'brattom');
    expect(asleep).toContain('nu: utanför tjänstetiden');
    expect(asleep).toContain('samhällsviktig: larmar även utanför tjänstetiden');
  });

  it('tells who notices: users, units and the services that fall with it', async () => {
    const affected = section((await read('/jour/katalog')).body, 'marker');
    expect(affected).toMatch(/<b>minst [\d\u00a0]+, högst [\d\u00a0]+<\/b>/);
    expect(affected).toContain('href="/jour/treserva"');
    expect(section((await read('/jour/treserva')).body, 'marker')).toMatch(
      /<b>320<\/b>.*Socialförvaltningen/s,
    );
  });

  it('has its runbooks and documents, and procedures with the service filled in', async () => {
    const treserva = section((await read('/jour/treserva')).body, 'gor');
    expect(treserva).toMatch(/<b>Starta och stoppa<\/b> KS 2026\/52/);
    expect(treserva).toMatch(/<b>Reservrutin när Treserva ligger nere<\/b> SN 2026\/20/);
    expect(treserva).not.toContain('Avveckla');
    const linux = declaration.services.find(({ servers }) =>
      servers.some(({ image }) => image.startsWith('debian')),
    );
    const { body } = await read(`/jour/${linux?.id}`);
    expect(section(body, 'gor')).toContain(
      `href="/korningar/procedurer/restart-service?service=${linux?.id}"`,
    );
    const command = section(body, 'gor').match(/<code class="command">.*?<\/code>/g) ?? [];
    expect(command.map((code) => code.replaceAll(/<[^>]+>/g, ''))).toContain(
      `grundval run restart-service --unit … --service ${linux?.id} --plan`,
    );
  });

  it('tells how long the latest restore took, and that the newest copy is not known', async () => {
    const back = section((await read('/jour/treserva')).body, 'aterlasning');
    expect(back).toContain(`href="/korningar/${someRunIds.succeeded}"`);
    expect(back).toMatch(/treserva\/db lästes tillbaka på 21.minuter/);
    expect(back).toContain('Ej mätt: backupsystemets uppgifter läses inte in');
    const raindance = section((await read('/jour/raindance')).body, 'aterlasning');
    expect(raindance).toContain('Ej mätt: inget prov är gjort med Grundval');
  });

  it('without servers says that nothing of it is seen', async () => {
    const without = declaration.services.find(({ servers }) => servers.length === 0);
    const { body, status } = await read(`/jour/${without?.id}`);
    expect(status).toBe(200);
    expect(body).toContain('Ej mätt: inga servrar här');
    expect(section(body, 'servrar')).toContain('Grundval ser inget av den');
    expect(section(body, 'gor')).toContain('inga servrar här att köra procedurer på');
  });

  it('that is only ordered or proposed says so, and one that nobody declared is not found', async () => {
    const ordered = declaration.services.find(({ stage }) => stage === 'ordered' || stage === 'proposed');
    expect((await read(`/jour/${ordered?.id}`)).body).toContain('Tjänsten är inte i bruk');
    expect((await read('/jour/finns-inte')).status).toBe(404);
  });
});

describe('what is not there', () => {
  it('is said: no plan, no declaration, no login', async () => {
    const { body } = await readWith({ isPlanned: false }, '/jour/treserva');
    expect(section(body, 'aterlasning')).toContain('Ej mätt: ingen plan är läst');
    expect((await readWith({ declaration: null }, '/jour')).status).toBe(503);
    expect((await readWith({ viewer: null }, '/jour')).headers.get('location')).toBe('/logga-in');
  });

  it('leaves no agent that has reported, and no services, without a word', async () => {
    const empty = { ...declaration, services: [] } as unknown as typeof declaration;
    const { body } = await readWith({ declaration: empty, devices: [], results: [], runs: [] }, '/jour');
    expect(body).toContain('Ingen agent har rapporterat.');
    expect(body).toContain('Inga tjänster är deklarerade.');
  });
});

describe('in English', () => {
  it('has no Swedish besides what is declared', async () => {
    for (const path of ['/jour', '/jour/treserva', '/jour?q=finns-inte']) {
      const { body } = await read(path, 'en');
      expect(body).toContain('<html lang="en">');
      expect(body).not.toMatch(/Läs om|Ej mätt|Tyst sedan|\bservrar\b(?!")|Ring<|tjänst/);
    }
  });
});
