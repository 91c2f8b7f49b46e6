import type { Finding } from './finding.ts';
import type { FoundServer, LeftOutReason } from './found-server.ts';
import type { Surroundings } from './surroundings.ts';

/** A row that is not proposed, and why. */
export interface LeftOut {
  readonly name: string;
  readonly line: number;
  readonly reason: LeftOutReason;
}

/** Running servers apart from the rest; what looks like the same server twice is told and kept. */
export function setApart(
  servers: readonly FoundServer[],
  { knownAddresses, knownNames }: Pick<Surroundings, 'knownAddresses' | 'knownNames'>,
): {
  readonly running: readonly FoundServer[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly Finding[];
} {
  const seen = new Set<string>();
  const leftOut: LeftOut[] = [];
  const running: FoundServer[] = [];
  for (const server of servers) {
    const reason = server.leftOut ?? reasonOf(server);
    if (reason === null) running.push(server);
    else leftOut.push({ name: server.name, line: server.line, reason });
  }
  return { running, leftOut, findings: findTwins(running) };

  function reasonOf({ instanceId, name, addresses }: FoundServer): LeftOutReason | null {
    if (instanceId !== null) {
      if (seen.has(instanceId)) return 'repeated';
      seen.add(instanceId);
    }
    const isKnown =
      knownNames.has(name.toLowerCase()) || addresses.some((address) => knownAddresses.has(address));
    return isKnown ? 'already-declared' : null;
  }
}

function findTwins(running: readonly FoundServer[]): readonly Finding[] {
  const twins = (keysOf: (server: FoundServer) => readonly string[]) =>
    [
      ...Map.groupBy(
        running.flatMap((server) => keysOf(server).map((key) => ({ key, server }))),
        ({ key }) => key,
      ),
    ].filter(([, members]) => members.length > 1);
  const named = (members: readonly { readonly server: FoundServer }[]): string =>
    members.map(({ server }) => `${server.name} (${server.line})`).join(', ');
  return [
    ...twins(({ name }) => [name.toLowerCase()]).map(
      ([, members]): Finding => ({
        code: 'same-name',
        subject: members[0]?.server.name ?? '',
        says: {
          sv: `Namnet finns flera gånger (rad ${members.map(({ server }) => server.line).join(', ')}); alla är med.`,
          en: `The name is there several times (line ${members.map(({ server }) => server.line).join(', ')}); all are taken.`,
        },
      }),
    ),
    ...twins(({ smbiosId }) => (smbiosId === null ? [] : [smbiosId])).map(
      ([, members]): Finding => ({
        code: 'cloned',
        subject: members[0]?.server.name ?? '',
        says: {
          sv: `Samma SMBIOS-UUID: ${named(members)}. En är troligen en klon.`,
          en: `The same SMBIOS UUID: ${named(members)}. One is probably a clone.`,
        },
      }),
    ),
    ...twins(({ addresses }) => addresses).map(
      ([address, members]): Finding => ({
        code: 'same-address',
        subject: members[0]?.server.name ?? '',
        says: {
          sv: `${address} finns på flera: ${named(members)}. Planen ger den åt ingen förrän det är rättat.`,
          en: `${address} is on several: ${named(members)}. The plan gives it to none until that is mended.`,
        },
      }),
    ),
  ];
}
