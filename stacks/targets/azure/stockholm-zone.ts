/** Europe/Stockholm as Windows, and therefore Azure, calls it. */
export const stockholmZone = 'W. Europe Standard Time';
