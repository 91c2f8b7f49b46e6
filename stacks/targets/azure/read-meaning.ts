import type { Meaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { AddressBook } from '../target.ts';
import { readNetwork } from './read/network-model.ts';
import { readBackups } from './read/read-backups.ts';
import { readCertificates } from './read/read-certificates.ts';
import { readDatabases } from './read/read-databases.ts';
import { readEServices } from './read/read-e-services.ts';
import { readFlows } from './read/read-flows.ts';
import { readGuardrails } from './read/read-guardrails.ts';
import { readMaintenance } from './read/read-maintenance.ts';
import { readMonitoring } from './read/read-monitoring.ts';
import { readNames } from './read/read-names.ts';
import { readDisks, readServers } from './read/read-servers.ts';
import { readZones } from './read/read-zones.ts';
import { indexResources } from './read/resource-index.ts';

/** What resources of a site mean, read from them alone. */
export function readMeaning(resources: readonly RenderedResource[], book: AddressBook): Meaning {
  const index = indexResources(resources);
  const network = readNetwork(index, book);
  return {
    zones: readZones(network, book),
    flows: readFlows(index, network, book),
    servers: readServers(index, network, book),
    disks: readDisks(index),
    databases: readDatabases(index),
    names: readNames(index, network),
    certificates: readCertificates(index),
    eServices: readEServices(index),
    backups: readBackups(index),
    monitoring: readMonitoring(index),
    maintenance: readMaintenance(index),
    guardrails: readGuardrails(index),
  };
}
