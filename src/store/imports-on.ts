import type { ImportReads, ImportWrites } from '../ports/imports.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { areOfBatch, findImportFailures, findImportOfBatch, readImportProgress } from './import-progress.ts';
import {
  addImportRows,
  claimResumable,
  createImport,
  dropImportRows,
  leaveOpenRows,
  markDecided,
  moveImport,
  saveFates,
  saveOwnLists,
  settleRows,
  withdrawUnsent,
} from './import-writes.ts';
import {
  countImportRows,
  countIssuedToday,
  findImport,
  findImportRows,
  findOpenImport,
  findPreviewPage,
  findSameImport,
  holdImport,
} from './imports.ts';

export const importReadsOn = (db: Db): ImportReads => {
  const on = bind(db);
  return {
    findImport: on(findImport),
    findOpenImport: on(findOpenImport),
    findSameImport: on(findSameImport),
    findImportRows: on(findImportRows),
    findPreviewPage: on(findPreviewPage),
    countImportRows: on(countImportRows),
    countIssuedToday: on(countIssuedToday),
    readImportProgress: on(readImportProgress),
    findImportFailures: on(findImportFailures),
    findImportOfBatch: on(findImportOfBatch),
    areOfBatch: on(areOfBatch),
  };
};

export const importWritesOn = (db: Db): ImportWrites => {
  const on = bind(db);
  return {
    createImport: on(createImport),
    addImportRows: on(addImportRows),
    holdImport: on(holdImport),
    moveImport: on(moveImport),
    saveFates: on(saveFates),
    markDecided: on(markDecided),
    settleRows: on(settleRows),
    leaveOpenRows: on(leaveOpenRows),
    dropImportRows: on(dropImportRows),
    withdrawUnsent: on(withdrawUnsent),
    saveOwnLists: on(saveOwnLists),
    claimResumable: on(claimResumable),
  };
};
