import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { workOrder } from '#cli/commands/work-order.ts';
import { renderWorkMarkdown } from '#cli/work-order/render-markdown.ts';
import { renderWorkText } from '#cli/work-order/render-text.ts';
import { writeWorkPage } from '#cli/work-order/work-page.ts';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import type { LastVerification, WorkOrder } from '#model/platform/work-order.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const writtenAt = new Date('2026-11-24T11:00:00Z');

async function run(args: readonly string[], parts: Partial<CommandIo> = {}) {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    lang: 'sv',
    colour: false,
    now: () => writtenAt,
    cwd: root,
    signal: new AbortController().signal,
    ...parts,
  };
  const status = await workOrder.run(args, io).catch((error: unknown) => {
    throw error instanceof GrundvalError ? inLanguage(error, io.lang) : error;
  });
  return { status, lines, text: lines.join('\n').replace(/[\u00a0\u202f]/g, ' ') };
}

describe('grundval work-order', () => {
  it('prints boxes to tick, with what, where, why and how it is seen', async () => {
    const { status, text } = await run(['examples/orkelljunga', '--site', 'hall-1']);
    expect(status).toBe(0);
    expect(text).toContain('Arbetsorder · Örkelljunga kommun · Serverhallen (hall-1, VMware) · produktion');
    expect(text).toMatch(/\d+ punkter · 0 verifierade · 0 avviker · \d+ inte verifierade/);
    expect(text).toContain(
      '[ ] Ge treserva-db-1 8 vCPU och 32 GiB minne, anslut den till portgruppen VLAN 121',
    );
    expect(text).toMatch(/Varför: GV-22 · ORK-4 · ORK-6 · examples\/orkelljunga\/services\/castor\.yaml:\d+/);
    expect(text).toContain('Ingen insamlare är tillfrågad.');
    expect(text).not.toContain('[x] Ge');
  });

  it('keeps within the width of the terminal', async () => {
    const { lines } = await run(['examples/orkelljunga'], { columns: 80 });
    const long = lines.filter((line) => line.length > 80 && line.trim().includes(' '));
    expect(long).toEqual([]);
  });

  it('is JSON for programs, in both languages', async () => {
    const { text } = await run(['examples/orkelljunga', '--format', 'json']);
    const { schemaVersion, orders } = JSON.parse(text);
    expect(schemaVersion).toBe(1);
    expect(orders).toHaveLength(1);
    expect(orders[0].items[0]).toMatchObject({
      key: expect.any(String),
      what: { sv: expect.any(String), en: expect.any(String) },
      last: { status: 'not-verified' },
    });
  });

  it('is a task list in Markdown', async () => {
    const { text } = await run(['examples/orkelljunga', '--format', 'markdown'], { lang: 'en' });
    expect(text).toMatch(/^# Work order · Örkelljunga kommun/);
    expect(text).toContain('\n- [ ] Open tcp/1433 from castor-app-1');
  });

  it('is empty of servers in an environment where nothing stands', async () => {
    const { text } = await run(['examples/orkelljunga', '--environment', 'test']);
    expect(text).not.toContain('Ge treserva');
  });

  it('tells a site or environment that is not declared', async () => {
    await expect(run(['examples/orkelljunga', '--site', 'moln-1'])).rejects.toMatchObject({
      code: 'work-order/unknown-site',
      message: 'Ingen övertagen plats har id "moln-1".',
    });
    await expect(run(['examples/orkelljunga', '--environment', 'tst'])).rejects.toMatchObject({
      code: 'usage/flag-value',
      hint: expect.stringContaining('test'),
    });
    await expect(run([])).rejects.toMatchObject({ code: 'usage/missing-argument' });
  });

  it('tells where there is no adopted site at all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grundval-order-'));
    try {
      const example = join(root, 'examples/exempelbygden');
      await cp(example, folder, { recursive: true });
      const file = join(folder, 'grundval.yaml');
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text.replaceAll('kind: adopted', 'kind: azure').replace(/^.*hypervisor:.*$/gm, ''),
      );
      await expect(run([folder])).rejects.toMatchObject({ code: 'work-order/no-site' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a printed work order', () => {
  const order = (last: LastVerification, name = 'verk-db-1'): WorkOrder => ({
    schemaVersion: 1,
    organisation: 'exempel',
    environment: 'produktion',
    site: { id: 'hall', name: 'Hallen', hypervisor: null },
    items: [
      {
        key: 'server:verk/db/1',
        kind: 'ServerGroup',
        subject: { kind: 'server', id: 'verk/db/1', name },
        what: { sv: `Ge ${name} minne.`, en: `Give ${name} memory.` },
        where: { sv: 'vCenter', en: 'vCenter' },
        why: { requirements: [], controls: ['GV-13'], decisions: [], at: [] },
        who: [],
        verification: { method: 'manual', how: { sv: 'Se efter.', en: 'Look.' } },
        last,
      },
    ],
  });
  const seen = {
    at: writtenAt,
    by: { sv: 'agenten', en: 'the agent' },
    seen: { sv: 'Har 4 GiB.', en: 'Has 4 GiB.' },
  };
  const page = (of: WorkOrder) =>
    writeWorkPage(of, { lang: 'sv', organisation: 'Exempel', folder: '.', writtenAt });
  const text = (of: WorkOrder) => renderWorkText(page(of), { lang: 'sv', colour: false }).join('\n');

  it('ticks what is verified, marks what deviates and leaves the rest open', () => {
    expect(text(order({ status: 'verified', ...seen }))).toContain('[x] Ge verk-db-1');
    expect(text(order({ status: 'verified', ...seen }))).toContain('Sett 2026-11-24 av agenten: Har 4 GiB.');
    expect(text(order({ status: 'deviates', ...seen }))).toContain('[!] Ge verk-db-1');
    expect(text(order({ status: 'deviates', ...seen }))).toContain('Avviker, sett 2026-11-24 av agenten');
    expect(text(order({ status: 'not-verified', reason: { sv: 'x', en: 'x' } }))).toContain(
      '[ ] Ge verk-db-1',
    );
  });

  it('says that nobody is named where nobody is', () => {
    expect(text(order({ status: 'verified', ...seen }))).toContain('Ingen är utpekad');
  });

  it('lets no declared text steer the terminal or the Markdown', () => {
    const hostile = order({ status: 'verified', ...seen }, 'a\u001b[31m\n# <b>*x*');
    expect(text(hostile)).not.toContain('\u001b');
    expect(renderWorkMarkdown(page(hostile), 'sv').join('\n')).toContain('\\# \\<b\\>\\*x\\*');
  });

  it('says so where there is nothing to set', () => {
    const empty = { ...order({ status: 'verified', ...seen }), items: [] };
    expect(text(empty)).toContain('Inget att ställa in');
    expect(renderWorkMarkdown(page(empty), 'sv').join('\n')).toContain('Inget att ställa in');
  });
});
