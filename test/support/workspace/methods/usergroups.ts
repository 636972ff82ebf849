import { answer, type Method, refuse, textArg } from '../answer.ts';

export const usergroupsList: Method = (_args, state) =>
  answer({
    usergroups: [...state.userGroups.values()].map(({ id, handle, name, users }) => ({
      ...{ id, handle, name, team_id: state.team.id, is_usergroup: true, date_delete: 0, user_count: users.size },
    })),
  });

export const usergroupsUsersList: Method = (args, state) => {
  const group = state.userGroups.get(textArg(args, 'usergroup') ?? '');
  return group ? answer({ users: [...group.users] }) : refuse('no_such_subteam');
};
