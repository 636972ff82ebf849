import { inviteMembers } from '../../src/services/invite-members.ts';
import { acceptLink, anAddress, askedBy, invite, inviteInput } from '../support/records.ts';
import { statementsOf } from '../support/statements.ts';
import { alone, type Measured } from './figures.ts';
import type { Side } from './sides.ts';

/** Round trips are what a database on another machine costs: counted, as `test/services/statements.test.ts` holds them. */
export const statementRows = async (side: Side): Promise<Measured[]> => {
  const inviting = async (count: number): Promise<number> => {
    const emails = Array.from({ length: count }, () => anAddress('counted'));
    const asked = await askedBy(side.services, side.ada.person);
    const input = await inviteInput(side.services, emails, side.terms);
    return (await statementsOf(() => inviteMembers(side.services.deps, asked, input))).length;
  };
  const invitation = await invite(side.services, side.ada, anAddress('counted'), side.terms);
  const accept = (await statementsOf(() => acceptLink(side.services, invitation))).length;
  return [
    alone('statements of one invite, two teams, two products', 'statements', await inviting(1), 8),
    alone('statements of one accept, two teams, two products', 'statements', accept, 8),
    alone('statements of an invite of 50', 'statements', await inviting(50), 16),
  ];
};
