import { type Mistake, mistakeAt } from './mistake.ts';
import { type Located, locate, locateTexts, type PathPattern } from './paths.ts';
import type { DeclaredFile } from './read-folder.ts';

/** Services that depend on each other in a ring, and units that are their own ancestors. */
export function checkCycles(files: readonly DeclaredFile[]): readonly Mistake[] {
  const dependencies = files
    .filter(({ kind }) => kind.name === 'service')
    .flatMap(({ yaml }) => edgesOf(yaml, { path: [], value: yaml.value }, ['dependsOn', '*']));
  const parents = files
    .filter(({ kind }) => kind.name === 'grundval')
    .flatMap(({ yaml }) =>
      locate(yaml.value, ['units', '*']).flatMap((unit) => edgesOf(yaml, unit, ['parent'])),
    );
  return [...findCycles(dependencies), ...findCycles(parents)];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly path: Located['path'];
  readonly yaml: DeclaredFile['yaml'];
}

/** The arrows from one declared thing to what it names. */
function edgesOf(yaml: Edge['yaml'], { path: at, value }: Located, targets: PathPattern): readonly Edge[] {
  const from = locateTexts(value, ['id'])[0]?.value;
  if (from === undefined) return [];
  return locateTexts(value, targets).map(({ path, value: to }) => ({
    from,
    to,
    path: [...at, ...path],
    yaml,
  }));
}

interface Step {
  readonly node: string;
  readonly edges: Iterator<Edge>;
}

/** One mistake per ring, at the edge that closes it. The trail is a list of ours: a chain may be long. */
function findCycles(edges: readonly Edge[]): readonly Mistake[] {
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const finished = new Set<string>();
  const mistakes: Mistake[] = [];
  for (const start of outgoing.keys()) {
    const trail: Step[] = [];
    const onTrail = new Map<string, number>();
    const enter = (node: string): void => {
      if (finished.has(node)) return;
      onTrail.set(node, trail.length);
      trail.push({ node, edges: (outgoing.get(node) ?? []).values() });
    };
    enter(start);
    for (let step = trail.at(-1); step !== undefined; step = trail.at(-1)) {
      const { done, value: edge } = step.edges.next();
      if (done === true) {
        finished.add(step.node);
        onTrail.delete(step.node);
        trail.pop();
        continue;
      }
      const at = onTrail.get(edge.to);
      if (at === undefined) enter(edge.to);
      else mistakes.push(ring(edge, [...trail.slice(at).map(({ node }) => node), edge.to]));
    }
  }
  return mistakes;
}

function ring({ yaml, path }: Edge, nodes: readonly string[]): Mistake {
  return mistakeAt(yaml, path, { found: `the ring ${nodes.join(' → ')}`, expected: 'no ring' });
}
