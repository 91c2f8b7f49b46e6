import type { AccessPlan } from '../plan-access.ts';
import { banner } from './banner.ts';

/** Declared MAC addresses and the group each is in, in the users format of FreeRADIUS. */
export function renderMacs({ rows, macs }: Pick<AccessPlan, 'rows' | 'macs'>): string {
  const groups = new Map(
    rows.flatMap(({ role, match }) => (match.kind === 'mac-group' ? [[role, match.value] as const] : [])),
  );
  const lines = [...Map.groupBy(macs, ({ mac }) => mac)].flatMap(([mac, [known]]) => {
    const group = known?.role == null ? undefined : groups.get(known.role);
    return known === undefined || group === undefined
      ? []
      : [`# ${known.device}\n${mac.replaceAll(':', '-')}	Grundval-Group := "${group}"\n`];
  });
  return `${banner}
# Enheter i devices.yaml. Andra skrivs i macs-local, i samma form; står en adress här gäller det som står här.
${lines.join('')}`;
}

/** The lists of MAC addresses: ours, and the technician's own beside it. */
export function renderMacModules(): string {
  return `${banner}
files grundval_macs {
	filename = \${modconfdir}/grundval/macs
	key = "%{Calling-Station-Id}"
}

# Teknikerns egen lista. Filen måste finnas, men får vara tom.
files grundval_macs_local {
	filename = \${modconfdir}/grundval/macs-local
	key = "%{Calling-Station-Id}"
}
`;
}
