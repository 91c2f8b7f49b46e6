import { describe, expect, it } from 'vitest';
import { azureTarget } from '#stacks/targets/azure/index.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import { buildService } from '../../../builders/declaration.ts';
import { declareEverything, type RenderedSlice, renderAzure } from './render-azure.ts';

function renderWith(services: readonly ReturnType<typeof buildService>[]): RenderedSlice {
  return renderAzure({ ...declareEverything(), services: [...services] }, { site: 'moln' });
}

function judge({ slice, renderings, resources }: RenderedSlice) {
  const unsupported = renderings.flatMap((rendering) => rendering.unsupported);
  return {
    unsupported: unsupported.filter(({ kind }) => kind === 'Flow'),
    differences: compareMeanings(
      plannedMeaning(slice),
      azureTarget.readMeaning(resources, slice.plan),
      unsupported,
    ),
    mistakes: azureTarget.findMistakes?.(resources),
  };
}

const server = { role: 'app', size: 'small', image: 'debian-13' };

describe('a security group', () => {
  it('calls servers by their addresses where there is no room for more groups', () => {
    const services = Array.from({ length: 110 }, (_, index) =>
      buildService({
        id: `tjanst-${index}`,
        runsOn: 'moln',
        serviceLevel: null,
        servers: [{ ...server, addresses: [{ number: 1, ipv4: `10.0.1.${10 + index}` }] }],
        flows: [{ from: 'zone:publik', to: 'app', port: 443, authenticated: true }],
      }),
    );
    const rendered = renderWith(services);
    const { unsupported, differences, mistakes } = judge(rendered);
    expect(unsupported).toEqual([]);
    expect(differences).toEqual([]);
    expect(mistakes).toEqual([]);
    const byAddress = rendered.resources.filter(
      ({ name, inputs }) => name.startsWith('nsg-adm-zone-publik') && 'destinationAddressPrefixes' in inputs,
    );
    // Ten groups, by IPv4 and by IPv6.
    expect(byAddress).toHaveLength(20);
  });

  it('leaves closed, and says so, what it has no room for', () => {
    const flows = Array.from({ length: 700 }, (_, index) => ({
      from: 'zone:publik',
      to: 'app',
      port: 2000 + index,
      authenticated: true,
    }));
    const { unsupported, differences, mistakes } = judge(
      renderWith([
        buildService({ id: 'manga', runsOn: 'moln', serviceLevel: null, servers: [server], flows }),
      ]),
    );
    expect(unsupported.length).toBeGreaterThan(100);
    expect(unsupported[0]?.reason.en).toContain('room for 1000 rules');
    expect(differences).toEqual([]);
    expect(mistakes).toEqual([]);
  });
});
