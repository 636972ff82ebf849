import { deliver } from './delivery.ts';
import type { Field } from './find.ts';
import { type PlainOption, validateOptions } from './kit/validate-options.ts';
import { blockSuggestionPayload } from './payloads.ts';
import type { Stage } from './stage.ts';

// Slack asks for options from the third character on unless the element says otherwise.
const MIN_QUERY_LENGTH = 3;

/** The options that the app offers in an external select for what is typed. */
export const suggest = async (
  stage: Stage,
  { block, element }: Pick<Field, 'block' | 'element'>,
  query: string,
): Promise<PlainOption[]> => {
  const least = 'min_query_length' in element ? (element.min_query_length ?? MIN_QUERY_LENGTH) : MIN_QUERY_LENGTH;
  if (query.length < least)
    throw new Error(`${stage.where}: this menu asks for at least ${least} characters, "${query}" is too short`);
  const asked = { block_id: block.block_id ?? '', action_id: element.action_id ?? '', value: query };
  const payload = blockSuggestionPayload(stage.state, stage.person, stage.place(), asked);
  const delivery = await deliver(stage.state, stage.connection(), { kind: 'interaction', payload });
  if (delivery.failed) throw new Error(`${stage.where}: the options did not load (${delivery.failed})`);
  const verdict = validateOptions(delivery.body);
  if (verdict.ok) return verdict.options;
  stage.state.refusals.push(`block_suggestion ack: ${verdict.messages.join('; ')}`);
  throw new Error(`${stage.where}: Slack would show no options: ${verdict.messages.join('; ')}`);
};
