import type { Button } from '@slack/types';
import { button } from './blocks.ts';

export const UNDO = 'undo';
/** In the pending screen, which is shown again afterwards. */
export const PENDING_UNDO = 'pending_undo';

/** Takes back what was just done: the value is its entry in the audit trail. */
export const undoButton = (auditEventId: string, id: string = UNDO): Button =>
  button({ id, text: 'Undo', value: auditEventId });
