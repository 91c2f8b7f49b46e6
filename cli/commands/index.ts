import type { Command } from '../command.ts';
import { check } from './check.ts';
import { importDevices } from './import-devices.ts';
import { importServers } from './import-servers.ts';
import { kravspec } from './kravspec.ts';
import { link } from './link.ts';
import { network } from './network.ts';
import { runsKit } from './runs-kit.ts';
import { runsVerify } from './runs-verify.ts';
import { schema } from './schema.ts';
import { start } from './start.ts';
import { workOrder } from './work-order.ts';

/** Every command, sorted by name. */
export const commands: readonly Command[] = [
  check,
  importDevices,
  importServers,
  kravspec,
  link,
  network,
  runsKit,
  runsVerify,
  schema,
  start,
  workOrder,
];
