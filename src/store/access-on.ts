import type { RoleReads, RoleWrites } from '../ports/roles.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
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
export const accessReadsOn = (db: Db): RoleReads => {
  const on = bind(db);
  return {
    findRoleTable: on(findRoleTable),
    countPeopleByRole: on(countPeopleByRole),
    countRoleHolders: on(countRoleHolders),
  };
};

export const accessWritesOn = (db: Db): RoleWrites => {
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
  };
};
