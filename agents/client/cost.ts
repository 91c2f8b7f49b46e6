import { readFileSync } from 'node:fs';
import type { RunCost } from '#model/report/report.ts';

interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly childrenCpuMs: number | null;
}

/** Linux counts in ticks of 1/100 s towards programs, whatever its own clock (`man 5 proc_pid_stat`, USER_HZ). */
const tickMs = 10;

/** Starts measuring; the returned function gives the cost since then. Peak memory is the process's own since its start. */
export function measureCost(start: Usage = { wallMs: 0, cpuMs: 0, childrenCpuMs: 0 }): () => RunCost {
  return () => {
    const now = readUsage();
    return {
      wallMs: Math.round(now.wallMs - start.wallMs),
      cpuMs: Math.round(now.cpuMs - start.cpuMs),
      maxRssBytes: process.resourceUsage().maxRSS * 1024,
      childrenCpuMs: now.childrenCpuMs === null ? null : now.childrenCpuMs - (start.childrenCpuMs ?? 0),
      childrenMaxRssBytes: null, // Node does not tell the peak of children
    };
  };
}

/** Usage of this process since its start: pass it to {@link measureCost} to measure from now. */
export function readUsage(): Usage {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return {
    wallMs: process.uptime() * 1000,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    childrenCpuMs:
      process.platform === 'linux' ? childrenCpuMs(readFileSync('/proc/self/stat', 'utf8')) : null,
  };
}

/** CPU time of the children waited for, from `/proc/self/stat`; null where the line is not understood. */
export function childrenCpuMs(stat: string): number | null {
  // The program name in parentheses may hold spaces and parentheses: fields are counted after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [cutime, cstime] = [Number(fields[13]), Number(fields[14])];
  return stat.includes(')') && Number.isFinite(cutime) && Number.isFinite(cstime)
    ? (cutime + cstime) * tickMs
    : null;
}
