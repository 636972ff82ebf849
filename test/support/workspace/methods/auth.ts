import { answer, type Method } from '../answer.ts';

export const authTest: Method = (_args, { team, app, people }) =>
  answer({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: people.get(app.botUserId)?.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  });

export const teamInfo: Method = (_args, { team }) =>
  answer({
    team: {
      id: team.id,
      name: team.name,
      domain: team.domain,
      url: `https://${team.domain}.slack.com/`,
      email_domain: '',
      icon: { image_default: true },
    },
  });
