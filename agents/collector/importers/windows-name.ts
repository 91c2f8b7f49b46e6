/** First build of Windows 11 (21H2, 2021): its version still begins 10.0. */
const firstBuildOfWindows11 = 22_000;

/**
 * The name people know: "Windows" with version 10.0.26100.7019 and family Enterprise is Windows 11 Enterprise.
 * Other systems, and names that already say which Windows, are given back as they are.
 */
export function nameWindows(
  system: string | null,
  version: string | null,
  family: string | null,
): string | null {
  if (system === null || !/^windows$/i.test(system)) return system;
  const build = Number(/^10\.0\.(\d{5})/.exec(version ?? '')?.[1]);
  const generation = Number.isNaN(build) ? '' : build >= firstBuildOfWindows11 ? ' 11' : ' 10';
  return `Windows${generation}${family === null ? '' : ` ${family}`}`;
}
