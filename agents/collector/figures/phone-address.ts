/** Address that a telephone dials: `tel:0701740610`; null where what is written is more than a number. */
export function phoneAddress(written: string): string | null {
  const number = written.trim();
  return /^\+?[\d\s-]+$/.test(number) ? `tel:${number.replaceAll(/[\s-]/g, '')}` : null;
}
