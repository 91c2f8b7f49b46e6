import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { text, trimmed, type WindowsSection, whole } from '../windows-section.ts';

const Raw = z.strictObject({
  /** ServiceControllerStatus of MpsSvc; 4 is running. */
  serviceStatus: whole,
  profiles: z.array(
    z.strictObject({
      name: text,
      /** GpoBoolean: 0 false, 1 true, 2 not configured. */
      enabled: whole,
      /** 0 not configured, 2 allow, 4 block. */
      defaultInbound: whole,
    }),
  ),
  products: z.array(z.strictObject({ name: text, state: whole })),
});
type Raw = z.infer<typeof Raw>;

const running = 4;
const enabledByNumber: Readonly<Record<number, boolean>> = { 0: false, 1: true };
/** What is not configured anywhere is blocked (Microsoft, Get-NetFirewallProfile, DefaultInboundAction). */
const inboundByNumber: Readonly<Record<number, 'allow' | 'block'>> = { 0: 'block', 2: 'allow', 4: 'block' };

export const firewall: WindowsSection<'firewall', Raw> = {
  name: 'firewall',
  source:
    'Get-NetFirewallProfile -PolicyStore ActiveStore, service MpsSvc, root/SecurityCenter2 FirewallProduct',
  raw: Raw,
  parse({ serviceStatus, profiles, products }) {
    const rows = profiles
      .map(({ name, enabled, defaultInbound }) => ({
        name: trimmed(name) ?? 'unnamed',
        active: enabledByNumber[enabled ?? -1] ?? null,
        defaultInbound: inboundByNumber[defaultInbound ?? -1] ?? null,
      }))
      .sort((a, b) => compareText(a.name, b.name));
    if (rows.length === 0) throw new SourceError('denied', 'Windows tells of no firewall profile');
    const standIn = products.find(({ state }) => isOn(state));
    if (standIn !== undefined) {
      return parsed({ active: true, backend: trimmed(standIn.name) ?? 'other', profiles: rows }, []);
    }
    const isBlocking = rows.map(({ active, defaultInbound }) =>
      active === false || defaultInbound === 'allow'
        ? false
        : active === null || defaultInbound === null
          ? null
          : true,
    );
    const all = isBlocking.includes(false) ? false : isBlocking.includes(null) ? null : true;
    // Whichever network the device joins next decides the profile, so each must block.
    const active = serviceStatus === null ? null : serviceStatus === running ? all : false;
    return parsed({ active, backend: 'windows', profiles: rows }, active === null ? ['state not told'] : []);
  },
};

/** Another firewall that has taken over: the second byte of its state is 0x10 or 0x11 (as glpi-agent reads it). */
function isOn(state: number | null): boolean {
  const second = ((state ?? 0) >> 8) & 0xff;
  return second === 0x10 || second === 0x11;
}
