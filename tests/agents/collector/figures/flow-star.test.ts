import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFlows } from '#agents/collector/figures/flow-star.ts';
import type { Box } from '#agents/collector/figures/route.ts';
import { planOfService } from '#agents/collector/figures/service-plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { declarationOf, someServices } from '../../../stacks/plan/arbitrary-declaration.ts';

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('the drawing of a service’s flows', () => {
  it('draws each flow that is open once, between boxes that are apart', () => {
    fc.assert(
      fc.property(someServices.map(declarationOf), (declaration) => {
        const plan = planPlatform(declaration, { environment: 'produktion' });
        for (const { id } of plan.services) {
          const of = planOfService(plan, id);
          const star = drawFlows(of);
          const open = [...of.flows.into, ...of.flows.out, ...of.flows.within].filter(({ build }) => build);
          const drawn = star.lines.flatMap(({ flows }) => flows);
          expect(drawn.map(({ key }) => key).toSorted()).toEqual(open.map(({ key }) => key).toSorted());
          const boxes: readonly Box[] = [...star.left, ...star.right, star.frame];
          for (const [index, box] of boxes.entries()) {
            expect(box.x >= 0 && box.y >= 0).toBe(true);
            expect(box.x + box.width <= star.width && box.y + box.height <= star.height).toBe(true);
            for (const other of boxes.slice(index + 1)) expect(apart(box, other)).toBe(true);
          }
          for (const group of star.groups) {
            expect(group.y + group.height <= star.frame.y + star.frame.height).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says of a line whether any of its ports is open without login, and names its ports in order', () => {
    const flow = (port: number, authenticated: boolean): PlannedFlow => ({
      key: `zone:vard>group:a/app:tcp/${port}`,
      from: { kind: 'zone', zone: 'vard' },
      to: { kind: 'group', service: 'a', role: 'app' },
      port,
      protocol: 'tcp',
      authenticated,
      build: true,
      ours: true,
      reasons: [],
    });
    const flows = { into: [flow(8443, true), flow(443, true), flow(80, false)], out: [], within: [] };
    const { lines } = drawFlows({ groups: [], flows });
    expect(lines.map(({ ports, open }) => ({ ports, open }))).toEqual([
      { ports: '80, 443, 8443', open: true },
    ]);
    const safe = drawFlows({ groups: [], flows: { ...flows, into: [flow(443, true)] } });
    expect(safe.lines.map(({ open }) => open)).toEqual([false]);
  });

  it('counts the neighbours that had no room', () => {
    const into = Array.from(
      { length: 30 },
      (_, index): PlannedFlow => ({
        key: String(index),
        from: { kind: 'outside', service: `s${index}` },
        to: { kind: 'outside', service: 'a' },
        port: 443,
        protocol: 'tcp',
        authenticated: true,
        build: true,
        ours: true,
        reasons: [],
      }),
    );
    const star = drawFlows({ groups: [], flows: { into, out: [], within: [] } });
    expect([star.left.length, star.hidden]).toEqual([20, 10]);
  });
});
