# Installs the Grundval agent as a scheduled task of the system account.
# NOT YET RUN on a real Windows machine: read it through and try it on one device first.
#
#   .\install-task.ps1 -Server https://grundval.example.se -TokenFile C:\Temp\token.txt
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Server,
    [Parameter(Mandatory)] [string] $TokenFile,
    # Folder with node.exe and grundval-agent.mjs.
    [string] $Source = $PSScriptRoot
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$program = Join-Path $env:ProgramFiles 'Grundval\agent'
$state = Join-Path $env:ProgramData 'Grundval\agent'
New-Item -ItemType Directory -Force -Path $program, $state | Out-Null
Copy-Item -Force -Path (Join-Path $Source 'node.exe'), (Join-Path $Source 'grundval-agent.mjs') -Destination $program

# The device key: SYSTEM (S-1-5-18) and Administrators (S-1-5-32-544) alone; SIDs, because names are localised.
& icacls.exe $state /inheritance:r /grant '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "icacls failed on $state ($LASTEXITCODE)" }

$node = Join-Path $program 'node.exe'
$agent = Join-Path $program 'grundval-agent.mjs'
& $node $agent enrol --server $Server --token-file $TokenFile --state $state
if ($LASTEXITCODE -ne 0) { throw "The enrolment failed ($LASTEXITCODE)" }

$action = New-ScheduledTaskAction -Execute $node -Argument "--max-semi-space-size=1 `"$agent`" run --if-due --state `"$state`""
$trigger = New-ScheduledTaskTrigger -Once -At (Get-Date).AddMinutes(2) -RepetitionInterval (New-TimeSpan -Minutes 15) `
    -RandomDelay (New-TimeSpan -Minutes 5)
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries `
    -ExecutionTimeLimit (New-TimeSpan -Minutes 10) -MultipleInstances IgnoreNew -Priority 8
$principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
Register-ScheduledTask -Force -TaskName 'Grundval agent' -Action $action -Trigger $trigger -Settings $settings `
    -Principal $principal | Out-Null
