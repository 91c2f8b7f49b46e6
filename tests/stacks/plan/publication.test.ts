import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf } from './arbitrary-declaration.ts';

const plan = (...services: readonly Service[]) =>
  planPlatform(declarationOf(services), { environment: 'produktion' });
const servers = [
  { role: 'app', count: 2, maxCount: 6, size: 'small', image: 'debian-13' },
  { role: 'db', size: 'small', image: 'debian-13' },
];
const eService = (parts: Parameters<typeof buildService>[0] = {}) =>
  buildService({
    platform: 'public',
    publicName: 'Bygglov',
    runsOn: 'moln',
    servers,
    checks: [{ url: 'https://bygglov.example/', every: '1m' }],
    flows: [
      { from: 'internet', to: 'app', port: 443, authenticated: true, by: 'e-legitimation' },
      { from: 'app', to: 'db', port: 443, authenticated: true },
    ],
    ...parts,
  });

describe('a host name', () => {
  it('leads to the servers that others reach on its port', () => {
    expect(plan(eService()).names).toMatchObject([
      { host: 'bygglov.example', port: 443, groups: ['tjanst/app'], exposure: 'internet' },
    ]);
  });

  it('is internal where only zones reach it, and leads nowhere where nothing does', () => {
    const flows = [{ from: 'role:personal', to: 'app', port: 443, authenticated: true }];
    expect(plan(eService({ flows })).names).toMatchObject([{ exposure: 'internal' }]);
    expect(plan(eService({ flows: [] })).names).toMatchObject([{ exposure: 'none', groups: [] }]);
  });

  it('is not public because a proposal would make it so', () => {
    const internal = [{ from: 'role:personal', to: 'app', port: 443, authenticated: true }];
    const proposal = buildService({
      id: 'forslag',
      stage: 'proposed',
      flows: [{ from: 'internet', to: 'service:tjanst', port: 443, authenticated: false }],
    });
    expect(plan(eService({ flows: internal }), proposal).names).toMatchObject([{ exposure: 'internal' }]);
  });

  it('answers on the port of its address', () => {
    const checks = [{ url: 'http://bygglov.example:8080/halsa', every: '1m' }];
    const { names, certificates } = plan(eService({ checks }));
    expect(names).toMatchObject([{ port: 8080, groups: [] }]);
    expect(certificates).toEqual([]);
  });
});

describe('a certificate', () => {
  it('is public and ours for what the public reaches on our servers', () => {
    expect(plan(eService()).certificates).toEqual([
      { host: 'bygglov.example', service: 'tjanst', issuer: 'public', renewedBy: 'us', build: true },
    ]);
  });

  it('is of our own issuer where only our zones reach it', () => {
    const flows = [{ from: 'role:personal', to: 'app', port: 443, authenticated: true }];
    expect(plan(eService({ flows })).certificates).toMatchObject([{ issuer: 'internal', renewedBy: 'us' }]);
  });

  it('is watched but renewed by the supplier where the service is bought', () => {
    const flows = [{ from: 'internet', to: 'service:tjanst', port: 443, authenticated: true }];
    expect(plan(eService({ hosting: 'cloud', runsOn: null, servers: [], flows })).certificates).toMatchObject(
      [{ issuer: 'public', renewedBy: 'supplier' }],
    );
  });
});

describe('an e-service', () => {
  it('has its host names, its login and the span it scales in', () => {
    expect(plan(eService()).eServices).toEqual([
      {
        service: 'tjanst',
        publicName: 'Bygglov',
        hosts: ['bygglov.example'],
        login: 'authenticated',
        loginBy: ['e-legitimation'],
        scaling: [{ group: 'tjanst/app', minimum: 2, maximum: 6 }],
        build: true,
      },
    ]);
  });

  it('is open where one way in asks for no login', () => {
    const flows = [
      { from: 'internet', to: 'app', port: 443, authenticated: true },
      { from: 'internet', to: 'app', port: 8443, authenticated: false },
    ];
    expect(plan(eService({ flows })).eServices).toMatchObject([{ login: 'open' }]);
  });

  it('is no service that the public cannot reach, nor one of another platform', () => {
    expect(plan(eService({ flows: [] })).eServices).toEqual([]);
    expect(plan(eService({ platform: 'technical' })).eServices).toEqual([]);
  });
});
