import { z } from 'zod';
import type { RemoteCommand } from '../../engine/transport/transport.ts';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** An update that the update agent of Windows offers. */
const WindowsUpdate = z.object({
  kb: z.string(),
  title: z.string(),
  severity: z.string().nullable(),
});
export type WindowsUpdate = z.infer<typeof WindowsUpdate>;

const Answer = z.object({
  result: z.enum(['ok', 'failed']),
  message: z.string().nullable().default(null),
  updates: z.array(WindowsUpdate),
});

/** A PowerShell script that is always the same; what varies is in its environment. */
export function powershell(text: string): RemoteCommand['argv'] {
  return ['powershell', '-NoProfile', '-NonInteractive', '-Command', text];
}

/** Title and article of what is offered, driver updates left out. UTF-8, so that names in Swedish arrive whole. */
const search = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
$session = New-Object -ComObject Microsoft.Update.Session
$found = $session.CreateUpdateSearcher().Search("IsInstalled=0 and IsHidden=0 and Type='Software'")
$updates = @($found.Updates | Where-Object { $env:GRUNDVAL_UPDATES -eq 'all' -or $_.MsrcSeverity -or
  ($_.Categories | Where-Object { $_.CategoryID -eq '0fa1201d-4330-4fa8-8ae9-b877473b6441' }) })
$list = @($updates | ForEach-Object { @{ kb = 'KB' + (@($_.KBArticleIDs) -join '+'); title = $_.Title; severity = $_.MsrcSeverity } })
`.trim();

/** What waits to be installed. */
export function pendingWindowsUpdates(choice: 'security' | 'all'): ReadStep<readonly WindowsUpdate[]> {
  return {
    command: {
      argv: powershell(
        `${search}\n@{ result = 'ok'; message = $null; updates = $list } | ConvertTo-Json -Depth 4 -Compress`,
      ),
      environment: { GRUNDVAL_UPDATES: choice },
    },
    timeoutSeconds: 900,
    parse: ({ stdout }) => parseWindowsUpdates(stdout),
  };
}

/** Reads the scripts' JSON; a byte order mark and what profiles print before it are passed over. */
export function parseWindowsUpdates(stdout: string): readonly WindowsUpdate[] {
  const expected = 'the updates in JSON';
  const json = stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw unexpectedOutput('the search for updates', stdout, expected);
  }
  const answer = Answer.safeParse(value);
  if (!answer.success) throw unexpectedOutput('the search for updates', stdout, expected);
  if (answer.data.result === 'failed') {
    throw unexpectedOutput('the update agent', answer.data.message ?? '', 'a search that succeeds');
  }
  return answer.data.updates;
}

/**
 * Installs what waits. The update agent refuses installation to whoever came over the network, so it is done by a task
 * of the system's own, which also goes on when the connection is lost; its result is left in a file.
 */
export function installStep(choice: 'security' | 'all'): ChangeStep {
  const pending = pendingWindowsUpdates(choice);
  return {
    command: installCommand(choice),
    timeoutSeconds: 3 * 3600,
    probe: { ...pending, parse: (output) => pending.parse(output).length === 0 },
  };
}

function installCommand(choice: 'security' | 'all'): RemoteCommand {
  return {
    argv: powershell(
      `
$ErrorActionPreference = 'Stop'
$folder = Join-Path $env:ProgramData 'Grundval'
New-Item -ItemType Directory -Force $folder | Out-Null
$script = Join-Path $folder 'install-updates.ps1'
$result = Join-Path $folder 'install-updates.json'
Remove-Item -Force -ErrorAction SilentlyContinue $result
@'
$env:GRUNDVAL_UPDATES = $args[0]
try {
${search}
  $code = 2
  if ($updates.Count -gt 0) {
    $wanted = New-Object -ComObject Microsoft.Update.UpdateColl
    foreach ($one in $updates) { if (-not $one.EulaAccepted) { $one.AcceptEula() }; [void]$wanted.Add($one) }
    $downloader = $session.CreateUpdateDownloader(); $downloader.Updates = $wanted; [void]$downloader.Download()
    $installer = $session.CreateUpdateInstaller(); $installer.Updates = $wanted
    $code = $installer.Install().ResultCode
  }
  $answer = @{ result = $(if ($code -eq 2) { 'ok' } else { 'failed' }); message = "ResultCode $code"; updates = $list }
} catch { $answer = @{ result = 'failed'; message = "$_"; updates = @() } }
$answer | ConvertTo-Json -Depth 4 -Compress | Set-Content -Encoding UTF8 "$PSCommandPath.new"
Move-Item -Force "$PSCommandPath.new" ($PSCommandPath -replace 'ps1$', 'json')
'@ | Set-Content -Encoding UTF8 $script
$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File \`"$script\`" $env:GRUNDVAL_UPDATES"
Register-ScheduledTask -Force -TaskName 'Grundval-Updates' -Action $action -User 'SYSTEM' -RunLevel Highest | Out-Null
Start-ScheduledTask -TaskName 'Grundval-Updates'
while (-not (Test-Path $result)) { Start-Sleep -Seconds 5 }
$text = Get-Content -Raw -Encoding UTF8 $result
Unregister-ScheduledTask -Confirm:$false -TaskName 'Grundval-Updates'
$text
if ($text -notmatch '"result":"ok"') { exit 1 }
`.trim(),
    ),
    environment: { GRUNDVAL_UPDATES: choice },
    asRoot: true,
  };
}

/** Does Windows wait for a restart? */
export const windowsRestartNeeded: ReadStep<boolean> = {
  command: {
    argv: powershell('(New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired'),
  },
  timeoutSeconds: 120,
  parse: ({ stdout }) => {
    const [, answer] = /^(True|False)$/m.exec(stdout.replaceAll('\r', '')) ?? [];
    if (answer === undefined) throw unexpectedOutput('RebootRequired', stdout, '`True` or `False`');
    return answer === 'True';
  },
};
