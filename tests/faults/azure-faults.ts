import type { RenderedResource } from '#model/platform/rendering.ts';
import { azureDataFaults } from './azure-data-faults.ts';
import { azureNetworkFaults } from './azure-network-faults.ts';
import { azureOperationFaults } from './azure-operation-faults.ts';
import { type AzureFault, azureSeeds } from './azure-seeds.ts';
import { azureServiceFaults } from './azure-service-faults.ts';

/** What somebody in a hurry, or with bad intent, does to a site in Azure: faults that no rule makes. */
export function azureFaults(resources: readonly RenderedResource[]): readonly AzureFault[] {
  const seeds = azureSeeds(resources);
  return [azureNetworkFaults, azureDataFaults, azureServiceFaults, azureOperationFaults].flatMap((faults) =>
    faults(seeds),
  );
}
