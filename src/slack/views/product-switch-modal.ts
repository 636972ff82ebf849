import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { ProductDetails } from '../../domain/product.ts';
import type { NamePosition } from '../../domain/team.ts';
import { countText } from '../count-text.ts';
import { count } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { plain, section } from './blocks.ts';
import { namePositionSchema } from './name-position.ts';

export const PRODUCT_SWITCH_MODAL = 'product_switch_modal';

/** What turning a product off takes away, or turning it on gives back, before it is done. */
export const productSwitchModal = (product: ProductDetails, position: NamePosition, { pen }: Wording): ModalView => {
  const isEnabled = !product.isEnabled;
  return {
    type: 'modal',
    callback_id: PRODUCT_SWITCH_MODAL,
    private_metadata: JSON.stringify({ productId: product.id, isEnabled, position }),
    title: plain(isEnabled ? 'Turn on a product' : 'Turn off a product', 24),
    submit: plain(isEnabled ? 'Turn on' : 'Turn off', 24),
    close: plain('Cancel', 24),
    blocks: [section([`Turn ${pen.strong(product.name)} ${isEnabled ? 'on' : 'off'}?`, ...effects(product)])],
  };
};

const effects = ({ isEnabled, holders, pending, teams, links }: ProductDetails): string[] => {
  const verb = isEnabled ? ['loses', 'lose'] : ['gets', 'get'];
  const people = countText(holders, `person ${verb[0]}`, `people ${verb[1]}`);
  const invitations = countText(pending, 'pending invitation', 'pending invitations');
  const presets = count(teams, 'team that presets it offers', 'teams that preset it offer');
  const byLink = (bring: string): string[] =>
    links > 0 ? [`• Whoever joins by ${countText(links, 'invite link', 'invite links')} ${bring}.`] : [];
  if (!isEnabled) {
    return [
      holders > 0 ? `• ${people} their access back, at once.` : '• Nobody has it.',
      '• It can be given again: in the invite form, and on the card of a person.',
      ...(pending > 0 ? [`• ${invitations} will bring it.`] : []),
      ...byLink('gets it'),
    ];
  }
  return [
    holders > 0 ? `• ${people} access at once. They have it again when it is turned on.` : '• Nobody has it.',
    '• It can’t be given to anybody while it is off.',
    ...(pending > 0 ? [`• ${invitations} will not bring it while it is off.`] : []),
    ...byLink('joins without it while it is off'),
    ...(teams > 0 ? [`• ${presets} it no more while it is off.`] : []),
  ];
};

const metadataSchema = z.object({ productId: z.uuid(), isEnabled: z.boolean(), position: namePositionSchema });

export const readSwitchMetadata = (metadata: string) => metadataSchema.parse(JSON.parse(metadata));
