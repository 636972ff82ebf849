import type { FormRefusal } from '../domain/refusal.ts';
import type { Wording } from './wording.ts';

export const wordForm = (refusal: FormRefusal, { pen }: Wording): string => {
  switch (refusal.kind) {
    case 'role_unknown':
      return 'This role is gone. Choose another one.';
    case 'role_retired':
      return `The role ${pen.say(refusal.role)} is no longer given out. Choose another one.`;
    case 'role_above_own':
      return `The role ${pen.say(refusal.role)} is above your own, so you can't give it. Choose another one, or ask somebody with that role.`;
    case 'team_unknown':
      return 'This team is gone. Choose another one.';
    case 'team_needed':
      return 'Everybody has one primary team here. Choose one.';
    case 'product_unknown':
      return 'One of these products is no longer offered. Choose again.';
    case 'permission_unknown':
      return 'One of these permissions is gone, or is given one by one only. Choose again.';
    case 'template_unknown':
      return 'This template is gone. Choose another one.';
    case 'send_time_past':
      return `${pen.at(refusal.at)} has passed. Choose a later time, or send it now.`;
    case 'nobody_named':
      return 'Name at least one person: an address here, or somebody of this workspace below.';
  }
};
