import { at, listAt, textAt } from '../read/json.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

const dayHours = 24;
/** What the browsers' own programmes take at most, and less than which a failed renewal is soon an outage. */
const durationDays = { least: 30, most: 398 } as const;
const leastRenewalDays = 14;

/** Keys of 128 bits of strength (NIST SP 800-57 part 1, table 2). */
const keySizes: Readonly<Record<string, readonly number[]>> = {
  ECDSA: [256, 384, 521],
  RSA: [3072, 4096],
};

/** What is asked of certificates. */
export const certificateRules: readonly ClusterRule[] = [
  {
    about: 'A certificate holds for long enough to be renewed in time, and no longer than is accepted.',
    find: (view) =>
      view.of('Certificate').flatMap((seen) => {
        const days = readDays(textAt(seen.spec, 'duration'));
        const before = readDays(textAt(seen.spec, 'renewBefore'));
        return [
          ...(days >= durationDays.least && days <= durationDays.most
            ? []
            : [mistake(seen, 'spec.duration', at(seen.spec, 'duration'), 'from 30 to 398 days, in hours')]),
          ...(before >= leastRenewalDays && before <= days / 2
            ? []
            : [
                mistake(
                  seen,
                  'spec.renewBefore',
                  at(seen.spec, 'renewBefore'),
                  'at least 14 days, and at most half of the duration',
                ),
              ]),
        ];
      }),
  },
  {
    about: 'The key of a certificate is strong, and a new one each time.',
    find: (view) =>
      view
        .of('Certificate')
        .filter(({ spec }) => {
          const key = at(spec, 'privateKey');
          const sizes = keySizes[textAt(key, 'algorithm')] ?? [];
          return !(
            sizes.some((size) => size === at(key, 'size')) && textAt(key, 'rotationPolicy') === 'Always'
          );
        })
        .map((seen) =>
          mistake(
            seen,
            'spec.privateKey',
            at(seen.spec, 'privateKey'),
            'ECDSA of 256 bits or more or RSA of 3072, with rotationPolicy Always',
          ),
        ),
  },
  {
    about: 'No two certificates of a namespace write the same Secret.',
    find: (view) =>
      [
        ...Map.groupBy(
          view.of('Certificate'),
          ({ namespace, spec }) => `${namespace}/${textAt(spec, 'secretName')}`,
        ).values(),
      ]
        .filter((same) => same.length > 1)
        .flat()
        .map((seen) => mistake(seen, 'spec.secretName', at(seen.spec, 'secretName'), 'a Secret of its own')),
  },
  {
    about: 'A certificate is for hosts that are written out.',
    find: (view) =>
      view
        .of('Certificate')
        .filter(({ spec }) => {
          const hosts = listAt(spec, 'dnsNames');
          return hosts.length === 0 || hosts.some((host) => String(host).includes('*'));
        })
        .map((seen) =>
          mistake(
            seen,
            'spec.dnsNames',
            at(seen.spec, 'dnsNames'),
            'each host, and none for all of a domain',
          ),
        ),
  },
];

function readDays(text: string): number {
  const hours = /^(\d+)h(?:0m0s|0m)?$/.exec(text)?.[1];
  return hours === undefined ? Number.NaN : Number(hours) / dayHours;
}
