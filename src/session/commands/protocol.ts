import { BatonError } from '../../errors.ts';
import type { EventData, SessionEvent } from '../event.ts';
import { excerptOf } from '../excerpt.ts';

/** How much of a reason is kept. */
const REASON_CHARACTERS = 300;

/** Waives a rule of the protocol, because a person says so. @throws E_INVALID without a reason. */
export function grantOverride(override: EventData<'override_granted'>): SessionEvent[] {
  const reason = excerptOf(override.reason, REASON_CHARACTERS);
  if (reason === '')
    throw new BatonError('E_INVALID', 'An override needs a reason: it is what is kept of it. --reason WHY');
  return [{ type: 'override_granted', data: { ...override, reason } }];
}
