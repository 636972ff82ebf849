import type { z } from 'zod';
import type { Block, Interactive, Surface } from './blocks.ts';

/** Elements a person can act on, of one block. */
export const interactiveOf = (block: Block): Interactive[] => {
  if (block.type === 'actions') return block.elements;
  if (block.type === 'input') return [block.element];
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') return [block.accessory];
  return [];
};

type Report = (message: string, path: PropertyKey[]) => void;

const repeated = <T>(values: readonly (T | undefined)[]): number =>
  values.findIndex((value, index) => value !== undefined && values.indexOf(value) < index);

const checkIds = (blocks: readonly Block[], report: Report): void => {
  const ids = blocks.map((block) => block.block_id);
  const twice = repeated(ids);
  if (twice >= 0) report(`\`block_id\` already exists: ${ids[twice]}`, [twice, 'block_id']);
  for (const [index, block] of blocks.entries()) {
    const actionIds = interactiveOf(block).map((element) => element.action_id);
    const again = repeated(actionIds);
    if (again >= 0)
      report(`\`action_id\` already exists: ${actionIds[again]}`, [index, 'elements', again, 'action_id']);
  }
};

const checkFocus = (blocks: readonly Block[], report: Report): void => {
  const focused = blocks.flatMap((block, index) =>
    interactiveOf(block).some((element) => 'focus_on_load' in element && element.focus_on_load) ? [index] : [],
  );
  if (focused.length > 1) report('only one element can have focus_on_load', [focused[1] ?? 0]);
};

const checkPlaces = (blocks: readonly Block[], surface: Surface, report: Report): void => {
  for (const [index, block] of blocks.entries()) {
    for (const element of interactiveOf(block)) {
      if (element.type === 'file_input' && surface !== 'modal') report('unsupported type: file_input', [index]);
      if (
        'response_url_enabled' in element &&
        element.response_url_enabled &&
        !(surface === 'modal' && block.type === 'input')
      )
        report('response_url_enabled is only allowed in input blocks of modals', [index]);
    }
  }
};

/** What Slack asks of a list of blocks beyond the shape of each. */
export const checkBlocks = (
  blocks: readonly Block[],
  surface: Surface,
  context: z.RefinementCtx,
  at: PropertyKey[],
): void => {
  const report: Report = (message, path) => {
    context.addIssue({ code: 'custom', message, path: [...at, ...path] });
  };
  checkIds(blocks, report);
  checkFocus(blocks, report);
  checkPlaces(blocks, surface, report);
};
