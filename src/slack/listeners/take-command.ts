import { parseSlashCommand } from '../command-grammar.ts';
import type { Edge } from '../edge.ts';
import { followed } from '../followed.ts';
import { type CommandArgs, runCommand } from '../run-command.ts';
import { commandDoor } from './members-command.ts';

/** Answers a slash command, and one that is not ours with the way to ours. */
export const takeCommand = async (edge: Edge, args: CommandArgs): Promise<void> => {
  const { command, text } = args.command;
  if (Object.values(edge.commands).includes(command)) {
    edge.sighted('command');
    const door = commandDoor(parseSlashCommand(edge.commands, command, text));
    return edge.inFlight.track(followed(edge, 'command', args, (noted, acking) => runCommand(noted, acking, door)));
  }
  edge.sighted('stray_command', command);
  edge.log.warn({ command }, 'a command that nobody listens to');
  await args.ack(`Nothing answers to \`${command}\` here. Try \`${edge.commands.members} help\`.`);
};
