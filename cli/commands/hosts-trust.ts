import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';
import {
  dirHelp,
  keyHelp,
  placeFlags,
  type RunPlace,
  readPlace,
  readServerSettings,
  serverFlags,
  serverHelp,
  snapshotHelp,
} from '../run/run-flags.ts';

const { parallel: _, ...ownServerFlags } = serverFlags;

/** `grundval hosts trust DEVICE --fingerprint SHA256:…`: a person trusts the key of a server or a bastion that nothing is known of. */
export const hostsTrust: Command = {
  name: 'hosts trust',
  summary: {
    sv: 'Litar på en okänd servers eller hoppdators nyckel, om den är den du har jämfört',
    en: 'Trusts the key of an unknown server or bastion, where it is the one you compared',
  },
  usage: {
    words: 'DEVICE',
    flags: [
      {
        flag: '--fingerprint SHA256:…',
        says: {
          sv: 'fingeravtrycket som datorn ska visa; utan den frågas den som sitter vid terminalen',
          en: 'the fingerprint that it must show; without it whoever sits at the terminal is asked',
        },
      },
      {
        flag: '--grounds TEXT',
        says: {
          sv: 'hur du vet att det är rätt: läst på konsolen, frågat den som installerade',
          en: 'how you know it is right: read at the console, asked who installed it',
        },
      },
      {
        flag: '--declare',
        says: {
          sv: 'skriver ut raderna till grundval.yaml i stället för att ändra known_hosts',
          en: 'prints the lines for grundval.yaml instead of changing known_hosts',
        },
      },
      keyHelp,
      dirHelp,
      ...snapshotHelp,
      ...serverHelp.filter(({ flag }) => !flag.startsWith('--parallel')),
    ],
    note: {
      sv: 'Nyckeln läggs till i den första --known-hosts, annars i ~/.ssh/known_hosts, och vem, när och vad skrivs i .grundval/trust-log.jsonl. En ändrad eller spärrad nyckel går inte att lita på så här.',
      en: 'The key is added to the first --known-hosts, else to ~/.ssh/known_hosts, and who, when and what is written in .grundval/trust-log.jsonl. A changed or revoked key cannot be trusted this way.',
    },
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'hosts trust',
      flags: {
        ...placeFlags,
        ...ownServerFlags,
        fingerprint: { type: 'string' },
        grounds: { type: 'string' },
        declare: { type: 'boolean' },
        environment: { type: 'string' },
        snapshot: { type: 'string' },
      },
      required: ['DEVICE'],
    });
    const { fingerprint = null, grounds = null } = flags;
    if (fingerprint !== null && !/^SHA256:[A-Za-z0-9+/]{43}$/.test(fingerprint))
      throw noFingerprint(fingerprint);
    const place = await readPlace(flags, io);
    const [{ trustHost }, { askPerson }] = await Promise.all([
      import('../hosts/trust-host.ts'),
      import('../hosts/ask-person.ts'),
    ]);
    return trustHost(
      {
        id: words[0] ?? '',
        fingerprint,
        grounds,
        declares: flags.declare,
        by: await whoIs(place),
        folder: place.folder,
        snapshotFile: flags.snapshot === undefined ? null : resolve(io.cwd, flags.snapshot),
        environment: flags.environment ?? null,
        servers: await readServerSettings({ ...flags, parallel: undefined }, io),
        ask: (question) => askPerson(question, io.signal),
      },
      io,
    );
  },
};

/** By their key where one is named, else by the account: known_hosts is the account's own. */
async function whoIs(place: RunPlace): Promise<string> {
  if (place.key === null) return `account:${userInfo().username}@${hostname()}`;
  const { readIdentity } = await import('../run/identity.ts');
  return (await readIdentity(place)).id;
}

function noFingerprint(given: string) {
  return bilingualError(
    'usage/flag-value',
    {
      sv: `\`--fingerprint\` har värdet "${given}"; SHA256: och 43 tecken behövs, som ssh-keygen -lf skriver det.`,
      en: `\`--fingerprint\` has the value "${given}"; expected SHA256: and 43 characters, as ssh-keygen -lf prints it.`,
    },
    {
      sv: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub på datorn',
      en: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub at the computer',
    },
  );
}
