/** What is to happen when, on a clock of its own. Equal times come in the order in which they were asked for. */
export class Agenda {
	readonly #times: number[] = [];
	readonly #turns: number[] = [];
	readonly #tasks: (() => void)[] = [];
	#turn = 0;
	nowMs = 0;

	after(delayMs: number, task: () => void): void {
		let place = this.#times.length;
		const [time, turn] = [this.nowMs + delayMs, this.#turn++];
		while (place > 0) {
			const above = (place - 1) >> 1;
			if (this.#isBefore(above, time, turn)) break;
			this.#move(above, place);
			place = above;
		}
		this.#put(place, time, turn, task);
	}

	/** Does everything that is due until then. */
	runUntil(untilMs: number): void {
		while (this.#times.length > 0 && this.#times[0]! <= untilMs) {
			this.nowMs = this.#times[0]!;
			this.#take()();
		}
		this.nowMs = untilMs;
	}

	#take(): () => void {
		const first = this.#tasks[0]!;
		const [time, turn, task] = [this.#times.pop()!, this.#turns.pop()!, this.#tasks.pop()!];
		const size = this.#times.length;
		if (size === 0) return first;
		let place = 0;
		for (let below = 1; below < size; below = 2 * place + 1) {
			if (below + 1 < size && this.#isBefore(below + 1, this.#times[below]!, this.#turns[below]!)) below++;
			if (!this.#isBefore(below, time, turn)) break;
			this.#move(below, place);
			place = below;
		}
		this.#put(place, time, turn, task);
		return first;
	}

	#isBefore(place: number, time: number, turn: number): boolean {
		const other = this.#times[place]!;
		return other < time || (other === time && this.#turns[place]! < turn);
	}

	#move(from: number, to: number): void {
		this.#put(to, this.#times[from]!, this.#turns[from]!, this.#tasks[from]!);
	}

	#put(place: number, time: number, turn: number, task: () => void): void {
		this.#times[place] = time;
		this.#turns[place] = turn;
		this.#tasks[place] = task;
	}
}
