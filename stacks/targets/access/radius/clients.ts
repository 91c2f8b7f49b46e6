import type { AccessPlan } from '../plan-access.ts';
import { banner } from './banner.ts';

/** Who may ask: network elements in the management zones. A switch with a secret of its own is told before, and wins. */
export function renderClients({ management }: Pick<AccessPlan, 'management'>): string {
  const clients = management.flatMap(({ zone, ipv4, ipv6 }) => [
    client(`grundval-${zone}-ipv4`, `ipv4addr = ${ipv4}`),
    ...(ipv6 === null ? [] : [client(`grundval-${zone}-ipv6`, `ipv6addr = ${ipv6}`)]),
  ]);
  return `${banner}
# Hemligheten står i tjänstens miljö (README.md); utan den startar FreeRADIUS inte.
# En switch med en egen hemlighet skrivs i en egen fil: den smalaste adressen gäller.
${clients.join('\n')}`;
}

function client(name: string, address: string): string {
  return `client ${name} {
	${address}
	secret = $ENV{GRUNDVAL_RADIUS_SECRET}
	# Utan signatur kan ett svar förfalskas (CVE-2024-3596).
	require_message_authenticator = yes
}
`;
}
