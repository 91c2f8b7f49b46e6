import { describe, expect, it } from 'vitest';
import { findPossibleSupport, type NamedProduct, type SupportPeriod } from '#model/lifecycle/find-support.ts';

/** The one release that fits; null where none or several do. */
function findSupport(named: NamedProduct): SupportPeriod | null {
  const [only, ...others] = findPossibleSupport(named);
  return only === undefined || others.length > 0 ? null : only;
}

describe('findSupport', () => {
  it.each([
    ['debian', '12', '12', '2026-07-11'],
    ['debian', '12.5', '12', '2026-07-11'],
    ['ubuntu', '24.04', '24.04', '2029-05-31'],
    ['ubuntu', '24.04.1', '24.04', '2029-05-31'],
    ['rhel', '9.4', '9', '2032-05-31'],
    ['rocky', '9.4', '9', '2032-05-31'],
    ['ol', '8.10', '8', '2029-07-31'],
    ['sles', '15.6', '15.6', '2025-12-31'],
    ['macos', '10.15.7', '10.15', '2026-02-02'],
    ['postgresql', '16.4', '16', '2028-11-09'],
    ['mariadb', '10.11.6', '10.11', '2028-02-16'],
    ['mssqlserver', '16.0.4265.3', '16.0', '2033-01-11'],
    ['windows-server', '2012 R2', '2012-r2', '2023-10-10'],
    ['vmware-esxi', '8.0', '8.0', '2027-10-11'],
  ])('finds %s %s', (product, version, cycle, securityUntil) => {
    expect(findSupport({ product, version })).toMatchObject({ cycle, securityUntil });
  });

  it.each([
    ['ubuntu', '24'],
    ['ubuntu', '4.04'],
    ['sles', '15'],
    ['sles', '15.9'],
    ['mssqlserver', '13.0'],
    ['debian', '1'],
    ['debian', null],
    ['windows', '11-24h2'],
    ['temple-os', '5'],
    ['constructor', '1'],
  ])('knows nothing of %s %s and does not guess', (product, version) => {
    expect(findSupport({ product, version })).toBeNull();
    expect(findPossibleSupport({ product, version })).toEqual([]);
  });

  it('keeps extended support apart from the ordinary end', () => {
    expect(findSupport({ product: 'debian', version: '12' })?.extended).toEqual({
      id: 'debian-lts',
      name: 'Debian LTS',
      contract: false,
      until: '2028-06-30',
    });
    expect(findSupport({ product: 'ubuntu', version: '24.10' })?.extended).toBeNull();
  });

  it('says that no end was known where the vendor had named none', () => {
    expect(findSupport({ product: 'macos', version: '26.1' })).toMatchObject({
      securityUntil: null,
      announcesEnds: false,
    });
  });
});

describe('findSupport for Windows', () => {
  it.each([
    ['Enterprise', '26100.7019', '11-24h2-e', '2027-10-12'],
    ['Education', '26100.7019', '11-24h2-e', '2027-10-12'],
    ['Professional', '26100.7019', '11-24h2-w', '2026-10-13'],
    ['ProfessionalEducation', '26100.1', '11-24h2-w', '2026-10-13'],
    ['Core', '10.0.22631.4317', '11-23h2-w', '2025-11-11'],
    ['EnterpriseS', '26100.7019', '11-24h2-e-lts', '2029-10-09'],
    ['IoTEnterpriseS', '26100', '11-24h2-iot-lts', '2034-10-10'],
    ['EnterpriseS', '17763.6000', '10-1809-e-lts', '2029-01-09'],
    ['Professional', '19045.5000', '10-22h2', '2025-10-14'],
  ])('tells %s of build %s', (edition, build, cycle, securityUntil) => {
    expect(findSupport({ product: 'windows', version: null, edition, build })).toMatchObject({
      cycle,
      securityUntil,
    });
  });

  it('tells Windows 10 and 11 of the same release name apart by the build', () => {
    const named = { product: 'windows', version: '22H2', edition: 'Enterprise' };
    expect(findSupport({ ...named, build: '19045.5000' })?.name).toBe('Windows 10 22H2');
    expect(findSupport({ ...named, build: '22621.4000' })?.name).toBe(
      'Windows 11 22H2 (Enterprise/Education)',
    );
    expect(findSupport(named)).toBeNull();
  });

  it('gives every release that fits where the edition is not known, and decides for none', () => {
    const named = { product: 'windows', version: null, build: '10.0.22631.4317' };
    expect(findSupport(named)).toBeNull();
    expect(findPossibleSupport(named).map(({ cycle }) => cycle)).toEqual(['11-23h2-e', '11-23h2-w']);
  });

  it('knows nothing of an edition with dates of its own', () => {
    expect(
      findSupport({ product: 'windows', version: null, edition: 'IoTEnterprise', build: '26100.1' }),
    ).toBeNull();
  });

  it.each([
    ['20348.2700', '2022'],
    ['10.0 (26100)', '2025'],
    ['10.0.14393.7000', '2016'],
  ])('tells a server of build %s without a year in its name', (build, cycle) => {
    expect(findSupport({ product: 'windows-server', version: null, build })?.cycle).toBe(cycle);
  });
});
