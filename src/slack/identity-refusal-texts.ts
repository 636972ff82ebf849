import type { IdentityRefusal } from '../domain/refusal.ts';
import { count } from './plural.ts';
import type { Wording } from './wording.ts';

export const wordIdentity = (refusal: IdentityRefusal, wording: Wording): string => {
  const { pen, command } = wording;
  const organization = pen.say(wording.organization);
  switch (refusal.kind) {
    case 'address_not_confirmed':
      return 'Slack has not confirmed your address yet. Confirm it in your Slack profile, then try again.';
    case 'nothing_to_bind':
      return `No membership of ${organization} has the address of your Slack profile. Ask an admin to invite you.`;
    case 'already_bound':
      return `This is settled already. ${pen.code(`${command} whoami`)} shows who you are here.`;
    case 'code_wrong':
      return refusal.attemptsLeft > 0
        ? `That is not the code. You have ${count(refusal.attemptsLeft, 'try', 'tries')} left.`
        : `That is not the code, and it was the last try. Type ${pen.code(`${command} whoami`)} for a new code.`;
    case 'code_expired':
      return `This code no longer counts. Type ${pen.code(`${command} whoami`)} for a new one.`;
    case 'code_needs_mail':
      return 'An admin account is confirmed by a code that is mailed, and no mail server is set up. Ask whoever runs Usher to set one up.';
  }
};
