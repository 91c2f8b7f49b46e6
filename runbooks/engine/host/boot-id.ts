import type { ReadStep } from '../../procedure.ts';
import type { HostAddress, RemoteCommand } from '../transport/transport.ts';

/** What is another after each restart of a host. */
export const bootIdOf: Readonly<Record<HostAddress['system'], ReadStep<string>>> = {
  linux: {
    command: { argv: ['cat', '/proc/sys/kernel/random/boot_id'] },
    timeoutSeconds: 20,
    parse: ({ stdout, code }) => oneLine(stdout, code),
  },
  windows: {
    command: {
      argv: [
        'powershell',
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        '(Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToUniversalTime().ToString("o")',
      ],
    },
    timeoutSeconds: 60,
    parse: ({ stdout, code }) => oneLine(stdout, code),
  },
};

/** How a host is told to restart. */
export const rebootCommand: Readonly<Record<HostAddress['system'], RemoteCommand>> = {
  linux: { argv: ['systemctl', 'reboot'], asRoot: true },
  windows: { argv: ['shutdown', '/r', '/t', '0'], asRoot: true },
};

function oneLine(stdout: string, code: number): string {
  const line = stdout.trim();
  if (code !== 0 || line === '' || line.includes('\n')) throw new Error(`no boot id (exit ${code})`);
  return line;
}
