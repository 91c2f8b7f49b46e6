import type { NamedFile } from './check-references.ts';
import { formatPath, type Mistake } from './mistake.ts';
import { locate, locateTexts } from './paths.ts';

/** Services that depend on each other in a ring, and units that are their own ancestors. */
export function checkCycles(files: readonly NamedFile[]): readonly Mistake[] {
  const dependencies: Edge[] = files
    .filter(({ name }) => name === 'service')
    .flatMap(({ yaml }) => {
      const from = locateTexts(yaml.value, ['id'])[0]?.value;
      return from === undefined
        ? []
        : locateTexts(yaml.value, ['dependsOn', '*']).map(({ path, value: to }) => ({
            from,
            to,
            path,
            yaml,
          }));
    });
  const parents: Edge[] = files
    .filter(({ name }) => name === 'grundval')
    .flatMap(({ yaml }) =>
      locate(yaml.value, ['units', '*']).flatMap(({ path, value }) => {
        const [from] = locateTexts(value, ['id']);
        const [to] = locateTexts(value, ['parent']);
        return from === undefined || to === undefined
          ? []
          : [{ from: from.value, to: to.value, path: [...path, 'parent'], yaml }];
      }),
    );
  return [...findCycles(dependencies), ...findCycles(parents)];
}

interface Edge extends NamedFileEdge {
  readonly from: string;
  readonly to: string;
}

interface NamedFileEdge {
  readonly path: readonly (string | number)[];
  readonly yaml: NamedFile['yaml'];
}

/** One mistake per ring, at the edge that closes it. */
function findCycles(edges: readonly Edge[]): readonly Mistake[] {
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const finished = new Set<string>();
  const mistakes: Mistake[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    for (const edge of outgoing.get(node) ?? []) {
      const start = trail.indexOf(edge.to);
      if (start !== -1) {
        mistakes.push({
          file: edge.yaml.file,
          ...edge.yaml.positionOf(edge.path),
          path: formatPath(edge.path),
          found: `the ring ${[...trail.slice(start), edge.to].join(' → ')}`,
          expected: 'no ring',
        });
      } else if (!finished.has(edge.to)) {
        visit(edge.to, [...trail, edge.to]);
      }
    }
    finished.add(node);
  };
  for (const node of outgoing.keys()) if (!finished.has(node)) visit(node, [node]);
  return mistakes;
}
