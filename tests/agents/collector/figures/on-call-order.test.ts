import { describe, expect, it } from 'vitest';
import { lookAtService, orderForOnCall } from '#agents/collector/figures/on-call-order.ts';
import type { ServiceState } from '#agents/collector/figures/service-state.ts';
import { buildService } from '../../../builders/declaration.ts';

const state = (kind: ServiceState['kind']): ServiceState => ({
  kind,
  since: null,
  servers: 1,
  measured: 1,
  silent: 0,
});
const grade = (t: number) => ({ k: 1, r: 1, t });

describe('services for those on call', () => {
  it('begin with those known to be wrong, then those that stand on one, then by what hangs on them', () => {
    const services = [
      buildService({ id: 'a', name: 'Avfall' }),
      buildService({ id: 'b', name: 'Bad', classification: grade(3) }),
      buildService({ id: 'e', name: 'Efterlyst', essential: true }),
      buildService({ id: 'f', name: 'Försenad' }),
      buildService({ id: 'g', name: 'Grund' }),
      buildService({ id: 'h', name: 'Halv' }),
      buildService({ id: 'p', name: 'På grund', dependsOn: ['q'] }),
      buildService({ id: 'q', name: 'Mellan', dependsOn: ['g'] }),
      buildService({ id: 'z', name: 'Z', stage: 'ordered', essential: true }),
    ];
    const states = new Map([
      ['g', state('silent')],
      ['h', state('partly-silent')],
      ['f', state('late')],
      ['b', state('reporting')],
      ['z', state('silent')],
    ]);
    const order = orderForOnCall(services, states);
    expect(order.map(({ service }) => service.id).join('')).toBe('ghqpfebaz');
    expect(order.find(({ service }) => service.id === 'p')?.silentBelow).toEqual(['g']);
  });

  it('are unmeasured where nobody has told their state', () => {
    const service = buildService({ id: 'a' });
    expect(lookAtService(service, [service], new Map()).state.kind).toBe('unmeasured');
  });
});
