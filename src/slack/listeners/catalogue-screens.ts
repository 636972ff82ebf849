import type { ModalView } from '@slack/types';
import { readCatalogue } from '../../services/read-catalogue.ts';
import type { Turn } from '../interaction.ts';
import { catalogueModal, templatesModal } from '../views/catalogue-modal.ts';

// Each screen reads what is true now. Whoever calls one has gone through `enter` for it.

const catalogueOf = ({ edge, context }: Turn) => readCatalogue(edge.deps, context);

export const catalogueScreen = async (
  turn: Turn,
  page = 0,
  notice: readonly string[] = [],
): Promise<{ view: ModalView }> => ({ view: catalogueModal(await catalogueOf(turn), page, turn.words, notice) });

export const templatesScreen = async (
  turn: Turn,
  page = 0,
  notice: readonly string[] = [],
): Promise<{ view: ModalView }> => ({ view: templatesModal(await catalogueOf(turn), page, turn.words, notice) });
