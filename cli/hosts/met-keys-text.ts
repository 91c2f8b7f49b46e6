import type { Declaration } from '#model/declaration/declaration.ts';
import type { Lang } from '#model/format/lang.ts';
import { quoteWord } from '#model/format/shell-words.ts';
import { hostName } from '#runbooks/engine/transport/host-keys/match-names.ts';
import { fingerprint, parsePublicKey } from '#runbooks/engine/transport/host-keys/public-key.ts';
import type { ConnectFailure } from '#runbooks/engine/transport/transport.ts';
import type { ServerSettings } from '../run/run-flags.ts';

/** Most keys that are told one by one. */
const most = 20;

/** Keys that were not believed, where they were met, and what a person can do about it. */
export function metKeysLines(
  met: readonly ConnectFailure[],
  declaration: Declaration,
  servers: Pick<ServerSettings, 'newKeysFile' | 'transport'>,
  lang: Lang,
): readonly string[] {
  const lines = met.slice(0, most).flatMap((failure) => {
    const id = computerId(failure, declaration);
    const where = failure.hop === undefined ? id : `${id} (${hostName(failure.hop)})`;
    const key = parsePublicKey(failure.hostKey ?? '');
    if (failure.reason !== 'unknown-host-key')
      return ['', `${where}: ${failure.message}`, ...afterChange(lang)];
    if (key === null) return ['', `${where}: ${failure.message}`];
    const shown = `${key.type} ${fingerprint(key)}`;
    return [
      '',
      lang === 'sv'
        ? `Okänd värdnyckel: ${where} visar ${shown}`
        : `Unknown host key: ${where} shows ${shown}`,
      `  ${compareText(key.type, lang)}`,
      `    ${trustCommand(id, fingerprint(key), servers)}`,
    ];
  });
  const left = met.length - most;
  if (left <= 0) return lines;
  return [...lines, '', lang === 'sv' ? `… och ${left} till.` : `… and ${left} more.`];
}

/** What to hold a fingerprint against. */
export function compareText(type: string, lang: Lang): string {
  const file = `/etc/ssh/ssh_host_${/ed25519|rsa|ecdsa/.exec(type)?.[0] ?? '*'}_key.pub`;
  return lang === 'sv'
    ? `Jämför med datorn själv, på dess konsol: ssh-keygen -lf ${file}. Är det samma:`
    : `Compare with the computer itself, at its console: ssh-keygen -lf ${file}. Where it is the same:`;
}

/** The command that trusts exactly this key. */
export function trustCommand(
  id: string,
  shown: string,
  { newKeysFile, transport }: Pick<ServerSettings, 'newKeysFile' | 'transport'>,
): string {
  const file = newKeysFile.isUsual ? '' : ` --known-hosts ${quoteWord(newKeysFile.path)}`;
  const way = transport === 'openssh' ? ' --transport openssh' : '';
  return `grundval hosts trust ${id} --fingerprint ${shown}${file}${way}`;
}

/** Why a changed or revoked key is not offered, and what to do. */
export function afterChange(lang: Lang): readonly string[] {
  return lang === 'sv'
    ? [
        '  En ändrad eller spärrad nyckel kan betyda att någon annan svarar. Logga inte in. Ta reda på varför den är ändrad.',
        '  Är datorn ominstallerad: ta bort den gamla nyckeln ur known_hosts eller operations.hostKeys för hand, och kör sedan grundval hosts trust.',
      ]
    : [
        '  A changed or revoked key may mean that somebody else answers. Do not log in. Find out why it was changed.',
        '  If the computer was installed anew: remove its old key from known_hosts or operations.hostKeys by hand, and then run grundval hosts trust.',
      ];
}

/** Id of the host, or of the bastion on the way to it. */
export function computerId(
  { at, hop }: Pick<ConnectFailure, 'at' | 'hop'>,
  declaration: Declaration,
): string {
  const { bastions } = declaration.organisation.operations;
  const bastion = bastions.find(({ address, port }) => address === hop?.address && port === hop.port);
  return bastion !== undefined && at === bastion.address ? bastion.id : at;
}
