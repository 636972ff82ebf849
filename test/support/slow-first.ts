import { BaseSequencer, type TestSpecification } from 'vitest/node';

// In the order in which they begin.
const slow = [
  'e2e/doors',
  'main',
  'chaos/small',
  'sandbox/browser/browser',
  'e2e/stale-doors',
  'jobs/job-runner',
  'bench/bench',
  'why/why-waiting',
  'slack/happenings',
  'doctor',
  'store/migrations',
];

/**
 * The files that take longest begin first, or the run would end by waiting for one of them on one core. On a fresh clone vitest goes
 * by the size of files. A class, since that is what vitest asks for.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = slow.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? slow.length : place;
    };
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
