import { readableDomain } from '../domain/domain-name.ts';
import type { SettingClash } from '../domain/settings.ts';

/** Stands under the field that mends it. */
export const wordSettingClash = (clash: SettingClash): string => {
  switch (clash.kind) {
    case 'own_domain_needed':
      return 'People are added at once on own domains only: name one, such as example.com, or choose “Must accept”.';
    case 'public_mail_domain':
      return `Anybody can have an address at ${readableDomain(clash.domain)}, so it is nobody’s own domain. Take it out.`;
    case 'allowed_in_vain':
      return `${readableDomain(clash.domain)} is blocked too, and blocked counts more. Take it out of one of the two lists.`;
    case 'channel_needed':
      return 'A weekly post needs a channel. Choose one here, or choose “Off” above.';
  }
};
