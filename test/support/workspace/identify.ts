import type { Ids } from './ids.ts';
import type { Block } from './kit/blocks.ts';
import { interactiveOf } from './kit/rules.ts';

/** Blocks with the block and action ids that the app left out filled in, as Slack does. A new copy. */
export const identify = <B extends Block>(blocks: readonly B[], ids: Ids): B[] =>
  structuredClone([...blocks]).map((block) => {
    for (const element of interactiveOf(block)) element.action_id ??= ids.next('a').toLowerCase();
    block.block_id ??= ids.next('b').toLowerCase();
    return block;
  });
