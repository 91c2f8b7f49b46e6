import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { sectionData } from '#model/report/section.ts';
import { type DeviceFinding, noneDecided, nothing, standardsOf } from './device-standards.ts';
import { describeGap } from './section-gap.ts';
import type { Problem } from './verdict.ts';

/** Is the device of a model that may be bought? A virtual one has none. */
export function judgeModel(device: FleetDevice, declaration: Declaration): DeviceFinding {
  const kinds = standardsOf[device.kind]?.models ?? [];
  const section = device.sections.hardware;
  const data = sectionData(section);
  if (data?.chassis === 'virtual' || (data?.virtualisation ?? null) !== null) return nothing;
  const models = declaration.standards.deviceModels
    .map((model, index) => ({ model, at: `/deviceModels/${index}` }))
    .filter(({ model }) => kinds.includes(model.kind));
  if (section === undefined || data === null || data.model === null) {
    return { ...nothing, unknowns: [describeGap(device, section, { sv: 'modellen', en: 'the model' })] };
  }
  const { manufacturer, model: name } = data;
  const label = manufacturer === null || startsWith(name, manufacturer) ? name : `${manufacturer} ${name}`;
  const seen: Evidence = {
    text: { sv: label, en: label },
    source: 'hardware',
    at: new Date(section.collectedAt),
  };
  if (models.length === 0) {
    const unknown = noneDecided(device.kind, { sv: 'modell', en: 'model' });
    return { problems: [], unknowns: [unknown], evidence: [seen] };
  }
  const approved = models.find(({ model }) => isModel(model, manufacturer, name));
  if (approved === undefined) {
    const problem: Problem = {
      text: {
        sv: `${label} är ingen av de godkända modellerna.`,
        en: `${label} is none of the approved models.`,
      },
    };
    return { problems: [problem], unknowns: [], evidence: [seen] };
  }
  const { id, frameworkAgreement } = approved.model;
  const by = frameworkAgreement ?? id;
  return {
    problems: [],
    unknowns: [],
    evidence: [
      seen,
      {
        text: { sv: `Godkänd modell: ${by}`, en: `Approved model: ${by}` },
        source: declaredAt(declaration, 'standards.yaml', approved.at),
        at: null,
      },
    ],
  };
}

/** `Dell Inc.` is Dell, and `HP EliteBook 840` is an EliteBook 840 of HP. */
function isModel(
  approved: Declaration['standards']['deviceModels'][number],
  manufacturer: string | null,
  name: string,
): boolean {
  if (manufacturer !== null && !startsWith(manufacturer, approved.manufacturer)) return false;
  return [approved.model, `${approved.manufacturer} ${approved.model}`].some(
    (wanted) => normalise(wanted) === normalise(name),
  );
}

function startsWith(text: string, start: string): boolean {
  return normalise(text).startsWith(normalise(start));
}

function normalise(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
