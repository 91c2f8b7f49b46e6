import { z } from 'zod';
import { formatDay } from '#model/format/time.ts';
import { builtServices, groupsByServer } from '../built-services.ts';
import type { Control } from '../control.ts';
import { judgeDeviceCapacity } from '../device-capacity.ts';
import { findDifferences } from '../resource-differences.ts';
import { judgeSite } from '../site-capacity.ts';
import { giveVerdict } from '../verdict.ts';

const Percent = z.int().min(1).max(100);
const Parameters = z.strictObject({
  /** Virtual processors for each processor thread of a site. */
  overcommit: z.number().min(1).max(20).default(3),
  /** How much of the memory and the storage of a site its servers may take, in per cent. */
  memoryPercent: Percent.default(90),
  storagePercent: Percent.default(90),
  /** Size of a system disk, which no declaration says. */
  systemDiskGib: z.int().min(0).max(2048).default(60),
  /** Must everything still run where one of the site's failure domains is lost? */
  surviveDomainLoss: z.boolean().default(true),
  /** Oldest statement of a site's capacity that still says anything, in calendar years. */
  maximumAgeYears: z.int().min(0).max(10).default(2),
  /** How full a file system of a server may be, in per cent. */
  fileSystemPercent: Percent.default(90),
  /** Oldest reading of a server that still says anything, in days. */
  maximumAgeDays: z.int().min(1).max(365).default(14),
});

/**
 * GV-30. Judges every service by the site it stands on, since what is short there is short for all, and the servers
 * that report by what the agent reads. How busy they are over time nothing reads yet: no server is ever met.
 */
export const capacitySufficient: Control<typeof Parameters> = {
  id: 'GV-30',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Kapaciteten räcker',
    en: 'The capacity is sufficient',
  },
  why: {
    sv: 'En full disk eller en hall utan marginal stannar tjänster utan förvarning, oftast när något annat redan har gått sönder.',
    en: 'A full disk or a hall without margin stops services without warning, most often when something else has broken already.',
  },
  sources: [
    { kind: 'strategy', reference: 'ORK-23' },
    { kind: 'strategy', reference: 'RAG-26' },
    { kind: 'strategy', reference: 'KUN-27' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.6' },
  ],
  profile: 'extended',
  severity: 'medium',
  gate: false,
  reads: ['declaration', 'plan'],
  readsIfPresent: ['resources', 'fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Bygg ut platsen, flytta en tjänst till en annan plats (`runsOn`) eller minska dess servrar. Där en disk är full: rensa eller utöka den. Vad platsen rymmer skrivs i `capacity` i grundval.yaml.',
    en: 'Extend the site, move a service to another (`runsOn`) or make its servers smaller. Where a disk is full, clear or extend it. What the site holds is written in `capacity` in grundval.yaml.',
  },
  check({ declaration, plan, resources, fleet, now, parameters }) {
    if (plan === null) return [];
    const differences = findDifferences(
      { plan, resources },
      {
        servers: ['vcpus', 'memoryGib'],
        databases: ['vcpus', 'memoryGib', 'storageGib'],
        disks: ['sizeGib'],
        eServices: ['scaling'],
      },
    );
    const year = Number(formatDay(now).slice(0, 4));
    const services = builtServices({ declaration, plan }).filter(({ groups }) => groups.length > 0);
    const ids = new Set(services.flatMap(({ groups }) => groups.map(({ platformSite }) => platformSite)));
    const sites = new Map(
      [...ids].map((id) => [id, judgeSite(id, plan, declaration, parameters, year)] as const),
    );
    const groups = groupsByServer(plan);
    return [
      ...services.map(({ service, subject, groups: own }) => {
        const here = [...new Set(own.map(({ platformSite }) => platformSite))].flatMap(
          (id) => sites.get(id) ?? [],
        );
        const { problems, evidence } = differences(service.id);
        return giveVerdict({
          subject,
          severity: 'medium',
          problems: [...here.flatMap((site) => site.problems), ...problems],
          unknowns: here.flatMap(({ unknowns }) => unknowns),
          met: {
            sv: 'Platsen räcker till allt som är deklarerat där.',
            en: 'The site is enough for all that is declared there.',
          },
          evidence: [...here.flatMap((site) => site.evidence), ...evidence],
        });
      }),
      ...(fleet?.devices ?? []).flatMap((device) => {
        const group = groups.get(device.declaredAs ?? '');
        if (group === undefined) return [];
        return [
          giveVerdict({
            subject: { kind: 'device', id: device.id, name: device.name },
            severity: 'medium',
            ...judgeDeviceCapacity(device, group, parameters, now),
            met: { sv: 'Servern har utrymme kvar.', en: 'The server has room left.' },
          }),
        ];
      }),
    ];
  },
};
