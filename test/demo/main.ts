import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUsher, type Usher, unhurried } from '../support/usher.ts';
import { BOUNCE_WEBHOOK_SECRET, type Cast } from './stage.ts';
import { playStory } from './story.ts';
import { createTranscript } from './transcript.ts';
import { playWeek } from './week.ts';

/** Plays the story on real parts, throw-away database and all, and prints it. Exits 1 if any step was not as it should be. */
const main = async (): Promise<number> => {
  const startedAt = performance.now();
  const tell = createTranscript((line) => console.log(line));
  const dataDir = await mkdtemp(join(tmpdir(), 'usher-demo-'));
  const isWeek = process.argv.includes('--week');
  const cast: { current?: Cast } = {};
  let usher: Usher | undefined;
  try {
    usher = await startUsher({
      // The machine may have much else to do.
      ...unhurried,
      dataDir,
      rateLimits: true,
      // A week passes in some seconds, with everything that Usher looks for each minute.
      ...(isWeek && { minuteMs: 40, env: { BOUNCE_WEBHOOK_SECRET } }),
      prepare: (workspace) => {
        const ada = workspace.person({
          firstName: 'Ada',
          lastName: 'Example',
          email: 'ada@example.com',
          tz: 'Europe/Berlin',
        });
        const grace = workspace.person({
          firstName: 'Grace',
          lastName: 'Sample',
          email: 'grace@example.com',
          tz: 'Europe/Berlin',
        });
        const nell = workspace.person({ firstName: 'Nell', lastName: 'Example', email: 'nell@example.com' });
        cast.current = {
          ada,
          grace,
          nell,
          sales: workspace.channel('sales', { members: [ada, grace], botIsMember: true }),
        };
      },
    });
    if (!cast.current) throw new Error('The workspace was not prepared');
    await (isWeek ? playWeek : playStory)(usher, cast.current, tell);
    tell.chapter('In the end');
    tell.expect(
      usher.workspace.refusals.length === 0,
      `Slack refused nothing of what Usher sent${list(usher.workspace.refusals)}`,
    );
    tell.expect(usher.workspace.warnings.length === 0, `Slack had nothing to warn of${list(usher.workspace.warnings)}`);
    const { tooSoon } = usher.workspace.limits;
    tell.expect(tooSoon.length === 0, `Usher waited as long as Slack said each time${list(tooSoon)}`);
    const errors = usher.logLines.filter((line) => JSON.parse(line).level >= 50);
    tell.expect(errors.length === 0, `nothing went wrong in the log${list(errors)}`);
  } catch (error) {
    tell.expect(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
    for (const line of usher?.logLines.slice(-15) ?? []) console.log(line.trim());
  } finally {
    await usher?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  const failures = tell.failures();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const steps = failures.length === 1 ? '1 step was not as it' : `${failures.length} steps were not as they`;
  const end = failures.length === 0 ? 'The story went as it should' : `${steps} should be`;
  console.log(`\n${end}, in ${seconds} s.`);
  return failures.length === 0 ? 0 : 1;
};

const list = (lines: readonly string[]): string => (lines.length > 0 ? `: ${lines.join(' | ')}` : '');

process.exitCode = await main();
