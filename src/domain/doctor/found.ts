import type { Finding } from './finding.ts';

export const found = (is: boolean, finding: Finding): Finding[] => (is ? [finding] : []);
