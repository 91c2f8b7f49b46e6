import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Lang } from '#model/format/lang.ts';

const cookie = 'lang';
const yearSeconds = 365 * 86_400;

/** Language of the reader: the one just chosen, the one chosen before, else Swedish. A choice is remembered. */
export function readLanguage(c: Context): Lang {
  const chosen = asLang(c.req.query('lang'));
  if (chosen === null) return asLang(getCookie(c, cookie)) ?? 'sv';
  setCookie(c, cookie, chosen, {
    path: '/',
    sameSite: 'Lax',
    httpOnly: true,
    maxAge: yearSeconds,
    secure: new URL(c.req.url).protocol === 'https:',
  });
  return chosen;
}

function asLang(text: string | undefined): Lang | null {
  return text === 'sv' || text === 'en' ? text : null;
}
