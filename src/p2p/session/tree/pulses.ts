import type { RoomId, SessionId } from '../../base/ids.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import { REACTIONS, type Reaction } from '../../room/reactions.ts';
import { isWordAuthentic, signWord } from '../../wire/signed-words.ts';
import { PULSE, type Mandate, type Pulse, type PulseFields } from '../../wire/tree.ts';

/** Reactions are shown as counts for this long. */
const SHOWN_MS = 4_000;

/** What pulses are judged by. */
export interface PulsesOptions {
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly now: () => number;
	readonly mandate: () => Mandate | null;
}

/** What whoever plans tells everybody: how many are here, who is on the stage, what was reacted. */
export class Pulses {
	readonly #options: PulsesOptions;
	#latest: Pulse | null = null;
	#people: NonNullable<PulseFields['people']> = [];
	#reactions: { readonly atMs: number; readonly counts: readonly number[] }[] = [];
	#counter = 0;

	constructor(options: PulsesOptions) {
		this.#options = options;
	}

	/** The newest pulse of whoever plans now. */
	get latest(): Pulse | null {
		const mandate = this.#options.mandate();
		return mandate && this.#latest?.planner === mandate.planner ? this.#latest : null;
	}

	/** Some of the listeners. */
	get people(): NonNullable<PulseFields['people']> {
		return this.#people;
	}

	/** Reactions of the last seconds, by kind. */
	get reactions(): ReadonlyMap<Reaction, number> {
		const since = this.#options.now() - SHOWN_MS;
		this.#reactions = this.#reactions.filter(({ atMs }) => atMs > since);
		const counts = REACTIONS.map((reaction, i): [Reaction, number] => [
			reaction,
			this.#reactions.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0)
		]);
		return new Map(counts.filter(([, count]) => count > 0));
	}

	/** Whether a session is on the stage, as the planner sees it. */
	isOnStage(session: SessionId): boolean {
		return this.latest?.stage.some((entry) => entry.session === session) ?? false;
	}

	/** Signs the next pulse of this page's term. */
	async make(
		fields: Pick<PulseFields, 'listeners' | 'stage' | 'reactions' | 'copies' | 'people'>
	): Promise<Pulse | null> {
		const { room, key, mandate } = this.#options;
		const held = mandate();
		if (!held || held.planner !== key.id) return null;
		const place = { room, term: held.term, planner: key.id, counter: ++this.#counter };
		const pulse = await signWord(PULSE, { ...fields, ...place }, key.sign);
		this.#keep(pulse);
		return pulse;
	}

	/** Takes a pulse that somebody passed on: `news` is to be passed on again. */
	take(pulse: Pulse): 'news' | 'old' | 'forged' {
		const { room, mandate } = this.#options;
		const held = mandate();
		if (!held || pulse.room !== room || pulse.planner !== held.planner || pulse.term !== held.term)
			return 'old';
		const latest = this.#latest;
		if (latest?.planner === pulse.planner && latest.term === pulse.term && latest.counter >= pulse.counter)
			return 'old';
		if (!isWordAuthentic(PULSE, pulse)) return 'forged';
		this.#keep(pulse);
		return 'news';
	}

	#keep(pulse: Pulse): void {
		this.#latest = pulse;
		if (pulse.people) this.#people = pulse.people;
		if (pulse.reactions.some((count) => count > 0))
			this.#reactions.push({ atMs: this.#options.now(), counts: pulse.reactions });
	}
}
