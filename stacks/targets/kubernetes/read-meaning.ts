import type { Meaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { AddressBook } from '../target.ts';
import { viewCluster } from './read/cluster-view.ts';
import { readPolicies } from './read/policies.ts';
import { readBackups } from './read/read-backups.ts';
import { readDatabases } from './read/read-databases.ts';
import { readFlows } from './read/read-flows.ts';
import { readGuardrails } from './read/read-guardrails.ts';
import { seeListeners } from './read/read-listeners.ts';
import { readMaintenance, readMonitoring } from './read/read-operations.ts';
import { readCertificates, readEServices, readNames } from './read/read-publication.ts';
import { readDisks, readServers, seeMachines } from './read/read-servers.ts';
import { readZones } from './read/read-zones.ts';

/**
 * What the resources of a cluster mean. Everything is read from the fields that make it so; labels and annotations
 * only say which service, server or zone an object is of, and what was never asked for.
 */
export function readMeaning(resources: readonly RenderedResource[], book: AddressBook): Meaning {
  const view = viewCluster(resources);
  const policies = readPolicies(view);
  const flows = readFlows(view, policies, book);
  const machines = seeMachines(view);
  const listeners = seeListeners(view, policies, book);
  const backups = readBackups(view, machines);
  return {
    zones: readZones(view, policies, flows, book),
    flows,
    servers: readServers(view, machines, book),
    disks: readDisks(machines),
    databases: readDatabases(view, policies),
    names: readNames(view, listeners, book),
    certificates: readCertificates(view),
    eServices: readEServices(view, listeners),
    backups,
    monitoring: readMonitoring(view, backups),
    maintenance: readMaintenance(view, machines),
    guardrails: readGuardrails(view, book),
  };
}
