import { z } from 'zod';
import { said } from './said.ts';

/** Parameters of patching: what is installed, and whether servers are restarted for it. */
export const updateChoice = {
  updates: z
    .enum(['security', 'all'])
    .default('security')
    .meta(said({ sv: 'Säkerhetsuppdateringar eller alla', en: 'Security updates or all' })),
  reboot: z
    .enum(['if-needed', 'never'])
    .default('if-needed')
    .meta(said({ sv: 'Omstart där det behövs, eller aldrig', en: 'Restart where it is needed, or never' })),
};
