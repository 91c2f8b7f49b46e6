import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatPublicKey } from '#runbooks/engine/transport/host-keys/public-key.ts';
import { readFailure } from '#runbooks/engine/transport/openssh/read-failure.ts';
import { knownHostsText, masterArguments } from '#runbooks/engine/transport/openssh/ssh-arguments.ts';
import { keyOf } from '../host-keys/arbitrary-key.ts';

const hop = { address: '10.0.0.7', port: 2222, user: 'anna', hostKeys: [] };
const master = {
  program: 'ssh',
  hop,
  configFile: null,
  identityFiles: [],
  knownHostsFile: '/tmp/a folder/known',
  shownKeyFile: null,
  socket: '/tmp/1.s',
  log: '/tmp/1.log',
  throughSocket: null,
  keepaliveSeconds: 15,
};

describe('the OpenSSH client', () => {
  it.skipIf(!existsSync('/usr/bin/ssh'))(
    'is as strict as we say, whatever the file of settings says (OpenSSH client)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'grundval-config-'));
      const configFile = join(folder, 'config');
      writeFileSync(
        configFile,
        [
          'Host *',
          '  StrictHostKeyChecking no',
          '  UserKnownHostsFile /dev/null',
          '  HostKeyAlias somewhere',
          '  HostName evil.example',
          '  ForwardAgent yes',
          '  PermitLocalCommand yes',
          '  LocalCommand touch /tmp/x',
          '  ProxyJump evil.example',
          '  UpdateHostKeys yes',
          '  VerifyHostKeyDNS yes',
          '  NoHostAuthenticationForLocalhost yes',
          '  BatchMode no',
        ].join('\n'),
      );
      const { stdout, stderr } = spawnSync(
        'ssh',
        ['-G', ...masterArguments({ ...master, configFile, log: join(folder, 'log') })],
        {
          encoding: 'utf8',
        },
      );
      rmSync(folder, { recursive: true });
      expect(stderr).toBe('');
      const settings = new Map(
        stdout.split('\n').map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1)]),
      );
      expect(Object.fromEntries(settings)).toMatchObject({
        stricthostkeychecking: 'true',
        hostname: '10.0.0.7',
        hostkeyalias: '10.0.0.7',
        forwardagent: 'no',
        permitlocalcommand: 'no',
        updatehostkeys: 'false',
        verifyhostkeydns: 'false',
        nohostauthenticationforlocalhost: 'no',
        batchmode: 'yes',
        globalknownhostsfile: '/dev/null',
        user: 'anna',
        port: '2222',
      });
      expect(settings.has('proxyjump')).toBe(false);
      expect(settings.get('userknownhostsfile')).toContain('/tmp/a folder/known');
    },
  );

  it('is told the keys of one host, those that are revoked first', () => {
    const [key, bad, authority] = ['one', 'bad', 'ca'].map((text) => keyOf('ssh-ed25519', Buffer.from(text)));
    if (key === undefined || bad === undefined || authority === undefined) throw new Error('no keys');
    expect(knownHostsText(hop, { trusted: [key], revoked: [bad], authorities: [authority] })).toBe(
      `@revoked 10.0.0.7 ${formatPublicKey(bad)}\n@cert-authority 10.0.0.7 ${formatPublicKey(authority)}\n10.0.0.7 ${formatPublicKey(key)}\n`,
    );
  });

  it('is not given an address that is an option or a pattern', () => {
    for (const address of ['-oProxyCommand=x', '*', 'a b', 'a,b', '']) {
      expect(() => masterArguments({ ...master, hop: { ...hop, address } })).toThrow(/no name or address/);
    }
  });

  it.each([
    ['Host key verification failed.', 'unknown-host-key'],
    ['No ED25519 host key is known for a and you have requested strict checking.', 'unknown-host-key'],
    [
      '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.',
      'changed-host-key',
    ],
    ['ED25519 host key for a was revoked and you have requested strict checking.', 'revoked-host-key'],
    ['anna@10.0.0.7: Permission denied (publickey).', 'authentication'],
    ['ssh: connect to host 10.0.0.7 port 22: Connection refused', 'unreachable'],
    ['ssh: Could not resolve hostname web: Name or service not known', 'unreachable'],
    ['ssh: connect to host 10.0.0.7 port 22: Connection timed out', 'timeout'],
    ['kex_exchange_identification: read: Connection reset by peer', 'lost-before-handshake'],
    ['Connection closed by 10.0.0.7 port 22', 'lost-before-handshake'],
    ['debug1: SSH2_MSG_NEWKEYS received\nConnection closed by 10.0.0.7 port 22', 'authentication'],
    ['mux_client_request_stdio_fwd: session request failed: Session open refused by peer', 'unreachable'],
    ['', 'unreachable'],
  ] as const)('that says "%s" was refused for %s', (log, reason) => {
    expect(readFailure(log)).toBe(reason);
  });
});
