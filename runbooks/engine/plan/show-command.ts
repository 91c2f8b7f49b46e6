import type { RemoteCommand } from '../transport/transport.ts';

/** A command as people read it: its arguments, quoted where they need it; secrets and what is given on stdin left out. */
export function showCommand(command: RemoteCommand, secrets: readonly string[]): string {
  const { argv, folder, environment = {}, stdin, asRoot } = command;
  const words = [
    ...(asRoot === true ? ['sudo'] : []),
    ...Object.entries(environment).map(([name, value]) => `${name}=${quote(value)}`),
    ...argv.map(quote),
    ...(folder === undefined ? [] : [`(${folder})`]),
    ...(stdin === undefined ? [] : [`< ${stdin.length} B`]),
  ].join(' ');
  return secrets.reduce((text, secret) => text.replaceAll(secret, '•••'), words);
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
