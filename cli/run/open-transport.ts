import { readKnownHosts } from '#runbooks/engine/transport/host-keys/read-known-hosts.ts';
import { keepMemoryLow } from '#runbooks/engine/transport/keep-memory-low.ts';
import { defaultLimits } from '#runbooks/engine/transport/limits/limits.ts';
import type { Transport } from '#runbooks/engine/transport/transport.ts';
import type { TransportOptions } from '#runbooks/engine/transport/transport-options.ts';
import type { CommandIo } from '../command.ts';
import { askSecret } from './ask-secret.ts';
import type { ServerSettings } from './run-flags.ts';

const keepaliveSeconds = 15;

/** Opens the way to the servers: keys are read; the sudo password is asked for when the first server wants it. */
export async function openTransport(
  settings: ServerSettings,
  { lang }: Pick<CommandIo, 'lang'>,
): Promise<Transport> {
  keepMemoryLow();
  const { identities, agentSocket } = settings;
  const options: TransportOptions = {
    knownHosts: await readKnownHosts(settings.knownHosts),
    sudo: settings.sudo,
    limits: defaultLimits,
    keepaliveSeconds,
    random: Math.random,
  };
  if (settings.transport === 'openssh') {
    const { createOpensshTransport } = await import(
      '#runbooks/engine/transport/openssh/openssh-transport.ts'
    );
    return createOpensshTransport({
      ...options,
      program: 'ssh',
      configFile: settings.sshConfig,
      identityFiles: identities,
    });
  }
  const [{ loadAuthentication }, { createSsh2Transport }] = await Promise.all([
    import('#runbooks/engine/transport/keys/load-authentication.ts'),
    import('#runbooks/engine/transport/ssh2/ssh2-transport.ts'),
  ]);
  const authentication = await loadAuthentication({
    keyFiles: identities,
    agentSocket,
    askPassphrase: (file) => askSecret(lang === 'sv' ? `Lösenfras för ${file}` : `Passphrase of ${file}`),
  });
  const transport = createSsh2Transport(options, authentication);
  return {
    ...transport,
    close: async () => {
      await transport.close();
      await authentication.close();
    },
  };
}
