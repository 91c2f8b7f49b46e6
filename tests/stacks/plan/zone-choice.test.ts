import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { NetworkFile } from '#model/declaration/network.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf } from './arbitrary-declaration.ts';

const service = (parts: Parameters<typeof buildService>[0] = {}) =>
  buildService({
    id: 'tjanst',
    runsOn: 'hall',
    servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
    checks: [{ url: 'https://tjanst.example/', every: '5m' }],
    ...parts,
  });

function choose(declaration: Declaration, environment = 'produktion') {
  const { groups, issues } = planPlatform(declaration, { environment });
  return { zone: groups[0]?.zone, codes: issues.map(({ code }) => code) };
}

const classified = (level: number) => ({ k: level, r: 0, t: 0 });

describe('the zone of a server', () => {
  it('is the one of the platform with the lowest class that is enough', () => {
    expect(choose(declarationOf([service({ classification: classified(1) })]))).toEqual({
      zone: 'adm',
      codes: [],
    });
    expect(choose(declarationOf([service({ classification: classified(3) })]))).toEqual({
      zone: 'adm-3',
      codes: [],
    });
  });

  it('is not guessed where no zone is for the class', () => {
    const { zone, codes } = choose(declarationOf([service({ classification: classified(4) })]));
    expect(zone).toBeNull();
    expect(codes).toEqual(['no-zone-for-class']);
  });

  it('is not guessed for a service without a class', () => {
    expect(choose(declarationOf([service({ classification: null })]))).toEqual({
      zone: null,
      codes: ['class-unknown'],
    });
  });

  it('is for people to choose where two zones are equally low', () => {
    const declaration = declarationOf([service()]);
    const [adm, ...rest] = declaration.network.zones;
    const network = NetworkFile.parse({
      ...declaration.network,
      zones: [adm, ...rest, { ...adm, id: 'adm-ny', ipv4: '10.3.0.0/24', ipv6: undefined }],
    });
    expect(choose({ ...declaration, network })).toEqual({ zone: null, codes: ['several-zones-for-class'] });
  });

  it('is the declared one, with an issue where the class is too high for it', () => {
    const servers = [{ role: 'app', size: 'small', image: 'debian-13', zone: 'adm' }];
    expect(choose(declarationOf([service({ classification: classified(3), servers })]))).toEqual({
      zone: 'adm',
      codes: ['zone-below-class'],
    });
  });

  it('is never a zone of another environment', () => {
    const servers = [{ role: 'app', size: 'small', image: 'debian-13', zone: 'adm' }];
    expect(choose(declarationOf([service({ environments: ['test'], servers })]), 'test')).toEqual({
      zone: null,
      codes: ['zone-not-for-servers'],
    });
  });
});

describe('a zone in a cloud', () => {
  it('has addresses there only by a network of its own, since a VLAN does not reach it', () => {
    const inCloud = (platform: 'administrative' | 'public') => {
      const { groups, issues } = planPlatform(declarationOf([service({ platform, runsOn: 'moln' })]), {
        environment: 'produktion',
      });
      return [groups[0]?.servers[0]?.ipv4?.address ?? null, issues.map(({ code }) => code)];
    };
    expect(inCloud('administrative')).toEqual([null, ['no-subnet-on-site']]);
    expect(inCloud('public')).toEqual([expect.stringMatching(/^10\.1\.4\./), []]);
  });
});

describe('an environment', () => {
  it('holds the services that name it, and production those that name none', () => {
    const declaration = declarationOf([service(), service({ id: 'provas', environments: ['test'] })]);
    const groups = (environment: string) =>
      planPlatform(declaration, { environment }).groups.map(({ name }) => name);
    expect(groups('produktion')).toEqual(['tjanst-app']);
    expect(groups('test')).toEqual(['test-provas-app']);
  });

  it('that is not declared is refused with those that are', () => {
    expect(() => planPlatform(declarationOf([]), { environment: 'prod' })).toThrow(
      /"prod"; declared are produktion, test/,
    );
  });
});
