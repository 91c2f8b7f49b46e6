import { z } from 'zod';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { serviceId } from './choose-hosts.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';
import { powershell } from './windows-update.ts';

/** Which updates are let through where, and to whom. */
export const updatesToLetThrough = {
  service: serviceId.meta(
    said({ sv: 'Tjänsten som är WSUS, med dess id', en: 'The service that is WSUS, by its id' }),
  ),
  group: z
    .string()
    .min(1)
    .max(100)
    .meta(
      said({
        sv: 'Datorgrupp i WSUS som får uppdateringarna',
        en: 'Group of computers in WSUS that gets the updates',
      }),
    ),
  classification: z
    .enum(['Security', 'Critical', 'All'])
    .default('Security')
    .meta(said({ sv: 'Vilka uppdateringar', en: 'Which updates' })),
};

/** An update that clients need and that nobody has let through yet. */
const WaitingUpdate = z.object({
  id: z.string(),
  title: z.string(),
  kb: z.string(),
  severity: z.string(),
  computers: z.int().nonnegative(),
});
export type WaitingUpdate = z.infer<typeof WaitingUpdate>;

const find = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
$waiting = @(Get-WsusUpdate -Classification $env:GRUNDVAL_CLASSIFICATION -Approval Unapproved -Status FailedOrNeeded)
`.trim();

/** What waits for approval in WSUS: `Security`, `Critical` or `All`. */
export function waitingForApproval(classification: string): ReadStep<readonly WaitingUpdate[]> {
  return {
    command: {
      argv: powershell(`${find}
ConvertTo-Json -Compress -Depth 3 @($waiting | ForEach-Object { @{ id = "$($_.UpdateId)"; title = $_.Update.Title
  kb = 'KB' + (@($_.Update.KnowledgebaseArticles) -join '+'); severity = "$($_.Update.MsrcSeverity)"
  computers = [int]$_.ComputersNeedingThisUpdate } })`),
      environment: { GRUNDVAL_CLASSIFICATION: classification },
    },
    timeoutSeconds: 900,
    parse: ({ stdout }) => parseWaitingUpdates(stdout),
  };
}

/** Reads the list; of one update PowerShell makes an object, of none at all nothing. */
export function parseWaitingUpdates(stdout: string): readonly WaitingUpdate[] {
  const text = stdout.replace(/^\uFEFF/, '').trim();
  let value: unknown;
  try {
    value = text === '' ? [] : JSON.parse(text);
  } catch {
    throw unexpectedOutput('Get-WsusUpdate', stdout, 'updates in JSON');
  }
  const list = z.array(WaitingUpdate).safeParse(Array.isArray(value) ? value : [value]);
  if (!list.success) throw unexpectedOutput('Get-WsusUpdate', stdout, 'updates in JSON');
  return list.data;
}

/** Lets what waits through to a group of computers. */
export function approveStep(classification: string, group: string): ChangeStep {
  const waiting = waitingForApproval(classification);
  return {
    command: {
      argv: powershell(
        `${find}\n$waiting | Approve-WsusUpdate -Action Install -TargetGroupName $env:GRUNDVAL_GROUP\n$waiting.Count`,
      ),
      environment: { GRUNDVAL_CLASSIFICATION: classification, GRUNDVAL_GROUP: group },
      asRoot: true,
    },
    timeoutSeconds: 1800,
    probe: { ...waiting, parse: (output) => waiting.parse(output).length === 0 },
  };
}
