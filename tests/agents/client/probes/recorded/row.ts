import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SectionName } from '#model/report/sections/index.ts';
import type { SectionData } from '#model/report/sections.ts';

/** Outputs of real machines beside the project; read in place, never copied. */
const root = fileURLToPath(new URL('../../../../../../shared/data/recorded/', import.meta.url));

export const isRecorded = existsSync(root);

/** One format of recorded file that a probe's parser is tried on. */
export interface RecordedRow<Name extends SectionName = SectionName> {
  readonly probe: Name;
  /** What the files hold. */
  readonly format: string;
  /** Which files, by their path below the recorded folder. */
  readonly files: RegExp;
  /** Files there are at least, so that trying none cannot pass. */
  readonly atLeast: number;
  /** Files that at least give data: the others may say why they give none, or hold nothing of it. */
  readonly withData: number;
  /** How many texts a file with data tells at least; 1 where left out. */
  readonly toldAtLeast?: number;
  /** The file as the probe's `read` would have given it. */
  toRaw(text: string, path: string): unknown;
  /** Texts of the section that must stand in the file, word for word: nothing is invented. */
  told(data: SectionData[Name]): readonly (string | null)[];
  /** What else must hold of the data, given the file; throws where it does not. */
  holds?(data: SectionData[Name], text: string, path: string): void;
}

const allPaths: readonly string[] = isRecorded
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .sort()
  : [];

/** The files of a row: path and text. */
export function recordedFiles(row: RecordedRow): readonly (readonly [path: string, text: string])[] {
  return allPaths
    .filter((path) => row.files.test(path) && !/(SOURCE\.md|SHA256SUMS)$/.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
}
