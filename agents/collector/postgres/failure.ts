import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import type { Text } from '#model/format/text.ts';

interface Cause {
  readonly pattern: RegExp;
  readonly code: string;
  readonly sentence: (folder: string) => Text;
  readonly hint: Text;
}

/** PostgreSQL and Node quote the same sentences of the C library, so one table reads both. First match counts. */
const causes: readonly Cause[] = [
  {
    pattern: /shared memory segment.*(no space left on device|no such file|permission denied|read-only)/i,
    code: 'collector/shared-memory-full',
    sentence: () => ({
      sv: 'det finns ingen plats för delat minne i /dev/shm.',
      en: 'there is no room for shared memory in /dev/shm.',
    }),
    hint: {
      sv: 'Ge datorn eller behållaren mer; med Docker: --shm-size=256m',
      en: 'Give the machine or container more of it; with Docker: --shm-size=256m',
    },
  },
  {
    pattern: /no space left on device|disk quota exceeded|wrote only \d+ of \d+ bytes/i,
    code: 'collector/disk-full',
    sentence: (folder) => ({
      sv: `Disken som rymmer ${folder} är full.`,
      en: `The disk that holds ${folder} is full.`,
    }),
    hint: {
      sv: 'Frigör plats (en ny databas behöver ungefär 60 MB) eller välj en mapp på en annan disk: --data MAPP',
      en: 'Free some space (a new database needs about 60 MB), or choose a folder on another disk: --data DIR',
    },
  },
  {
    pattern: /read-only file system/i,
    code: 'collector/disk-read-only',
    sentence: (folder) => ({
      sv: `Disken som rymmer ${folder} går bara att läsa.`,
      en: `The disk that holds ${folder} can only be read.`,
    }),
    hint: {
      sv: 'Montera den för skrivning eller välj en mapp på en annan disk: --data MAPP',
      en: 'Mount it for writing, or choose a folder on another disk: --data DIR',
    },
  },
  {
    pattern: /permission denied|operation not permitted/i,
    code: 'collector/data-folder-unwritable',
    sentence: (folder) => ({
      sv: `Användaren som kör Grundval får inte skriva i ${folder}.`,
      en: `The user that runs Grundval may not write in ${folder}.`,
    }),
    hint: {
      sv: 'Välj en egen mapp (--data MAPP) eller låt den som äger mappen starta Grundval.',
      en: 'Choose a folder of your own: --data DIR, or let the owner of the folder start Grundval.',
    },
  },
  {
    pattern: /spawn \S.* (EACCES|EPERM)/i,
    code: 'collector/postgres-binaries',
    sentence: () => ({
      sv: 'dess program får inte köras; kanske förbjuder disken med node_modules det (noexec).',
      en: 'its programs may not be run; the disk that holds node_modules forbids it (noexec), perhaps.',
    }),
    hint: {
      sv: 'Flytta Grundval till en disk som program får köras från eller använd en egen server: --database postgres://…',
      en: 'Move Grundval to a disk that programs may run from, or use a server of your own: --database postgres://…',
    },
  },
  {
    pattern: /spawn \S.* ENOENT|error while loading shared libraries|library not loaded/i,
    code: 'collector/postgres-binaries',
    sentence: () => ({
      sv: 'systemet saknar ett bibliotek eller den laddare som programmen behöver (Alpine Linux har en annan).',
      en: 'this system lacks a library or the loader its programs need (Alpine Linux has another one).',
    }),
    hint: {
      sv: 'Kör npm install igen, använd ett system med glibc 2.27 eller senare, eller en egen server: --database postgres://…',
      en: 'Run npm install again, use a system with glibc 2.27 or later, or a server of your own: --database postgres://…',
    },
  },
  {
    pattern: /pre-existing shared memory block/i,
    code: 'collector/data-folder-in-use',
    sentence: (folder) => ({
      sv: `delar av en tidigare PostgreSQL körs fortfarande på ${folder}.`,
      en: `parts of an earlier PostgreSQL still run on ${folder}.`,
    }),
    hint: {
      sv: 'Vänta en stund och starta igen; hjälper inte det, avsluta den mappens processer "postgres: grundval".',
      en: 'Wait a moment and start again; should it stay so, end the processes "postgres: grundval" of that folder.',
    },
  },
  {
    pattern: /not a directory|file already exists/i,
    code: 'collector/data-folder-no-folder',
    sentence: (folder) => ({
      sv: `${folder} kan inte användas som mapp: en del av sökvägen är en fil.`,
      en: `${folder} cannot be used as a folder: a part of the path is a file.`,
    }),
    hint: { sv: 'Välj en annan mapp: --data MAPP', en: 'Choose another folder: --data DIR' },
  },
];

/**
 * Why a running server of ours cannot be used, where its disk or memory is the reason; null where it is something else.
 */
export function explainServerFailure(reason: unknown, dataFolder: string): GrundvalError | null {
  if (!(reason instanceof Error) || !causes.some(({ pattern }) => pattern.test(reason.message))) return null;
  return explainFailure(
    { sv: 'Databasen kan inte användas', en: 'The database cannot be used' },
    reason,
    dataFolder,
  );
}

/** Longest part of a program's output that a message carries, in characters; the end is what tells. */
const outputCharacters = 600;

/**
 * Makes of a failed file operation, or of what `initdb` or `postgres` printed, one sentence with its
 * remedy. What no known cause explains becomes `collector/postgres-failed` and quotes the output.
 */
export function explainFailure(attempt: Text, reason: unknown, dataFolder: string): GrundvalError {
  if (reason instanceof GrundvalError) return reason;
  const text = (reason instanceof Error ? reason.message : String(reason)).trim();
  const cause = causes.find(({ pattern }) => pattern.test(text));
  const options = {
    details: { dataFolder, output: text.slice(-outputCharacters) },
    ...(reason instanceof Error ? { cause: reason } : {}),
  };
  if (cause !== undefined) {
    const sentence = cause.sentence(dataFolder);
    return bilingualError(
      cause.code,
      { sv: `${attempt.sv}: ${sentence.sv}`, en: `${attempt.en}: ${sentence.en}` },
      cause.hint,
      options,
    );
  }
  const quoted = text.slice(-outputCharacters);
  return bilingualError(
    'collector/postgres-failed',
    {
      sv: `${attempt.sv}: ${quoted || 'den skrev inget.'}`,
      en: `${attempt.en}: ${quoted || 'it printed nothing.'}`,
    },
    {
      sv: 'Prova en annan mapp (--data MAPP) eller använd en egen PostgreSQL-server: --database postgres://…',
      en: 'Try another folder (--data DIR), or use a PostgreSQL server of your own: --database postgres://…',
    },
    options,
  );
}
