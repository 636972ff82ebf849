import type { MorningNotes, MorningReads, MorningWrites } from '../ports/mornings.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { findInvitations } from './invitation-records.ts';
import {
  claimRunOut,
  findDigestFacts,
  findDigests,
  findMorningOrganizations,
  findWeekNews,
  forgetDigest,
  saveDigest,
} from './mornings.ts';
import { claimPosted } from './posted-messages.ts';

export const morningReadsOn = (db: Db): MorningReads => {
  const on = bind(db);
  return {
    findMorningOrganizations: on(findMorningOrganizations),
    findDigestFacts: on(findDigestFacts),
    findDigests: on(findDigests),
    findInvitations: on(findInvitations),
    findWeekNews: on(findWeekNews),
  };
};

export const morningNotesOn = (db: Db): MorningNotes => {
  const on = bind(db);
  return { saveDigest: on(saveDigest), forgetDigest: on(forgetDigest) };
};

export const morningWritesOn = (db: Db): MorningWrites => {
  const on = bind(db);
  return { claimPosted: on(claimPosted), claimRunOut: on(claimRunOut) };
};
