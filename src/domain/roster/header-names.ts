/** What a column of a sheet means to us. */
export type Column = 'email' | 'firstName' | 'lastName' | 'fullName' | 'role' | 'team' | 'products';

// Folded spellings: English, then German, French, Spanish. `name` alone means the rest of what stands beside it.
const spellings: Readonly<Record<Column | 'name', string>> = {
  email:
    'email emails mail mails address addresses emailaddress emailaddresses mailaddress emailid workemail workmail ' +
    'businessemail primaryemail useremail emailadresse mailadresse adresseemail adressemail adressemel adressedemail ' +
    'adresseelectronique courriel correo correoelectronico direccioncorreo direcciondecorreo ' +
    'direcciondecorreoelectronico',
  firstName: 'firstname first givenname given forename fname vorname rufname prenom nombredepila',
  lastName:
    'lastname last surname familyname family lname nachname familienname zuname nomdefamille apellido apellidos',
  fullName: 'fullname displayname membername vollername vollstandigername nomcomplet nometprenom nombrecompleto',
  name: 'name names nom nombre',
  role: 'role roles userrole rolle rol',
  team: 'team teams primaryteam equipe equipo',
  products: 'product products produkt produkte produit produits producto productos',
};

const meanings = new Map<string, Column | 'name'>();
for (const [column, list] of Object.entries(spellings)) {
  for (const spelling of list.split(' ')) meanings.set(spelling, column as Column | 'name');
}

/** Without case, accents, spaces and signs: `E-Mail-Adresse *` is `emailadresse`. */
const fold = (title: string): string =>
  title
    .slice(0, 200)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a text is the title of a column or a label (`E-mail:`), not somebody's name. */
export const isHeaderName = (text: string): boolean => meanings.has(fold(text));

/**
 * The meaning of each column, null where we know none. Beside a column of first names `name` is the last name
 * (German `Vorname, Name`), beside one of last names the first name (Spanish `Nombre, Apellidos`), else the whole name.
 */
export const columnsOf = (titles: readonly string[]): readonly (Column | null)[] => {
  const found = titles.map((title) => meanings.get(fold(title)) ?? null);
  const hasFirst = found.includes('firstName');
  const hasLast = found.includes('lastName');
  const name: Column = hasFirst === hasLast ? 'fullName' : hasFirst ? 'lastName' : 'firstName';
  const columns = found.map((column) => (column === 'name' ? name : column));
  // Of two columns of a kind the first counts; only addresses are compared.
  return columns.map((column, index) => (column === 'email' || columns.indexOf(column) === index ? column : null));
};
