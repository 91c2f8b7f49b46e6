import type { ControlId } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { ComponentKind, Rendering, Unsupported } from '#model/platform/rendering.ts';

/** Something a target cannot do, and whether anybody has accepted that. */
export interface JudgedUnsupported extends Unsupported {
  readonly stack: string;
  /** Rendered for parity only: nobody means to apply it. */
  readonly asIf: boolean;
  /** Control whose exemption would accept it. */
  readonly control: ControlId;
  /** Service it concerns, by id; null for what belongs to the whole site. */
  readonly service: string | null;
  /** Last day of the exemption that accepts it; null where none does. */
  readonly acceptedUntil: string | null;
}

/** The control that watches what a kind of component is for. */
const controlOf: Readonly<Record<ComponentKind, ControlId>> = {
  Zone: 'GV-22',
  Flow: 'GV-22',
  Guardrail: 'GV-22',
  Certificate: 'GV-24',
  Name: 'GV-24',
  EService: 'GV-24',
  BackupPlan: 'GV-27',
  DataDisk: 'GV-27',
  Database: 'GV-27',
  ServerGroup: 'GV-29',
  Monitoring: 'GV-33',
  MaintenanceWindow: 'GV-11',
};

/**
 * What the targets cannot do, each with the exemption that accepts it on a day: one of the service from the
 * control that watches what is missing, with owner and end.
 */
export function judgeUnsupported(
  declaration: Declaration,
  renderings: readonly Rendering[],
  today: string,
): readonly JudgedUnsupported[] {
  return renderings.flatMap(({ stack, asIf, unsupported }) =>
    unsupported.map((each): JudgedUnsupported => {
      const control = controlOf[each.kind];
      const service = serviceOf(declaration, each);
      const accepted = declaration.decisions.exemptions
        .filter((exemption) => exemption.control === control && exemption.subject === `service:${service}`)
        .filter(({ from, until }) => from <= today && today <= until)
        .map(({ until }) => until);
      return {
        ...each,
        stack,
        asIf,
        control,
        service,
        acceptedUntil: accepted.toSorted().at(-1) ?? null,
      };
    }),
  );
}

function serviceOf({ services }: Declaration, { key, at }: Unsupported): string | null {
  const file = /^services\/(.+)\.yaml$/.exec(at?.file ?? '')?.[1];
  const candidates = [file, ...key.split(/[\s/:>]/)];
  return services.find(({ id }) => candidates.includes(id))?.id ?? null;
}
