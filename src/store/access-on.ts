import type { AccessReads, AccessWrites } from '../ports/access.ts';
import { bind } from './bind.ts';
import {
  changePermission,
  countPeopleWithPermission,
  createPermission,
  findCatalogue,
  holdPermission,
  isTemplateNameTaken,
  saveTemplate,
} from './catalogue.ts';
import type { Db } from './client.ts';
import { changeGrants, findGrants, holdPermissions } from './grants.ts';
import { countPeopleByRole, countRoleHolders, findRoleTable } from './role-table.ts';
import {
  changeRolePermissions,
  createRole,
  describeRole,
  holdRoleAlone,
  isRoleNameTaken,
  makeDefaultRole,
  raiseVersionsOfRole,
  rankRoles,
  setRoleRetired,
} from './role-writes.ts';

/** Roles and permissions. */
export const accessReadsOn = (db: Db): AccessReads => {
  const on = bind(db);
  return {
    findRoleTable: on(findRoleTable),
    countPeopleByRole: on(countPeopleByRole),
    countRoleHolders: on(countRoleHolders),
    findCatalogue: on(findCatalogue),
    findGrants: on(findGrants),
    countPeopleWithPermission: on(countPeopleWithPermission),
  };
};

export const accessWritesOn = (db: Db): AccessWrites => {
  const on = bind(db);
  return {
    holdRoleAlone: on(holdRoleAlone),
    isRoleNameTaken: on(isRoleNameTaken),
    createRole: on(createRole),
    describeRole: on(describeRole),
    rankRoles: on(rankRoles),
    makeDefaultRole: on(makeDefaultRole),
    setRoleRetired: on(setRoleRetired),
    changeRolePermissions: on(changeRolePermissions),
    raiseVersionsOfRole: on(raiseVersionsOfRole),
    isTemplateNameTaken: on(isTemplateNameTaken),
    holdPermission: on(holdPermission),
    createPermission: on(createPermission),
    changePermission: on(changePermission),
    saveTemplate: on(saveTemplate),
    holdPermissions: on(holdPermissions),
    changeGrants: on(changeGrants),
  };
};
