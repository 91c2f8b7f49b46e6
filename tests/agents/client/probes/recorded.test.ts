import { describe, expect, it } from 'vitest';
import { SourceError } from '#agents/client/host.ts';
import { probes } from '#agents/client/probes/index.ts';
import { profileRules } from '#model/report/profile.ts';
import { isRecorded, type RecordedRow, recordedFiles } from './recorded/row.ts';
import { rows } from './recorded/rows.ts';

/**
 * The parsers on outputs of real machines: none may crash, and every text of a section must stand in the
 * file it was read from. Reasons without data are answers; how many files gave data is asserted.
 */
const title = `recorded machines${isRecorded ? '' : ' (skipped: ../shared/data/recorded is not here)'}`;

describe.skipIf(!isRecorded)(title, () => {
  const names = rows.map((row) => {
    const count = recordedFiles(row).length;
    return [`${row.probe}: ${count} files of ${row.format}`, row] as const;
  });

  it.each(names)('%s', (_name, row) => {
    const files = recordedFiles(row);
    expect(files.length).toBeGreaterThanOrEqual(row.atLeast);
    const withData = files.filter(([path, text]) => tryFile(row, path, text));
    expect(withData.length).toBeGreaterThanOrEqual(row.withData);
  });
});

/** True where the file gave data; throws, naming the file, where the data is not the file's. */
function tryFile(row: RecordedRow, path: string, text: string): boolean {
  const probe = probes.find(({ name }) => name === row.probe);
  if (probe === undefined) throw new Error(`there is no probe ${row.probe}`);
  try {
    const { data } = probe.parse(row.toRaw(text, path), profileRules.server);
    expect(probe.schema.parse(data)).toEqual(data);
    const source = squeeze(text);
    const told = row.told(data as never).filter((value) => value !== null);
    for (const value of told) {
      if (!source.includes(squeeze(value))) {
        throw new Error(`"${value}" does not stand in the file`);
      }
    }
    row.holds?.(data as never, text, path);
    return told.length >= (row.toldAtLeast ?? 1);
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** Letter case and white space are no facts: firmware pads, parsers trim. */
const squeeze = (text: string) =>
  text
    .replace(/[\s\0]+/g, ' ')
    .trim()
    .toLowerCase();
