import type { Control } from '../control.ts';
import { ownerAndAdministrator } from './gv-01-owner-and-administrator.ts';
import { classifiedAndCurrent } from './gv-02-classified-and-current.ts';
import { serviceLevelApproved } from './gv-04-service-level-approved.ts';
import { systemPlanCurrent } from './gv-05-system-plan-current.ts';
import { supplierAndContract } from './gv-07-supplier-and-contract.ts';
import { hostingOfRoundTheClock } from './gv-08-hosting-of-round-the-clock.ts';
import { orderApproved } from './gv-09-order-approved.ts';
import { securityUpdatesInTime } from './gv-11-security-updates.ts';
import { withinVendorSupport } from './gv-12-vendor-support.ts';
import { inventoryMatchesReality } from './gv-13-inventory.ts';
import { approvedStandard } from './gv-15-approved-standard.ts';
import { noDuplicates } from './gv-17-no-duplicates.ts';
import { roleBasedNetwork } from './gv-22-role-based-network.ts';
import { declaredPorts } from './gv-23-declared-ports.ts';
import { encryptedTraffic } from './gv-24-encrypted-traffic.ts';
import { backupWithinRpo } from './gv-27-backup.ts';
import { restoreTested } from './gv-28-restore-tested.ts';
import { redundancy } from './gv-29-redundancy.ts';
import { capacitySufficient } from './gv-30-capacity.ts';
import { loggingAndTime } from './gv-33-logging-and-time.ts';
import { runbooksForCriticalTasks } from './gv-34-runbooks.ts';
import { approvedChanges } from './gv-35-approved-changes.ts';
import { retentionAndSecrecyDecided } from './gv-37-retention-and-secrecy.ts';
import { disposalProof } from './gv-38-disposal-proof.ts';

/** Every control of the catalogue, by id. */
export const controls: readonly Control[] = [
  ownerAndAdministrator,
  classifiedAndCurrent,
  serviceLevelApproved,
  systemPlanCurrent,
  supplierAndContract,
  hostingOfRoundTheClock,
  orderApproved,
  securityUpdatesInTime,
  withinVendorSupport,
  inventoryMatchesReality,
  approvedStandard,
  noDuplicates,
  roleBasedNetwork,
  declaredPorts,
  encryptedTraffic,
  backupWithinRpo,
  restoreTested,
  redundancy,
  capacitySufficient,
  loggingAndTime,
  runbooksForCriticalTasks,
  approvedChanges,
  retentionAndSecrecyDecided,
  disposalProof,
];
