import type { PlanRow } from '../../audience/seat.ts';
import type { SessionId } from '../../base/ids.ts';
import { MAX_LEDGER_ROWS } from '../../wire/limits.ts';
import type { Ledger, LedgerRow } from '../../wire/ledger.ts';
import type { TreeMessage } from '../../wire/tree-messages.ts';
import type { Planning, PlanningStart } from './planning.ts';

/** Listeners that a copy of a plan may have: more than any room will hold, and some 100 MB. */
const MAX_ROWS = 200_000;

/** The deputy's copy of the plan, from which it goes on when the planner dies. */
export class PlanCopy {
	readonly #rows = new Map<SessionId, LedgerRow>();
	#head: Ledger['head'] | null = null;

	/** Takes what the planner tells of its plan. */
	take({ head, rows, gone }: Ledger): void {
		this.#head = head;
		for (const session of gone) this.#rows.delete(session);
		for (const row of rows)
			if (this.#rows.has(row.session) || this.#rows.size < MAX_ROWS) this.#rows.set(row.session, row);
	}

	/** What planning begins with on this page; null if the planner told nothing yet. */
	get start(): Pick<PlanningStart, 'rows' | 'members'> | null {
		if (!this.#head) return null;
		const rows = [...this.#rows.values()];
		const members = rows.flatMap(({ session, person }) => (person ? [{ session, ...person }] : []));
		return { rows: { head: this.#head, rows: rows satisfies readonly PlanRow[] }, members };
	}

	/** Forgets everything: somebody else is deputy. */
	clear(): void {
		this.#rows.clear();
		this.#head = null;
	}
}

/** What to tell the deputy of these sessions, in messages of bearable size. */
export function ledgers(
	planning: Planning,
	sessions: readonly SessionId[],
	gone: readonly SessionId[]
): TreeMessage[] {
	const { plan, members } = planning;
	const rows = sessions.flatMap((session): LedgerRow[] => {
		const row = plan.row(session);
		const member = members.get(session);
		if (!row) return [];
		return [{ ...row, person: member && { identity: member.identity, name: member.name } }];
	});
	const messages: TreeMessage[] = [];
	for (let i = 0; i === 0 || i < rows.length; i += MAX_LEDGER_ROWS) {
		const part = { head: plan.head, rows: rows.slice(i, i + MAX_LEDGER_ROWS), gone: i === 0 ? gone : [] };
		messages.push({ kind: 'ledger', ledger: part });
	}
	return messages;
}
