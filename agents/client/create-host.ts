import { readdir, readFile, readlink, stat, statfs } from 'node:fs/promises';
import { errorCode } from '#model/error-code.ts';
import { type Host, SourceError } from './host.ts';
import { createRunner } from './run-command.ts';
import { systemReason } from './state/atomic-file.ts';

/** The device this program runs on: its files, its commands, its clock. */
export function createHost(): Host {
  return {
    platform: process.platform,
    now: () => new Date(),
    readText: (path) => orSourceError(path, readFile(path, 'utf8')),
    readTextIfPresent: (path) => orIfAbsent(path, readFile(path, 'utf8'), null),
    list: async (path) => (await orIfAbsent(path, readdir(path), [])).sort(),
    status: (path) => orIfAbsent(path, readStatus(path), null),
    readLink: (path) => orIfAbsent(path, readlink(path), null, notALink),
    run: createRunner(process.platform),
    capacity: readCapacity,
  };
}

const absent: readonly string[] = ['ENOENT', 'ENOTDIR'];
/** What `readlink` says of a file that is no link (`man 2 readlink`), on Windows `UNKNOWN`. */
const notALink: readonly string[] = [...absent, 'EINVAL', 'UNKNOWN'];
/** How the kernel says that a file in /sys or /proc has no value now: a link that is down, a device gone. */
const withoutValue: readonly string[] = [
  'EINVAL',
  'EIO',
  'ENODATA',
  'ENODEV',
  'ENXIO',
  'EOPNOTSUPP',
  'ESRCH',
];

async function orIfAbsent<Value, Absent>(
  path: string,
  read: Promise<Value>,
  whenAbsent: Absent,
  absentCodes: readonly string[] = absent,
): Promise<Value | Absent> {
  try {
    return await read;
  } catch (error) {
    if (absentCodes.includes(errorCode(error) ?? '')) return whenAbsent;
    throw toSourceError(path, error);
  }
}

async function orSourceError<Value>(path: string, read: Promise<Value>): Promise<Value> {
  try {
    return await read;
  } catch (error) {
    throw toSourceError(path, error);
  }
}

function toSourceError(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error; // a fault of ours, not an answer of the device
  const isAbsent = absent.includes(code) || (withoutValue.includes(code) && /^\/(proc|sys)\//.test(path));
  return new SourceError(isAbsent ? 'unsupported' : 'denied', `${path}: ${systemReason(error)}`);
}

async function readStatus(path: string) {
  const status = await stat(path);
  return { modifiedAt: status.mtime, sizeBytes: status.size, isDirectory: status.isDirectory() };
}

/** As `df` counts: blocks kept for root are neither used nor free, and a file system without blocks has no share. */
async function readCapacity(mount: string) {
  try {
    const { blocks, bfree, bavail, bsize } = await statfs(mount);
    const used = blocks - bfree;
    if (blocks <= 0 || used + bavail <= 0) return null;
    return { sizeBytes: blocks * bsize, usedPercent: Math.round((used / (used + bavail)) * 100) };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return null;
  }
}
