import { z } from 'zod';
import { type Block, blocksOf } from './blocks.ts';
import { complaints } from './complaints.ts';
import { checkBlocks } from './rules.ts';

const messageBlocks = blocksOf.message.superRefine((blocks, context) => checkBlocks(blocks, 'message', context, []));

/** Blocks that Slack takes, or its error with the complaints it lists. */
export type BlocksVerdict =
  | { readonly ok: true; readonly blocks: Block[] }
  | {
      readonly ok: false;
      readonly error: 'invalid_blocks' | 'invalid_blocks_format' | 'msg_blocks_too_long';
      readonly messages: string[];
    };

// Undocumented; measured near 13,200 characters, containers included (slackapi/bolt-js issues 2509 and 2867).
const ALL_BLOCKS_CHARACTERS = 13_200;

/** The `blocks` of a message, as Slack would judge them. */
export const validateBlocks = (value: unknown): BlocksVerdict => {
  if (!z.array(z.unknown()).safeParse(value).success)
    return { ok: false, error: 'invalid_blocks_format', messages: ['must provide an array [json-pointer:/blocks]'] };
  const parsed = messageBlocks.safeParse(value);
  if (!parsed.success)
    return { ok: false, error: 'invalid_blocks', messages: complaints(parsed.error, value, '/blocks') };
  if (JSON.stringify(value).length > ALL_BLOCKS_CHARACTERS)
    return { ok: false, error: 'msg_blocks_too_long', messages: [] };
  return { ok: true, blocks: parsed.data };
};
