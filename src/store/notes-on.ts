import type { StoreNotes } from '../ports/store.ts';
import { writeAudit } from './audit.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { beginDelivery, forgetCard, noteOpened, recordDelivery, rememberSlackUser } from './deliveries.ts';
import { enqueueJobs } from './enqueue.ts';
import { forgetOld } from './forget-old.ts';
import { morningNotesOn } from './mornings-on.ts';
import { claimPost, releasePosted, savePosted } from './posted-messages.ts';
import { forgetReminderMessage, rememberReaderZone } from './reminders.ts';
import { slackStopNotesOn } from './slack-stops.ts';

export const notesOn = (db: Db): StoreNotes => {
  const on = bind(db);
  return {
    ...morningNotesOn(db),
    beginDelivery: on(beginDelivery),
    recordDelivery: on(recordDelivery),
    forgetCard: on(forgetCard),
    rememberSlackUser: on(rememberSlackUser),
    claimPost: on(claimPost),
    savePosted: on(savePosted),
    releasePosted: on(releasePosted),
    forgetReminderMessage: on(forgetReminderMessage),
    rememberReaderZone: on(rememberReaderZone),
    noteOpened: on(noteOpened),
    recordRefusedAttempt: (entry, key) => writeAudit(db, [entry], key),
    enqueue: (...jobs) => enqueueJobs(db, jobs),
    forgetOld: on(forgetOld),
    ...slackStopNotesOn(db),
  };
};
