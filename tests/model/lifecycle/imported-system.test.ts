import { describe, expect, it } from 'vitest';
import { findPossibleSupport } from '#model/lifecycle/find-support.ts';
import { importedSystem } from '#model/lifecycle/imported-system.ts';

describe('importedSystem', () => {
  it.each([
    ['Windows', '10.0.22631.4317', ['11-23h2-e', '11-23h2-w']],
    ['Windows 10 Enterprise', '10.0 (19045)', ['10-22h2']],
    ['Microsoft Windows 10 Enterprise', '10.0.19045', ['10-22h2']],
    ['Microsoft Windows 11 Pro', '22631', ['11-23h2-e', '11-23h2-w']],
    ['Windows Server 2019 Standard', '10.0 (17763)', ['2019']],
    ['Windows Server 2012 R2 Standard', '6.3 (9600)', ['2012-r2']],
    ['iOS', '17.6.1 (21G93)', ['17']],
    ['iPadOS', '18.7', ['18']],
    ['Android (fully managed)', '14.0', ['14']],
    ['macOS', '15.7.1 (24G231)', ['15']],
    ['Ubuntu Linux (64-bit)', null, []],
    ['VMware ESXi 8.0.3', null, ['8.0']],
  ])('reads %s %s', (operatingSystem, build, cycles) => {
    const named = importedSystem(operatingSystem, build);
    expect(named === null ? null : findPossibleSupport(named).map(({ cycle }) => cycle)).toEqual(cycles);
  });

  it.each([
    ['iOS/iPadOS'],
    ['Microsoft Windows Server 2016 or later (64-bit)'],
    ['ChromeOS'],
    ['Linux'],
    [''],
  ])('does not guess what %j is', (operatingSystem) => {
    expect(importedSystem(operatingSystem, '17.1')).toBeNull();
  });
});
