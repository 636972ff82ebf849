import { validate } from 'uuid';

/** What a button carries is an id of ours; anything else would be an error of the database. */
export const buttonId = (value: string): string | null => (validate(value) ? value : null);

/** The same for what takes several: nobody's, where it is none. */
export const buttonIds = (value: string): readonly string[] => (validate(value) ? [value] : []);
