import type { PlannedServer } from '#model/platform/planned-servers.ts';
import { azureName } from './azure-names.ts';

/** Name of a data disk of a server. */
export function dataDiskName(
  { hostName }: Pick<PlannedServer, 'hostName'>,
  { name }: { readonly name: string },
): string {
  return azureName('disk', `${hostName}-data-${name}`);
}
