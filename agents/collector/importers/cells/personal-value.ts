import type { Text } from '#model/format/text.ts';

const email = /[^\s@;,]+@[^\s@;,]+\.[a-zåäö]{2,}/i;
const identityNumber = /(?<!\d)(?:19|20)?(\d{6})[-+]?(\d{4})(?!\d)/;
const telephone = /^(\+46|0046|0)[\s-]?\d{1,3}[\s/-]\d{2,3}([\s-]?\d{2,3}){1,2}$/;

/**
 * What a cell gives away of a person although its column promises a device; null = nothing. Never quoted.
 * A row of digits counts as a personal identity number only with a possible date and the right check digit.
 */
export function personalValue(text: string): Text | null {
  if (text.includes('@') && email.test(text)) return { sv: 'en e-postadress', en: 'an e-mail address' };
  if (holdsIdentityNumber(text)) return { sv: 'ett personnummer', en: 'a personal identity number' };
  if (telephone.test(text)) return { sv: 'ett telefonnummer', en: 'a telephone number' };
  return null;
}

function holdsIdentityNumber(text: string): boolean {
  const match = identityNumber.exec(text);
  // Without its hyphen a ten-digit number is as likely a serial number, so the mark is asked for.
  if (match === null || !/[-+]\d{4}(?!\d)/.test(match[0])) return false;
  const digits = `${match[1]}${match[2]}`;
  const month = Number(digits.slice(2, 4));
  // Coordination numbers have 60 added to the day.
  const day = Number(digits.slice(4, 6)) % 60;
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = [...digits].reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}
