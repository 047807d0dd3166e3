import { BatonError } from '../errors.ts';

/** Who decides on a proposal: the audit log keeps all of it. */
export interface Approval {
  readonly proposal: string;
  /** The session that proposed it, or who did where that was no session. */
  readonly proposed_by: string | null;
  /** The account and git's user.email of whoever decides, as the machine knows them. */
  readonly account: string | null;
  readonly email: string | null;
  /** The name that was claimed with --as, or null where the machine's word was enough. */
  readonly claimed: string | null;
}

/**
 * The approver in whose name a person decides: the one that the machine knows, or the one that the person claims to
 * be. Where the plan names no approvers, anybody at a terminal is one.
 *
 * @throws E_RULE naming the approvers when it is none of them.
 */
export function approverName(
  approvers: readonly string[],
  { account, email, claimed }: Pick<Approval, 'account' | 'email' | 'claimed'>,
): string {
  const known = [account, email].filter((name) => name !== null);
  if (claimed !== null && (approvers.length === 0 || approvers.includes(claimed))) return claimed;
  const own = claimed === null ? known.find((name) => approvers.includes(name)) : undefined;
  if (own !== undefined) return own;
  if (approvers.length === 0) return account ?? email ?? 'unknown';
  const who = claimed ?? (known.length === 0 ? 'Nobody that this machine knows' : known.join(' / '));
  throw new BatonError(
    'E_RULE',
    `${who} is no approver of this plan. Approvers: ${approvers.join(', ')}. ` +
      'Say in whose name you decide with --as NAME; the audit log keeps your account beside it.',
    { approvers },
  );
}
