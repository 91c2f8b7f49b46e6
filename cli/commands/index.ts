import type { Command } from '../command.ts';
import { check } from './check.ts';
import { hostsTrust } from './hosts-trust.ts';
import { importDevices } from './import-devices.ts';
import { importServers } from './import-servers.ts';
import { keysNew } from './keys-new.ts';
import { kravspec } from './kravspec.ts';
import { link } from './link.ts';
import { network } from './network.ts';
import { procedures } from './procedures.ts';
import { run } from './run.ts';
import { runsAnchor } from './runs-anchor.ts';
import { runsApprove } from './runs-approve.ts';
import { runsDecide } from './runs-decide.ts';
import { runsKit } from './runs-kit.ts';
import { runsList } from './runs-list.ts';
import { runsPause } from './runs-pause.ts';
import { runsResume } from './runs-resume.ts';
import { runsRetryFailed } from './runs-retry-failed.ts';
import { runsReview } from './runs-review.ts';
import { runsShip } from './runs-ship.ts';
import { runsShow } from './runs-show.ts';
import { runsStart } from './runs-start.ts';
import { runsVerify } from './runs-verify.ts';
import { schema } from './schema.ts';
import { start } from './start.ts';
import { workOrder } from './work-order.ts';

/** Every command, sorted by name. */
export const commands: readonly Command[] = [
  check,
  hostsTrust,
  importDevices,
  importServers,
  keysNew,
  kravspec,
  link,
  network,
  procedures,
  run,
  runsAnchor,
  runsApprove,
  runsDecide,
  runsKit,
  runsList,
  runsPause,
  runsResume,
  runsRetryFailed,
  runsReview,
  runsShip,
  runsShow,
  runsStart,
  runsVerify,
  schema,
  start,
  workOrder,
];
