import type { FlagHelp } from './command.ts';

/** `--data DIR` of commands that speak to a running collector. */
export const dataFlag: FlagHelp = {
  flag: '--data DIR',
  says: {
    sv: 'datamapp för den insamlare som är igång (.grundval; som root /var/lib/grundval)',
    en: 'data folder of the running collector (.grundval; as root /var/lib/grundval)',
  },
};

/** `--format text|json` of commands that people and programs read. */
export const formatFlag: FlagHelp = {
  flag: '--format text|json',
  says: {
    sv: 'text för människor (förval) eller JSON för program',
    en: 'text for people (default) or JSON for programs',
  },
};
