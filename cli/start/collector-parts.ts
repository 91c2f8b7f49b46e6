/** What takes a while to load, so that it is loaded while the database comes up. */
export { linkLifetimeMs } from '#agents/collector/auth/login-links.ts';
export { localViewer } from '#agents/collector/auth/viewer.ts';
export { startCollector } from '#agents/collector/collector.ts';
export { procedures } from '#runbooks/procedures/index.ts';
export { summariseProcedure } from '../run/summarise-procedure.ts';
export { journalRules } from './journal-rules.ts';
