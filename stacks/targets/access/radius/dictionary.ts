import { banner } from './banner.ts';

/** Attributes of our own, in the range that FreeRADIUS leaves to local use; they never leave the server. */
export const dictionary = `${banner}
# Rollen som inloggningen visade.
ATTRIBUTE	Grundval-Role	3901	string

# Grupp i katalogen, eller i listan över MAC-adresser; kan finnas flera gånger.
ATTRIBUTE	Grundval-Group	3902	string
`;
