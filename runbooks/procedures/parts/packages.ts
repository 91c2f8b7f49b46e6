import type { Text } from '#model/format/text.ts';
import type { RemoteCommand } from '../../engine/transport/transport.ts';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { fixedScript } from './fixed-script.ts';
import { unexpectedOutput } from './unexpected-output.ts';

export type PackageManager = 'apt' | 'dnf';
export type UpdateChoice = 'security' | 'all';

/** A package with a newer version. */
export interface PendingPackage {
  readonly [key: string]: string;
  readonly name: string;
  readonly version: string;
}

/** Which package manager the host has. */
export const packageManager: ReadStep<PackageManager> = {
  command: { argv: fixedScript('command -v apt-get || command -v dnf') },
  parse: ({ stdout }) => {
    if (/\/apt-get$/m.test(stdout)) return 'apt';
    if (/\/dnf$/m.test(stdout)) return 'dnf';
    throw unexpectedOutput('command -v apt-get || command -v dnf', stdout, 'the path of one of them');
  },
};

const quiet = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
const aptList = `apt-get -s -o Debug::NoLocking=1 -o APT::Get::Show-User-Simulation-Note=0 upgrade --with-new-pkgs`;
/** Of what would be installed, what comes from an archive of security updates. */
const aptSecurity = `awk '/^Inst / && tolower($0) ~ /security/ { print $2 }'`;

/** What waits to be installed, by the lists that the host has. */
export function pendingPackages(
  manager: PackageManager,
  choice: UpdateChoice,
): ReadStep<readonly PendingPackage[]> {
  if (manager === 'apt') {
    return {
      command: { argv: fixedScript(aptList), environment: quiet },
      parse: ({ stdout, stderr, code }) => {
        if (code !== 0) throw unexpectedOutput('apt-get -s upgrade', stderr, 'exit 0');
        return parseAptSimulation(stdout, choice);
      },
    };
  }
  const security = choice === 'security' ? ['--security'] : [];
  return {
    command: { argv: ['dnf', '-q', ...security, 'check-update'], environment: { LC_ALL: 'C' } },
    timeoutSeconds: 300,
    parse: ({ stdout, stderr, code }) => {
      // 100: there are updates; 0: there are none.
      if (code !== 0 && code !== 100) throw unexpectedOutput('dnf check-update', stderr, 'exit 0 or 100');
      return parseDnfUpdates(stdout);
    },
  };
}

/** Reads `apt-get -s upgrade`: `Inst openssl [3.0.1] (3.0.2 Debian-Security:12/stable-security [amd64])`. */
export function parseAptSimulation(stdout: string, choice: UpdateChoice): readonly PendingPackage[] {
  return stdout.split('\n').flatMap((line) => {
    const [, name, version, origin] = /^Inst (\S+) (?:\[[^\]]*\] )?\((\S+) ([^[)]*)/.exec(line) ?? [];
    if (name === undefined || version === undefined) return [];
    return choice === 'security' && !/security/i.test(origin ?? '') ? [] : [{ name, version }];
  });
}

/** Reads `dnf -q check-update`: `openssl.x86_64  1:3.0.7-28.el9  baseos`, up to what is said to be obsolete. */
export function parseDnfUpdates(stdout: string): readonly PendingPackage[] {
  const [updates = ''] = stdout.split(/^Obsoleting Packages/m);
  return updates.split('\n').flatMap((line) => {
    const [, name, version] = /^(\S+)\.[a-z0-9_]+\s+(\S+)\s+\S+\s*$/.exec(line) ?? [];
    return name === undefined || version === undefined ? [] : [{ name, version }];
  });
}

/** What an upgrade is about, in the plan. */
export function nameUpdates(pending: readonly PendingPackage[]): Text {
  const names = pending.map(({ name }) => name).join(', ');
  return {
    sv: `Installera ${pending.length} uppdateringar: ${names}`,
    en: `Install ${pending.length} updates: ${names}`,
  };
}

/** Reads the archives' lists anew. */
export const refreshStep: Readonly<Record<PackageManager, ChangeStep>> = {
  apt: {
    command: { argv: ['apt-get', '-q', 'update'], environment: quiet, asRoot: true },
    timeoutSeconds: 600,
  },
  dnf: { command: { argv: ['dnf', '-q', 'makecache'], asRoot: true }, timeoutSeconds: 600 },
};

/** Installs what waits, keeping changed configuration files as they are; done where nothing waits. */
export function upgradeStep(manager: PackageManager, choice: UpdateChoice): ChangeStep {
  const pending = pendingPackages(manager, choice);
  return {
    command: upgradeCommand(manager, choice),
    timeoutSeconds: 3600,
    probe: { ...pending, parse: (output) => pending.parse(output).length === 0 },
  };
}

function upgradeCommand(manager: PackageManager, choice: UpdateChoice): RemoteCommand {
  const keep = '-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold';
  if (manager === 'dnf') {
    const security = choice === 'security' ? ['--security'] : [];
    return { argv: ['dnf', '-q', '-y', ...security, 'upgrade'], asRoot: true };
  }
  const argv =
    choice === 'all'
      ? fixedScript(`exec apt-get -q -y ${keep} upgrade --with-new-pkgs`)
      : fixedScript(`${aptList} | ${aptSecurity} | xargs -r apt-get -q -y ${keep} install --only-upgrade`);
  return { argv, environment: quiet, asRoot: true };
}

/** Has something been installed that takes a restart to be used? */
export const restartNeeded: Readonly<Record<PackageManager, ReadStep<boolean>>> = {
  apt: {
    command: { argv: ['test', '-e', '/run/reboot-required'] },
    parse: ({ code }) => code === 0,
  },
  dnf: {
    command: { argv: ['needs-restarting', '-r'], asRoot: true },
    timeoutSeconds: 120,
    parse: ({ code, stderr }) => {
      if (code !== 0 && code !== 1) throw unexpectedOutput('needs-restarting -r', stderr, 'exit 0 or 1');
      return code === 1;
    },
  },
};
