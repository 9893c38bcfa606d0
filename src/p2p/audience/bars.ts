import type { SessionId } from '../base/ids.ts';
import type { ReportCause } from './course.ts';

/** How long somebody who starved or deceived this page is not taken as a parent again, ms. */
const BARRED_MS = 60_000;

/** Parents that are not taken again for a while, whoever proposes them. */
export class Bars {
	readonly #bars = new Map<SessionId, { readonly cause: ReportCause; readonly untilMs: number }>();

	/** Bars somebody from now on, if that is what the cause deserves. */
	add(session: SessionId, cause: ReportCause, nowMs: number): void {
		if (cause !== 'starving' && cause !== 'forged') return;
		for (const [other, { untilMs }] of this.#bars) if (untilMs <= nowMs) this.#bars.delete(other);
		this.#bars.set(session, { cause, untilMs: nowMs + BARRED_MS });
	}

	/** Why somebody is barred now, or null. */
	cause(session: SessionId, nowMs: number): ReportCause | null {
		const bar = this.#bars.get(session);
		return bar && bar.untilMs > nowMs ? bar.cause : null;
	}
}
