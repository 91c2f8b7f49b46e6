import type { Declaration } from '#model/declaration/declaration.ts';
import type { Lang } from '#model/format/lang.ts';
import { formatDay } from '#model/format/time.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import type { RequirementArea } from '#model/platform/requirement-areas.ts';
import { type Block, heading, paragraph, table } from '../document/block.ts';

/** A requirement specification before it is written in a format. */
export interface Specification {
  readonly organisation: Declaration['organisation']['organisation'];
  /** Name of the environment. */
  readonly environment: string;
  readonly areas: readonly RequirementArea[];
  /** SHA-256 of the snapshot: which version of the declaration it is of. */
  readonly hash: string;
  readonly writtenAt: Date;
  readonly version: string;
}

const words = {
  sv: {
    title: 'Kravspecifikation: teknik och arkitektur',
    head: ['Organisation', 'Miljö', 'Datum', 'Version', 'Omfattning'],
    extent: (all: number, filled: number, areas: number) => `${all} krav i ${filled} av ${areas} områden`,
    name: 'Uppgift',
    value: 'Värde',
    columns: ['Nr', 'Krav', 'Deklarerat i'],
    nothing: (where: string) => `Inget deklarerat. Det läses ur ${where}.`,
    proposals: 'Föreslagna tjänster är inte med, eftersom ingen har beslutat om dem.',
  },
  en: {
    title: 'Requirements: technology and architecture',
    head: ['Organisation', 'Environment', 'Date', 'Version', 'Extent'],
    extent: (all: number, filled: number, areas: number) =>
      `${all} requirements in ${filled} of ${areas} areas`,
    name: 'Fact',
    value: 'Value',
    columns: ['No.', 'Requirement', 'Declared in'],
    nothing: (where: string) => `Nothing declared. It is read from ${where}.`,
    proposals: 'Proposed services are left out, since nobody has decided on them.',
  },
} as const;

/** Title of the document in a language. */
export function specificationTitle(lang: Lang): string {
  return words[lang].title;
}

/** The document for people: head, then the sixteen areas with their numbered requirements. */
export function specificationBlocks(specification: Specification, lang: Lang): readonly Block[] {
  const t = words[lang];
  const { organisation, environment, areas, hash, writtenAt, version } = specification;
  const filled = areas.filter(({ requirements }) => requirements.length > 0).length;
  const all = areas.reduce((sum, { requirements }) => sum + requirements.length, 0);
  const values = [
    organisation.name,
    environment,
    formatDay(writtenAt),
    `${hash} (Grundval ${version})`,
    t.extent(all, filled, areas.length),
  ];
  return [
    heading(1, t.title),
    table(
      [t.name, t.value],
      t.head.map((name, index) => [name, values[index] ?? '']),
    ),
    paragraph(t.proposals),
    ...areas.flatMap(({ letter, id, title, declaredIn, requirements }) => [
      heading(2, `${letter}. ${title[lang]} (${id})`),
      requirements.length === 0
        ? paragraph(t.nothing(declaredIn[lang]))
        : table(
            t.columns,
            requirements.map(({ number, text, at }) => [number, text[lang], sourceOf(at)]),
          ),
    ]),
  ];
}

/** The same for programs, in both languages. A field is only ever added in version 1. */
export function specificationJson(specification: Specification): string {
  const { organisation, environment, areas, hash, writtenAt, version } = specification;
  return JSON.stringify(
    {
      schemaVersion: 1,
      organisation: { id: organisation.id, name: organisation.name },
      environment,
      writtenAt,
      hash,
      grundvalVersion: version,
      areas: areas.map(({ id, title, requirements }) => ({
        id,
        title,
        requirements: requirements.map(({ number, text, at }) => ({
          number,
          text,
          declaredIn: sourceOf(at),
        })),
      })),
    },
    null,
    2,
  );
}

function sourceOf({ file, line }: DeclaredPlace): string {
  return line === null ? file : `${file}:${line}`;
}
