import type { Deed, Outcome } from '../deeds.ts';
import type { Exchange, Sight } from '../sight.ts';

const read = async <Answer>(response: Response): Promise<Answer> => {
  const answer = (await response.json()) as Answer & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}`);
  return answer;
};

/** What this person sees now; nobody in particular: whoever comes first. */
export const fetchSight = async (as: string | undefined): Promise<Sight> =>
  read<Sight>(await fetch(`/api/sight${as ? `?as=${encodeURIComponent(as)}` : ''}`));

export const fetchTraffic = async (): Promise<Exchange[]> => read<Exchange[]>(await fetch('/api/traffic'));

export const sendDeed = async (deed: Deed): Promise<Outcome> =>
  read<Outcome>(
    await fetch('/api/deeds', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deed),
    }),
  );
