import { type Host, SourceError } from '../host.ts';

/**
 * A value of /sys or /proc without the white space around it; null where there is no such file, or the
 * kernel has no value for it now (the speed of a link that is down).
 */
export async function readValue(host: Host, path: string): Promise<string | null> {
  try {
    return (await host.readText(path)).trim();
  } catch (error) {
    if (error instanceof SourceError && error.status === 'unsupported') return null;
    throw error;
  }
}

/** What a source gives; null where it gives nothing, for what the section can do without. */
export async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

/** Values by file name: those that are there, and the names of those that only others may read. */
export interface Values {
  readonly values: Readonly<Record<string, string>>;
  readonly denied: readonly string[];
}

/** Reads files of one folder, each independent of the others. */
export async function readValues(host: Host, folder: string, names: readonly string[]): Promise<Values> {
  const values: Record<string, string> = {};
  const denied: string[] = [];
  for (const name of names) {
    try {
      const value = await readValue(host, `${folder}/${name}`);
      if (value !== null) values[name] = value;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      denied.push(name);
    }
  }
  return { values, denied };
}
