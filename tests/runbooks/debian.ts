import type { Machine } from '#runbooks/simulate/simulated-host.ts';

/** A machine with an upgrade to install, which wants a restart afterwards. */
export const debian: Machine = (command, host) => {
  const isPatched = host.ran('apt-get -y upgrade') > 0;
  if (command === 'apt list --upgradable') return isPatched ? '' : 'openssl/stable 3.0.2\n';
  if (command === 'apt-done') return isPatched ? 'yes' : 'no';
  if (command === 'needs-restart') return isPatched && host.boots === 0 ? 'yes' : 'no';
  if (command === 'health') return 'ok';
  return undefined;
};
