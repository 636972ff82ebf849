import axe from 'axe-core';
import type { Page } from 'playwright-core';

const FIND = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '))))`;

/** What axe finds serious or critical on a page, and where. */
export const findBarriers = async (page: Page): Promise<string[]> => {
  // The pages run no script but their own; this one comes from outside, by the debugger.
  const session = await page.context().newCDPSession(page);
  const { result: known } = await session.send('Runtime.evaluate', { expression: 'typeof axe' });
  if (known.value === 'undefined') await session.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await session.send('Runtime.evaluate', {
    expression: FIND,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
};
