import type { Organization } from '../domain/organization.ts';
import type { CodeLetter, MailOutcome, Mails } from '../ports/mails.ts';
import { codeMail } from './code-mail.tsx';
import { joinCodeMail } from './join-code-mail.tsx';
import type { Mailer } from './mailer.ts';
import { outcomeOf } from './outcome-of.ts';
import type { MailBody } from './render-mail.ts';

type CodeMailsInput = { readonly mailer: Mailer; readonly host: string };

/** Codes that prove an address. */
export const codeMails = ({ mailer, host }: CodeMailsInput): Pick<Mails, 'code' | 'joinCode'> => {
  const send = async (
    { id, email }: Pick<CodeLetter, 'id' | 'email'>,
    organization: Organization,
    body: MailBody,
  ): Promise<MailOutcome> =>
    outcomeOf(
      await mailer.send({ ...body, to: email, fromName: organization.name, messageId: `<code-${id}@${host}>` }),
    );
  const placeOf = ({ name, timeZone }: Organization) => ({ organizationName: name, zone: timeZone });
  return {
    code: (letter, organization) =>
      send(letter, organization, codeMail({ ...letter, ...placeOf(organization), address: letter.email })),
    joinCode: (letter, organization) =>
      send(letter, organization, joinCodeMail({ ...letter, ...placeOf(organization), address: letter.email })),
  };
};
