/** One word for a POSIX shell, whatever it holds: within single quotes nothing but the quote itself is special. */
export const quoteWord = (word: string): string =>
  /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command line of which each word arrives as it is. */
export const quoteWords = (words: readonly string[]): string => words.map(quoteWord).join(' ');
