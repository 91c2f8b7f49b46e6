import { compareText } from '#model/compare-text.ts';
import type { RenderedComponent } from '#model/platform/rendering.ts';
import type { Component } from '../target.ts';
import { certificateName } from './parts/certificate-name.ts';
import { serviceLabels } from './parts/labels.ts';
import { resourceOf } from './parts/manifest.ts';
import { uniqueLabel, zoneName } from './parts/names.ts';

/** A third of a public certificate's usual 90 days is left when it is renewed. */
const lifetime = { duration: '2160h0m0s', renewBefore: '720h0m0s' } as const;

/** Annotation that tells the two issuers apart where a site has one for both. */
export const issuerAnnotation = 'grundval.se/issuer';

/** A certificate that we renew, in each zone whose servers answer to the name. */
export const certificate: Component = {
  kind: 'Certificate',
  description: {
    sv: 'Ett certifikat som cert-manager utfärdar och förnyar.',
    en: 'A certificate that cert-manager issues and renews.',
  },
  render: (slice) => ({
    components: slice.certificates.map((planned): RenderedComponent => {
      const { host, service, issuer } = planned;
      const names = slice.names.filter((name) => name.host === host && name.service === service);
      const keys = new Set(names.flatMap(({ groups }) => groups));
      const zones = new Set(slice.groups.filter(({ key }) => keys.has(key)).map(({ zone }) => zone));
      const { publicIssuer, internalIssuer } = slice.site.kubernetes;
      return {
        kind: 'Certificate',
        layer: 'services',
        key: `${host} ${service}`,
        at: names[0]?.at ?? null,
        resources: [...zones].sort(compareText).map((zone, index) =>
          resourceOf({
            apiVersion: 'cert-manager.io/v1',
            kind: 'Certificate',
            // The Secret has the same name in every zone; the logical name must differ.
            name: index === 0 ? certificateName(planned) : `${certificateName(planned)}.${uniqueLabel(zone)}`,
            namespace: zoneName(slice.plan, zone),
            labels: serviceLabels(slice.plan, service),
            annotations: { [issuerAnnotation]: issuer },
            body: {
              spec: {
                secretName: certificateName(planned),
                dnsNames: [host],
                ...lifetime,
                privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
                issuerRef: {
                  group: 'cert-manager.io',
                  kind: 'ClusterIssuer',
                  name: issuer === 'public' ? publicIssuer : internalIssuer,
                },
              },
            },
          }),
        ),
      };
    }),
    unsupported: [],
  }),
};
