import type { NamedPermission, RoleDifference } from '../../domain/role-change.ts';
import { firstOf } from '../plural.ts';
import type { Pen } from '../wording.ts';

// Beyond these the rest is counted: a role may hold a hundred permissions.
const maxNames = 10;

type NamedRole = { readonly name: string; readonly description: string; readonly isAdmin: boolean };

/** What a change of role gives and takes: each on a line of its own, and one line where nothing comes or goes. */
export const roleChangeLines = (
  from: NamedRole,
  to: NamedRole,
  { gained, lost }: RoleDifference,
  pen: Pen,
): string[] => {
  const names = (desk: boolean, permissions: readonly NamedPermission[]) =>
    firstOf([...(desk ? ['the membership desk'] : []), ...permissions.map(({ name }) => pen.say(name, 75))], maxNames);
  const [getsDesk, losesDesk] = [to.isAdmin && !from.isAdmin, from.isAdmin && !to.isAdmin];
  return [
    ...(getsDesk || gained.length > 0 ? [`*Gained:* ${names(getsDesk, gained)}`] : []),
    ...(losesDesk || lost.length > 0 ? [`*Lost:* ${names(losesDesk, lost)}`] : []),
    ...(!getsDesk && !losesDesk && gained.length + lost.length === 0 ? ['No permission comes or goes with it.'] : []),
  ];
};
