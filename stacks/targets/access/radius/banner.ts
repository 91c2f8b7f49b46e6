/** First lines of every file: where to change what it says. */
export const banner = `# Skriven av \`grundval network\`. Ändra deklarationen, inte den här filen: nästa körning skriver över den.
`;
