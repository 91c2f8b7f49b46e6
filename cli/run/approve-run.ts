import { bilingualError } from '#model/bilingual-error.ts';
import { createFormatter } from '#model/format/formatter.ts';
import type { Text } from '#model/format/text.ts';
import { parseSnapshot } from '#model/platform/read-snapshot-file.ts';
import { refusalWords } from '#runbooks/engine/approval/refusal-words.ts';
import { roleHolders } from '#runbooks/engine/approval/role-holders.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import { judgeApprovals } from '#runbooks/engine/approval/verify.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { refuseRequest } from '#runbooks/store/request.ts';
import { addApproval, readApprovals, readRunSnapshot } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { readIdentity } from './identity.ts';
import { runsFolder } from './places.ts';
import { planLines } from './plan-text.ts';
import type { RunPlace } from './run-flags.ts';

/** Who says yes to what, in which role. */
export interface ApproveOrder {
  readonly place: RunPlace;
  readonly given: string;
  readonly role: string;
  readonly reason: string;
  /** Null for as long as the plan allows. */
  readonly validFor: string | null;
}

/**
 * Shows a plan and adds a signature under it; one that would not count is not made.
 *
 * @throws {GrundvalError} `run/request`, `approval/refused`
 */
export async function approveRun(order: ApproveOrder, io: CommandIo): Promise<number> {
  const { place, role, reason } = order;
  const [run, who] = await Promise.all([findRun(runsFolder(place.folder), order.given), readIdentity(place)]);
  const { plan } = run;
  const refusal = refuseRequest(plan, run.request, who.trust);
  if (refusal !== null) throw notBelieved(run.id, refusal);
  const { declaration } = parseSnapshot(await readRunSnapshot(run.folder), run.folder);
  const hash = planHash(plan);
  const at = io.now();
  const signed = signApproval(
    {
      run: run.id,
      planHash: hash,
      change: plan.change,
      approver: who.id,
      role,
      reason,
      at,
      validFor: order.validFor ?? plan.approve.validFor,
    },
    who.key,
  );
  const given = [...(await readApprovals(run.folder)), signed];
  const holders = roleHolders(declaration, plan.approve.role, plan.affected.services);
  const { change, requestedBy, approve: rule } = plan;
  const judged = judgeApprovals(
    { run: run.id, planHash: hash, change, requestedBy, rule, holders, at },
    given,
    who.trust,
  );
  const verdict = judged.verdicts.at(-1);
  if (verdict !== undefined && verdict !== 'counts') {
    const people = holders.flatMap(({ persons }) => persons).join(', ');
    throw refused(run.id, refusalWords[verdict], plan.approve.role, people);
  }
  await addApproval(run.folder, signed);
  for (const line of planLines(run.id, hash, plan, declaration, io.lang)) io.out(line);
  const until = createFormatter(io.lang).instant(new Date(signed.approval.validUntil));
  const missing = [
    ...(judged.missingApprovers > 0 ? [String(judged.missingApprovers)] : []),
    ...judged.missingGroups,
  ].join(', ');
  io.out('');
  io.out(
    io.lang === 'sv'
      ? `Godkänd av ${who.id} till ${until}.${missing === '' ? '' : ` Fler behövs: ${missing}.`}`
      : `Approved by ${who.id} until ${until}.${missing === '' ? '' : ` More are needed: ${missing}.`}`,
  );
  return 0;
}

function notBelieved(run: string, why: Text) {
  return bilingualError(
    'run/request',
    {
      sv: `Det går inte att lita på vem som begärt ${run}: ${why.sv}.`,
      en: `Who asked for ${run} cannot be believed: ${why.en}.`,
    },
    { sv: 'Låt göra en ny plan.', en: 'Have a new plan made.' },
  );
}

function refused(run: string, why: Text, role: string, people: string) {
  return bilingualError(
    'approval/refused',
    {
      sv: `Ditt godkännande av ${run} räknas inte: det ${why.sv}.`,
      en: `Your approval of ${run} does not count: it ${why.en}.`,
    },
    {
      sv: `Den godkänns i rollen ${role} av ${people || 'ingen; deklarationen nämner ingen'}.`,
      en: `It is approved in the role ${role} by ${people || 'nobody; the declaration names nobody'}.`,
    },
  );
}
