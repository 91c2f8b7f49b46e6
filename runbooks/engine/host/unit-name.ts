import { createHash } from 'node:crypto';

/**
 * Name of the unit of one step of one run on one host: `grundval-<run>-<step>-<12 hex digits>`. Only characters that
 * systemd, a file system and a shell take as they are; at most 120. The digits keep apart what reads the same.
 */
export function unitName(run: string, host: string, step: string): string {
  const digits = createHash('sha256')
    .update(JSON.stringify([run, host, step]))
    .digest('hex')
    .slice(0, 12);
  return `grundval-${plain(run, 40)}-${plain(step, 50)}-${digits}`;
}

function plain(text: string, length: number): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, length);
}
