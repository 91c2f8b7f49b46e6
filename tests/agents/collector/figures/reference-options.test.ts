import { expect, it } from 'vitest';
import { referenceOptions } from '#agents/collector/figures/reference-options.ts';
import { readDeclaration } from '#model/declaration/load.ts';
import { hostsOf } from '#runbooks/hosts.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';

const folder = new URL('../../../../examples/orkelljunga', import.meta.url).pathname;
const { declaration } = await readDeclaration(folder);
const { plan } = planForSnapshot(declaration);
const hosts = hostsOf({ declaration, plan });
const values = (options: readonly { readonly value: string }[] | null) =>
  (options ?? []).map(({ value }) => value).sort();
const kept = (of: (host: (typeof hosts)[number]) => string | null) =>
  [...new Set(hosts.flatMap((host) => of(host) ?? []))].sort();

it('fields offer exactly what procedures can be run on', () => {
  const options = referenceOptions(declaration, plan);
  expect(hosts.length).toBeGreaterThan(20);
  expect(values(options.server)).toEqual(kept(({ id }) => id));
  expect(values(options.service)).toEqual(kept(({ service }) => service));
  expect(values(options['server-role'])).toEqual(kept(({ role }) => role));
  expect(values(options['server-group'])).toEqual(
    kept(({ service, role }) => (service === null ? null : `${service}/${role}`)),
  );
  for (const site of kept(({ platformSite }) => platformSite))
    expect(values(options['platform-site'])).toContain(site);
  for (const domain of kept(({ failureDomain }) => failureDomain))
    expect(values(options['failure-domain'])).toContain(domain);
});

it('what takes a plan to know is not known without one', () => {
  const options = referenceOptions(declaration, null);
  expect([options.server, options['server-group'], options['server-role']]).toEqual([null, null, null]);
  expect(values(options.service)).toContain('treserva');
});
