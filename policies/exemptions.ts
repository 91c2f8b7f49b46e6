import type { ControlId, ControlResult, ResultExemption, Subject } from '#model/controls/result.ts';
import type { Exemption } from '#model/declaration/decisions.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { joinTexts } from './verdict.ts';

/**
 * Applies the declared exemptions to one result on a calendar day in Europe/Stockholm.
 *
 * Only a finding can be exempt: what is met stays met, and what is not measured stays so, for nobody can
 * accept what nobody has seen. An exemption holds from its first to its last day; after that the finding is
 * back and says that the exemption has ended.
 */
export function applyExemption(
  result: ControlResult,
  declaration: Declaration,
  device: FleetDevice | undefined,
  today: string,
): ControlResult {
  if (result.status !== 'finding') return result;
  const matching = declaration.decisions.exemptions
    .map((exemption, index) => ({ exemption, index }))
    .filter(
      ({ exemption }) =>
        concerns(exemption, result.control, result.subject, device) && exemption.from <= today,
    )
    // The one that holds longest decides, wherever it stands in the file.
    .sort((a, b) => (a.exemption.until > b.exemption.until ? -1 : 1))[0];
  if (matching === undefined) return result;
  const { exemption, index } = matching;
  const expired = exemption.until < today;
  const applied: ResultExemption = {
    owner: exemption.owner,
    reason: exemption.reason,
    until: exemption.until,
    decision: exemption.decision,
    expired,
  };
  const evidence = {
    text: {
      sv: `Undantag till och med ${exemption.until}, beslut ${exemption.decision}: ${exemption.reason}`,
      en: `Exemption until ${exemption.until}, decision ${exemption.decision}: ${exemption.reason}`,
    },
    source: declaredAt(declaration, 'decisions.yaml', `/exemptions/${index}`),
    at: null,
    attestation: 'self-declared' as const,
  };
  const said = { ...result, evidence: [...result.evidence, evidence], exemption: applied };
  if (!expired) return { ...said, status: 'exempt' };
  const note: Text = {
    sv: `Undantaget gick ut ${exemption.until}.`,
    en: `The exemption ended on ${exemption.until}.`,
  };
  return { ...said, message: joinTexts([result.message, note]) };
}

/** A device is named by its id, its name or the id it is declared under, whichever people know. */
function concerns(
  exemption: Exemption,
  control: ControlId,
  { kind, id, name }: Subject,
  device: FleetDevice | undefined,
): boolean {
  if (exemption.control !== control) return false;
  if (kind === 'service') return exemption.subject === `service:${id}`;
  return [id, name, device?.declaredAs].some((known) => exemption.subject === `device:${known}`);
}
