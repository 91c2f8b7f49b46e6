import type { Procedure } from '../procedure.ts';
import { coolingLoss } from './cooling-loss.ts';
import { decommission } from './decommission.ts';
import { failoverExercise } from './failover-exercise.ts';
import { handOffClientPatching } from './hand-off-client-patching.ts';
import { patchLinuxServers } from './patch-linux-servers.ts';
import { patchWindowsServers } from './patch-windows-servers.ts';
import { powerLoss } from './power-loss.ts';
import { rebootInOrder } from './reboot-in-order.ts';
import { restartService } from './restart-service.ts';
import { restoreTest } from './restore-test.ts';
import { rotateBreakGlassAccount } from './rotate-break-glass-account.ts';
import { rotateCertificate } from './rotate-certificate.ts';

/** Every procedure that is shipped, by id. */
export const procedures: readonly Procedure[] = [
  coolingLoss,
  decommission,
  failoverExercise,
  handOffClientPatching,
  patchLinuxServers,
  patchWindowsServers,
  powerLoss,
  rebootInOrder,
  restartService,
  restoreTest,
  rotateBreakGlassAccount,
  rotateCertificate,
];
