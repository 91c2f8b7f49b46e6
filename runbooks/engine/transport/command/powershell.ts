import { GrundvalError } from '#model/error.ts';
import type { RemoteCommand } from '../transport.ts';

/** The longest line that cmd.exe takes, the shell that OpenSSH on Windows starts where no other is set. */
const longestLine = 8191;

/** A script for `powershell.exe -EncodedCommand`: UTF-16LE in base64, which no shell on the way changes. */
export const encodePowerShell = (script: string): string => Buffer.from(script, 'utf16le').toString('base64');

/** A string of PowerShell that holds exactly this: it takes any of five quotes for the end, so each is doubled. */
export const quotePowerShell = (text: string): string => `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;

/** One argument of a Windows command line, as `CommandLineToArgvW` reads it: backslashes count before a quote only. */
export function quoteWindowsArgument(text: string): string {
  if (text !== '' && !/[\s"]/.test(text)) return text;
  return `"${text.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/**
 * The command line for a host with Windows. The program is started by its command line, since PowerShell 5 loses quotes
 * in arguments; `asRoot` demands an elevated session, which administrators get over OpenSSH, and raises nothing itself.
 * @throws transport/bad-command for scripts of cmd.exe, whose quoting nobody can trust, and for lines too long
 */
export function windowsLine(command: RemoteCommand, mark: string): string {
  const { argv, folder, environment = {}, asRoot = false } = command;
  const [program, ...rest] = argv;
  if (/\.(bat|cmd)$/i.test(program))
    throw bad(`${program} is a script of cmd.exe`, 'run what it runs, without it');
  const refuse = (why: string) => `[Console]::Error.WriteLine(${quotePowerShell(`${mark} ${why}`)}); exit 97`;
  const script = [
    '[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false',
    ...(asRoot
      ? [
          `if(-not([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole(544)){${refuse('sudo-not-allowed')}}`,
        ]
      : []),
    ...(folder === undefined
      ? []
      : [
          `if(-not(Test-Path -PathType Container -LiteralPath ${quotePowerShell(folder)})){${refuse('no-folder')}}`,
          `Set-Location -LiteralPath ${quotePowerShell(folder)}`,
        ]),
    ...Object.entries(environment).map(([name, value]) => `$env:${name}=${quotePowerShell(value)}`),
    `$c=Get-Command -CommandType Application -ErrorAction SilentlyContinue -Name ${quotePowerShell(program)}|Select-Object -First 1`,
    `if(-not $c){${refuse('no-program')}}`,
    '$i=New-Object Diagnostics.ProcessStartInfo',
    '$i.FileName=$c.Source',
    `$i.Arguments=${quotePowerShell(rest.map(quoteWindowsArgument).join(' '))}`,
    '$i.UseShellExecute=$false',
    '$i.WorkingDirectory=(Get-Location -PSProvider FileSystem).ProviderPath',
    `[Console]::Out.WriteLine(${quotePowerShell(`${mark} begun `)}+$PID)`,
    `[Console]::Error.WriteLine(${quotePowerShell(`${mark} begun `)}+$PID)`,
    '$p=[Diagnostics.Process]::Start($i)',
    '$p.WaitForExit()',
    'exit $p.ExitCode',
  ].join('\n');
  return fits(`powershell.exe -NoProfile -NonInteractive -EncodedCommand ${encodePowerShell(script)}`);
}

/** Ends a process of Windows with its children, as far as they still are its children: there is no group to address. */
export const windowsStopLine = (processId: number): string => `taskkill.exe /F /T /PID ${processId}`;

function fits(line: string): string {
  if (line.length <= longestLine) return line;
  throw bad(
    `its line of ${line.length} characters is longer than the ${longestLine} that cmd.exe takes`,
    'give the script on standard input: powershell.exe -NoProfile -Command -',
  );
}

const bad = (what: string, hint: string) =>
  new GrundvalError('transport/bad-command', `the command cannot be run on Windows: ${what}`, { hint });
