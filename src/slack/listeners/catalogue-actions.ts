import { readCatalogue, readPermission } from '../../services/read-catalogue.ts';
import { wordCatalogueRefusal } from '../catalogue-refusal-texts.ts';
import type { Turn } from '../interaction.ts';
import type { ClickDoor } from '../run-click.ts';
import {
  CATALOGUE_NEXT,
  CATALOGUE_OPEN,
  CATALOGUE_PREVIOUS,
  PERMISSION_ADD,
  PERMISSION_EDIT,
  TEMPLATE_ADD,
  TEMPLATE_EDIT,
  TEMPLATES_NEXT,
  TEMPLATES_OPEN,
  TEMPLATES_PREVIOUS,
} from '../views/catalogue-modal.ts';
import { readPageNumber } from '../views/paging.ts';
import { permissionFormModal } from '../views/permission-form-modal.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { templateFormModal } from '../views/template-form-modal.ts';
import type { WindowAnswer } from '../window.ts';
import { catalogueScreen, templatesScreen } from './catalogue-screens.ts';

/** Draws a page of the list in place; the buttons that change lists carry no number, which is the first page. */
const showPage = (screen: typeof catalogueScreen): ClickDoor => ({
  may: 'permissions',
  shows: 'here',
  run: async (turn, { value }) => ({ redraw: async () => (await screen(turn, readPageNumber(value))).view }),
});

const openForm = (form: (turn: Turn, id: string) => Promise<WindowAnswer>): ClickDoor => ({
  may: 'permissions',
  shows: 'window',
  next: 'permissions',
  run: (turn, { value }) => form(turn, value),
});

export const catalogueClicks: Readonly<Record<string, ClickDoor>> = {
  [CATALOGUE_OPEN]: showPage(catalogueScreen),
  [CATALOGUE_NEXT]: showPage(catalogueScreen),
  [CATALOGUE_PREVIOUS]: showPage(catalogueScreen),
  [TEMPLATES_OPEN]: showPage(templatesScreen),
  [TEMPLATES_NEXT]: showPage(templatesScreen),
  [TEMPLATES_PREVIOUS]: showPage(templatesScreen),
  [PERMISSION_ADD]: openForm(async ({ words }) => ({
    view: permissionFormModal({ permission: null, people: 0 }, words),
  })),
  [PERMISSION_EDIT]: openForm(async ({ edge, context, words }, id) => {
    const found = await readPermission(edge.deps, context, id);
    if (!found) return { message: textMessage(wordCatalogueRefusal({ kind: 'permission_gone' }, words)) };
    return { view: permissionFormModal(found, words) };
  }),
  [TEMPLATE_ADD]: openForm(async ({ edge, context }) => ({
    view: templateFormModal(null, (await readCatalogue(edge.deps, context)).permissions),
  })),
  [TEMPLATE_EDIT]: openForm(async ({ edge, context, words }, id) => {
    const { templates, permissions } = await readCatalogue(edge.deps, context);
    const template = templates.find((one) => one.id === id);
    if (!template) return { message: textMessage(wordCatalogueRefusal({ kind: 'template_gone' }, words)) };
    return { view: templateFormModal(template, permissions) };
  }),
};
