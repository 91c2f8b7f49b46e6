import { z } from 'zod';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { type WindowsSection, whole } from '../windows-section.ts';

const Raw = z.strictObject({ totalBytes: whole, pageFilesMib: z.array(z.int().nonnegative()).nullable() });
type Raw = z.infer<typeof Raw>;

const mebibyte = 1024 * 1024;

export const memory: WindowsSection<'memory', Raw> = {
  name: 'memory',
  source: 'Win32_ComputerSystem.TotalPhysicalMemory, Win32_PageFileUsage',
  raw: Raw,
  parse({ totalBytes, pageFilesMib }) {
    if (totalBytes === null || totalBytes <= 0) throw new SourceError('denied', 'Windows tells no memory');
    const swapBytes =
      pageFilesMib === null ? null : pageFilesMib.reduce((sum, size) => sum + size, 0) * mebibyte;
    return parsed({ totalBytes, swapBytes }, []);
  },
};
