import { momentText } from '../domain/moment-text.ts';
import { type SlackStop, wordSlackStop } from '../domain/slack-stop.ts';
import { Heading, MailFrame, Paragraph } from './layout.tsx';
import { type MailBody, renderMail } from './render-mail.ts';

export type SlackStopMailContent = {
  readonly organizationName: string;
  readonly address: string;
  readonly stop: SlackStop;
  readonly since: Date;
  readonly zone: string;
};

/** To an admin, once: Slack is the way by which they would hear of everything else. */
export function slackStopMail({ organizationName, address, stop, since, zone }: SlackStopMailContent): MailBody {
  const subject = `Usher cannot reach Slack for ${organizationName}`;
  return renderMail(
    subject,
    <MailFrame
      title={subject}
      preview="Its messages wait until somebody who runs Usher mends it."
      footer={`You get this mail because ${address} is an admin of ${organizationName}.`}
    >
      <Heading>{subject}</Heading>
      <Paragraph>
        Since {momentText(since, zone)} Slack takes nothing from Usher. Invitations go out by mail; everything else that
        Usher would say in Slack waits, and nothing is lost.
      </Paragraph>
      <Paragraph>For whoever runs Usher: {wordSlackStop(stop)}</Paragraph>
    </MailFrame>,
  );
}
