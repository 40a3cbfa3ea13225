import type { EventType, RekeyEvent } from '../model/event';
import { ownerOf } from './owner-of';

/** Who may have to hear of an event. `security` is whoever watches for the whole installation. */
export type Role = 'owner' | 'deputies' | 'team' | 'security';

const answerable = ['owner', 'deputies'] as const;

/** Who is told what. Every event is on the topic; an owner's webhook gets what names the owner. */
export const audience: Readonly<Record<EventType, readonly Role[]>> = {
  'Key Registered': [],
  'Key Released': [...answerable, 'team'],
  'Key Issued': [...answerable, 'team'],
  'Key Adopted': [...answerable, 'team'],
  'Adoption Failed': [...answerable, 'team'],
  'Would Have Acted': [...answerable, 'team'],
  'Observed Keys Summary': ['owner'],
  'Key Rotated': [...answerable, 'team'],
  'Rotation Failed': [...answerable, 'team'],
  'Key Rolled Back': [...answerable, 'team'],
  'Rollback Refused': [...answerable, 'team'],
  'Rotation Paused': [...answerable, 'team', 'security'],
  'Rotation Resumed': [...answerable, 'team', 'security'],
  'Foreign Change Found': [...answerable, 'team', 'security'],
  'Foreign Change Over': [...answerable, 'team', 'security'],
  'Credential Taken Over': [...answerable, 'team', 'security'],
  'Key Not Ready': [...answerable, 'team', 'security'],
  'Key Ready': [...answerable, 'team', 'security'],
  'Leak Reported': [...answerable, 'team', 'security'],
  'Incident Held': [...answerable, 'team', 'security'],
  'Incident Still Held': [...answerable, 'team', 'security'],
  'Leak Not Ended': [...answerable, 'team', 'security'],
  'Incident Approved': [...answerable, 'team', 'security'],
  'Incident Dismissed': [...answerable, 'team', 'security'],
  'Version Revoked': [...answerable, 'team'],
  'Version Dead': [...answerable],
  'Version Still Alive': [...answerable, 'team', 'security'],
  'Expiry Overdue': [...answerable, 'team', 'security'],
  'Orphan Revoked': ['security'],
  'Unknown Credential Found': ['security'],
  'Stray Found': ['security'],
  'Stray Revoked': ['security'],
  'Reaper Halted': ['security'],
  'Ledger Restored': ['security'],
  'Key Recovered': [...answerable, 'team'],
  'Ledger Recovered': ['security'],
};

/** Names of those who are told of an event: people and the team as the manifest names them, and `security`. */
export function toldOf(event: Pick<RekeyEvent, 'type' | 'key' | 'entry'>): string[] {
  const { type, key } = event;
  const names = audience[type].flatMap((role) => {
    switch (role) {
      case 'owner':
        return ownerOf(event) ?? [];
      case 'deputies':
        return key?.deputies ?? [];
      case 'team':
        return key?.team ?? [];
      case 'security':
        return 'security';
    }
  });
  return [...new Set(names)].filter((name) => name !== '');
}
