import { type CommandOutput, type FileStatus, type Host, SourceError } from '#agents/client/host.ts';
import { stubHost } from './stub-host.ts';

/** A device written down: texts and links by path, outputs by command line. */
export interface TableDevice {
  /** A text, or an error that reading it gives. */
  readonly files?: Readonly<Record<string, string | SourceError>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly modifiedAt?: Readonly<Record<string, string>>;
  /** `nft -j list ruleset` → what it prints, or how it fails. */
  readonly commands?: Readonly<Record<string, string | Partial<CommandOutput> | SourceError>>;
}

/** A host over a written-down device; `asked` tells every path and command it was asked for. */
export function tableHost(device: TableDevice): { readonly host: Host; readonly asked: readonly string[] } {
  const { files = {}, links = {}, modifiedAt = {}, commands = {} } = device;
  const asked: string[] = [];
  const paths = () => [...Object.keys(files), ...Object.keys(links), ...Object.keys(modifiedAt)];
  const textOf = (path: string): string | null => {
    asked.push(path);
    const text = files[path];
    if (text instanceof SourceError) throw text;
    return text ?? null;
  };
  const host = stubHost({
    async readText(path) {
      const text = textOf(path);
      if (text === null) throw new SourceError('unsupported', `${path}: there is no such file`);
      return text;
    },
    readTextIfPresent: async (path) => textOf(path),
    async list(path) {
      asked.push(path);
      const below = paths().filter((other) => other.startsWith(`${path}/`));
      return [...new Set(below.map((other) => other.slice(path.length + 1).split('/')[0] ?? ''))].sort();
    },
    async status(path): Promise<FileStatus | null> {
      asked.push(path);
      const isDirectory = paths().some((other) => other.startsWith(`${path}/`));
      if (!isDirectory && !paths().includes(path)) return null;
      const text = files[path];
      return {
        modifiedAt: new Date(modifiedAt[path] ?? 0),
        sizeBytes: typeof text === 'string' ? text.length : 0,
        isDirectory,
      };
    },
    async readLink(path) {
      asked.push(path);
      return links[path] ?? null;
    },
    async run(program, args, { exitCodes = [0] }) {
      const line = [program, ...args].join(' ');
      asked.push(line);
      const answer = commands[line];
      if (answer === undefined) throw new SourceError('unsupported', `${program}: there is no such program`);
      if (answer instanceof SourceError) throw answer;
      const output = {
        exitCode: 0,
        stdout: '',
        stderr: '',
        ...(typeof answer === 'string' ? { stdout: answer } : answer),
      };
      if (!exitCodes.includes(output.exitCode)) {
        throw new SourceError('denied', `${program}: ended with ${output.exitCode}`);
      }
      return output;
    },
  });
  return { host, asked };
}
