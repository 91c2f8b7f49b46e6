import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { text, trimmed, type WindowsSection } from '../windows-section.ts';

const Entry = z.strictObject({
  view: z.enum(['native', 'wow64']),
  name: text,
  version: text,
  publisher: text,
  systemComponent: z.boolean(),
  /** Set on an update of another entry. */
  parent: text,
  releaseType: text,
});
const Raw = z.strictObject({ entries: z.array(Entry) });
type Raw = z.infer<typeof Raw>;
type Entry = z.infer<typeof Entry>;

/** Release types that Windows hides from the list of programs: they are updates, and updates have a section. */
const updateTypes = /^(security update|update rollup|hotfix|update|service pack)$/i;

export const software: WindowsSection<'software', Raw> = {
  name: 'software',
  source: 'HKLM\\SOFTWARE\\[WOW6432Node\\]Microsoft\\Windows\\CurrentVersion\\Uninstall',
  raw: Raw,
  parse({ entries }) {
    if (entries.length === 0) throw new SourceError('denied', 'the list of installed programs is empty');
    const programs = entries.filter(isProgram);
    const rows = programs.flatMap((entry) => {
      const name = trimmed(entry.name);
      const version = trimmed(entry.version) ?? '';
      if (name === null || name.length > 300 || version.length > 200) return [];
      return [
        {
          name,
          version,
          manager: 'windows' as const,
          architecture: entry.view === 'wow64' ? 'x86' : null,
          publisher: publisherOf(entry.publisher),
        },
      ];
    });
    const unique = new Map(
      rows.map((row) => [[row.name, row.version, row.architecture].join('\0'), row] as const),
    );
    const packages = [...unique.values()].sort(
      (a, b) =>
        compareText(a.name, b.name) ||
        compareText(a.architecture ?? '', b.architecture ?? '') ||
        compareText(a.version, b.version),
    );
    const lost = programs.length - rows.length;
    return parsed({ packages }, lost === 0 ? [] : [`${lost} entries with a name or version too long`]);
  },
};

/** As Windows lists them under "installed apps": what has no name, or belongs to another, is not shown there. */
function isProgram({ name, systemComponent, parent, releaseType }: Entry): boolean {
  return (
    trimmed(name) !== null &&
    !systemComponent &&
    trimmed(parent) === null &&
    !updateTypes.test(releaseType ?? '')
  );
}

/** A maker; never an address, which some small programs put there. */
function publisherOf(publisher: string | null): string | null {
  const name = trimmed(publisher)?.slice(0, 300) ?? null;
  return name === null || name.includes('@') ? null : name;
}
