import { checkLabelName } from '../../domain/label-text.ts';
import type { CatalogueRefusal } from '../../domain/permission-refusal.ts';
import type { AccessRefusal, BindingProposal } from '../../domain/refusal.ts';
import { readCatalogue, readPermission } from '../../services/read-catalogue.ts';
import { addPermission, editPermission } from '../../services/save-permission.ts';
import { saveTemplate } from '../../services/save-template.ts';
import { wordCatalogueRefusal } from '../catalogue-refusal-texts.ts';
import { isDenied } from '../denied.ts';
import type { Turn } from '../interaction.ts';
import { escapeText } from '../mrkdwn.ts';
import { wordLabel } from '../role-refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import {
  decodePermissionForm,
  type FilledPermissionForm,
  PERMISSION_FIELDS,
  parsePermissionForm,
  permissionFormModal,
  readPermissionForm,
} from '../views/permission-form-modal.ts';
import {
  decodeTemplateForm,
  readTemplateForm,
  TEMPLATE_FIELDS,
  type TemplatePrefill,
  templateFormModal,
} from '../views/template-form-modal.ts';
import { asView, deniedAnswer } from '../window.ts';
import { catalogueScreen, templatesScreen } from './catalogue-screens.ts';

type Refused = AccessRefusal | BindingProposal | CatalogueRefusal;

/** Adds a permission, or edits one: only what was touched, since somebody else may have changed the rest meanwhile. */
export const submitPermission: SubmissionDoor = {
  may: 'permissions',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const start = decodePermissionForm(view.private_metadata);
    const { permissionId } = start;
    const filled = readPermissionForm(view.state.values);
    const parsed = parsePermissionForm(filled);
    if (!parsed.ok) return permissionErrors(turn, permissionId, filled, parsed.refusal);
    const { key, name, description, isSensitive } = parsed.value;
    const result =
      permissionId === null
        ? await addPermission(edge.deps, asked, { key: key ?? '', name, description, isSensitive })
        : await editPermission(edge.deps, asked, {
            permissionId,
            ...(name !== start.name && { name }),
            ...(description !== start.description && { description }),
            ...(isSensitive !== start.isSensitive && { isSensitive }),
          });
    if (result.ok) {
      const line = `${words.pen.strong(result.value.name)} is ${permissionId === null ? 'added' : 'up to date'}.`;
      return { below: (await catalogueScreen(turn, 0, [line])).view };
    }
    return refusedPermission(turn, permissionId, filled, result.refusal);
  },
};

const refusedPermission = async (
  turn: Turn,
  permissionId: string | null,
  filled: FilledPermissionForm,
  refusal: Refused,
): Promise<SubmissionAnswer> => {
  if (isDenied(refusal)) return { view: asView(deniedAnswer({ refusal, words: turn.words }, 'permissions')) };
  const field = permissionField(refusal);
  const text = wordCatalogueRefusal(refusal, field ? turn.plainWords : turn.words);
  if (field) return permissionErrors(turn, permissionId, filled, { [field]: text });
  return { below: (await catalogueScreen(turn, 0, [text])).view };
};

/** Where a refusal stands that something else can be filled in for. */
const permissionField = ({ kind }: CatalogueRefusal): string | undefined => {
  if (kind === 'permission_name_taken') return PERMISSION_FIELDS.name;
  if (kind === 'permission_key_taken') return PERMISSION_FIELDS.key;
  return kind === 'permission_held' ? PERMISSION_FIELDS.sensitive : undefined;
};

const permissionErrors = (
  turn: Turn,
  permissionId: string | null,
  filled: FilledPermissionForm,
  errors: Readonly<Record<string, string>>,
): SubmissionAnswer => ({
  errors,
  again: async () => {
    const found = permissionId && (await readPermission(turn.edge.deps, turn.context, permissionId));
    const shown = found || { permission: null, people: 0 };
    return permissionFormModal(shown, turn.words, filled, Object.values(errors).map(escapeText));
  },
});

/** Adds a template, or edits one as it stood when the form was opened. */
export const submitTemplate: SubmissionDoor = {
  may: 'permissions',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const { templateId, seen } = decodeTemplateForm(view.private_metadata);
    const filled = readTemplateForm(view.state.values);
    const name = checkLabelName(filled.name);
    if (!name.ok) return templateErrors(turn, templateId, filled, wordLabel(name.refusal));
    const input = { templateId, name: name.value, permissionIds: filled.permissionIds, seen };
    const result = await saveTemplate(edge.deps, asked, input);
    if (result.ok) {
      const line = `${words.pen.strong(name.value)} is ${templateId === null ? 'added' : 'up to date'}.`;
      return { below: (await templatesScreen(turn, 0, [line])).view };
    }
    const { refusal } = result;
    if (isDenied(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'permissions')) };
    const text = wordCatalogueRefusal(refusal, words);
    if (refusal.kind === 'template_name_taken') {
      return templateErrors(turn, templateId, filled, wordCatalogueRefusal(refusal, turn.plainWords));
    }
    if (refusal.kind === 'template_gone') return { below: (await templatesScreen(turn, 0, [text])).view };
    // What was filled in stays, but for a template that is not what it was: then the form starts from what it is.
    const prefill = refusal.kind === 'template_changed' ? {} : filled;
    return { view: await templateForm(turn, templateId, prefill, [text]) };
  },
};

const templateForm = async (
  { edge, context }: Turn,
  templateId: string | null,
  prefill: TemplatePrefill,
  problems: readonly string[],
) => {
  const { templates, permissions } = await readCatalogue(edge.deps, context);
  return templateFormModal(templates.find(({ id }) => id === templateId) ?? null, permissions, prefill, problems);
};

const templateErrors = (
  turn: Turn,
  templateId: string | null,
  filled: TemplatePrefill,
  error: string,
): SubmissionAnswer => ({
  errors: { [TEMPLATE_FIELDS.name]: error },
  again: () => templateForm(turn, templateId, filled, [escapeText(error)]),
});
