import type { Deps } from '../deps.ts';
import type { Catalogue, CataloguePermission } from '../ports/permissions.ts';
import type { ActorContext } from '../ports/records.ts';

/** The caller has asked `authorize` for `permissions`. */
export const readCatalogue = ({ store }: Pick<Deps, 'store'>, { organization }: ActorContext): Promise<Catalogue> =>
  store.findCatalogue(organization.id);

/** One permission with to how many people it was given singly; null when it is gone. */
export const readPermission = async (
  deps: Pick<Deps, 'store'>,
  context: ActorContext,
  permissionId: string,
): Promise<{ readonly permission: CataloguePermission; readonly people: number } | null> => {
  const { permissions } = await readCatalogue(deps, context);
  const permission = permissions.find(({ id }) => id === permissionId);
  if (!permission) return null;
  return { permission, people: await deps.store.countPeopleWithPermission(context.organization.id, permissionId) };
};
