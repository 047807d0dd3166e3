/** How urgent a message is, least first. */
export const MESSAGE_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/** How votes decide: more than half of them, all of them, or those of the sessions that lead. */
export const DECISION_RULES = ['majority', 'unanimous', 'lead'] as const;

/** What a message is addressed to when it is for every session. */
export const EVERYONE = 'all';
