import type { Lang } from '#model/format/lang.ts';

/** What `grundval start` says. */
export interface StartWords {
  readonly declared: (services: number, folder: string) => string;
  readonly database: (version: string, folder: string) => string;
  readonly ownDatabase: string;
  readonly machine: (as: string | null) => string;
  readonly firstReportFailed: (problem: string) => string;
  readonly noAgent: string;
  readonly open: string;
  readonly linkTerms: (minutes: number) => string;
  readonly stop: string;
  readonly stopping: string;
  readonly stopped: string;
  readonly redeclared: (services: number) => string;
  readonly unchangedByMistakes: string;
  readonly agent: (sentence: string) => string;
  readonly agentEnded: (how: string) => string;
  readonly reportFailed: (problem: string) => string;
  readonly reportsAgain: string;
}

export const startWords: Readonly<Record<Lang, StartWords>> = {
  sv: {
    declared: (services, folder) => `Deklaration   ${services} tjänster i ${folder}`,
    database: (version, folder) => `Databas       PostgreSQL ${version} i ${folder}`,
    ownDatabase: 'Databas       er egen PostgreSQL',
    machine: (as) =>
      as === null
        ? 'Den här datorn rapporterar, men deklarationen nämner den inte'
        : `Den här datorn rapporterar som ${as}`,
    firstReportFailed: (problem) => `Den här datorns första rapport togs inte emot: ${problem}`,
    noAgent: 'Den här datorn rapporterar inte (--no-agent)',
    open: 'Öppna i webbläsaren:',
    linkTerms: (minutes) =>
      `Länken loggar in dig en gång och gäller i ${minutes} minuter. Ny länk: npx grundval link`,
    stop: 'Stoppa med Ctrl-C.',
    stopping: 'Stoppar …',
    stopped: 'Allt är stoppat.',
    redeclared: (services) => `Deklarationen har ändrats och är inläst: ${services} tjänster.`,
    unchangedByMistakes: 'Den förra deklarationen gäller tills felen är rättade.',
    agent: (sentence) => `Agenten: ${sentence}`,
    agentEnded: (how) => `agenten avslutades (${how}); starta om Grundval`,
    reportFailed: (problem) => `Den här datorns rapport kom inte fram: ${problem}`,
    reportsAgain: 'Den här datorn rapporterar igen.',
  },
  en: {
    declared: (services, folder) => `Declaration   ${services} services in ${folder}`,
    database: (version, folder) => `Database      PostgreSQL ${version} in ${folder}`,
    ownDatabase: 'Database      your own PostgreSQL',
    machine: (as) =>
      as === null
        ? 'This machine reports, but the declaration does not name it'
        : `This machine reports as ${as}`,
    firstReportFailed: (problem) => `This machine's first report was not taken: ${problem}`,
    noAgent: 'This machine does not report (--no-agent)',
    open: 'Open in your browser:',
    linkTerms: (minutes) =>
      `The link logs you in once, within ${minutes} minutes. A new link: npx grundval link`,
    stop: 'Stop with Ctrl-C.',
    stopping: 'Stopping …',
    stopped: 'Everything has stopped.',
    redeclared: (services) => `The declaration has changed and was read: ${services} services.`,
    unchangedByMistakes: 'The former declaration is in force until the mistakes are mended.',
    agent: (sentence) => `Agent: ${sentence}`,
    agentEnded: (how) => `the agent ended (${how}); start Grundval again`,
    reportFailed: (problem) => `This machine's report did not arrive: ${problem}`,
    reportsAgain: 'This machine reports again.',
  },
};
