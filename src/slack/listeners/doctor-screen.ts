import { examine } from '../../services/examine.ts';
import { retryJobs } from '../../services/retry-jobs.ts';
import type { Turn } from '../interaction.ts';
import { count } from '../plural.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { DOCTOR_AGAIN, DOCTOR_RETRY, DOCTOR_RETRY_ALL, doctorModal } from '../views/doctor-modal.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { deniedMessage, type WindowAnswer } from '../window.ts';

/** Everything looked at anew, with what was just done above it. */
export const doctorScreen = async (
  { edge, context, words }: Turn,
  notice: readonly string[] = [],
): Promise<Extract<WindowAnswer, { view: unknown }>> => {
  const report = await examine(edge.deps.probes, { organizationId: context.organization.id, isInside: true });
  return { view: doctorModal(report, words, notice) };
};

const redrawn = (turn: Turn, line: string | null): ClickAnswer => ({
  redraw: async () => (await doctorScreen(turn, line === null ? [] : [line])).view,
  ...(line !== null && { notice: textMessage(line) }),
});

const retry = async (turn: Turn, jobId: string | null): Promise<ClickAnswer> => {
  const { edge, asked, words } = turn;
  const result = await retryJobs(edge.deps, asked, jobId);
  if (!result.ok) return { tell: deniedMessage({ refusal: result.refusal, words }) };
  const { jobs, isRepeat } = result.value;
  if (isRepeat) return redrawn(turn, null);
  return redrawn(
    turn,
    jobs > 0
      ? `✓ ${count(jobs, 'job is', 'jobs are')} done again now.`
      : 'Nothing waits to be done again: somebody else had it done, or it was too old. Nothing was changed.',
  );
};

export const doctorClicks: Readonly<Record<string, ClickDoor>> = {
  [DOCTOR_AGAIN]: { may: 'doctor', shows: 'here', run: async (turn) => redrawn(turn, null) },
  [DOCTOR_RETRY]: {
    may: 'retry_jobs',
    shows: 'here',
    run: (turn, { value }) => (/^\d{1,18}$/.test(value) ? retry(turn, value) : Promise.resolve(redrawn(turn, null))),
  },
  [DOCTOR_RETRY_ALL]: { may: 'retry_jobs', shows: 'here', run: (turn) => retry(turn, null) },
};
